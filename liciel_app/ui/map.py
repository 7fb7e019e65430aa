"""The live map: react-leaflet in the browser, numbered pins, tiles of the setting or an embedded outline of France.

Pins are buttons (Tab, Enter); each page still lists the same places in words beside the map.
"""

from typing import Any, NotRequired, Required, TypedDict, Unpack

import reflex as rx
from reflex_base.event import passthrough_event_spec
from reflex_base.utils.imports import ImportDict

from liciel_app.ui.kinds import Event, Text
from liciel_app.ui.language import t
from liciel_app.ui.theme import asset


class Marker(TypedDict):
    """One pin. `color` is a CSS colour, always doubled by `number`; `label` is read aloud and shown when selected.

    `kind`: « home » where a day starts and ends, « person » where somebody was last seen; a visit when not given.
    """

    id: str
    lat: float
    lon: float
    label: str
    color: str
    number: str
    kind: NotRequired[str]


class Line(TypedDict):
    """A road or a tour: points are `[lat, lon]` pairs."""

    points: list[list[float]]
    color: str
    dashed: NotRequired[bool]


class LiveMap(rx.NoSSRComponent):
    """Leaflet touches the window when it is loaded, so the whole map is built from dynamic imports."""

    library = "react-leaflet@5.0.0"
    tag = "LxMap"
    lib_dependencies: list[str] = ["leaflet@1.9.4"]  # noqa: RUF012 the framework's own field

    markers: rx.Var[list[Marker]]
    lines: rx.Var[list[Line]]
    selected: rx.Var[str]
    tiles: rx.Var[str | None]
    attribution: rx.Var[str]
    ground: rx.Var[str]
    center: rx.Var[list[float] | None]
    zoom: rx.Var[int]
    words: rx.Var[dict[str, str]]
    on_select: rx.EventHandler[passthrough_event_spec(str)]
    on_hover: rx.EventHandler[passthrough_event_spec(str)]

    def add_imports(self) -> ImportDict:
        return {"": "leaflet/dist/leaflet.css", "react": ["createElement", "useEffect", "useMemo", "useState"]}

    def _get_dynamic_imports(self) -> str:
        return (
            "const LxMap = ClientSide(() => Promise.all([import('react-leaflet'), import('leaflet')])"
            ".then(([m, l]) => lxMap(m, l.default ?? l)), 'LxMap')"
        )

    def add_custom_code(self) -> list[str]:
        return [_DROP, _ICON, _PIN, _FIT, _LOAD, _SPREAD, _TOWN, _GROUND, _START, _MAP]


class MapOptions(TypedDict, total=False):
    label: Required[Text]
    """What the map shows, for screen readers: « Rendez-vous du jour »."""
    tiles_url: str | rx.Var[Any]
    """`https://…/{z}/{x}/{y}.png`; empty: the outline of France; None: not known yet."""
    attribution: Text
    lines: rx.Var[Any] | list[Line]
    selected: Text
    """Id of the pin in front, with its label."""
    on_select: Event
    """Receives the id of the pin that was clicked."""
    on_hover: Event
    """Receives the id of the pin the pointer comes to."""
    center: tuple[float, float]
    """Where to look while there is no pin: (lat, lon); the whole of France when not given."""
    zoom: int
    height: str


def live_map(markers: rx.Var[Any] | list[Marker], **options: Unpack[MapOptions]) -> rx.Component:
    """Shows all the pins; looks again at all of them when one is added or leaves."""
    words = {"in": t("Agrandir"), "out": t("Réduire")}
    heard = {name: event for name in ("on_select", "on_hover") if (event := options.get(name)) is not None}
    shown = LiveMap.create(
        markers=markers,
        lines=options.get("lines", []),
        selected=options.get("selected", ""),
        tiles=options.get("tiles_url", ""),
        attribution=options.get("attribution", ""),
        ground=asset("/france.json"),
        center=list(options["center"]) if "center" in options else None,
        zoom=options.get("zoom", 11),
        words=words,
        **heard,
    )
    return rx.el.div(
        shown,
        role="region",
        aria_label=options["label"],
        class_name="lx-map",
        style={"height": options.get("height", "420px")},
    )


