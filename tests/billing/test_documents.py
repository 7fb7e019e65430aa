"""The printed invoice says what the law wants, to whom the law wants it said."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from liciel_app.billing.documents import invoice_pdf
from liciel_app.billing.rules import Buyer, Line, bill
from tests.billing.papers import CHARTRONS, DUPUY, LINES, SELLER, a_paper, words

THIRTY_DAYS = date(2026, 12, 23)


@pytest.mark.parametrize(
    "mention",
    [
        "FACTURE N° FA-2026-0412",
        "Date d’émission 23/11/2026",
        "Date d’échéance 23/11/2026",
        "Prestation réalisée le 21/11/2026",
        "Référence du dossier D-2026-0001",
        "Catégorie d’opération Prestation de services",
        "ATLANTIQUE DIAGNOSTICS – SARL au capital de 10 000 € – 84 cours de Verdun, 33000 Bordeaux",
        "SIRET 912 345 709 00014 – RCS Bordeaux 912 345 709 – TVA FR70912345709",
        "05 56 00 00 10 – contact@atlantique-diag.example",
        "M. et Mme Dupuy 17 avenue Roul 33400 Talence",
        "Diagnostic de performance énergétique 1 130,00 € 20 % 130,00 €",
        "Total avant remise HT 335,00 €",
        "Remise HT -33,50 €",
        "Total HT 301,50 €",
        "TVA 20 % sur 301,50 € 60,30 €",
        "Total TTC à payer 361,80 €",
        "Règlement à réception, le 23/11/2026.",
        "IBAN FR76 3000 3032 1000 0200 1234 556",
        "Escompte pour paiement anticipé : néant.",
        "Assurance de responsabilité civile professionnelle : Mutuelle des Métiers",
    ],
)
def test_every_mandatory_mention_is_printed(mention: str) -> None:
    assert mention in words(a_paper())


def test_a_private_person_reads_the_mediator_and_no_late_fee() -> None:
    said = words(a_paper())
    assert "Médiateur de la consommation" in said
    assert "Médiation Conso Sud-Ouest" in said
    assert "40 €" not in said
    assert "12,15 %" not in said


def test_a_professional_reads_late_interest_forty_euros_and_his_siren_but_no_mediator() -> None:
    said = words(a_paper(buyer=CHARTRONS, due_on=THIRTY_DAYS))
    assert "pénalités au taux de 12,15 % par an" in said
    assert "indemnité forfaitaire pour frais de recouvrement de 40 €" in said
    assert "SIREN 908 172 638 – SIRET 908 172 638 00011" in said
    assert "Règlement à 30 jours, au plus tard le 23/12/2026." in said
    assert "Médiateur" not in said


def test_without_an_agreed_rate_the_legal_one_applies() -> None:
    said = words(a_paper(buyer=CHARTRONS, seller=replace(SELLER, late_interest="")))
    assert "opération de refinancement la plus récente, majoré de 10 points" in said


def test_each_vat_rate_has_its_line_and_an_exempt_office_says_why() -> None:
    lines = (Line("DPE", 10_000, Decimal(20)), Line("Plomb", 10_000, Decimal("8.5")))
    said = words(a_paper(lines=lines, bill=bill(lines, 1_000)))
    assert "TVA 8,5 % sur 95,00 € 8,08 €" in said
    assert "TVA 20 % sur 95,00 € 19,00 €" in said
    assert "293 B" not in said
    free = (Line("DPE", 10_000, Decimal(0)),)
    assert "TVA non applicable, art. 293 B du CGI." in words(a_paper(lines=free, bill=bill(free)))


def test_a_visit_still_to_come_is_not_said_done() -> None:
    assert "Prestation prévue le 30/11/2026" in words(a_paper(performed_on=date(2026, 11, 30)))


def test_the_same_invoice_is_the_same_file() -> None:
    assert invoice_pdf(a_paper()) == invoice_pdf(a_paper())
    assert invoice_pdf(a_paper()) != invoice_pdf(a_paper(number="FA-2026-0413"))


def test_many_lines_make_numbered_pages_that_repeat_the_heads() -> None:
    lines = LINES * 20
    pages = PdfReader(BytesIO(invoice_pdf(a_paper(lines=lines, bill=bill(lines))))).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    assert len(texts) > 2
    for number, said in enumerate(texts, 1):
        assert f"Page {number} / {len(texts)}" in said
        assert "SIRET 912 345 709 00014" in said
    assert "Désignation" in texts[1]
    assert texts[1].startswith("Facture n° FA-2026-0412 du 23/11/2026 (suite)")


def test_markup_in_a_name_is_printed_as_it_was_typed() -> None:
    said = words(a_paper(buyer=replace(DUPUY, name="<b>Dupuy</b> & Fils <script>")))
    assert "<b>Dupuy</b> & Fils <script>" in said


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300), st.text(max_size=120), st.text(max_size=80))
def test_no_name_nor_address_breaks_the_print(name: str, street: str, label: str) -> None:
    buyer = Buyer(name=name, professional=True, street=street, postcode="33000", city="Bordeaux")
    lines = (Line(label, 100, Decimal(20)),)
    assert invoice_pdf(a_paper(buyer=buyer, lines=lines, bill=bill(lines))).startswith(b"%PDF-")
