# pyright: strict
"""Reading facts from JSON: each reader returns the fact or raises Unreadable with the sentence for its field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, cast

from liciel_app.orders.labels import LABELS
from liciel_app.orders.obligations.words import Installation

Reader = Callable[[object], object]
_YEARS: Final = range(1000, 2201)
_ISO_LENGTH: Final = 10
_NUMBER: Final = re.compile(r"[0-9]{1,12}([.,][0-9]{1,6})?")


class Unreadable(ValueError):
    """The sentence said beside the field."""


@dataclass(frozen=True, slots=True)
class Key:
    """One fact in JSON: the name it has in Facts, its reader, and what its absence means in a published case."""

    fact: str
    reader: Reader
    absent: object = None


def read(told: Mapping[str, Any], keys: Mapping[str, Key]) -> tuple[dict[str, Any], dict[str, str]]:
    """The facts by name, and the sentences of the keys that could not be read."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, key in keys.items():
        value = told.get(name)
        try:
            values[key.fact] = key.absent if value is None else key.reader(value)
        except Unreadable as refusal:
            wrong[name] = str(refusal)
    return values, wrong


def one_of(words: type[StrEnum]) -> Reader:
    def reader(value: object) -> object:
        if value not in list(words):
            raise Unreadable("Cette valeur n’est pas dans la liste.")
        return words(cast("str", value))

    return reader


def yes(value: object) -> object:
    if not isinstance(value, bool):
        raise Unreadable("Répondez par vrai ou faux.")
    return value


def day(value: object) -> date:
    try:
        found = date.fromisoformat(value) if isinstance(value, str) and len(value) == _ISO_LENGTH else None
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        raise Unreadable("Cette date est impossible : écrivez-la AAAA-MM-JJ.")
    return found


def number(lowest: int | Decimal, highest: int, *, whole: bool = False) -> Reader:
    def reader(value: object) -> object:
        found = _plain(value)
        if found is None or not found.is_finite() or not lowest <= found <= highest:
            raise Unreadable("Ce nombre est impossible.")
        if found == found.to_integral_value():
            return int(found)
        if whole:
            raise Unreadable("Ce nombre doit être entier.")
        return found

    return reader


def age(value: object) -> object:
    """Years, or one of the words that tell an installation without an age."""
    return Installation(value) if value in list(Installation) else _AGE(value)


def _plain(value: object) -> Decimal | None:
    if isinstance(value, str):
        return Decimal(value.replace(",", ".")) if _NUMBER.fullmatch(value) else None
    return Decimal(str(value)) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else None


_AGE: Final = number(0, 500)


def read_flags(value: object, known: Mapping[str, str], wrong: dict[str, str]) -> dict[str, bool]:
    """Every location fact, true where its flag is listed."""
    flags = cast("list[object]", value) if isinstance(value, list) else []
    if (value is not None and not isinstance(value, list)) or any(flag not in list(known) for flag in flags):
        wrong["flags"] = "Un des indicateurs de lieu n’existe pas."
    return {name: flag in flags for flag, name in known.items()}


def read_reports(value: object, wrong: dict[str, str], *, untold: bool | None) -> dict[str, tuple[date, bool | None]]:
    """Report date and result by code; a result that is not told counts as `untold`."""
    reports: dict[str, tuple[date, bool | None]] = {}
    if value is not None and not isinstance(value, dict):
        wrong["have"] = "Les rapports existants se donnent par code."
        return reports
    for code, entry in cast("dict[str, object]", value or {}).items():
        try:
            reports[code] = _report(code, entry, untold)
        except Unreadable as refusal:
            wrong[f"have.{code}"] = str(refusal)
    return reports


def _report(code: str, entry: object, untold: bool | None) -> tuple[date, bool | None]:
    if code not in LABELS:
        raise Unreadable("Ce diagnostic n’existe pas.")
    facts = cast("dict[str, object]", entry) if isinstance(entry, dict) else {}
    if facts.get("d") is None:
        raise Unreadable("Donnez la date du rapport.")
    positive = facts.get("pos")
    return day(facts["d"]), untold if positive is None else bool(yes(positive))
