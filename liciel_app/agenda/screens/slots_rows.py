"""Proposals of slots as rows a person reads, and narrowed as she asks: plain values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from liciel_app.agenda.rules import length
from liciel_app.agenda.slots.facts import Answer, Slot
from liciel_app.agenda.slots.reasons import decimal
from liciel_app.core import clock
from liciel_app.core.language import Language, day_as, hour
from liciel_app.core.money import euros
from liciel_app.office.queries import TechnicianRow

MORNING: Final = "matin"
AFTERNOON: Final = "apres-midi"
NOON: Final = 12


@dataclass(frozen=True, slots=True)
class SlotRow:
    """`key` names it when it is chosen. `added` are the kilometres it adds, for the filter."""

    key: str
    rank: int
    technician_id: int
    technician: str
    hue: str
    number: str
    day: str
    half: str
    when: str
    hours: str
    km: str
    minutes: str
    euros: str
    why: str
    added: float
    estimated: bool


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the filters keep; empty: everything. `km`: the most kilometres added, as typed."""

    technician: str = ""
    day: str = ""
    half: str = ""
    km: str = ""


def rows(answer: Answer, people: Sequence[TechnicianRow], lang: Language) -> list[SlotRow]:
    known = {one.id: one for one in people}
    return [_row(slot, rank, known, lang) for rank, slot in enumerate(answer.slots, start=1)]


def days(found: Sequence[SlotRow], lang: Language) -> list[tuple[str, str]]:
    """The days on which something is proposed, as a filter's choices."""
    every = sorted({row.day for row in found})
    return [(day, day_as(datetime.fromisoformat(day).date(), "EEE d MMM", lang)) for day in every]


def narrowed(found: Sequence[SlotRow], by: Narrowed) -> list[SlotRow]:
    """A number of kilometres that is none keeps everything."""
    most = _kilometres(by.km)
    return [replace(row, rank=rank) for rank, row in enumerate(_kept(found, by, most), start=1)]


def chosen(key: str) -> tuple[int, datetime] | None:
    """The technician and the start a key names; None for words nobody proposed."""
    technician, _, start = key.partition("|")
    try:
        starts_at = datetime.fromisoformat(start)
        return (int(technician), starts_at) if starts_at.tzinfo else None
    except ValueError:
        return None


def _kept(found: Sequence[SlotRow], by: Narrowed, most: float) -> Iterator[SlotRow]:
    for row in found:
        same = by.technician in ("", str(row.technician_id)) and by.day in ("", row.day) and by.half in ("", row.half)
        if same and row.added <= most:
            yield row


def _kilometres(text: str) -> float:
    try:
        most = float(text.replace(",", "."))
    except ValueError:
        return float("inf")
    return most if most >= 0 else float("inf")


def _row(slot: Slot, rank: int, known: Mapping[int, TechnicianRow], lang: Language) -> SlotRow:
    person = known.get(int(slot.technician))
    start = clock.local(slot.start)
    return SlotRow(
        key=f"{slot.technician}|{slot.start.isoformat()}",
        rank=rank,
        technician_id=int(slot.technician),
        technician=slot.name,
        hue=person.hue if person else "",
        number=str(person.position) if person else "",
        day=start.date().isoformat(),
        half=MORNING if start.hour < NOON else AFTERNOON,
        when=day_as(start.date(), "EEEE d MMMM", lang),
        hours=f"{hour(slot.start)} – {hour(slot.end)}",
        km=f"+{decimal(slot.added_km, lang)}\u00a0km",
        minutes=f"+{length(max(round(slot.added_minutes), 0))}",
        euros=f"+{euros(slot.added_cents)}",
        why=slot.why,
        added=slot.added_km,
        estimated=slot.estimated,
    )
