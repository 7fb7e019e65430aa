"""The amounts of an order or of a quote as its sheet shows them."""

from typing import Protocol

from liciel_app.core.language import Language, say
from liciel_app.core.money import euros


class Counted(Protocol):
    """An order, or the totals of a quote."""

    @property
    def net_cents(self) -> int: ...
    @property
    def discount_cents(self) -> int: ...
    @property
    def vat_cents(self) -> int: ...
    @property
    def rounding_cents(self) -> int: ...
    @property
    def gross_cents(self) -> int: ...


def amounts(counted: Counted) -> dict[str, str]:
    """By the sheet's fields; empty where there is nothing to say."""
    return {
        "net": euros(counted.net_cents),
        "discount": euros(-counted.discount_cents) if counted.discount_cents else "",
        "vat": euros(counted.vat_cents),
        "rounding": euros(counted.rounding_cents) if counted.rounding_cents else "",
        "gross": euros(counted.gross_cents),
    }


def line_price(cents: int, note: str, lang: Language, *, open_: str = "") -> str:
    """`open_`: what is said where nobody priced the line yet; a line with a note and no price is included."""
    if open_:
        return say(open_, lang)
    return say("Inclus", lang) if note and not cents else euros(cents)
