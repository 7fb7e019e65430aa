"""Printing quotes and mission orders, sealing the evidence of an acceptance and checking it, reminding clients."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from sqlmodel import col, select

from liciel_app.core import files
from liciel_app.core.journal import JournalEntry
from liciel_app.core.outbox import Job, register
from liciel_app.core.work import Work
from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.stores import Shelves, office_files
from liciel_app.office import docx_model, queries_papers
from liciel_app.office.models_templates import PaperKind
from liciel_app.orders import evidence, quoted
from liciel_app.orders.mission_paper import MissionPaper
from liciel_app.orders.models_quotes import Quote, QuoteAcceptance
from liciel_app.orders.queries import quotes, quotes_paper
from liciel_app.orders.services import quoting_remind
from liciel_app.orders.services.accepting import SEAL_EVIDENCE
from liciel_app.orders.services.order_papers import Printed
from liciel_app.orders.services.quoting_send import PRINT_QUOTE, post_quote
from liciel_app.orders.visit_paper import VisitPaper


@dataclass(frozen=True, slots=True)
class Printing:
    """Everything both papers are made of; `…_model`: the hash of the office's own Word model, empty without one.

    `missions`: one for each property, in their order.
    """

    quote: quoted.QuotePaper
    missions: tuple[MissionPaper, ...]
    quote_model: str = ""
    mission_model: str = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    sha256: str
    size: int


def prepare_papers(work: Work, quote_id: int) -> Printing | None:
    quote = work.db.get(Quote, quote_id)
    if quote is None or quote.pdf_sha256 is not None or not quote.paper:
        return None
    return printing(work, quote)


def printing(work: Work, quote: Quote) -> Printing:
    """A quote sent as it was sealed; a draft as it stands, its mission orders not opened yet."""
    orders = (one.id or 0 for one in quotes.orders(work, quote).values())
    missions = [quotes.mission_order(work, one) or quotes_paper.blank_mission(work, one) for one in orders]
    return Printing(
        quote=quotes_paper.quote_paper(work, quote),
        missions=tuple(quotes_paper.mission_paper(work, one, quote) for one in missions),
        quote_model=_model(work, PaperKind.QUOTE_MODEL),
        mission_model=_model(work, PaperKind.MISSION_MODEL),
    )


def print_papers(papers: Printing) -> tuple[Printed, ...]:
    """The quote, then its mission orders. The same papers give the same contents: printing again after a crash stores
    nothing twice."""
    quote = _stored(printed_quote(papers.quote, papers.quote_model), f"Devis {papers.quote.title}.pdf")
    missions = (
        _stored(printed_mission(one, papers.mission_model), f"Ordre de mission {one.number}.pdf")
        for one in papers.missions
    )
    return (quote, *missions)


def printed_quote(paper: quoted.QuotePaper, model: str = "") -> bytes:
    from liciel_app.orders.documents import quote_pdf
    from liciel_app.orders.documents.tags import quote_body

    return quote_pdf(paper, quote_body(_blocks(model), paper) if model else None)


def printed_mission(paper: MissionPaper, model: str = "") -> bytes:
    from liciel_app.orders.documents import mission_pdf
    from liciel_app.orders.documents.tags import mission_body

    return mission_pdf(paper, mission_body(_blocks(model), paper) if model else None)


def printed_visit(kind: PaperKind, paper: VisitPaper, model: str = "") -> bytes:
    """The attestation or the field sheet."""
    from liciel_app.orders.documents.visit_tags import visit_pdf

    return visit_pdf(kind, paper, _blocks(model) if model else ())


def settle_papers(work: Work, quote_id: int, printed: Sequence[Printed]) -> None:
    post_quote(work, quote_id, printed)


def prepare_evidence(work: Work, acceptance_id: int) -> str | None:
    accepted = work.db.get(QuoteAcceptance, acceptance_id)
    return accepted.manifest if accepted is not None and accepted.evidence_sha256 is None else None


def seal_evidence(manifest: str) -> Sealed:
    content = evidence.archive(manifest, content_of)
    sha256 = hashlib.sha256(content).hexdigest()
    office_files().put(BytesIO(content), sha256)
    return Sealed(sha256, len(content))


def settle_evidence(work: Work, acceptance_id: int, made: Sealed) -> None:
    accepted = work.db.get_one(QuoteAcceptance, acceptance_id)
    files.keep(work, sha256=made.sha256, size=made.size, media_type="application/zip")
    accepted.evidence_sha256 = made.sha256
    work.db.add(accepted)
    work.record("quote.evidence_sealed", work.db.get_one(Quote, accepted.quote_id), after={"sha256": made.sha256})


def prepare_reminders(work: Work, _nothing: int) -> None:
    quoting_remind.remind(work)


def altered(work: Work) -> Iterator[str]:
    """What `liciel verify` says of the evidence of every acceptance: one sentence per thing that was altered."""
    shelf = office_files()
    for accepted in work.db.exec(select(QuoteAcceptance).order_by(col(QuoteAcceptance.id))).all():
        quote = work.db.get_one(Quote, accepted.quote_id)
        for flaw in _flaws(work, shelf, accepted, quote):
            yield f"Devis {quoted.titled(quote.number, quote.version)} : {flaw}."


def content_of(sha256: str) -> bytes:
    return b"".join(office_files().open(sha256))


def _flaws(work: Work, shelf: Shelves, accepted: QuoteAcceptance, quote: Quote) -> Iterator[str]:
    if not evidence.seal_holds(accepted.manifest, _journalled(work, quote.id or 0)):
        yield "le manifeste de l’accord n’est pas celui du journal"
        return
    for name in evidence.differences(accepted.manifest, _stands(accepted, quote)):
        yield f"« {name} » a été modifié depuis l’accord"
    for name in evidence.broken_files(accepted.manifest, lambda sha256: _holds(shelf, sha256)):
        yield f"le fichier « {name} » manque ou a été altéré"
    if accepted.evidence_sha256 and not _holds(shelf, accepted.evidence_sha256):
        yield "le fichier de preuve manque ou a été altéré"


def _journalled(work: Work, quote_id: int) -> str:
    """The seal the chained journal keeps; empty when there is none."""
    wanted = select(JournalEntry.after).where(
        col(JournalEntry.subject_kind) == "quote",
        col(JournalEntry.subject_id) == quote_id,
        col(JournalEntry.action) == "quote.accepted",
    )
    found = work.db.exec(wanted).first()
    return str(json.loads(found).get("manifest", "")) if found else ""


def _stands(accepted: QuoteAcceptance, quote: Quote) -> dict[str, object]:
    """What the rows say today, by the manifest's keys."""
    until = accepted.withdrawal_until
    on_paper: dict[str, object] = {}
    if accepted.signed_on is not None:
        on_paper = {"signed_on": accepted.signed_on.isoformat(), "recorded_by": accepted.recorded_by}
    return on_paper | {
        "quote": quote.number,
        "version": quote.version,
        "paper": quote.paper,
        "data_hash": quote.data_hash,
        "net_cents": accepted.net_cents,
        "vat_cents": accepted.vat_cents,
        "gross_cents": accepted.gross_cents,
        "deposit_cents": accepted.deposit_cents,
        "name": accepted.name,
        "email": accepted.email,
        "place": accepted.place,
        "ademe": accepted.ademe,
        "withdrawal": str(accepted.withdrawal),
        "withdrawal_until": until.isoformat() if until else "",
        "accepted_at": accepted.accepted_at.isoformat(),
        "origin": accepted.origin,
        "signature": accepted.signature_sha256,
    }


def _holds(shelf: Shelves, sha256: str) -> bool:
    try:
        read = hashlib.sha256()
        for piece in shelf.open(sha256):
            read.update(piece)
    except GatewayError:
        return False
    return read.hexdigest() == sha256


def _stored(content: bytes, name: str) -> Printed:
    sha256 = hashlib.sha256(content).hexdigest()
    office_files().put(BytesIO(content), sha256)
    return Printed(sha256, name, content)


def _model(work: Work, kind: PaperKind) -> str:
    found = queries_papers.current(work, kind)
    return found.sha256 if found else ""


def _blocks(model: str) -> tuple[docx_model.Block, ...]:
    return docx_model.read(content_of(model))


PRINT = Job(PRINT_QUOTE, prepare_papers, print_papers, settle_papers)
SEAL = Job(SEAL_EVIDENCE, prepare_evidence, seal_evidence, settle_evidence)
REMIND = Job("orders.remind_quotes", prepare_reminders)
register(PRINT, SEAL, REMIND)
