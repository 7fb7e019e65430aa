"""A visit that slips or is cancelled: the question, and the repairs as a person reads them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from urllib.parse import quote

from liciel_app.agenda.queries.tours import TourQuestion
from liciel_app.agenda.screens.tours_rows import Json, changes
from liciel_app.agenda.services.tours import Accepted
from liciel_app.agenda.slots.reasons import decimal
from liciel_app.agenda.tours.accepting import mark
from liciel_app.core import clock
from liciel_app.core.errors import Invalid
from liciel_app.core.language import Language
from liciel_app.core.work import Work

CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class CallRow:
    """Who to tell, with the words ready. `sms`: the address that opens the phone's message; empty without a number."""

    who: str
    phone: str
    text: str
    sms: str


@dataclass(frozen=True, slots=True)
class RepairRow:
    rank: int
    title: str
    moved: int
    km: str
    minutes: str
    moves: list[str] = field(default_factory=list[str])
    calls: list[CallRow] = field(default_factory=list[CallRow])
    postponed: list[str] = field(default_factory=list[str])
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Mending:
    """What happened, and the repairs as they came from the solver. `visit`: the one it all comes from."""

    question: TourQuestion
    visit: int
    cancelled: bool
    repairs: tuple[Json, ...]


def event(work: Work, asked: TourQuestion, values: Mapping[str, str]) -> dict[str, Any]:
    """`{"visit", "start", "now"}` for `planner.repair`. Raises Invalid, a sentence by field."""
    known = {str(number): number for number in asked.visits if number in _ids(asked)}
    chosen = known.get(values.get("visit", ""))
    if chosen is None:
        raise Invalid({"visit": "Choisissez le rendez-vous qui change."})
    now = clock.local(work.now)
    start = None if values.get("what") == CANCELLED else _start(values.get("start", ""), asked.on, work)
    return {"visit": chosen, "start": start, "now": f"{now:%H:%M}" if asked.on == work.today else None}


def rows(found: Mending, lang: Language) -> list[RepairRow]:
    return [_row(found, rank, one, lang) for rank, one in enumerate(found.repairs)]


def offers(found: Mending) -> list[Accepted]:
    """What each repair stands for, to be applied as a whole."""
    return [_offer(found, one) for one in found.repairs]


def _offer(found: Mending, repair: Json) -> Accepted:
    asked = found.question
    everybody = tuple(int(one["id"]) for one in asked.facts["technicians"])
    gone = [int(one["id"]) for one in repair["moves"] if one["after"] is None]
    if found.cancelled:
        gone.append(found.visit)
    moves = [one for one in repair["moves"] if not (found.cancelled and int(one["id"]) == found.visit)]
    return Accepted(
        asked.days, everybody, mark(asked.facts, everybody), changes(asked, moves), cancelled=tuple(sorted(set(gone)))
    )


def _ids(asked: TourQuestion) -> set[Any]:
    return {one["id"] for one in asked.facts["visits"]}


def _start(text: str, on: date, work: Work) -> str:
    try:
        start = time.fromisoformat(text)
    except ValueError:
        raise Invalid({"start": "Indiquez l’heure à laquelle la visite pourra commencer."}) from None
    if on == work.today and clock.at_office(on, start.hour, start.minute) <= work.now:
        raise Invalid({"start": "Choisissez une heure à venir."})
    return f"{start:%H:%M}"


def _row(found: Mending, rank: int, repair: Json, lang: Language) -> RepairRow:
    lost = [one["why"] for one in repair["moves"] if one["after"] is None]
    return RepairRow(
        rank=rank,
        title=repair["title"],
        moved=repair["moved"],
        km=f"{_sign(repair['added_km'])}{decimal(abs(repair['added_km']), lang)}\u00a0km",
        minutes=f"{_sign(repair['added_minutes'])}{abs(round(repair['added_minutes']))}\u00a0min",
        moves=[one["why"] for one in repair["moves"] if one["after"] is not None],
        calls=list(_calls(found, repair)),
        postponed=lost,
        estimated=bool(repair["after"]["estimated"]),
    )


def _calls(found: Mending, repair: Json) -> Iterator[CallRow]:
    visits, people = found.question.visits, found.question.people
    for call in repair["calls"]:
        visit = visits.get(int(call["visit"])) if call["visit"] is not None else None
        person = people.get(int(call["technician"])) if call["technician"] is not None else None
        who = (visit.contact or visit.title) if visit else person.name if person else ""
        phone = visit.phone if visit else person.phone if person else ""
        number = "".join(phone.split())
        sms = f"sms:{number}?body={quote(call['text'])}" if number else ""
        yield CallRow(who, phone, call["text"], sms)


def _sign(value: float) -> str:
    return "−" if value < 0 else "+"
