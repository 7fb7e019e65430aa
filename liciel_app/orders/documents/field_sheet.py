"""The sheet taken on site: who to ring, how to get in, what to inspect, and the rooms to tick; no price on it."""

from collections.abc import Iterator, Sequence
from typing import Final

from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from liciel_app.office import letterhead as look
from liciel_app.office.letterhead import INSIDE, LABEL, QUIET, STRONG, text
from liciel_app.orders.documents.mission import details, missions
from liciel_app.orders.documents.quote import signature
from liciel_app.orders.documents.visit import parties, visit_pdf
from liciel_app.orders.mission_details import PARTIES, TERMS
from liciel_app.orders.visit_paper import VisitPaper

ROOMS: Final = 14
_COLUMNS: Final = ("Niveau", "Pièce ou volume", "Visité", "Motif si non visité", "Remarques, prélèvements, photos")
_WIDTHS: Final = (0.11, 0.24, 0.1, 0.22, 0.33)
_SIGNED: Final = ("Arrivée", "Départ", "Diagnostiqueur", "Personne présente (nom, signature)")


def field_sheet_pdf(paper: VisitPaper, body: Sequence[Flowable] | None = None) -> bytes:
    """A4. `body`: what the office's own model says instead of ours."""
    return visit_pdf(paper, "FICHE DE TERRAIN", list(body) if body is not None else list(_story(paper)))


def reaching(paper: VisitPaper) -> Iterator[Flowable]:
    """Who lets in, and what must be known before ringing."""
    yield text("Sur place", LABEL)
    yield text(" – ".join(paper.contact) or "Contact à demander", STRONG)
    for label, words in paper.access:
        yield text(f"{label} : {words}")


def told(paper: VisitPaper) -> Iterator[Flowable]:
    if paper.mission.told:
        yield text("Ce que le client a déclaré", LABEL)
        rows = [[text(question, QUIET), text(answer)] for question, answer in paper.mission.told]
        yield Table(rows, [INSIDE * 0.45, INSIDE * 0.55], style=look.BARE_STYLE, hAlign="LEFT")


def on_site(paper: VisitPaper) -> Iterator[Flowable]:
    """What is asked or seen there; who pays and when the reports leave is settled elsewhere."""
    return details(paper.mission, but=(PARTIES, TERMS))


def rooms() -> Iterator[Flowable]:
    """Every place of the property is named, and why when it was not seen: each report of the DDT asks for it."""
    yield text("Pièces et volumes", LABEL)
    heads = [text(word, LABEL) for word in _COLUMNS]
    blank = [["", "", text("oui / non", QUIET), "", ""] for _ in range(ROOMS)]
    widths = [INSIDE * part for part in _WIDTHS]
    yield Table([heads, *blank], widths, [18] + [22] * ROOMS, style=look.SIGNATURE_STYLE, repeatRows=1)


def site_signature() -> Flowable:
    return signature(_SIGNED)


def _story(paper: VisitPaper) -> Iterator[Flowable]:
    yield from parties(paper)
    yield from reaching(paper)
    yield Spacer(0, 10)
    yield from missions(paper.mission)
    yield Spacer(0, 10)
    yield from told(paper)
    yield Spacer(0, 10)
    yield from on_site(paper)
    yield from rooms()
    yield Spacer(0, 10)
    yield KeepTogether([site_signature()])
