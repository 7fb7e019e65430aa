"""The first two pages of a DDT: its cover, and the summary of the conclusions on one page whatever their number."""

import io
from collections.abc import Sequence
from datetime import date

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from liciel_app.dossiers.pdf.ddt_parts import DdtCover, DdtEntry
from liciel_app.dossiers.pdf.lettering import western

FRONT_PAGES = 2

WIDTH, HEIGHT = A4
MARGIN = 50
REGULAR, BOLD = "Helvetica", "Helvetica-Bold"
BLUE, GREY, RULE = (0.09, 0.24, 0.41), (0.38, 0.42, 0.47), (0.80, 0.83, 0.87)
_LONGEST = 600
_COLUMNS = (("Document", 128), ("Conclusion", 210), ("Établi le", 52), ("Valable jusqu’au", 70), ("Page", 35))
_TABLE_TOP, _TABLE_BOTTOM = HEIGHT - 150, 60
_FITS = ((9.0, 99), (8.0, 99), (7.0, 99), (6.0, 99), (5.0, 99), (5.0, 4), (5.0, 2), (5.0, 1))  # size, most lines
_BLOCK_LINES = 9

Cells = list[list[str]]  # one list of lines per column


def front_pages(cover: DdtCover, entries: Sequence[DdtEntry]) -> bytes:
    """Two pages; the same facts give the same bytes."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=0)
    _draw_cover(canvas, cover, [entry for entry in entries if entry.signed])
    canvas.showPage()
    _draw_summary(canvas, cover, entries)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_cover(canvas: Canvas, cover: DdtCover, signed: Sequence[DdtEntry]) -> None:
    canvas.setFillColorRGB(*BLUE)
    canvas.rect(0, HEIGHT - 96, WIDTH, 96, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    _line(canvas, MARGIN, HEIGHT - 46, cover.office, BOLD, 17)
    for number, text in enumerate(cover.office_lines[:3]):
        _line(canvas, MARGIN, HEIGHT - 62 - 12 * number, text, REGULAR, 9)
    canvas.setFillColorRGB(*BLUE)
    _line(canvas, MARGIN, HEIGHT - 190, "Dossier de diagnostic technique", BOLD, 26)
    _line(canvas, MARGIN, HEIGHT - 214, f"Dossier n° {cover.reference}", REGULAR, 13)
    _rule(canvas, HEIGHT - 232)
    half = (WIDTH - 2 * MARGIN) / 2
    _block(canvas, (MARGIN, HEIGHT - 262), 2 * half, "Bien diagnostiqué", cover.property_lines)
    _block(canvas, (MARGIN, HEIGHT - 400), half - 15, "Propriétaire", cover.owner_lines)
    _block(canvas, (MARGIN + half, HEIGHT - 400), half, "Donneur d’ordre", cover.client_lines)
    _block(
        canvas,
        (MARGIN, HEIGHT - 530),
        half - 15,
        "Visite",
        (_visited(cover), f"Dossier édité le {_day(cover.made_on)}"),
    )
    _block(canvas, (MARGIN + half, HEIGHT - 530), half, "Opérateur de diagnostic", cover.technician_lines)
    _draw_signed(canvas, signed)


def _visited(cover: DdtCover) -> str:
    return f"Visite du {_day(cover.visited_on)}" if cover.visited_on else "Date de visite non renseignée"


def _draw_signed(canvas: Canvas, signed: Sequence[DdtEntry]) -> None:
    """Where the signed originals are, and what proves them."""
    if not signed:
        return
    size = min(7.0, 90 / (len(signed) + 1))
    y = 60 + size * 1.4 * len(signed)
    canvas.setFillColorRGB(*BLUE)
    _line(canvas, MARGIN, y + 4, "Rapports signés : originaux dans le dossier (empreintes SHA-256)", BOLD, 9)
    canvas.setFillColorRGB(*GREY)
    for entry in signed:
        y -= size * 1.4
        _line(canvas, MARGIN, y, f"{western(entry.report.filename, 60)} : {entry.report.sha256}", REGULAR, size)


def _block(canvas: Canvas, at: tuple[float, float], width: float, heading: str, lines: Sequence[str]) -> None:
    x, y = at
    canvas.setFillColorRGB(*GREY)
    _line(canvas, x, y, heading, BOLD, 9)
    canvas.setFillColorRGB(0.1, 0.1, 0.1)
    wrapped = [piece for text in lines for piece in _wrapped(text, 11, width)]
    for number, piece in enumerate(wrapped[:_BLOCK_LINES], start=1):
        _line(canvas, x, y - 3 - 14 * number, piece, REGULAR, 11)


def _draw_summary(canvas: Canvas, cover: DdtCover, entries: Sequence[DdtEntry]) -> None:
    canvas.setFillColorRGB(*BLUE)
    _line(canvas, MARGIN, HEIGHT - 70, "Synthèse des conclusions", BOLD, 18)
    _line(canvas, MARGIN, HEIGHT - 88, f"Dossier n° {cover.reference}", REGULAR, 10)
    canvas.setFillColorRGB(*GREY)
    warning = "Cette synthèse ne peut être utilisée indépendamment du rapport : seul le rapport complet fait foi."
    _line(canvas, MARGIN, HEIGHT - 112, warning, REGULAR, 9)
    size, rows = _fitted(entries)
    _draw_heads(canvas)
    y = _TABLE_TOP
    for row in rows:
        y -= _row_height(row, size)
        _draw_row(canvas, row, y, size)


def _draw_heads(canvas: Canvas) -> None:
    canvas.setFillColorRGB(*BLUE)
    x = float(MARGIN)
    for name, width in _COLUMNS:
        _line(canvas, x, _TABLE_TOP + 5, name, BOLD, 8)
        x += width
    _rule(canvas, _TABLE_TOP)


def _draw_row(canvas: Canvas, row: Cells, bottom: float, size: float) -> None:
    canvas.setFillColorRGB(0.1, 0.1, 0.1)
    top, x = bottom + _row_height(row, size), float(MARGIN)
    for (_, width), lines in zip(_COLUMNS, row, strict=True):
        for number, text in enumerate(lines, start=1):
            _line(canvas, x, top - size * 1.25 * number, text, BOLD if x == MARGIN else REGULAR, size)
        x += width
    _rule(canvas, bottom)


def _fitted(entries: Sequence[DdtEntry]) -> tuple[float, list[Cells]]:
    """The largest letters with which the whole table stands on the page; then texts cut to fewer and fewer lines."""
    for size, most in _FITS:
        rows = [_cells(entry, size, most) for entry in entries]
        if sum(_row_height(row, size) for row in rows) <= _TABLE_TOP - _TABLE_BOTTOM:
            return size, rows
    size, most = _FITS[-1]
    return size, _beginning([_cells(entry, size, most) for entry in entries], size)


def _beginning(rows: list[Cells], size: float) -> list[Cells]:
    """As many rows as the page holds, and how many more there are."""
    held = int((_TABLE_TOP - _TABLE_BOTTOM) / _row_height(rows[0], size)) - 2
    return [*rows[:held], [[f"et {len(rows) - held} autres"], ["voir les signets"], [], [], []]]


def _cells(entry: DdtEntry, size: float, most: int) -> Cells:
    report = entry.report
    texts = (
        entry.title,
        report.conclusion or "Voir le rapport",
        _day(report.issued_on),
        _day(report.valid_until) if report.valid_until else report.validity or "–",
        str(entry.first_page),
    )
    return [_cut(_wrapped(text, size, width - 6), most) for text, (_, width) in zip(texts, _COLUMNS, strict=True)]


def _cut(lines: list[str], most: int) -> list[str]:
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-1] + "…"]


def _row_height(row: Cells, size: float) -> float:
    return max(len(lines) for lines in row) * size * 1.25 + size * 0.6


def _wrapped(text: str, size: float, width: float) -> list[str]:
    return simpleSplit(western(text, _LONGEST), BOLD, size, width)


def _line(canvas: Canvas, x: float, y: float, text: str, font: str, size: float) -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, y, western(text, _LONGEST))


def _rule(canvas: Canvas, y: float) -> None:
    canvas.setStrokeColorRGB(*RULE)
    canvas.setLineWidth(0.7)
    canvas.line(MARGIN, y, WIDTH - MARGIN, y)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "–"
