"""What the agenda and the post tell a dossier: an appointment abandoned, a message that left or not."""

from typing import Final

from liciel_app.core.outbox import Job, listen, register
from liciel_app.core.work import Work
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.services import inviting
from liciel_app.messaging.models import Message

NEWS: Final = {
    "message.sent": "dossier.message_sent",
    "message.delivered": "dossier.message_delivered",
    "message.failed": "dossier.message_failed",
}


def tell_abandoned(work: Work, appointment_id: int) -> None:
    inviting.tell_abandoned(work, appointment_id)


def note(work: Work, message_id: int, action: str) -> None:
    """In the journal of the dossier the message is about; never its words."""
    message = work.db.get_one(Message, message_id)
    if message.link_kind != "dossier" or message.link_id is None:
        return
    dossier = work.db.get(Dossier, message.link_id)
    if dossier is not None:
        told = {
            "channel": str(message.channel),
            "subject": message.subject or message.template,
            "to": message.recipient,
        }
        work.record(action, dossier, after=told | ({"why": message.error} if message.error else {}))


def _noting(action: str) -> Job:
    return Job(f"dossiers.note_{action.partition('.')[2]}", lambda work, message_id: note(work, message_id, action))


ABANDONED = Job("dossiers.tell_abandoned", tell_abandoned)
register(ABANDONED)
listen("appointment.abandoned", ABANDONED)
for _heard, _written in NEWS.items():
    _job = _noting(_written)
    register(_job)
    listen(_heard, _job)
