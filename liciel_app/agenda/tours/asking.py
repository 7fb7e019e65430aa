"""The JSON of `liciel tour` and of the worker beside the server: the question read, the plan written."""

from collections.abc import Iterator
from math import inf
from typing import Any

import numpy as np
from pydantic import Field

from liciel_app.agenda import reading
from liciel_app.agenda.reading import Asked, Hour, Minutes, Name, Place, Travel
from liciel_app.agenda.tours.explaining import left_out
from liciel_app.agenda.tours.plan import Plan
from liciel_app.agenda.tours.problem import MINUTE, Lunch, Problem, Taken, Technician, Tours, Visit
from liciel_app.agenda.travel import StraightLines, Table
from liciel_app.core.errors import Invalid
from liciel_app.core.language import Language

Row = list[float | None]


class AskedLunch(Asked):
    minutes: Minutes
    between: tuple[Hour, Hour]

    def fact(self, name: str) -> Lunch:
        opens, closes = seconds(self.between[0]), seconds(self.between[1])
        if closes - opens < self.minutes * MINUTE:
            raise refused("technicians.lunch", f"La pause de {name} ne tient pas entre ses deux heures.")
        return Lunch(self.minutes * MINUTE, opens, closes)


class AskedTechnician(Asked):
    """`hours`: the intervals his visits lie wholly within, where `from` and `to` only bound the road."""

    id: Name
    name: str = ""
    start: Place | None = None
    end: Place | None = None
    opens: Hour = Field(alias="from")
    closes: Hour = Field(alias="to")
    lunch: AskedLunch | None = None
    skills: list[str] = Field(default_factory=list)
    instruments: list[str] = Field(default_factory=list)
    hours: list[tuple[Hour, Hour]] = Field(default_factory=list[tuple[Hour, Hour]])
    own: list[str] = Field(default_factory=list)
    day: str = ""

    def fact(self) -> Technician:
        """Raises Invalid for a day that ends before it begins."""
        name = self.name or str(self.id)
        if self.closes <= self.opens or any(closes <= opens for opens, closes in self.hours):
            raise refused("technicians", f"La journée de {name} finit avant de commencer.")
        return Technician(
            id=self.id,
            name=name,
            opens=seconds(self.opens),
            closes=seconds(self.closes),
            lunch=self.lunch.fact(name) if self.lunch else None,
            skills=frozenset(self.skills),
            instruments=frozenset(self.instruments),
            hours=tuple(sorted((seconds(opens), seconds(closes)) for opens, closes in self.hours)),
            own=frozenset(self.own),
            day=self.day,
        )


class AskedFixed(Asked):
    technician: Name
    start: Hour


class AskedVisit(Asked):
    id: Name
    at: Place | None = None
    minutes: Minutes
    windows: list[tuple[Hour, Hour]] = Field(default_factory=list[tuple[Hour, Hour]])
    skills: list[str] = Field(default_factory=list)
    instruments: list[str] = Field(default_factory=list)
    fixed: AskedFixed | None = None
    label: str = ""
    located: bool = True

    def fact(self, technicians: dict[Name, int], *, located: bool) -> Visit:
        """Raises Invalid for a window that closes before it opens, and for an unknown technician."""
        if any(closes < opens for opens, closes in self.windows):
            raise refused("visits.windows", f"Une plage de {self.label or self.id} finit avant de commencer.")
        if self.fixed and self.fixed.technician not in technicians:
            raise refused("visits.fixed", f"{self.label or self.id} est fixée chez un technicien inconnu.")
        return Visit(
            id=self.id,
            length=self.minutes * MINUTE,
            windows=tuple(sorted((seconds(opens), seconds(closes)) for opens, closes in self.windows)),
            skills=frozenset(self.skills),
            instruments=frozenset(self.instruments),
            fixed=(technicians[self.fixed.technician], seconds(self.fixed.start)) if self.fixed else None,
            label=self.label,
            located=located,
        )


class AskedMatrix(Asked):
    """Rows and columns: starts, ends, visits. `null`: no road."""

    minutes: list[Row]
    km: list[Row] | None = None
    estimated: bool = False


class AskedTaken(Asked):
    """An instrument of the office that is out with a visit not planned here."""

    thing: int
    day: str = ""
    start: Hour
    end: Hour

    def fact(self) -> Taken:
        return Taken(self.thing, self.day, seconds(self.start), seconds(self.end))


