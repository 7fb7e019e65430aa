# pyright: strict
"""Answering cases written as JSON lines."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from liciel_app.core.errors import Invalid
from liciel_app.orders.obligations import reading
from liciel_app.orders.obligations.details import detail
from liciel_app.orders.obligations.engine import assess
from liciel_app.orders.obligations.facts import Facts
from liciel_app.orders.obligations.lines import Assessment

# The day the law was last read, and the day of a case that names none.
LAW_READ_ON: Final = date(2026, 11, 21)


Case = Mapping[str, Any]


def assess_case(case: Case, default_on: date = LAW_READ_ON) -> Assessment:
    """Assess `{"in": facts, "on": day}`; the day may also stand among the facts. Raises Invalid."""
    facts, on = read_case(case, default_on)
    return assess(facts, on)


def answer(lines: Iterable[str]) -> Iterator[str]:
    """One JSON line `{"id", "missions", "documents", "kept"}` per JSON line `{"id", "in", "on"}`."""
    for reply in replies(lines):
        yield json.dumps(reply, ensure_ascii=False)


def replies(
    lines: Iterable[str], weigh: Callable[[Case], Assessment] = assess_case, *, detailed: bool = False
) -> Iterator[dict[str, Any]]:
    """The answer to each line. A line that cannot be read gives `{"id", "error"}` with a sentence naming the line and
    the field; the others are answered all the same. Blank lines are skipped."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield reply(_read(line), f"Ligne {number}", weigh, detailed=detailed)


def reply(case: object, label: str, weigh: Callable[[Case], Assessment], *, detailed: bool) -> dict[str, Any]:
    if not isinstance(case, dict):
        return {"id": None, "error": f"{label} : ce n’est pas un objet JSON."}
    asked = cast("Case", case)
    try:
        assessment = weigh(asked)
    except Invalid as refusal:
        return {"id": _id(asked), "error": f"{label} : {told(refusal)}"}
    return {"id": _id(asked)} | result(assessment) | (detail(assessment) if detailed else {})


def _read(line: str) -> object:
    try:
        return parsed(line)
    except (ValueError, RecursionError):
        return None


def _id(case: Case) -> str | int | None:
    name = case.get("id")
    return name if isinstance(name, str | int) else None


def told(refusal: Invalid) -> str:
    """Every wrong field with its sentence, in one line."""
    return " ".join(f"« {name} » : {sentence}" for name, sentence in refusal.fields.items())


def read_case(case: Case, default_on: date = LAW_READ_ON) -> tuple[Facts, date]:
    """The facts and the day of a case. Raises Invalid with a sentence per wrong field."""
    facts = case.get("in")
    if not isinstance(facts, dict):
        raise Invalid({"in": "Les faits manquent."})
    told = cast("dict[str, Any]", facts)
    day = case.get("on", told.get("on"))
    try:
        on = default_on if day is None else reading.day(day)
    except reading.Unreadable as refusal:
        raise Invalid({"on": str(refusal)}) from refusal
    return Facts.from_case(told), on


def result(assessment: Assessment) -> dict[str, list[str]]:
    """The three lists in alphabetical order."""
    return {
        "missions": sorted(assessment.missions),
        "documents": sorted(assessment.documents),
        "kept": sorted(assessment.kept),
    }


def parsed(text: str) -> object:
    """JSON whose numbers keep their figures; the readers of the facts refuse NaN and infinities by their field.

    Raises ValueError for what is no JSON.
    """
    return json.loads(text, parse_float=Decimal)
