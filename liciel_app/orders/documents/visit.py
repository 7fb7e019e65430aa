"""What an attestation and a field sheet share: their heading, the visit, the property, who asks."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, Spacer, Table

from liciel_app.core.language import day_short, hour
from liciel_app.core.text import phone_fr
from liciel_app.office import letterhead as look
from liciel_app.office.letterhead import INSIDE, LABEL, STRONG, text
from liciel_app.orders.documents.quote import client_box, facts_table
from liciel_app.orders.documents.sheet import Heading, printed
from liciel_app.orders.quoted import digest
from liciel_app.orders.visit_paper import VisitPaper, sealed


def visit_pdf(paper: VisitPaper, word: str, story: Sequence[Flowable]) -> bytes:
    """A4, headed by that word and the dossier's reference."""
    said = word.capitalize()
    heading = Heading(
        word=word,
        number=f"Dossier {paper.reference}",
        later=f"{said} – dossier {paper.reference} (suite)",
        stamp=f"{said} {paper.reference} – données {digest(sealed(paper))[:16]}",
        subject=f"{paper.mission.site.street}, {paper.mission.site.town}",
    )
    return printed(heading, paper.mission.seller, list(story))


def parties(paper: VisitPaper) -> Iterator[Flowable]:
    """When and who goes, at the left; who asked, at the right; then where."""
    facts = facts_table(
        [
            ("Visite", when(paper)),
            ("Durée prévue", f"{paper.minutes} min" if paper.minutes else ""),
            ("Diagnostiqueur", operator_line(paper)),
            ("Commande", paper.mission.order_number),
            ("Projet", paper.mission.site.project),
        ]
    )
    sides = [facts, client_box(paper.mission.client, "Donneur d’ordre")]
    yield Table([sides], [INSIDE * 0.48, INSIDE * 0.52], style=look.BARE_STYLE)
    yield Spacer(0, 14)
    yield text("Bien à diagnostiquer", LABEL)
    yield text(f"{paper.mission.site.street}, {paper.mission.site.town}", STRONG)
    yield text(f"{paper.mission.site.kind}, {paper.mission.site.surface}")
    yield Spacer(0, 12)


def when(paper: VisitPaper) -> str:
    return f"{day_short(paper.day)} à {hour(paper.starts_at)}" if paper.starts_at else "à fixer"


def operator_line(paper: VisitPaper) -> str:
    one = paper.operator
    return " – ".join(filter(None, (one.name, phone_fr(one.phone)))) if one else "à nommer"
