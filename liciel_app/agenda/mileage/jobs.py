"""Each night, the tours of the last weeks are measured and written down, whoever looks at them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from liciel_app.agenda.mileage import services, touring
from liciel_app.agenda.mileage.measuring import Driven, knows_roads, measured
from liciel_app.agenda.mileage.touring import Tour
from liciel_app.core.outbox import Job, register
from liciel_app.core.work import Work

LOOKED_AT: Final = timedelta(days=40)


def prepare(work: Work, _subject: int) -> list[Tour] | None:
    again, since = knows_roads(), work.today - LOOKED_AT
    people = [person.id or 0 for person in touring.drivers(work)]
    return [
        tour for number in people for tour in touring.to_measure(work, number, since, work.today, again=again)
    ] or None


def settle(work: Work, _subject: int, driven: Sequence[Driven]) -> None:
    services.note_tours(work, driven)


NOTE_TOURS: Final = Job("agenda.note_tours", prepare=prepare, act=measured, settle=settle)
register(NOTE_TOURS)
