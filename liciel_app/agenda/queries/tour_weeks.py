"""A week as one problem: each technician has one tour a day, and what nobody was told may change day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from liciel_app.agenda.queries.tour_facts import Waiting, tour_day
from liciel_app.core.language import Language, day_as, say
from liciel_app.core.work import Work

OPEN: Final = "@"
"""A code held by the tours of days with hours left: what may change day goes nowhere else."""
GRACE: Final = timedelta(minutes=15)
"""What may begin any time begins a little after now at the earliest."""
Json = dict[str, Any]


def tour_week(
    work: Work, days: Sequence[date], only: Collection[int] = (), waiting: Sequence[Waiting] = (), seconds: float = 20
) -> Json:
    """A `tours.proposing.Proposal` as `tour_day` makes one; technicians are named « 4@2026-11-24 ».

    A visit that keeps its hour keeps its day; a provisional one, and one of the tray, may take place any day.
    """
    tray = {one.id for one in waiting}
    every = [_dated(tour_day(work, on, only, waiting), on, tray, work.language) for on in days]
    return {
        "technicians": [one for day in every for one in day["technicians"]],
        "visits": list({one["id"]: one for day in every for one in day["visits"]}.values()),
        "planned": [one for day in every for one in day["planned"]],
        "seconds": seconds,
        "language": work.language,
        "words": {OPEN: say("d’heures libres ces jours-là", work.language)} | _joined(every, "words"),
        "shared": _joined(every, "shared"),
        "taken": [one for day in every for one in day["taken"]],
    }


def from_now(week: Json, soonest: datetime) -> Json:
    """Today, nothing is planned for an hour that is past."""
    today = soonest.date().isoformat()
    people = [_from_now(one, soonest) if one["day"] == today else one for one in week["technicians"]]
    return week | {"technicians": people}


def _from_now(one: Json, soonest: datetime) -> Json:
    now = f"{soonest:%H:%M}"
    left = [[max(opens, now), closes] for opens, closes in one["hours"] if closes > now]
    return one | {"hours": left, "skills": [code for code in one["skills"] if left or code != OPEN]}


def _dated(day: Json, on: date, tray: Collection[str], lang: Language) -> Json:
    """The same day, its people and visits bound to it where they are."""
    code, said = f"{OPEN}{on.isoformat()}", day_as(on, "EEE d", lang)
    return {
        "technicians": [_technician(one, on, (code, said)) for one in day["technicians"]],
        "visits": [
            one | {"skills": [*one["skills"], OPEN]} if one["id"] in tray else _visit(one, on, (code, said))
            for one in day["visits"]
        ],
        "planned": [one | {"technician": _name(one["technician"], on)} for one in day["planned"]],
        "words": day["words"] | {code: day_as(on, "EEEE d MMMM", lang)},
        "shared": day["shared"],
        "taken": [one | {"day": on.isoformat()} for one in day["taken"]],
    }


def _technician(one: Json, on: date, known: tuple[str, str]) -> Json:
    code, said = known
    return one | {
        "id": _name(one["id"], on),
        "name": f"{one['name']} ({said})",
        "day": on.isoformat(),
        "skills": [*one["skills"], code, *([OPEN] if one["hours"] else [])],
    }


def _visit(one: Json, on: date, known: tuple[str, str]) -> Json:
    code, said = known
    free = not one["windows"] and not one["fixed"]
    fixed = one["fixed"] and one["fixed"] | {"technician": _name(one["fixed"]["technician"], on)}
    label = f"{one['label']} ({said})"
    return one | {"label": label, "skills": [*one["skills"], OPEN if free else code], "fixed": fixed}


def _name(technician: int, on: date) -> str:
    return f"{technician}{OPEN}{on.isoformat()}"


def _joined(days: Sequence[Mapping[str, Any]], part: str) -> Json:
    return {code: value for day in days for code, value in day[part].items()}
