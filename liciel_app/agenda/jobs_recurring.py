"""Every night, recurring events are written out further ahead."""

from liciel_app.agenda import services
from liciel_app.core.outbox import Job, register
from liciel_app.core.work import Work


def extend(work: Work, _subject: int) -> None:
    services.extend_recurrences(work)


EXTEND = Job("agenda.extend_recurrences", extend)
register(EXTEND)