_DROP = (
    "const lxDrop = (pin, front) => { const made = (tag, className, textContent) =>"
    " Object.assign(document.createElement(tag), {className, textContent});"
    " const look = ['lx-pin', pin.kind && 'lx-pin-' + pin.kind, front && 'lx-pin-front'].filter(Boolean).join(' ');"
    " const box = made('div', 'lx-pin-box', ''), drop = made('span', look, '');"
    " drop.style.setProperty('--pin', pin.color); drop.append(made('b', '', pin.number));"
    " box.append(drop, made('span', 'lx-pin-label', pin.label)); return box }"
)
_ICON = (
    "const lxIcon = (L, pin, front) => L.divIcon({className: 'lx-pin-place', iconSize: [32, 40], iconAnchor: [16, 39],"
    " html: lxDrop(pin, front)})"
)
_PIN = (
    "const lxPin = (m, L) => ({pin, front, select, hover}) => {"
    " const icon = useMemo(() => lxIcon(L, pin, front), [pin.color, pin.number, pin.label, pin.kind, front]);"
    " const chosen = () => select?.(pin.id), key = (e) => e.originalEvent.key === 'Enter' && chosen();"
    " const over = () => front || hover?.(pin.id);"
    " return createElement(m.Marker, {position: [pin.lat, pin.lon], icon, zIndexOffset: front ? 1000 : 0,"
    " riseOnHover: true, eventHandlers: {click: chosen, keypress: key, mouseover: over}}) }"
)
_FIT = (
    "const lxFit = (m) => ({points, names, closest}) => { const map = m.useMap();"
    " useEffect(() => { points.length && map.fitBounds(points, {paddingTopLeft: [92, 84], paddingBottomRight: [92, 28],"
    " maxZoom: closest, animate: false}) }, [names]);"
    " useEffect(() => { const watch = new ResizeObserver(() => map.invalidateSize());"
    " watch.observe(map.getContainer()); return () => watch.disconnect() }, []); return null }"
)
_LOAD = "const lxLoad = (url) => (window.lxGround ??= fetch(url).then((answer) => answer.json()))"
_SPREAD = (
    "const lxSpread = (map, towns) => towns.slice(0, 4 ** (map.getZoom() - 2))"
    ".filter((t) => map.getBounds().pad(-0.03).contains([t[1], t[2]]))"
    ".reduce((kept, t) => { const at = map.latLngToContainerPoint([t[1], t[2]]);"
    " return kept.length < 30 && kept.every((k) => Math.abs(k.at.x - at.x) > 96 || Math.abs(k.at.y - at.y) > 26)"
    " ? [...kept, {t, at}] : kept }, []).map((k) => k.t)"
)
_TOWN = (
    "const lxTown = (m, L) => ({town}) => { const icon = useMemo(() => L.divIcon({className: 'lx-town',"
    " iconSize: [0, 0], html: Object.assign(document.createElement('span'), {textContent: town[0]})}), [town[0]]);"
    " return createElement(m.Marker, {position: [town[1], town[2]], icon, interactive: false, keyboard: false,"
    " alt: town[0], pane: 'towns'}) }"
)
_GROUND = (
    "const lxGround = (m, L, Town = lxTown(m, L)) => ({url}) => { const [shape, setShape] = useState(null);"
    " const [towns, setTowns] = useState([]); const map = m.useMap();"
    " const look = () => shape && setTowns(lxSpread(map, shape.towns));"
    " useEffect(() => { lxLoad(url).then(setShape, () => {}) }, [url]); useEffect(() => { look() }, [shape]);"
    " m.useMapEvents({moveend: look, resize: look});"
    " const area = (name) => createElement(m.Polygon, {key: name, positions: shape[name].map((ring) => [ring]),"
    " interactive: false, className: 'lx-ground-' + name});"
    " return [createElement(m.Pane, {key: 'towns', name: 'towns', style: {zIndex: 260}}),"
    " createElement(m.Pane, {key: 'ground', name: 'ground', style: {zIndex: 250}},"
    " shape && ['around', 'land'].map(area), towns.map((town) => createElement(Town, {key: town.join(), town})))] }"
)
_START = "const lxStart = (p) => p.center ? {center: p.center, zoom: p.zoom} : {bounds: [[41.6, -4.8], [51.1, 8.3]]}"
_MAP = (
    "const lxMap = (m, L, Pin = lxPin(m, L), Fit = lxFit(m), Ground = lxGround(m, L)) => (p) =>"
    " createElement(m.MapContainer, {...lxStart(p), minZoom: 4, maxZoom: 18, zoomControl: false,"
    " scrollWheelZoom: false, attributionControl: false, className: 'lx-map-inside'},"
    " createElement(m.AttributionControl, {prefix: false}),"
    " createElement(m.ZoomControl, {key: p.words.in, position: 'topright', zoomInTitle: p.words.in,"
    " zoomOutTitle: p.words.out}), p.tiles == null ? null : p.tiles"
    " ? createElement(m.TileLayer, {key: p.tiles, url: p.tiles, attribution: p.attribution})"
    " : createElement(Ground, {url: p.ground}),"
    " p.lines.map((l, i) => createElement(m.Polyline, {key: i, positions: l.points, interactive: false,"
    " pathOptions: {color: l.color, weight: 4, opacity: 0.8, dashArray: l.dashed ? '2 8' : null}})),"
    " p.markers.map((pin) => createElement(Pin, {key: pin.id, pin, front: pin.id === p.selected, select: p.onSelect,"
    " hover: p.onHover})),"
    " createElement(Fit, {points: p.markers.map((pin) => [pin.lat, pin.lon]),"
    " names: p.markers.map((pin) => pin.id).join(), closest: p.tiles ? 14 : p.markers.length > 1 ? 13 : 10}))"
)
