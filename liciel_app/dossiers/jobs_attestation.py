"""The operator's attestation leaves with the confirmation of the visit: the law has it handed over before (R271-3)."""

from dataclasses import dataclass

from liciel_app.core.outbox import Job, register
from liciel_app.core.work import Work
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.queries.visit_paper import paper_of
from liciel_app.dossiers.services.inviting import ENCLOSE_ATTESTATION
from liciel_app.messaging.models import Message, SendingState
from liciel_app.messaging.services import Enclosure, set_off
from liciel_app.office import queries_papers
from liciel_app.office.models_templates import PaperKind
from liciel_app.orders import quote_jobs
from liciel_app.orders.visit_paper import VisitPaper, unsworn


@dataclass(frozen=True, slots=True)
class Swearing:
    """`model`: the hash of the office's own Word model, empty without one."""

    paper: VisitPaper
    model: str = ""


def prepare(work: Work, message_id: int) -> Swearing | None:
    """What nobody can swear any more is not enclosed: the message leaves without."""
    message = work.db.get_one(Message, message_id)
    if message.state is not SendingState.WAITING:
        return None
    paper = paper_of(work, work.db.get_one(Dossier, message.link_id))
    if any(unsworn(paper)):
        set_off(work, message_id)
        return None
    own = queries_papers.current(work, PaperKind.ATTESTATION_MODEL)
    return Swearing(paper, own.sha256 if own else "")


def act(swearing: Swearing) -> Enclosure:
    content = quote_jobs.printed_visit(PaperKind.ATTESTATION_MODEL, swearing.paper, swearing.model)
    return Enclosure(f"Attestation {swearing.paper.reference}.pdf", "application/pdf", content)


def settle(work: Work, message_id: int, attestation: Enclosure) -> None:
    set_off(work, message_id, (attestation,))


def failed(work: Work, message_id: int, _error: Exception, final: bool) -> None:
    """The client is told of his visit all the same; the attestation stays in his space."""
    if final:
        set_off(work, message_id)


ENCLOSE = Job(ENCLOSE_ATTESTATION, prepare, act, settle, failed)
register(ENCLOSE)
