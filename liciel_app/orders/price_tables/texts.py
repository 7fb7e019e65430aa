# pyright: strict
"""Amounts, rates, days and words as people type them."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from liciel_app.core.clock import UTC
from liciel_app.core.errors import Refused
from liciel_app.core.language import day_short
from liciel_app.core.text import normalise

_UNITS: Final = re.compile(r"[\s\u00a0\u202f]|€|%|km|m²|min$")
_DAYS: Final = ("%d/%m/%Y", "%Y-%m-%d")
_PLACES: Final = 2
_LARGEST: Final = Decimal(10_000_000)


def number(text: str) -> Decimal:
    """« 1 250,50 € ». Raises Refused."""
    bare = _UNITS.sub("", text).replace(",", ".")
    try:
        found = Decimal(bare)
    except InvalidOperation:
        raise Refused("« {text} » n’est pas un nombre.", text=text) from None
    if not found.is_finite() or not 0 <= found <= _LARGEST:
        raise Refused("« {text} » : indiquez un nombre positif.", text=text)
    if found != round(found, _PLACES):
        raise Refused("« {text} » : deux décimales au plus.", text=text)
    return found


def whole(text: str) -> int:
    found = number(text)
    if found != int(found):
        raise Refused("« {text} » : indiquez un nombre entier.", text=text)
    return int(found)


def cents(text: str) -> int:
    return int(number(text) * 100)


def day(text: str) -> date:
    """« 01/01/2027 », or as a browser's calendar writes it."""
    for shape in _DAYS:
        try:
            return datetime.strptime(text.strip(), shape).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise Refused("« {text} » : indiquez une date comme 01/01/2027.", text=text)


def word(text: str, words: Mapping[str, str]) -> str:
    """The key of a word, whatever its accents and case; the key itself is understood too."""
    wanted = normalise(text)
    for key, known in words.items():
        if wanted in (normalise(known), normalise(key)) and (wanted or not known):
            return key
    raise Refused("« {text} » n’est pas dans la liste : {known}.", text=text, known=", ".join(words.values()))


def plain(amount: Decimal) -> str:
    """12,5"""
    return f"{amount.normalize():f}".replace(".", ",")


def euros(amount: int) -> str:
    """115,00"""
    return f"{Decimal(amount) / 100:.2f}".replace(".", ",")


def dated(when: date) -> str:
    return day_short(when)
