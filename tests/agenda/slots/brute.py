"""Best slots found the slow way: every minute of every day tried, the whole day driven each time."""

import random
from datetime import date, datetime, time, timedelta
from math import asin, cos, radians, sin, sqrt
from typing import Any
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
HOURS = ([["08:30", "12:30"], ["13:30", "18:00"]], [["09:00", "17:00"]], [["08:00", "12:00"]])
CLOSED = {date(2026, 5, 1), date(2026, 5, 8), date(2026, 12, 25), date(2026, 7, 14), date(2026, 11, 11)}


def a_request(seed: int) -> dict[str, Any]:
    """A few technicians over a few days, busy here and there; some days the clocks change or everything is closed."""
    chance = random.Random(seed)  # noqa: S311 the same request twice
    first = chance.choice(
        [date(2026, 11, 23), date(2026, 3, 27), date(2026, 10, 23), date(2026, 4, 29), date(2026, 7, 10)]
    )
    now = datetime.combine(first, time(chance.randint(6, 19), chance.choice([0, 17])), PARIS)
    technicians = [_technician(chance, f"t{number}", first) for number in range(chance.randint(1, 3))]
    busy = [one for person in technicians for one in _busy(chance, person["id"], first)]
    return {
        "now": now.isoformat(),
        "visit": {"at": _point(chance), "minutes": chance.choice([45, 90, 120]), "skills": ["DPE"]},
        "technicians": technicians,
        "busy": busy,
        "notice_hours": chance.choice([0, 24, 30]),
        "working_days": chance.randint(1, 4),
        "travel": {"detour": 1.3, "kmh": 40},
        "first": 1000,
        "per_gap": 1,
    }


def _technician(chance: random.Random, name: str, first: date) -> dict[str, Any]:
    until = chance.choice([None, first + timedelta(days=1), first - timedelta(days=1), date(2027, 1, 31)])
    return {
        "id": name,
        "home": _point(chance),
        "leave_home": "08:00",
        "hours": chance.choice(HOURS),
        "skills": [{"code": "DPE", "until": until and until.isoformat()}],
        "days_off": [str(first + timedelta(days=chance.randint(0, 3)))] if chance.random() < 0.3 else [],
    }


def _busy(chance: random.Random, technician: str, first: date) -> list[dict[str, Any]]:
    found = []
    for offset in range(6):
        start = datetime.combine(
            first + timedelta(days=offset), time(chance.randint(7, 11), chance.choice([0, 20])), PARIS
        )
        for _ in range(chance.randint(0, 3)):
            end = start + timedelta(minutes=chance.choice([30, 60, 150]))
            found.append({"technician": technician, "start": str(start), "end": str(end), "at": _point(chance)})
            start = end + timedelta(minutes=chance.choice([0, 45, 100, 180]))
    return found


def _point(chance: random.Random) -> list[float]:
    return [44.8 + chance.gauss(0, 0.1), -0.6 + chance.gauss(0, 0.12)]


def minutes_between(here: list[float], there: list[float]) -> float:
    """Great circle × 1.3 at 40 km/h, written anew."""
    lat, lon = (radians(there[axis] - here[axis]) / 2 for axis in (0, 1))
    part = sin(lat) ** 2 + cos(radians(here[0])) * cos(radians(there[0])) * sin(lon) ** 2
    return 2 * 6371.0 * asin(sqrt(part)) * 1.3 / 40 * 60


def every_slot(request: dict[str, Any]) -> list[tuple[float, datetime, str]]:
    """Added minutes, start and technician of the earliest minute of each gap, best first."""
    now = datetime.fromisoformat(request["now"])
    opens = now + timedelta(hours=request["notice_hours"])
    found = [
        slot
        for person in request["technicians"]
        for day in _days(now.astimezone(PARIS).date(), request["working_days"])
        if _works(person, day)
        for slot in _slots_of(request, person, day, opens)
    ]
    return sorted(found, key=lambda slot: (round(slot[0], 6), slot[1], slot[2]))


def _days(day: date, wanted: int) -> list[date]:
    found: list[date] = []
    while wanted:
        if day.weekday() < 5 and day not in CLOSED:
            found.append(day)
            wanted -= 1
        day += timedelta(days=1)
    return found


def _works(person: dict[str, Any], day: date) -> bool:
    until = person["skills"][0]["until"]
    return str(day) not in person["days_off"] and (until is None or str(day) <= until)


def _slots_of(request: dict[str, Any], person: dict[str, Any], day: date, opens: datetime) -> list[Any]:
    stops = _stops(request, person, day)
    seen: dict[int, tuple[float, datetime, str]] = {}
    for minute in range(24 * 60):
        start = datetime.combine(day, time(minute // 60, minute % 60), PARIS)
        place = _fits(request, person, stops, start) if start >= opens else None
        if place is not None and place not in seen:
            seen[place] = (_added(request, stops, place), start, person["id"])
    return list(seen.values())


def _stops(request: dict[str, Any], person: dict[str, Any], day: date) -> list[tuple[datetime, datetime, list[float]]]:
    busy = [
        (datetime.fromisoformat(one["start"]), datetime.fromisoformat(one["end"]), one["at"])
        for one in request["busy"]
        if one["technician"] == person["id"]
    ]
    today = sorted(one for one in busy if one[0].astimezone(PARIS).date() == day)
    leaves = datetime.combine(day, time.fromisoformat(person["leave_home"]), PARIS)
    midnight = datetime.combine(day + timedelta(days=3), time(), PARIS)
    return [(leaves, leaves, person["home"]), *today, (midnight, midnight, person["home"])]


def _fits(request: dict[str, Any], person: dict[str, Any], stops: list[Any], start: datetime) -> int | None:
    """The place of a visit begun then among the stops, when every road can be driven in time."""
    end = start + timedelta(minutes=request["visit"]["minutes"])
    clock = (start.strftime("%H:%M"), end.strftime("%H:%M"))
    if end.date() != start.date() or not any(
        opens <= clock[0] and clock[1] <= closes for opens, closes in person["hours"]
    ):
        return None
    for place in range(len(stops) - 1):
        before, after = stops[place], stops[place + 1]
        there = timedelta(minutes=minutes_between(before[2], request["visit"]["at"]))
        back = timedelta(minutes=minutes_between(request["visit"]["at"], after[2]))
        if before[1] + there <= start and end + back <= after[0]:
            return place
    return None


def _added(request: dict[str, Any], stops: list[Any], place: int) -> float:
    here, there, visit = stops[place][2], stops[place + 1][2], request["visit"]["at"]
    return minutes_between(here, visit) + minutes_between(visit, there) - minutes_between(here, there)
