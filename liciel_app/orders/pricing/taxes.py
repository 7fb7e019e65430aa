# pyright: strict
"""From a list's own amounts, before or after tax, to the three amounts of an offer, without losing a cent.

VAT is computed once, on the net total, rounded half up (EN 16931, BR-CO-14 and BR-S-09).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Final

from liciel_app.core.money import part, rounded

RATES: Final = tuple(map(Decimal, ("20", "10", "8.5", "5.5", "2.1", "0")))
"""The usual one first (CGI, art. 278 to 281 quater and 296); 0: the office's VAT is exempted (art. 293 B)."""


@dataclass(frozen=True, slots=True)
class Taxed:
    """Cents. `rounding_cents` (EN 16931, BT-114) is 0, or 1 where no net amount has exactly that total with tax."""

    net_cents: int
    vat_cents: int
    rounding_cents: int = 0

    @property
    def gross_cents(self) -> int:
        return self.net_cents + self.vat_cents + self.rounding_cents


def from_net(net_cents: int, vat_rate: Decimal) -> Taxed:
    return Taxed(net_cents, part(net_cents, vat_rate))


def from_gross(gross_cents: int, vat_rate: Decimal) -> Taxed:
    """The total with tax is what the list says, to the cent."""
    net = net_of(gross_cents, vat_rate)
    vat = part(net, vat_rate)
    return Taxed(net, vat, gross_cents - net - vat)


def net_of(gross_cents: int, vat_rate: Decimal) -> int:
    """The largest net amount that, with its VAT, stays within the total."""
    net = rounded(Decimal(gross_cents) * 100 / (100 + vat_rate))
    while net + part(net, vat_rate) > gross_cents:
        net -= 1
    while net + 1 + part(net + 1, vat_rate) <= gross_cents:
        net += 1
    return net


def exact(gross_cents: int, vat_rate: Decimal) -> int:
    """The largest total not above this one that a net amount and its VAT make exactly."""
    return gross_cents - from_gross(gross_cents, vat_rate).rounding_cents


def rate_of(net_cents: int, vat_cents: int) -> Decimal:
    """The rate of this country, overseas included, that makes this VAT; the usual one where several or none would."""
    return next((rate for rate in RATES if part(net_cents, rate) == vat_cents), RATES[0])


def each(amounts: Sequence[int], share: Callable[[int], int]) -> list[int]:
    """What each amount adds to a share of their sum: the parts always add up to the share of the whole."""
    reached = [share(amount) for amount in accumulate(amounts, initial=0)]
    return [after - before for before, after in pairwise(reached)]
