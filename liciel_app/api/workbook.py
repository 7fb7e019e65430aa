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


def write(path: Path, name: str, titles: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """`rows`: a value for each title, as screens write them. How many there were; none: titles alone."""
    written = _Written(titles, rows)
    book = FastExcel(str(path), autofit=True).format(
        float_format="#,##0.00 €", datetime_format="dd/mm/yyyy hh:mm", bold_headers=True
    )
    book.freeze(row=1).sheet(name, iter(written), autofilter=True).save()
    return written.number


def typed(value: Any) -> Any:
    """« 1 248,00 € » is 1248.0, « 21/11/2026 14 h 30 » a date and an hour; anything else is itself."""
    if not isinstance(value, str):
        return value
    if found := _MONEY.fullmatch(value):
        return float(found[1].translate(_SPACES).replace(",", "."))
    if found := _MOMENT.fullmatch(value):
        day, month, year, hour, minute = map(int, found.groups())
        return datetime(year, month, day, hour, minute)  # noqa: DTZ001 a workbook knows no zone: it is the office's hour
    if found := _DAY.fullmatch(value):
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    return value


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
