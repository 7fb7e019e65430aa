"""A monthly statement as a PDF and as a workbook. The same paper gives the same bytes."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from liciel_app.agenda.mileage.paper import PaperDay, PaperLine, StatementPaper, digest, km, sealed
from liciel_app.core.language import day_short, month_words
from liciel_app.core.money import euros
from liciel_app.office import letterhead as look
from liciel_app.office.letterhead import FIGURE, HEADING, INSIDE, LABEL, QUIET, STRONG, text
from liciel_app.office.parties import address_lines, legal_lines

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEAD: Final = PatternFill("solid", fgColor="E6EAF7")
_DISTANCE, _MONEY, _DAY = '#,##0.0" km"', '#,##0.00" €"', "dd/mm/yyyy"
_OLDEST: Final = (1980, 1, 1, 0, 0, 0)
_ESTIMATED: Final = "Distance estimée : ligne droite allongée de 30 %, faute de réponse d’un service de routage."
_RULE: Final = (
    "Barème kilométrique officiel, appliqué au kilométrage de l’année civile par véhicule : le mois vaut le barème du "
    "cumul, moins ce qui a déjà été accordé dans l’année. Véhicule électrique : + 20 %."
)


def file_name(paper: StatementPaper, ending: str) -> str:
    return f"Kilomètres {paper.month:%Y-%m} {paper.person}.{ending}"


def statement_pdf(paper: StatementPaper) -> bytes:
    out = io.BytesIO()
    title = f"Kilomètres de {month_words(paper.month)}"

    def first(canvas: Canvas) -> None:
        look.letterhead(canvas, address_lines(paper.seller), ("KILOMÈTRES", month_words(paper.month)))
        _foot(canvas, paper)

    def later(canvas: Canvas) -> None:
        look.short_head(canvas, f"{title}, {paper.person} (suite)")
        _foot(canvas, paper)

    sheet = look.Sheet(out, first, later, title=title, author=paper.seller.name, subject=paper.person)
    sheet.build(list(_story(paper)), canvasmaker=look.Counted)
    return out.getvalue()


def statement_xlsx(paper: StatementPaper) -> bytes:
    """Two sheets: the days, and how the amount is made."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _days_sheet(book.create_sheet("Journées"), paper)
    _lines_sheet(book.create_sheet("Montant"), paper)
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue())


def _story(paper: StatementPaper) -> Iterator[Flowable]:
    yield text(paper.person, STRONG)
    yield text(_stage(paper), QUIET)
    yield Spacer(0, 12)
    yield _lines_table(paper)
    yield Spacer(0, 6)
    yield text(_RULE, QUIET)
    yield Spacer(0, 14)
    yield text("Journées", LABEL)
    yield _days_table(paper)
    if any(day.estimated for day in paper.days):
        yield Spacer(0, 6)
        yield text(f"* {_ESTIMATED}", QUIET)
    yield Spacer(0, 18)
    yield KeepTogether([_signatures(paper)])


def _stage(paper: StatementPaper) -> str:
    told = f"Demandé par {paper.asked_by} le {day_short(paper.asked_on)}"
    if paper.approved_on is None:
        return f"{told}. En attente d’approbation."
    return f"{told}. Approuvé par {paper.approved_by} le {day_short(paper.approved_on)}."


def _lines_table(paper: StatementPaper) -> Table:
    titles = ("Véhicule", "Barème", "Cumul avant", "Cumul après", "Déjà accordé", "Ce mois")
    head = [text(title, LABEL if rank < 2 else HEADING) for rank, title in enumerate(titles)]  # noqa: PLR2004 words, then figures
    rows = [[*map(text, _named(line)), *(text(figure, FIGURE) for figure in _figures(line))] for line in paper.lines]
    total = ["", "", "", "", text("Total", HEADING), text(euros(paper.cents), FIGURE)]
    widths = [INSIDE * part for part in (0.27, 0.17, 0.14, 0.14, 0.14, 0.14)]
    return Table([head, *rows, total], widths, style=look.LINES_STYLE, repeatRows=1)


def _named(line: PaperLine) -> tuple[str, str]:
    return f"{line.vehicle} ({line.power})", f"Année {line.year}, barème {line.scale}"


def _figures(line: PaperLine) -> tuple[str, str, str, str]:
    return km(line.tenths_before), km(line.tenths_after), euros(line.cents_before), euros(line.cents)


