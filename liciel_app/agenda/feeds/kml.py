"""The same appointments for Google Earth (KML 2.2): a folder by day, a numbered place by visit, a line by technician.

Coordinates are written lon,lat; those without a known place are told in their day's words.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from threading import Lock
from typing import Any, Final

from liciel_app.agenda.driven import drawn
from liciel_app.agenda.queries.feeds import FeedEvent
from liciel_app.agenda.roads import Travelling, remembered
from liciel_app.core import clock
from liciel_app.core.language import Language, day_words, hour, say

MEDIA_TYPE: Final = "application/vnd.google-earth.kml+xml"
REFRESH_SECONDS: Final = 300
_PIN: Final = "http://maps.google.com/mapfiles/kml/paddle/wht-blank.png"
_WIDTH: Final = 3
_PLAIN: Final = "#5b5b66"
_HEX: Final = 7
_ALONE: Final = Lock()
"""simplekml writes through one document of its own at a time."""


def network_link(name: str, address: str, lang: Language) -> bytes:
    """A file opened once: Google Earth then reads the address again every five minutes."""
    import simplekml

    with _ALONE:
        made = simplekml.Kml(name=name)
        link = made.newnetworklink(name=say("{name} (mis à jour seul)", lang, name=name))
        link.link.href = address
        link.link.refreshmode = simplekml.RefreshMode.oninterval
        link.link.refreshinterval = REFRESH_SECONDS
        return made.kml().encode()


def map_file(name: str, events: Iterable[FeedEvent], lang: Language, roads: Travelling | None = None) -> bytes:
    """Cancelled ones are left out. Lines follow the roads that are known already; `roads` asks for the others."""
    import simplekml

    asked = remembered() if roads is None else roads
    kept = sorted((one for one in events if not one.cancelled), key=lambda one: (one.starts_at, one.uid))
    with _ALONE:
        made = simplekml.Kml(name=name)
        for day, of_day in groupby(kept, key=lambda one: clock.local(one.starts_at).date()):
            _day(made.newfolder(name=day_words(day, lang)), list(of_day), lang, asked)
        return made.kml().encode()


def _day(folder: Any, events: Sequence[FeedEvent], lang: Language, roads: Travelling) -> None:
    by_person = sorted(events, key=lambda one: one.technician)
    for technician, of_person in groupby(by_person, key=lambda one: one.technician):
        tour = list(enumerate(of_person, start=1))
        for number, one in tour:
            if _placed(one):
                _visit(folder, one, number)
        _line(folder, technician, [one for _, one in tour if _placed(one)], (roads, lang))
    lost = [f"{_times(one)} {one.title} ({one.technician})" for one in events if not _placed(one)]
    if lost:
        folder.description = "\n".join((say("Sans position connue :", lang), *lost))


def _placed(one: FeedEvent) -> bool:
    return one.lat is not None and one.lon is not None


def _times(one: FeedEvent) -> str:
    return f"{hour(clock.local(one.starts_at))} – {hour(clock.local(one.ends_at))}"


def _visit(folder: Any, one: FeedEvent, number: int) -> None:
    point = folder.newpoint(name=f"{number}. {one.title}", coords=[(one.lon, one.lat, 0)])
    point.description = "\n".join(part for part in (_times(one), one.technician, one.address, one.notes) if part)
    point.style.iconstyle.icon.href = _PIN
    point.style.iconstyle.color = _color(one.hue)
    point.timespan.begin, point.timespan.end = one.starts_at.isoformat(), one.ends_at.isoformat()


def _line(folder: Any, technician: str, tour: Sequence[FeedEvent], known: tuple[Travelling, Language]) -> None:
    """By the road where it is known, else straight, and said to be."""
    roads, lang = known
    places = [(one.lat or 0.0, one.lon or 0.0) for one in tour]
    if len(places) > 1:
        (road,) = drawn([places], roads)
        line = folder.newlinestring(name=technician, coords=[(lon, lat, 0) for lat, lon in road or places])
        line.description = "" if road else say("Tracé estimé, à vol d’oiseau.", lang)
        line.tessellate = 1
        line.style.linestyle.color = _color(tour[0].hue)
        line.style.linestyle.width = _WIDTH


def _color(hue: str) -> str:
    """`#rrggbb` as KML writes it: aabbggrr."""
    code = hue if len(hue) == _HEX and hue.startswith("#") else _PLAIN
    return f"ff{code[5:7]}{code[3:5]}{code[1:3]}"
