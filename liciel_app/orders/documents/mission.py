"""The mission order: who asks, for what, where, under which conditions (diagnostics.md 4.2)."""

from collections.abc import Collection, Iterator, Sequence

from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from liciel_app.core.language import day_short
from liciel_app.office import letterhead as look
from liciel_app.office.letterhead import INSIDE, LABEL, QUIET, text
from liciel_app.orders import mission_details
from liciel_app.orders.documents import mentions
from liciel_app.orders.documents.quote import parties, place, signature
from liciel_app.orders.documents.sheet import Heading, printed
from liciel_app.orders.mission_paper import MissionPaper, sealed
from liciel_app.orders.quoted import digest

_BLANK = "." * 40
_SIGNED = ("Le donneur d’ordre : lieu et date", "Signature", "Pour l’office")


def mission_pdf(paper: MissionPaper, body: Sequence[Flowable] | None = None) -> bytes:
    """A4. `body`: what the office's own model says instead of ours."""
    heading = Heading(
        word="ORDRE DE MISSION",
        number=f"N° {paper.number}",
        later=f"Ordre de mission n° {paper.number} (suite)",
        stamp=f"Ordre de mission {paper.number} – données {digest(sealed(paper))[:16]}",
        subject=f"{paper.site.street}, {paper.site.town}",
    )
    return printed(heading, paper.seller, list(body) if body is not None else list(_story(paper)))


def missions(paper: MissionPaper) -> Iterator[Flowable]:
    yield text(f"Missions demandées ({paper.site.project.lower()})", LABEL)
    for _, name in paper.missions:
        yield text(f"– {name}")


def details(paper: MissionPaper, but: Collection[str] = ()) -> Iterator[Flowable]:
    """Every section those missions need, `but` those; what nobody said yet is left to be filled in by hand."""
    for title, fields in mission_details.sections(paper.codes):
        if title in but:
            continue
        pairs = [(field.label, paper.answers.get(field.key, "") or _BLANK) for field in fields]
        yield KeepTogether([text(title, LABEL), _pairs(pairs)])
        yield Spacer(0, 8)


def conditions(paper: MissionPaper) -> Iterator[Flowable]:
    yield text("Conditions", LABEL)
    for sentence in _conditions(paper):
        yield text(sentence, QUIET)
        yield Spacer(0, 2)


def _story(paper: MissionPaper) -> Iterator[Flowable]:
    facts = [
        ("Date", day_short(paper.issued_on)),
        ("Commande", paper.order_number),
        ("Devis", paper.quote_title),
        ("Projet", paper.site.project),
        ("Jour souhaité", day_short(paper.wished_on)),
    ]
    yield from parties(facts, paper.client, "Donneur d’ordre")
    yield from place(paper.site)
    yield Spacer(0, 10)
    yield from missions(paper)
    yield Spacer(0, 10)
    if paper.told:
        yield text("Ce que le client a déclaré", LABEL)
        yield _pairs(paper.told)
        yield Spacer(0, 8)
    yield from details(paper)
    yield KeepTogether([*conditions(paper), Spacer(0, 8), signature(_SIGNED)])


def _conditions(paper: MissionPaper) -> Iterator[str]:
    yield f"Prix : {paper.price}." if paper.price else "Prix : selon le devis ou le tarif en vigueur."
    if paper.certified:
        yield f"Diagnostiqueurs certifiés : {' ; '.join(paper.certified)}."
    yield (
        "La mission se fait sans démontage ni déplacement de meubles lourds ; les parties inaccessibles le jour de la "
        "visite sont nommées dans le rapport."
    )
    yield mentions.SWORN
    yield from mentions.of_seller(paper.seller, professional=paper.client.professional)
    if not paper.client.professional:
        yield mentions.WITHDRAWAL
    yield mentions.PRIVACY


def _pairs(pairs: Sequence[tuple[str, str]]) -> Table:
    rows = [[text(label, QUIET), text(value)] for label, value in pairs]
    return Table(rows, [INSIDE * 0.45, INSIDE * 0.55], style=look.BARE_STYLE, hAlign="LEFT")
