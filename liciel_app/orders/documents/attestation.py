"""The operator's sworn statement, handed over before the visit (CCH, art. L271-6, R271-2 and R271-3)."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from liciel_app.core.language import day_short
from liciel_app.office import certificates as domains
from liciel_app.office import letterhead as look
from liciel_app.office.letterhead import INSIDE, LABEL, text
from liciel_app.orders.documents.mission import missions
from liciel_app.orders.documents.quote import signature
from liciel_app.orders.documents.visit import parties, visit_pdf
from liciel_app.orders.visit_paper import VisitPaper

_SIGNED = ("Fait à, le", "Le diagnostiqueur", "Remis au donneur d’ordre le")
_SWORN = (
    (
        "présenter les garanties de compétence que ces missions demandent, par les certificats énumérés ci-dessous, et "
        "disposer d’une organisation et de moyens en matériel et en personnel appropriés ;"
    ),
    (
        "être couvert par une assurance de responsabilité professionnelle pour ces interventions, d’au moins 300 000 € "
        "par sinistre et 500 000 € par année d’assurance (art. R271-2) ;"
    ),
    (
        "n’avoir aucun lien de nature à porter atteinte à mon impartialité et à mon indépendance, ni avec le "
        "propriétaire ou son mandataire qui fait appel à moi, ni avec une entreprise pouvant réaliser des travaux sur "
        "les ouvrages, installations ou équipements que je contrôle."
    ),
)


def attestation_pdf(paper: VisitPaper, body: Sequence[Flowable] | None = None) -> bytes:
    """A4. `body`: what the office's own model says instead of ours."""
    return visit_pdf(paper, "ATTESTATION", list(body) if body is not None else list(_story(paper)))


def statement(paper: VisitPaper) -> Iterator[Flowable]:
    """The words of the law, in the operator's name."""
    name = paper.operator.name if paper.operator else "…………………………"
    yield text(
        f"Je soussigné(e) {name}, intervenant pour {paper.mission.seller.name}, atteste sur l’honneur, conformément à "
        "l’article R271-3 du Code de la construction et de l’habitation, être en situation régulière au regard de "
        "l’article L271-6 du même code, et notamment :"
    )
    yield Spacer(0, 4)
    for sentence in _SWORN:
        yield text(f"– {sentence}")
        yield Spacer(0, 3)


def held(paper: VisitPaper) -> Iterator[Flowable]:
    """Certificates with their last day, and the insurance."""
    yield text("Certificats et assurance", LABEL)
    rows = [[text("Domaine", LABEL), text("Valable jusqu’au", LABEL)]]
    rows += [[text(word), text(until)] for word, until in certificate_lines(paper)]
    until = day_short(paper.operator.insured_until) if paper.operator else ""
    rows.append([text(f"Assurance : {paper.mission.seller.insurance}"), text(until or "–")])
    yield Table(rows, [INSIDE * 0.65, INSIDE * 0.35], style=look.LINES_STYLE)


def certificate_lines(paper: VisitPaper) -> list[tuple[str, str]]:
    owned = paper.operator.certificates if paper.operator else ()
    return [(domains.word(one.code), day_short(one.until) or "–") for one in owned]


def sworn_signature() -> Flowable:
    return signature(_SIGNED)


def _story(paper: VisitPaper) -> Iterator[Flowable]:
    yield from parties(paper)
    yield from missions(paper.mission)
    yield Spacer(0, 12)
    yield from statement(paper)
    yield Spacer(0, 10)
    yield from held(paper)
    yield Spacer(0, 14)
    yield KeepTogether([sworn_signature()])
