# pyright: strict
"""A price list as an Excel workbook, and back: one sheet per table, the same texts as on the screen."""

import io
import zipfile
from datetime import date, datetime
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from liciel_app.core.errors import Refused
from liciel_app.core.language import day_short
from liciel_app.orders import price_tables
from liciel_app.orders.price_tables import Tables
from liciel_app.orders.price_tables.cells import MOST_ROWS
from liciel_app.orders.pricing import Grid, Sheet

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST_BYTES: Final = 2 * 1024 * 1024
_LARGEST_UNPACKED: Final = 30 * 1024 * 1024
_MOST_COLUMNS: Final = 40
_HEAD: Final = PatternFill("solid", fgColor="E6EAF7")
_UNREADABLE: Final = "Ce fichier n’est pas un classeur Excel (.xlsx) lisible."


def workbook(grid: Grid) -> bytes:
    """The bytes of an .xlsx file."""
    tables, book = price_tables.written(grid), Workbook()
    book.remove(book.worksheets[0])
    for sheet in Sheet:
        _write(book.create_sheet(str(sheet)), [list(price_tables.columns(sheet, tables)), *tables[sheet]])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes) -> tuple[Grid, Tables]:
    """The list of a workbook, all of it or nothing. Raises Refused with the first fault's sheet, row and column."""
    tables = _tables(content)
    reading = price_tables.read(tables)
    if reading.grid is None:
        raise _refusal(reading.faults[0], tables)
    return reading.grid, tables


def _tables(content: bytes) -> Tables:
    """What a workbook says. Raises Refused naming the sheet, and the column when a title is not the expected one."""
    book = _opened(content)
    missing = [str(sheet) for sheet in Sheet if str(sheet) not in book.sheetnames]
    if missing:
        raise Refused("La feuille « {sheet} » manque : repartez d’une exportation.", sheet=missing[0])
    sheets = {sheet: _texts(book[str(sheet)]) for sheet in Sheet}
    tables: Tables = {sheet: rows[1:] for sheet, rows in sheets.items()}
    for sheet, rows in sheets.items():
        _check_titles(sheet, rows[0] if rows else [], tables)
    return {
        sheet: [_filled(row, len(price_tables.columns(sheet, tables))) for row in tables[sheet]] for sheet in sheets
    }


def _filled(row: list[str], width: int) -> list[str]:
    """A workbook leaves out the empty cells at the end of a row."""
    return [*row, *[""] * (width - len(row))]


def _refusal(fault: price_tables.Fault, tables: Tables) -> Refused:
    """« Feuille « Prix », ligne 5, colonne « Tranche 2 » : … », rows as the workbook counts them."""
    told = price_tables.where(fault, tables, first_row=2)
    told["why"] = fault.sentence.format(**fault.values)
    if not told["row"]:
        return Refused("Feuille « {sheet} » : {why}", **told)
    if not told["column"]:
        return Refused("Feuille « {sheet} », ligne {row} : {why}", **told)
    return Refused("Feuille « {sheet} », ligne {row}, colonne « {column} » : {why}", **told)


def _write(page: Worksheet, rows: list[list[str]]) -> None:
    for rank, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell: Any = page.cell(rank, column, text)
            cell.data_type = "s"  # a name that begins with « = » is no formula
            cell.number_format = "@"
            if rank == 1:
                cell.font, cell.fill = Font(bold=True), _HEAD
    page.freeze_panes = "A2"
    for column in range(1, len(rows[0]) + 1):
        longest = max(len(row[column - 1]) for row in rows if len(row) >= column)
        page.column_dimensions[get_column_letter(column)].width = min(longest + 3, 60)


def _opened(content: bytes) -> Workbook:
    """A small, plain workbook: no macro is read, no formula computed, no bomb unpacked."""
    if len(content) > LARGEST_BYTES:
        raise Refused("Ce classeur est trop lourd pour une grille de prix : 2 Mo au plus.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked <= _LARGEST_UNPACKED:
            return load_workbook(io.BytesIO(content), data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError, SyntaxError):
        raise Refused(_UNREADABLE) from None
    raise Refused(_UNREADABLE)


def _texts(page: Worksheet) -> list[list[str]]:
    """Every cell as a text; empty rows at the end and empty columns at the right left out."""
    rows = page.iter_rows(max_row=min(page.max_row, MOST_ROWS + 2), max_col=min(page.max_column, _MOST_COLUMNS))
    read = [[_text(cell) for cell in row] for row in rows]
    while read and not any(read[-1]):
        read.pop()
    return [_trimmed(row) for row in read]


def _text(cell: Cell | Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return day_short(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _trimmed(row: list[str]) -> list[str]:
    kept = len(row)
    while kept and not row[kept - 1]:
        kept -= 1
    return row[:kept]


def _check_titles(sheet: Sheet, titles: list[str], tables: Tables) -> None:
    wanted = price_tables.columns(sheet, tables)
    for rank, title in enumerate(wanted):
        found = titles[rank] if rank < len(titles) else ""
        if found != title:
            told = {"sheet": str(sheet), "letter": chr(ord("A") + rank), "title": title, "found": found}
            raise Refused(
                "Feuille « {sheet} », ligne 1, colonne {letter} : « {title} » était attendu, pas « {found} ».", **told
            )
    if len(titles) > len(wanted):
        told = {"sheet": str(sheet), "found": titles[len(wanted)]}
        raise Refused("Feuille « {sheet} », ligne 1 : la colonne « {found} » n’existe pas.", **told)
