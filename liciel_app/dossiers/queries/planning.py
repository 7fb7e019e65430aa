"""What is proposed when a visit is planned: who, when, how long, and what that person already has that day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from liciel_app.agenda import queries as agenda
from liciel_app.agenda.queries import ResourceRow, VisitRow
from liciel_app.agenda.rules import length
from liciel_app.core import clock
from liciel_app.core.language import Language, day_short, say
from liciel_app.core.work import Work
from liciel_app.dossiers.queries.rows import Visit
from liciel_app.dossiers.queries.sheet import dossier_sheet
from liciel_app.office import queries as office
from liciel_app.orders import queries as orders
from liciel_app.orders.certificates import skills_for
from liciel_app.orders.labels import LABELS

LENGTHS: Final = (30, 45, 60, 75, 90, 105, 120, 135, 150, 165, 180, 195, 210, 240, 270, 300, 360, 420, 480)
FIRST_HOUR: Final = "09:00"
THING: Final = "thing-"
ROOM: Final = "room"
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class ThingChoice:
    """An instrument or a vehicle that may be taken; `taken`: the visit has it."""

    name: str
    label: str
    detail: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """Values as the fields of a form hold them; `usual` and `wished` as people read them. `moving`: one is booked.

    `dossier`: whose visit it is, 0 for none.
    """

    technicians: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    technician: str = ""
    day: str = ""
    start: str = FIRST_HOUR
    minutes: str = ""
    usual: str = ""
    wished: str = ""
    moving: bool = False
    taken: list[VisitRow] = field(default_factory=list[VisitRow])
    things: list[ThingChoice] = field(default_factory=list[ThingChoice])
    dossier: int = 0


def proposal(work: Work, dossier_id: int) -> Proposal:
    """The present appointment, or the first technician certified for all of it on the day the client wished.

    Raises NotFound for an absent dossier and for somebody else's.
    """
    sheet = dossier_sheet(work, dossier_id)
    people, codes = office.technicians(work), [mission.code for mission in sheet.missions]
    able = next((person for person in people if not lacking(person.skills, codes)), people[0] if people else None)
    planned = _planned(work, dossier_id, sheet.visit)
    technician = str(planned.technician_id or (able.id if able else ""))
    wished = orders.get(work, sheet.order.id).wished_on if sheet.order.id else None
    day = planned.day_iso or next_day(work.today, wished).isoformat()
    booked = planned.appointment_id != 0
    usual = min((step for step in LENGTHS if step >= sheet.usual_minutes), default=LENGTHS[-1])
    return Proposal(
        technicians=[(str(one.id), _named(one.name, lacking(one.skills, codes), work.language)) for one in people],
        technician=technician,
        day=day,
        start=planned.start_iso or FIRST_HOUR,
        minutes=str(planned.minutes if booked else usual),
        usual=length(sheet.usual_minutes),
        wished=day_short(wished),
        moving=booked,
        taken=taken(work, technician, day),
        things=things(work, planned.appointment_id),
        dossier=dossier_id,
    )


def things(work: Work, appointment_id: int) -> list[ThingChoice]:
    """What may be chosen to be taken, with what the visit has already (0: none is booked)."""
    held = agenda.held_by(work, appointment_id)
    offered = (one for one in agenda.resources(work) if one.kind != ROOM)
    return [ThingChoice(f"{THING}{one.id}", one.name, _known(one), one.id in held) for one in offered]


def _known(one: ResourceRow) -> str:
    """What is wrong with it, else who always has it, else what it serves."""
    return one.fault or one.carrier or ", ".join(one.serves_words)


def chosen_things(values: Mapping[str, str], offered: Sequence[ThingChoice]) -> tuple[int, ...] | None:
    """The numbers that were ticked; None when nothing was changed: the agenda takes what serves the missions."""
    ticked = {one.name for one in offered if one.name in values}
    if ticked == {one.name for one in offered if one.taken}:
        return None
    return tuple(sorted(int(name.removeprefix(THING)) for name in ticked))


def taken(work: Work, technician: str, day: str) -> list[VisitRow]:
    """What a technician already has on a day, both as a form holds them; nothing for values that are none."""
    try:
        return agenda.day(work, date.fromisoformat(day), int(technician))
    except ValueError:
        return []


def lacking(skills: Sequence[str], codes: Sequence[str]) -> list[str]:
    """The missions, in short words, that need a certificate this person does not hold."""
    known = [LABELS[code] for code in codes if code in LABELS]
    return [label.short for label in known if not set(skills_for([label.code])) <= set(skills)]


def next_day(today: date, wished: date | None) -> date:
    """The client's wish while it is still to come, else the next working day."""
    if wished is not None and wished > today:
        return wished
    ahead = today + timedelta(days=1)
    while ahead.weekday() >= _SATURDAY:
        ahead += timedelta(days=1)
    return ahead


def _named(name: str, missing: Sequence[str], lang: Language) -> str:
    """« Sophie Lacaze (sans certification : Amiante) »"""
    return f"{name} ({say('sans certification :', lang)} {', '.join(missing)})" if missing else name


def _planned(work: Work, dossier_id: int, told: Visit) -> Visit:
    """What the client was told, else what the office plans for itself."""
    number = None if told.appointment_id else agenda.provisional_of(work, ("dossier", dossier_id))
    if number is None:
        return told
    kept = agenda.get(work, number)
    begins = clock.local(kept.starts_at)
    return Visit(
        appointment_id=number,
        technician_id=kept.technician_id,
        day_iso=begins.date().isoformat(),
        start_iso=begins.strftime("%H:%M"),
        minutes=int((kept.ends_at - kept.starts_at).total_seconds()) // 60,
    )
