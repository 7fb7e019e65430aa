"""The map of a tour as one page that asks nothing of the network, unless the office chose a server of tiles."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import folium

from liciel_app.agenda.sheets.sheet import TourSheet
from liciel_app.agenda.travel import Point
from liciel_app.core.language import Language, say

GROUND: Final = Path(__file__).parents[3] / "assets" / "france.json"
MOST_TOWNS: Final = 24
_AROUND: Final = 0.35
"""Degrees around the tour in which towns are named."""
_CLOSEST: Final = 13
_LOOK: Final = """
html, body { height: 100%; margin: 0; background: #cfe0ee; font: 13px/1.3 system-ui, sans-serif; }
.folium-map { position: absolute; inset: 0; background: #cfe0ee; }
.pin { display: grid; place-items: center; width: 28px; height: 28px; border-radius: 50%; color: #fff; font-weight: 700;
  border: 2px solid #fff; box-shadow: 0 1px 4px rgb(0 0 0 / 45%); text-shadow: 0 0 2px #000; }
.pin.home { border-radius: 6px; }
.town { white-space: nowrap; transform: translate(-50%, -50%); color: #38424f; font-size: 12px;
  text-shadow: 0 0 3px #fff, 0 0 3px #fff, 0 0 3px #fff; }
.estimate { position: absolute; left: 50%; bottom: 8px; z-index: 500; margin: 0; padding: 3px 8px; border-radius: 6px;
  transform: translateX(-50%); background: rgb(255 255 255 / 92%); color: #38424f; }
"""

_DOT: Final = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==#"
_NO_PICTURE: Final = f"L.Icon.Default.imagePath = '{_DOT}'"
"""The library draws its own picture before ours replaces it: here it is a dot, and asks nothing of the network."""


@dataclass(frozen=True, slots=True)
class Tiles:
    url: str = ""
    attribution: str = ""


def map_page(sheet: TourSheet, tiles: Tiles, nonce: str, lang: Language) -> str:
    """Leaflet and the pins in one document; `nonce` is what its scripts and styles are let in by."""
    drawn = folium.Map(location=_middle(sheet), tiles=None, zoom_start=11, min_zoom=4, control_scale=True)
    drawn.default_js, drawn.default_css = [], []
    for layer in _layers(sheet, tiles):
        layer.add_to(drawn)
    if sheet.places:
        drawn.fit_bounds(_corners(sheet.line), padding=(36, 36), max_zoom=_CLOSEST)
    head, body = _parts(drawn)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{_escaped(sheet.title)}</title>'
        f'<meta name="robots" content="noindex"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style nonce="{nonce}">{_leaflet("leaflet.css")}{_LOOK}</style>{_nonced(head, nonce)}'
        f'<script nonce="{nonce}">{_leaflet("leaflet.js")};{_NO_PICTURE}</script></head>'
        f"<body>{_nonced(body, nonce)}{_estimate(sheet, lang)}</body></html>"
    )


def policy(tiles: Tiles, nonce: str) -> str:
    """What the map's page may load: itself, and the tiles the office chose."""
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; "
        f"img-src data: {_origin(tiles.url)}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )


def _estimate(sheet: TourSheet, lang: Language) -> str:
    """A straight line is said not to be the road."""
    if sheet.road or len(sheet.places) < 2:  # noqa: PLR2004 a line has two ends
        return ""
    return f'<p class="estimate">{_escaped(say("Pointillés : tracés estimés, à vol d’oiseau.", lang))}</p>'


def _layers(sheet: TourSheet, tiles: Tiles) -> Iterator[Any]:
    if tiles.url:
        yield folium.TileLayer(tiles.url, attr=_escaped(tiles.attribution) or " ", max_zoom=19)
    else:
        yield from _ground(sheet)
    if len(sheet.places) > 1:
        dashes = None if sheet.road else "2 8"
        yield folium.PolyLine(sheet.line, color=sheet.hue, weight=4, opacity=0.8, dash_array=dashes, interactive=False)
    if sheet.home is not None:
        yield _pin(sheet.home, "⌂", sheet.hue, sheet.home_name, "pin home")
    for stop in sheet.stops:
        if stop.at is not None:
            yield _pin(stop.at, stop.number, sheet.hue, f"{stop.number}. {stop.start} {stop.address}", "pin")


def _pin(at: Point, word: str, hue: str, name: str, look: str) -> folium.Marker:
    """Options are written as JSON by the library: nobody's words are read as markup."""
    html = f'<div class="{look}" style="background:{_escaped(hue)}">{_escaped(word)}</div>'
    icon = folium.DivIcon(html=html, icon_size=(32, 32), icon_anchor=(16, 16), class_name="place")
    return folium.Marker(at, icon=icon, title=name, alt=name)


def _ground(sheet: TourSheet) -> Iterator[Any]:
    """The outline of the country and the towns around, as on the live map."""
    known = _france()
    for name, colour in (("around", "#e6e9ee"), ("land", "#f6f4ef")):
        for ring in known[name]:
            yield folium.Polygon(
                ring, color="#b9c2cd", weight=1, fill=True, fill_color=colour, fill_opacity=1, interactive=False
            )
    for town, lat, lon in _towns(known["towns"], sheet.places):
        icon = folium.DivIcon(html=f'<span class="town">{_escaped(town)}</span>', icon_size=(0, 0), class_name="place")
        yield folium.Marker((lat, lon), icon=icon, interactive=False, keyboard=False)


def _towns(towns: Sequence[tuple[str, float, float]], places: Sequence[Point]) -> list[tuple[str, float, float]]:
    """The largest ones around the tour, none on another's name."""
    kept: list[tuple[str, float, float]] = []
    if not places:
        return kept
    (south, west), (north, east) = _corners(places)
    for name, lat, lon in towns:
        near = south - _AROUND < lat < north + _AROUND and west - _AROUND < lon < east + _AROUND
        if near and all(abs(lat - one[1]) > 0.02 or abs(lon - one[2]) > 0.06 for one in kept):  # noqa: PLR2004 degrees a name covers
            kept.append((name, lat, lon))
    return kept[:MOST_TOWNS]


def _corners(places: Sequence[Point]) -> tuple[Point, Point]:
    lats, lons = [place[0] for place in places], [place[1] for place in places]
    return (min(lats), min(lons)), (max(lats), max(lons))


def _middle(sheet: TourSheet) -> Point:
    if not sheet.places:
        return 46.6, 2.4
    (south, west), (north, east) = _corners(sheet.places)
    return math.fsum((south, north)) / 2, math.fsum((west, east)) / 2


def _parts(drawn: folium.Map) -> tuple[str, str]:
    """The library's own style of the map's box, then its box and its script."""
    figure: Any = drawn.get_root()
    figure.render()
    body = figure.html.render() + "<script>" + figure.script.render() + "</script>"
    return "<script>L_NO_TOUCH = false; L_DISABLE_3D = false;</script>", body


def _nonced(markup: str, nonce: str) -> str:
    return markup.replace("<script>", f'<script nonce="{nonce}">')


@lru_cache(maxsize=4)
def _leaflet(name: str) -> str:
    """A file of the library, from the package that carries it; its pictures are not used."""
    spec = find_spec("xstatic.pkg.leaflet")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    text = (folder / "data" / name).read_text(encoding="utf-8")
    return text.replace("//# sourceMappingURL=leaflet.js.map", "").replace("</script", "<\\/script")


@lru_cache(maxsize=1)
def _france() -> dict[str, Any]:
    return json.loads(GROUND.read_text(encoding="utf-8"))


def _escaped(words: str) -> str:
    return escape(words, quote=True)


def _origin(url: str) -> str:
    """`https://tuiles.example` of `https://{s}.tuiles.example/{z}/…`: a letter before the host stands for any."""
    parts = urlsplit(url.replace("{s}", "*"))
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else "'self'" if url else ""