def _days_table(paper: StatementPaper) -> Table:
    head = [text("Jour", LABEL), text("Tournée", LABEL), text("Véhicule", LABEL), text("Distance", HEADING)]
    rows = [
        [text(day_short(day.day)), _told(day), text(day.vehicle or "non remboursé"), text(_distance(day), FIGURE)]
        for day in paper.days
    ]
    total = ["", "", text("Remboursés", HEADING), text(km(paper.tenths), FIGURE)]
    widths = [INSIDE * part for part in (0.14, 0.48, 0.22, 0.16)]
    return Table([head, *rows, total], widths, style=look.LINES_STYLE, repeatRows=1)


def _told(day: PaperDay) -> list[Flowable]:
    route: list[Flowable] = [text(day.route.replace(" → ", " > ") or "Sans rendez-vous localisé")]
    if day.reason:
        route.append(text(f"Corrigé, prévu {km(day.planned)} : {day.reason}", QUIET))
    return route


def _distance(day: PaperDay) -> str:
    return f"{km(day.tenths)}{' *' if day.estimated else ''}"


def _signatures(paper: StatementPaper) -> Table:
    cells = [text(f"{paper.asked_by} : date et signature", QUIET), text("Pour l’office : date et signature", QUIET)]
    return Table([cells], [INSIDE / 2] * 2, [58], style=look.SIGNATURE_STYLE)


def _foot(canvas: Canvas, paper: StatementPaper) -> None:
    look.foot(canvas, legal_lines(paper.seller))
    look.stamp(canvas, f"Kilomètres {paper.month:%Y-%m} – {paper.person} – données {digest(sealed(paper))[:16]}")


def _days_sheet(page: Worksheet, paper: StatementPaper) -> None:
    _titles(
        page,
        ("Jour", 12),
        ("Tournée", 60),
        ("Véhicule", 24),
        ("Prévu", 12),
        ("Retenu", 12),
        ("Estimé", 9),
        ("Motif", 40),
    )
    for day in paper.days:
        figures = day.planned / 10, day.tenths / 10
        page.append([day.day, None, None, *figures, "oui" if day.estimated else "", None])
        row = page.max_row
        _words(page, row, {2: day.route, 3: day.vehicle or "non remboursé", 7: day.reason})
        _formats(page, row, {1: _DAY, 4: _DISTANCE, 5: _DISTANCE})
    page.append([None, None, "Remboursés", None, paper.tenths / 10])
    _formats(page, page.max_row, {5: _DISTANCE})


def _lines_sheet(page: Worksheet, paper: StatementPaper) -> None:
    _titles(
        page, ("Véhicule", 32), ("Puissance", 26), ("Année", 8), ("Barème", 8), ("Cumul avant", 14),
        ("Cumul après", 14), ("Déjà accordé", 14), ("Ce mois", 14),
    )  # fmt: skip
    for line in paper.lines:
        distances = line.tenths_before / 10, line.tenths_after / 10
        page.append([None, None, line.year, line.scale, *distances, line.cents_before / 100, line.cents / 100])
        _words(page, page.max_row, {1: line.vehicle, 2: line.power})
        _formats(page, page.max_row, {5: _DISTANCE, 6: _DISTANCE, 7: _MONEY, 8: _MONEY})
    page.append([None] * 6 + ["Total", paper.cents / 100])
    _formats(page, page.max_row, {8: _MONEY})


def _titles(page: Worksheet, *titles: tuple[str, int]) -> None:
    page.append([title for title, _ in titles])
    for rank, (_, width) in enumerate(titles, start=1):
        cell: Any = page.cell(1, rank)
        cell.font, cell.fill = Font(bold=True), _HEAD
        page.column_dimensions[cell.column_letter].width = width
    page.freeze_panes = "A2"


def _words(page: Worksheet, row: int, texts: dict[int, str]) -> None:
    """Somebody's words are no formula, were they to begin with « = »."""
    for column, words in texts.items():
        cell: Any = page.cell(row, column, words)
        cell.data_type = "s"


def _formats(page: Worksheet, row: int, formats: dict[int, str]) -> None:
    for column, pattern in formats.items():
        page.cell(row, column).number_format = pattern


def _without_clock(content: bytes) -> bytes:
    """The same parts, their dates those of nobody's clock."""
    out = io.BytesIO()
    moment = datetime(*_OLDEST).isoformat() + "Z"  # noqa: DTZ001 an archive knows no zone
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _dated(part.decode(), moment).encode()
            target.writestr(zipfile.ZipInfo(name, _OLDEST), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _dated(xml: str, moment: str) -> str:
    return re.sub(r"(<dcterms:(created|modified)[^>]*>)[^<]*(</)", rf"\g<1>{moment}\g<3>", xml)
