# pyright: strict
"""Reading tables cell by cell: what a cell refuses is noted with its place, and the reading goes on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from liciel_app.core.errors import Refused
from liciel_app.core.text import normalise, one_line
from liciel_app.orders.price_tables import layout, texts
from liciel_app.orders.price_tables.layout import Tables
from liciel_app.orders.pricing import Fault, Sheet

T = TypeVar("T")
MOST_ROWS: Final = 300
LONGEST: Final = 80


class _Misread(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.sentence)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a sheet."""

    sheet: Sheet
    rank: int
    row: Sequence[str]

    def text(self, column: int, *, needed: bool = False) -> str:
        found = one_line(self.row[column], LONGEST) if column < len(self.row) else ""
        if needed and not found:
            raise self.wrong(column, "Cette case est vide.")
        return found

    def at(self, column: int, read: Callable[[str], T], *, empty: T | None = None) -> T:
        """What `read` makes of a cell; `empty` for an empty one, refused when there is no such value."""
        text = self.text(column, needed=empty is None)
        if not text and empty is not None:
            return empty
        try:
            return read(text)
        except Refused as refused:
            raise self.wrong(column, refused.sentence, **refused.values) from None

    def word(self, column: int, words: Mapping[str, str]) -> str:
        return self.at(column, lambda text: texts.word(text, words))

    def words(self, column: int, words: Mapping[str, str]) -> tuple[str, ...]:
        """« DPE + Gaz »"""

        def each(text: str) -> tuple[str, ...]:
            return tuple(texts.word(one, words) for one in text.replace(",", "+").split("+") if one.strip())

        return self.at(column, each)

    def amounts(self, start: int, count: int) -> tuple[int | None, ...]:
        """One price per band, the columns after them empty."""
        for column in range(start + count, len(self.row)):
            if self.text(column):
                raise self.wrong(column, "Cette ligne a {count} prix : videz cette case.", count=str(count))
        return tuple(self._amount(column) for column in range(start, start + count))

    def _amount(self, column: int) -> int | None:
        if not self.text(column):
            raise self.wrong(column, "Indiquez un prix, ou « Sur devis ».")
        if normalise(self.text(column)) == normalise(layout.ON_QUOTE):
            return None
        return self.at(column, texts.cents)

    def wrong(self, column: int, sentence: str, **values: object) -> _Misread:
        told = {name: str(value) for name, value in values.items()}
        return _Misread(Fault(self.sheet, self.rank, sentence, told, column))


@dataclass(slots=True)
class Reader:
    """Goes through the sheets and keeps every fault; `origin` finds the row a value was read from."""

    tables: Tables
    faults: list[Fault] = field(default_factory=list[Fault])
    _origins: dict[Sheet, list[int]] = field(default_factory=dict[Sheet, list[int]])

    def each(self, sheet: Sheet, read: Callable[[Cells], T]) -> tuple[T, ...]:
        """What `read` makes of every row that is not blank."""
        rows = self.tables.get(sheet, [])
        if len(rows) > MOST_ROWS:
            self.fault(
                Fault(
                    sheet, MOST_ROWS, "Cette feuille est trop longue : {most} lignes au plus.", {"most": str(MOST_ROWS)}
                )
            )
        found: list[T] = []
        for rank, row in enumerate(rows[:MOST_ROWS]):
            if any(cell.strip() for cell in row):
                try:
                    found.append(read(Cells(sheet, rank, row)))
                    self._origins.setdefault(sheet, []).append(rank)
                except _Misread as misread:
                    self.fault(misread.fault)
        return tuple(found)

    def fault(self, fault: Fault) -> None:
        self.faults.append(fault)

    def faults_of(self, sheet: Sheet) -> bool:
        return any(fault.sheet is sheet for fault in self.faults)

    def origin(self, fault: Fault) -> int:
        rows = self._origins.get(fault.sheet, [])
        return rows[fault.row] if 0 <= fault.row < len(rows) else -1
