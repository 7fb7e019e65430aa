"""The tour sheet on paper: the map drawn with its numbered stops, then each stop with room to write."""

import io
import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, cast

from reportlab.graphics.shapes import Circle, Drawing, PolyLine, Rect, String
from reportlab.lib.colors import HexColor, white
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from liciel_app.agenda.sheets.drawn import GROUND
from liciel_app.agenda.sheets.projection import Frame, around
from liciel_app.agenda.sheets.sheet import StopRow, TourSheet
from liciel_app.core.language import Language, say
from liciel_app.office import letterhead as look
from liciel_app.office.letterhead import INSIDE, LABEL, QUIET, STRONG, text
from liciel_app.office.parties import address_lines, legal_lines

HEIGHT: Final = 190.0
MOST_TOWNS: Final = 10
_WATER, _TOWN, _ROAD = HexColor(0xEEF2F6), HexColor(0x6B7480), HexColor(0x3A4552)
_STOPS: Final = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, look.RULE),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 7),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
    ]
)


def tour_pdf(sheet: TourSheet, lang: Language = "fr") -> bytes:
    """A4; the same sheet gives the same bytes."""
    out = io.BytesIO()
    word = say("Feuille de tournée", lang)

    def first(canvas: Canvas) -> None:
        look.letterhead(canvas, address_lines(sheet.seller), (say("TOURNÉE", lang), sheet.title))
        look.foot(canvas, legal_lines(sheet.seller))

    def later(canvas: Canvas) -> None:
        look.short_head(canvas, f"{word}, {sheet.person}, {sheet.title}")
        look.foot(canvas, legal_lines(sheet.seller))

    made = look.Sheet(out, first, later, title=f"{word} {sheet.day}", author=sheet.seller.name, subject=sheet.person)
    made.build(list(_story(sheet, lang)), canvasmaker=look.Counted)
    return out.getvalue()


def _story(sheet: TourSheet, lang: Language) -> Iterator[Flowable]:
    yield text(" – ".join(filter(None, (sheet.person, sheet.phone))), STRONG)
    yield text(_summary(sheet, lang), QUIET)
    yield Spacer(0, 8)
    if sheet.places:
        yield _map(sheet)
        yield Spacer(0, 10)
    if not sheet.stops:
        yield text(say("Pas de rendez-vous ce jour-là.", lang))
    for stop in sheet.stops:
        yield KeepTogether([_stop(stop, lang)])
    if sheet.way_back:
        yield Spacer(0, 6)
        yield text(say("Retour : {road}", lang, road=sheet.way_back), QUIET)


def _summary(sheet: TourSheet, lang: Language) -> str:
    told = [say("Départ : {place}", lang, place=sheet.home_name)] if sheet.home_name else []
    if sheet.total:
        told.append(say("trajet : {road}", lang, road=sheet.total))
    if sheet.estimated:
        told.append(say("estimé", lang))
    return ", ".join(told)


def _stop(stop: StopRow, lang: Language) -> Table:
    hours: list[Flowable] = [text(f"{stop.start} – {stop.end}", STRONG)]
    hours += [text(say("Trajet : {road}", lang, road=stop.road), QUIET)] if stop.road else []
    where: list[Flowable] = [text(stop.title, STRONG), text(stop.address or say("Adresse inconnue", lang))]
    reach = " – ".join(filter(None, (stop.contact, stop.phone)))
    where += [text(reach)] if reach else []
    where += [text(say("Attention : {words}", lang, words=stop.warnings), LABEL)] if stop.warnings else []
    where += [text(stop.notes, QUIET)] if stop.notes else []
    where += [text(stop.state, QUIET)] if stop.state else []
    widths = [INSIDE * part for part in (0.06, 0.22, 0.5, 0.22)]
    return Table(
        [[text(stop.number or "–", STRONG), hours, where, text(say("Notes :", lang), QUIET)]], widths, style=_STOPS
    )


def _map(sheet: TourSheet) -> Drawing:
    frame = around(sheet.line, INSIDE, HEIGHT)
    drawing, box = Drawing(INSIDE, HEIGHT), cast(Any, Rect)
    drawing.add(box(0, 0, INSIDE, HEIGHT, fillColor=_WATER, strokeColor=look.RULE, strokeWidth=0.5, rx=4, ry=4))
    for name, at in _towns(frame):
        drawing.add(
            String(*at, look.plain(name), fontName=look.REGULAR, fontSize=7, fillColor=_TOWN, textAnchor="middle")
        )
    points = [value for place in sheet.line for value in frame.at(place)]
    look_of: dict[str, Any] = {} if sheet.road else {"strokeDashArray": (2, 3)}
    drawing.add(PolyLine(points, strokeColor=_ROAD, strokeWidth=1.2, **look_of))
    if sheet.home is not None:
        x, y = frame.at(sheet.home)
        drawing.add(box(x - 4, y - 4, 8, 8, fillColor=HexColor(sheet.hue), strokeColor=white))
    for stop in sheet.stops:
        if stop.at is not None:
            for shape in _pin(frame.at(stop.at), stop.number, sheet.hue):
                drawing.add(shape)
    return drawing


def _pin(at: tuple[float, float], number: str, hue: str) -> tuple[Any, Any]:
    x, y = at
    disc = Circle(x, y, 8, fillColor=HexColor(hue), strokeColor=white)
    figure = String(x, y - 3, number, fontName=look.BOLD, fontSize=8.5, fillColor=white, textAnchor="middle")
    return disc, figure


def _towns(frame: Frame) -> Iterator[tuple[str, tuple[float, float]]]:
    """The largest ones in the frame, none on another's name."""
    kept: list[tuple[float, float]] = []
    for name, lat, lon in _known_towns():
        x, y = frame.at((lat, lon))
        inside = 30 < x < INSIDE - 30 and 10 < y < HEIGHT - 10  # noqa: PLR2004 room for a name
        if inside and all(abs(x - one[0]) > 60 or abs(y - one[1]) > 14 for one in kept):  # noqa: PLR2004 a name's size
            kept.append((x, y))
            yield name, (x, y)
        if len(kept) == MOST_TOWNS:
            return


@lru_cache(maxsize=1)
def _known_towns() -> Sequence[tuple[str, float, float]]:
    known: dict[str, Any] = json.loads(GROUND.read_text(encoding="utf-8"))
    return known["towns"]
