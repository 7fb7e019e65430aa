"""Integer cents, Decimal rates, half-up rounding, VAT on the net total of each rate (EN 16931)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Net:
    cents: int
    vat_rate: Decimal


@dataclass(frozen=True, slots=True)
class VatLine:
    rate: Decimal
    base_cents: int
    vat_cents: int


@dataclass(frozen=True, slots=True)
class Totals:
    net_cents: int
    vat_cents: int
    vat_lines: tuple[VatLine, ...]

    @property
    def gross_cents(self) -> int:
        return self.net_cents + self.vat_cents


def rounded(cents: Decimal) -> int:
    return int(cents.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def part(cents: int, rate: Decimal) -> int:
    """`rate` per cent of an amount, to the cent, half up."""
    return rounded(Decimal(cents) * rate / 100)


def shared(cents: int, weights: Sequence[int]) -> list[int]:
    """Largest remainders: the parts sum to the amount exactly, and none exceeds its weight where the whole does not."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    parts = [cents * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: (-(cents * weights[at] % whole), at))
    for at in by_remainder[: cents - sum(parts)]:
        parts[at] += 1
    return parts


def total(nets: Iterable[Net]) -> Totals:
    """VAT is computed once per rate on the sum of that rate's lines, never line by line."""
    bases: dict[Decimal, int] = {}
    for net in nets:
        bases[net.vat_rate] = bases.get(net.vat_rate, 0) + net.cents
    lines = tuple(VatLine(rate, base, part(base, rate)) for rate, base in sorted(bases.items()))
    return Totals(sum(bases.values()), sum(line.vat_cents for line in lines), lines)


def euros(cents: int) -> str:
    """1 248,00 € with the spaces of French typography (narrow no-break for thousands, no-break before €)."""
    whole, rest = divmod(abs(cents), 100)
    grouped = f"{whole:,}".replace(",", "\u202f")
    return f"{'-' if cents < 0 else ''}{grouped},{rest:02d}\u00a0€"