class Request(Asked):
    """One day of tours to plan. `words`: how a code is said; `shared`: the office's instruments that answer to it."""

    technicians: list[AskedTechnician]
    visits: list[AskedVisit]
    travel: Travel = Travel()
    matrix: AskedMatrix | None = None
    seconds: float = Field(default=10, ge=0.1, le=600)
    words: dict[str, str] = Field(default_factory=dict[str, str])
    shared: dict[str, list[int]] = Field(default_factory=dict[str, list[int]])
    taken: list[AskedTaken] = Field(default_factory=list[AskedTaken])

    def problem(self) -> Problem:
        """Raises Invalid with a sentence for what cannot be planned at all."""
        _distinct("technicians", [one.id for one in self.technicians])
        _distinct("visits", [one.id for one in self.visits])
        indices = {one.id: index for index, one in enumerate(self.technicians)}
        located = [one.located and (one.at is not None or self.matrix is not None) for one in self.visits]
        return Problem(
            technicians=tuple(one.fact() for one in self.technicians),
            visits=tuple(one.fact(indices, located=known) for one, known in zip(self.visits, located, strict=True)),
            table=self._given(self.matrix) if self.matrix else self._estimated(),
            words=self.words,
            shared={code: tuple(things) for code, things in self.shared.items()},
            taken=tuple(one.fact() for one in self.taken),
        )

    def _estimated(self) -> Table:
        homes = [one.start for one in self.technicians]
        if None in homes:
            nameless = self.technicians[homes.index(None)]
            name = nameless.name or str(nameless.id)
            raise refused("technicians.start", f"{name} n’a pas d’adresse de départ : indiquez-la dans sa fiche.")
        starts = [place for place in homes if place is not None]
        ends = [one.end or start for one, start in zip(self.technicians, starts, strict=True)]
        nowhere = starts[0] if starts else (0.0, 0.0)
        visits = [one.at or nowhere for one in self.visits]
        return StraightLines(self.travel.detour, self.travel.kmh).table([*starts, *ends, *visits])

    def _given(self, matrix: AskedMatrix) -> Table:
        size = 2 * len(self.technicians) + len(self.visits)
        minutes = _square("matrix.minutes", matrix.minutes, size)
        km = minutes * (self.travel.kmh / 60) if matrix.km is None else _square("matrix.km", matrix.km, size)
        return Table(minutes, km, matrix.estimated)


def seconds(hour: Any) -> int:
    return hour.hour * 3600 + hour.minute * MINUTE


def refused(field: str, sentence: str) -> Invalid:
    return Invalid({field: sentence}, sentence.replace("{", "{{").replace("}", "}}"))


def told(problem: Problem, plan: Plan, lang: Language = "fr") -> dict[str, Any]:
    """The plan in JSON; minutes and kilometres are those of the road."""
    why = left_out(problem, Tours(tuple(day.route for day in plan.days)), lang) | dict(plan.refused)
    return {
        "routes": list(_routes(problem, plan)),
        "unplanned": [{"id": problem.visits[visit].id, "why": why[visit]} for visit in plan.unplanned],
        "km": round(plan.km, 2),
        "minutes": round(plan.minutes, 2),
        "estimated": problem.table.estimated,
    }


def _routes(problem: Problem, plan: Plan) -> Iterator[dict[str, Any]]:
    for day in plan.days:
        stops = [(problem.visits[stop.visit], stop.start) for stop in day.stops]
        yield {
            "technician": problem.technicians[day.technician].id,
            "km": round(day.km, 2),
            "minutes": round(day.minutes, 2),
            "visits": [
                {"id": visit.id, "start": written(start), "end": written(start + visit.length)}
                for visit, start in stops
            ],
        }


def written(time: int) -> str:
    return f"{time // 3600:02d}:{time % 3600 // MINUTE:02d}"


def _square(name: str, rows: list[Row], size: int) -> Any:
    if len(rows) != size or any(len(row) != size for row in rows):
        raise refused(name, f"La matrice doit avoir {size} lignes et {size} colonnes : départs, arrivées, visites.")
    table = np.array([[inf if value is None else value for value in row] for row in rows], float).reshape(size, size)
    if (table < 0).any():
        raise refused(name, "La matrice ne peut pas contenir de valeur négative.")
    return table


def _distinct(name: str, ids: list[Name]) -> None:
    if len(set(ids)) < len(ids):
        raise refused(name, "Deux éléments portent le même identifiant.")


def asked(text: str | bytes) -> Request:
    """Raises Invalid with a sentence for a question that cannot be read."""
    return reading.read(Request, text)
