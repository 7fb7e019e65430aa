# pyright: strict
"""Changing the tables of a price list: a cell, a row, a band with its column of prices."""

from typing import Final

from liciel_app.core.errors import Refused
from liciel_app.core.text import one_line
from liciel_app.orders.price_tables import layout
from liciel_app.orders.price_tables.cells import LONGEST, MOST_ROWS
from liciel_app.orders.price_tables.layout import Tables
from liciel_app.orders.pricing import Sheet

# The column where a band ends; the one before says where it begins.
_ENDS: Final = {Sheet.BANDS: 2, Sheet.TRAVEL: 1}


def with_cell(tables: Tables, place: tuple[Sheet, int, int], text: str) -> Tables:
    """The band after one whose end moves begins where it now ends. Raises Refused for a cell that is not there."""
    sheet, row, column = place
    _check(tables, sheet, row)
    if not 0 <= column < len(layout.columns(sheet, tables)):
        raise Refused("Cette case n’existe plus : rechargez la page.")
    changed = _padded(tables[sheet][row], column + 1)
    changed[column] = one_line(text, LONGEST)
    rows = [*tables[sheet][:row], changed, *tables[sheet][row + 1 :]]
    if column == _ENDS.get(sheet):
        rows = _followed(sheet, rows, row, tables[sheet][row][column])
    return _with_rows(tables, sheet, rows)


def _followed(sheet: Sheet, rows: list[list[str]], row: int, ended: str) -> list[list[str]]:
    """With the next band begun at the new end, when it began at the old one."""
    end, following = _ENDS[sheet], row + 1
    same = following < len(rows) and (sheet is Sheet.TRAVEL or rows[following][0] == rows[row][0])
    if not same or rows[following][end - 1] != ended:
        return rows
    moved = [*rows[following][: end - 1], rows[row][end], *rows[following][end:]]
    return [*rows[:following], moved, *rows[following + 1 :]]


def with_row(tables: Tables, sheet: Sheet, first: str = "") -> Tables:
    """One more row at the end; a band follows the last one of its measure (`first`)."""
    if sheet is Sheet.SETTINGS or len(tables[sheet]) >= MOST_ROWS:
        raise Refused("Cette feuille ne prend pas d’autre ligne.")
    if sheet is Sheet.BANDS:
        return _with_band(tables, first)
    added = [first or _begins(tables, sheet), *[""] * (len(layout.columns(sheet, tables)) - 1)]
    if sheet in layout.BANDED:
        kind = layout.COLUMNS[sheet].index("Bien")
        added[kind], added[kind + 1] = layout.EVERY_KIND, layout.SURFACE
    return _with_rows(tables, sheet, [*tables[sheet], added])


def without_row(tables: Tables, sheet: Sheet, row: int) -> Tables:
    """A band goes with its prices; the next one then begins where the one before it ended."""
    _check(tables, sheet, row)
    if sheet is Sheet.SETTINGS:
        raise Refused("Cette ligne est nécessaire.")
    if sheet is Sheet.BANDS:
        return _without_band(tables, row)
    return _with_rows(tables, sheet, [*tables[sheet][:row], *tables[sheet][row + 1 :]])


def _begins(tables: Tables, sheet: Sheet) -> str:
    """What the first cell of a new row says."""
    if sheet is Sheet.TRAVEL:
        return tables[sheet][-1][1] if tables[sheet] else "0"
    if sheet is Sheet.EXTRAS:
        known = {row[0] for row in tables[sheet]}
        return next((words for words in layout.EXTRAS.values() if words not in known), "")
    return ""


def _with_band(tables: Tables, measure: str) -> Tables:
    if measure not in (layout.SURFACE, layout.ROOMS):
        raise Refused("Cette mesure n’existe pas.")
    bands = [row for row in tables[Sheet.BANDS] if row[0] == measure]
    begins = bands[-1][2] if bands else "0"
    rows = [[measure, begins, ""]] if bands else [[measure, "0", ""], [measure, "", ""]]
    last = max((rank for rank, row in enumerate(tables[Sheet.BANDS]) if row[0] == measure), default=-1)
    place = last + 1 if last >= 0 else len(tables[Sheet.BANDS])
    kept = tables[Sheet.BANDS]
    return _fitted(_with_rows(tables, Sheet.BANDS, [*kept[:place], *rows, *kept[place:]]))


def _without_band(tables: Tables, row: int) -> Tables:
    kept = [list(one) for one in tables[Sheet.BANDS]]
    measure = kept[row][0]
    same = [rank for rank, one in enumerate(kept) if one[0] == measure]
    rank = same.index(row)
    if rank + 1 < len(same):
        kept[same[rank + 1]][1] = kept[row][1]
    elif rank:
        kept[same[rank - 1]][2] = kept[row][2]
    del kept[row]
    changed = _with_rows(tables, Sheet.BANDS, kept)
    for sheet in layout.BANDED:
        start = len(layout.COLUMNS[sheet])
        by = start - 1
        rows = [_dropped(one, start + rank) if one[by] == measure else one for one in changed[sheet]]
        changed = _with_rows(changed, sheet, rows)
    return _fitted(changed)


def _dropped(row: list[str], column: int) -> list[str]:
    return [*row[:column], *row[column + 1 :]]


def _fitted(tables: Tables) -> Tables:
    """Every row of prices as wide as the bands make it."""
    for sheet in layout.BANDED:
        width = len(layout.columns(sheet, tables))
        tables = _with_rows(tables, sheet, [_padded(row, width)[:width] for row in tables[sheet]])
    return tables


def _padded(row: list[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]


def _with_rows(tables: Tables, sheet: Sheet, rows: list[list[str]]) -> Tables:
    return {**tables, sheet: rows}


def _check(tables: Tables, sheet: Sheet, row: int) -> None:
    if not 0 <= row < len(tables.get(sheet, [])):
        raise Refused("Cette ligne n’existe plus : rechargez la page.")
