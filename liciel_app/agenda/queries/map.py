"""A day on the map: each technician's tour in its order, where he was last heard from, and what has no known place."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlmodel import col, select

from liciel_app.agenda.models import AppointmentKind, AppointmentState
from liciel_app.agenda.queries import visits
from liciel_app.agenda.queries.visits import VisitRow
from liciel_app.core import clock
from liciel_app.core.journal import JournalEntry
from liciel_app.core.language import Language, hour, say
from liciel_app.core.work import Work
from liciel_app.office import queries as office_queries
from liciel_app.office.models import Technician
from liciel_app.office.queries import TechnicianRow

Point = tuple[float, float]
_SENTENCES: Final = {
    AppointmentState.ON_THE_WAY: "En route vers {town} depuis {hour}",
    AppointmentState.ARRIVED: "Arrivé à {town} à {hour}",
    AppointmentState.STARTED: "Au travail à {town} depuis {hour}",
    AppointmentState.DONE: "Parti de {town} à {hour}",
}
_NOT_THERE: Final = (AppointmentState.PLANNED, AppointmentState.ON_THE_WAY)


@dataclass(frozen=True, slots=True)
class StopRow:
    """A visit in its tour; `number` is its rank among the visits of that technician's day."""

    id: str
    number: str
    hours: str
    title: str
    address: str
    contact: str
    phone: str
    state: str
    href: str
    hue: str
    located: bool
    lat: float
    lon: float
    late: bool
    provisional: bool
    technician: str


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The last gesture of the phone that day. Without a place when nothing says where he is."""

    words: str = ""
    lat: float = 0.0
    lon: float = 0.0
    located: bool = False


@dataclass(frozen=True, slots=True)
class TourRow:
    """A technician's day. `starts` and `ends`: where he leaves from and comes back to, empty when nobody knows."""

    id: int
    name: str
    hue: str
    number: str
    home: str
    starts: list[float]
    ends: list[float]
    seen: CheckIn
    stops: list[StopRow] = field(default_factory=list[StopRow])

    @property
    def route(self) -> list[Point]:
        """From home to home through the visits whose place is known; empty without any."""
        places = [(stop.lat, stop.lon) for stop in self.stops if stop.located]
        if not places:
            return []
        first, last = ([(point[0], point[1])] if point else [] for point in (self.starts, self.ends))
        return [*first, *places, *last]


def day_tours(work: Work, on: date, only: Collection[int] = ()) -> list[TourRow]:
    """The technicians in the office's order, of `only` when some are named; leave takes nobody anywhere."""
    shown = [one for one in visits.day(work, on) if one.state != AppointmentState.DAY_OFF]
    gestures = _last_gestures(work, [one.id for one in shown])
    homes = {one.account_id: one for one in work.db.exec(select(Technician)).all()}
    minute = _minute(work, on)
    return [
        _tour(person, homes.get(person.id), _of(shown, person.id), gestures, (minute, work.language))
        for person in office_queries.technicians(work)
        if not only or person.id in only
    ]


def _minute(work: Work, on: date) -> int:
    """The present as minutes of that day: past days are over, those to come have not begun."""
    now = clock.local(work.now)
    return now.hour * 60 + now.minute if on == work.today else 24 * 60 if on < work.today else -1


def _of(shown: Sequence[VisitRow], technician_id: int) -> list[VisitRow]:
    return [one for one in shown if one.technician_id == technician_id]


def _tour(
    person: TechnicianRow,
    home: Technician | None,
    held: Sequence[VisitRow],
    gestures: Mapping[int, JournalEntry],
    present: tuple[int, Language],
) -> TourRow:
    starts = _point(home.home_lat, home.home_lon) if home else []
    ends = _point(home.end_lat, home.end_lon) if home else []
    return TourRow(
        id=person.id,
        name=person.name,
        hue=person.hue,
        number=str(person.position),
        home=person.home_city,
        starts=starts,
        ends=ends or starts,
        seen=_check_in(held, gestures, present[1]),
        stops=[_stop(one, rank, present[0]) for rank, one in enumerate(held, start=1)],
    )


def _stop(one: VisitRow, rank: int, minute: int) -> StopRow:
    return StopRow(
        id=str(one.id),
        number=str(rank),
        hours=f"{one.start} – {one.end}",
        title=one.title,
        address=one.address,
        contact=one.contact,
        phone=one.phone,
        state=one.state,
        href=f"/bureau/dossiers/{one.link_id}" if one.link_kind == "dossier" else "",
        hue=one.hue,
        located=one.located,
        lat=one.lat,
        lon=one.lon,
        late=one.kind == AppointmentKind.VISIT and one.state in _NOT_THERE and minute > one.start_minute,
        provisional=one.provisional,
        technician=one.technician,
    )


def _last_gestures(work: Work, numbers: Sequence[int]) -> dict[int, JournalEntry]:
    """Visit → what was last noted about its progress, in the order it happened; what was taken back is left out."""
    wanted = select(JournalEntry).where(
        col(JournalEntry.subject_kind) == "appointment",
        col(JournalEntry.subject_id).in_(numbers),
        col(JournalEntry.action) == "appointment.progressed",
    )
    last = {entry.subject_id: entry for entry in work.db.exec(wanted.order_by(col(JournalEntry.seq))).all()}
    told = {number: entry for number, entry in last.items() if _state(entry) in _SENTENCES}
    return dict(sorted(told.items(), key=lambda pair: pair[1].seq))


def _check_in(held: Sequence[VisitRow], gestures: Mapping[int, JournalEntry], lang: Language) -> CheckIn:
    """The latest words, and the last place where he was: on the way, he is not yet where he goes."""
    known = {one.id: one for one in held}
    mine = [(known[number], entry) for number, entry in gestures.items() if number in known]
    if not mine:
        return CheckIn()
    visit, entry = mine[-1]
    words = say(_SENTENCES[_state(entry)], lang, town=visit.city or visit.title, hour=hour(entry.at))
    been = [one for one, noted in mine if _state(noted) != AppointmentState.ON_THE_WAY and one.located]
    return CheckIn(words, been[-1].lat, been[-1].lon, located=True) if been else CheckIn(words)


def _state(entry: JournalEntry) -> AppointmentState:
    told = json.loads(entry.after).get("state", "")
    return AppointmentState(told) if told in set(AppointmentState) else AppointmentState.PLANNED


def _point(lat: float | None, lon: float | None) -> list[float]:
    return [] if lat is None or lon is None else [lat, lon]
