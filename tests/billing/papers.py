"""An invoice to print, complete."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

from pypdf import PdfReader

from liciel_app.billing.documents import InvoicePaper, invoice_pdf
from liciel_app.billing.rules import Buyer, Line, Seller, bill

SELLER = Seller(
    name="ATLANTIQUE DIAGNOSTICS",
    legal_form="SARL",
    capital="10 000 €",
    street="84 cours de Verdun",
    postcode="33000",
    city="Bordeaux",
    siret="91234570900014",
    rcs="Bordeaux",
    vat_number="FR70912345709",
    iban="FR76 3000 3032 1000 0200 1234 556",
    email="contact@atlantique-diag.example",
    phone="0556000010",
    insurance="Mutuelle des Métiers, police 1234567, France entière",
    mediator="Médiation Conso Sud-Ouest, 12 place Gambetta, 33000 Bordeaux",
    late_interest="12,15 %",
)
CHARTRONS = Buyer(
    name="Immobilière des Chartrons SAS",
    professional=True,
    street="21 rue Notre-Dame",
    postcode="33000",
    city="Bordeaux",
    siret="90817263800011",
    reference="D-2026-0007",
)
DUPUY = Buyer(
    name="M. et Mme Dupuy",
    professional=False,
    street="17 avenue Roul",
    postcode="33400",
    city="Talence",
    reference="D-2026-0001",
)
LINES = (
    Line("Diagnostic de performance énergétique", 13_000, Decimal("20.00")),
    Line("Constat de risque d’exposition au plomb", 12_000, Decimal("20.00")),
    Line("Repérage amiante", 8_500, Decimal("20.00")),
)


def a_paper(**changes: object) -> InvoicePaper:
    plain = InvoicePaper(
        number="FA-2026-0412",
        issued_on=date(2026, 11, 23),
        due_on=date(2026, 11, 23),
        performed_on=date(2026, 11, 21),
        seller=SELLER,
        buyer=DUPUY,
        subject="17 avenue Roul, 33400 Talence",
        lines=LINES,
        bill=bill(LINES, 3_350),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def words(paper: InvoicePaper) -> str:
    """All that is printed, on one line, with plain spaces."""
    pages = PdfReader(BytesIO(invoice_pdf(paper))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
