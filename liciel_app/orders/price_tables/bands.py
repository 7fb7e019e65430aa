# pyright: strict
"""Bands that follow each other: no hole, no overlap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from liciel_app.orders.price_tables.texts import plain
from liciel_app.orders.pricing import Fault, Sheet


@dataclass(frozen=True, slots=True)
class Step:
    """From more than `low` up to `high` included; none: open. `rank`: its row in the sheet."""

    rank: int
    low: Decimal
    high: Decimal | None


def faults(sheet: Sheet, column: int, steps: Sequence[Step], *, open_ended: bool) -> Iterator[Fault]:
    """`column`: where the lower bounds stand, the upper ones beside them."""
    reached: Decimal | None = Decimal(0)
    for step in steps:
        if reached is None:
            yield Fault(sheet, step.rank, "La tranche précédente n’a pas de fin.", column=column)
            return
        if step.low != reached:
            yield _gap(sheet, column, step, reached)
        if step.high is not None and step.high <= step.low:
            yield Fault(sheet, step.rank, "La fin de la tranche n’est pas après son début.", column=column + 1)
        reached = step.high
    if steps and open_ended and reached is not None:
        sentence = "La dernière tranche n’a pas de fin : laissez « Jusqu’à » vide."
        yield Fault(sheet, steps[-1].rank, sentence, column=column + 1)
    if steps and not open_ended and reached is None:
        yield Fault(sheet, steps[-1].rank, "Indiquez la fin de la tranche.", column=column + 1)


def _gap(sheet: Sheet, column: int, step: Step, reached: Decimal) -> Fault:
    told = {"low": plain(step.low), "reached": plain(reached)}
    hole = "Il y a un trou : la tranche commence à {low}, il n’y a rien entre {reached} et {low}."
    overlap = "Deux tranches se chevauchent : celle-ci commence à {low}, la précédente va jusqu’à {reached}."
    return Fault(sheet, step.rank, hole if step.low > reached else overlap, told, column)
