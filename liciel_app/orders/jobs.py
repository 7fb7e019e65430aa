"""What nobody validated does not stay."""

from liciel_app.core.outbox import Job, register
from liciel_app.core.work import Work
from liciel_app.orders import services


def drop_abandoned(work: Work, file_id: int) -> None:
    services.drop_abandoned(work, file_id)


register(Job(services.DROP_ABANDONED, drop_abandoned))
