"""What may be accepted apart in a proposal: technicians who exchange visits go together, and the day must be the same.

Works on the JSON of `queries.tour_day` and of `tours.proposing`: plain values on both sides.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """Technicians between whom visits move, and these moves: one cannot be accepted without the other."""

    technicians: tuple[int, ...]
    moves: tuple[Json, ...]


def groups(moves: Iterable[Json]) -> list[Group]:
    """The least groups, in the order of their first technician; a visit that finds no place stays where it is."""
    told = [move for move in moves if move["after"] is not None]
    sets: list[set[int]] = []
    for move in told:
        pair = _people(move)
        joined = [one for one in sets if one & pair]
        sets = [one for one in sets if not one & pair] + [pair.union(*joined)]
    return [
        Group(tuple(sorted(one)), tuple(move for move in told if _people(move) <= one)) for one in sorted(sets, key=min)
    ]


def mark(day: Json, technicians: Collection[int]) -> str:
    """Changes whenever something of these people's day does: hours, skills, and what they have.

    Not the instruments at hand: they depend on what else is asked, and are checked when a visit moves.
    """
    held = [one for one in day["planned"] if person_of(one["technician"]) in technicians]
    known = {visit["id"] for one in held for visit in one["visits"]}
    facts: Sequence[Any] = (
        [_but_things(one) for one in day["technicians"] if person_of(one["id"]) in technicians],
        sorted(held, key=lambda one: str(one["technician"])),
        sorted((one for one in day["visits"] if one["id"] in known), key=lambda one: str(one["id"])),
    )
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()


def _but_things(one: Json) -> Json:
    return {name: value for name, value in one.items() if name not in ("instruments", "own")}


def _people(move: Json) -> set[int]:
    return {person_of(side["technician"]) for side in (move["before"], move["after"]) if side is not None}


def person_of(name: int | str) -> int:
    """« 4@2026-11-24 »: of a week planned at once, the tour of technician 4 on that day."""
    return int(str(name).partition("@")[0])


def day_of(name: int | str, only: date) -> date:
    """And that day; `only` where a single one was planned."""
    told = str(name).partition("@")[2]
    return date.fromisoformat(told) if told else only
