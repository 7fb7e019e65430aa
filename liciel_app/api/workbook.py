"""A workbook written row by row: what screens show as words goes out as figures and dates."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from rustpy_xlsxwriter import FastExcel

_MONEY: Final = re.compile(r"(-?[\d\u202f\u00a0 ]+,\d\d)[\u00a0\u202f ]€")
_DAY: Final = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_MOMENT: Final = re.compile(r"(\d\d)/(\d\d)/(\d{4}) (\d\d)\D+h\D+(\d\d)")
_SPACES: Final = str.maketrans("", "", "\u202f\u00a0 ")
_FIRST_YEAR: Final = 1900
"""Workbooks know no earlier day."""


def write(path: Path, name: str, titles: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """`rows`: a value for each title, as screens write them. How many there were; none: titles alone."""
    written = _Written(titles, rows)
    book = FastExcel(str(path), autofit=True).format(
        float_format="#,##0.00 €", datetime_format="dd/mm/yyyy hh:mm", bold_headers=True
    )
    book.freeze(row=1).sheet(name, iter(written), autofilter=True).save()
    return written.number


def typed(value: Any) -> Any:
    """« 1 248,00 € » is 1248.0, « 21/11/2026 14 h 30 » a date and an hour; anything else is itself, were it a street
    that somebody called « 31/02/2026 »."""
    if not isinstance(value, str):
        return value
    if found := _MONEY.fullmatch(value):
        return float(found[1].translate(_SPACES).replace(",", "."))
    if found := _MOMENT.fullmatch(value) or _DAY.fullmatch(value):
        return _dated(list(map(int, found.groups()))) or value
    return value


def _dated(said: Sequence[int]) -> date | None:
    """Day, month, year, then the hour if any; None for a day that no calendar has, or no workbook."""
    day, month, year, *at = said
    if year < _FIRST_YEAR:
        return None
    try:
        if not at:
            return date(year, month, day)
        return datetime(year, month, day, at[0], at[1])  # noqa: DTZ001 a workbook knows no zone: it is the office's hour
    except ValueError:
        return None


class _Written:
    """The rows by title, counted as the writer takes them; it learns the titles from the first."""

    def __init__(self, titles: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        self.titles, self.rows, self.number = titles, rows, 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for row in self.rows:
            self.number += 1
            yield dict(zip(self.titles, map(typed, row), strict=True))
        if not self.number:
            yield dict.fromkeys(self.titles)
