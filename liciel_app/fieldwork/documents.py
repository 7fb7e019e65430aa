"""The attestation of visit as a PDF. The same values give the same bytes."""

from collections.abc import Iterator
from io import BytesIO

from reportlab.platypus import Flowable, Image, KeepTogether, Spacer, Table

from liciel_app.fieldwork.attested import Attestation, digest, sealed
from liciel_app.office import letterhead as look
from liciel_app.office.letterhead import INSIDE, LABEL, QUIET, STRONG, text
from liciel_app.orders.documents.sheet import Heading, printed

_WIDTH = 190


def attestation_pdf(paper: Attestation, drawing: bytes) -> bytes:
    heading = Heading(
        word="ATTESTATION",
        number=f"Visite du {paper.day}",
        later=f"Attestation de visite {paper.reference} (suite)",
        stamp=f"Attestation de visite {paper.reference} – données {digest(sealed(paper))}",
        subject=paper.address,
    )
    return printed(heading, paper.seller, list(_story(paper, drawing)))


def _story(paper: Attestation, drawing: bytes) -> Iterator[Flowable]:
    yield text(f"Dossier {paper.reference} – {paper.title}", STRONG)
    yield text(paper.address)
    yield Spacer(0, 12)
    yield _facts(paper)
    yield Spacer(0, 12)
    yield from _listed("Missions", paper.missions)
    yield from _listed("Pièces visitées", paper.seen)
    yield from _listed("Pièces non visitées", [f"{name} : {why}" for name, why in paper.unseen])
    if not paper.seen and not paper.unseen:
        yield text("Les pièces visitées et non visitées sont nommées dans les rapports.", QUIET)
    yield from _listed("Remarques de la personne présente", [paper.remarks] if paper.remarks else [])
    yield KeepTogether([text(paper.sentence), Spacer(0, 10), _signed(paper, drawing)])


def _facts(paper: Attestation) -> Table:
    rows = [
        ("Visite", f"{paper.day}, {paper.hours}"),
        ("Temps sur place", paper.length),
        ("Diagnostiqueur", paper.technician),
        ("Signataire", f"{paper.name}, {paper.quality.lower()}"),
    ]
    told = [[text(label, QUIET), text(value)] for label, value in rows if value]
    return Table(told, [INSIDE * 0.3, INSIDE * 0.7], style=look.BARE_STYLE, hAlign="LEFT")


def _listed(title: str, lines: list[str] | tuple[str, ...]) -> Iterator[Flowable]:
    if not lines:
        return
    yield text(title, LABEL)
    for line in lines:
        yield text(f"– {line}")
    yield Spacer(0, 10)


def _signed(paper: Attestation, drawing: bytes) -> Table:
    picture = Image(BytesIO(drawing), width=_WIDTH, height=_WIDTH * 0.6, kind="proportional", mask="auto")
    said = [text(f"{paper.name}, {paper.quality.lower()}"), text(f"Signé le {paper.signed}", QUIET), picture]
    seal = [text("Pour l’office", LABEL), text(paper.technician), text(f"Signature : {paper.signature}", QUIET)]
    return Table([[said, seal]], [INSIDE / 2] * 2, style=look.SIGNATURE_STYLE)
