"""What nobody validated does not stay."""

from liciel_app.core.outbox import Job, register
from liciel_app.core.work import Work
from liciel_app.orders import services
from liciel_app.orders.services import drafts


def drop_abandoned(work: Work, file_id: int) -> None:
    services.drop_abandoned(work, file_id)


def forget_drafts(work: Work, _subject: int) -> None:
    drafts.forget_old(work)


register(Job(services.DROP_ABANDONED, drop_abandoned), Job(services.FORGET_DRAFTS, forget_drafts))
