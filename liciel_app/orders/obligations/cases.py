# pyright: strict
"""Answering cases written as JSON lines."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from liciel_app.core.errors import Invalid
from liciel_app.orders.obligations import reading
from liciel_app.orders.obligations.engine import Assessment, assess
from liciel_app.orders.obligations.facts import Facts

# The day the law was last read, and the day of a case that names none.
LAW_READ_ON: Final = date(2026, 11, 21)


def answer(lines: Iterable[str], default_on: date = LAW_READ_ON) -> Iterator[str]:
    """One JSON line `{"id", "missions", "documents", "kept"}` per JSON line `{"id", "in", "on"}`.

    A line that cannot be read gives `{"id", "error"}` with a sentence naming the line; blank lines are skipped.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield json.dumps(_answer(line, number, default_on), ensure_ascii=False)


def _answer(line: str, number: int, default_on: date) -> dict[str, Any]:
    case: Mapping[str, Any] = {}
    try:
        case = _object(line)
        return {"id": case.get("id")} | result(assess_case(case, default_on))
    except Invalid as refusal:
        told = " ".join(f"« {name} » : {sentence}" for name, sentence in refusal.fields.items())
        return {"id": case.get("id"), "error": f"Ligne {number} : {told}"}
    except (ValueError, RecursionError):
        return {"id": None, "error": f"Ligne {number} : ce n’est pas un objet JSON."}


def assess_case(case: Mapping[str, Any], default_on: date = LAW_READ_ON) -> Assessment:
    """Assess `{"in": facts, "on": day}`; the day may also stand among the facts. Raises Invalid."""
    facts = case.get("in")
    if not isinstance(facts, dict):
        raise Invalid({"in": "Les faits manquent."})
    told = cast("dict[str, Any]", facts)
    day = case.get("on", told.get("on"))
    try:
        on = default_on if day is None else reading.day(day)
    except reading.Unreadable as refusal:
        raise Invalid({"on": str(refusal)}) from refusal
    return assess(Facts.from_case(told), on)


def result(assessment: Assessment) -> dict[str, list[str]]:
    """The three lists in alphabetical order."""
    return {
        "missions": sorted(assessment.missions),
        "documents": sorted(assessment.documents),
        "kept": sorted(assessment.kept),
    }


def _object(line: str) -> Mapping[str, Any]:
    found: object = json.loads(line, parse_float=Decimal, parse_constant=_no_constant)
    if not isinstance(found, dict):
        raise reading.Unreadable(line)
    return cast("dict[str, Any]", found)


def _no_constant(name: str) -> object:
    raise reading.Unreadable(name)
