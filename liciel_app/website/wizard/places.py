"""Completing an address: the online geocoder when the office chose one, the embedded table of communes without it."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any, Final

from anyio.to_thread import run_sync

from liciel_app.core import clock
from liciel_app.core.config import settings
from liciel_app.gateways.geocoding import BanGeocoder, CommuneTable, Geocoder, Place, WithFallback
from liciel_app.orders.rules import Site
from liciel_app.orders.zones import Where, jobs, queries, services
from liciel_app.ui import bridge

MOST: Final = 6
_SHORTEST: Final = 2
_LONGEST: Final = 200
_FRESH: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """`approximate`: the point is the commune's or the street's, not the house's."""

    label: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    lat: float = 0
    lon: float = 0
    approximate: bool = False

    @property
    def site(self) -> Site:
        located = bool(self.lat or self.lon)
        point = (self.lat, self.lon) if located else (None, None)
        return Site(self.street, self.postcode, self.city, *point)

    @property
    def where(self) -> Where:
        """Its commune, and its own point when it was found to the house."""
        exact = bool(self.lat or self.lon) and not self.approximate
        point = (self.lat, self.lon) if exact else (None, None)
        return Where("", self.postcode, self.city, *point)


@lru_cache(maxsize=2)
def geocoder(url: str) -> Geocoder:
    return WithFallback(BanGeocoder(url), CommuneTable()) if url else CommuneTable()


def complete(text: str) -> list[PlaceRow]:
    """What the text being typed may become, best first. Asks the network where the office set a geocoder."""
    typed = text.strip()[:_LONGEST]
    if len(typed) < _SHORTEST:
        return []
    return [_row(place) for place in geocoder(settings().geocoder_url).complete(typed, MOST)]


def _row(place: Place) -> PlaceRow:
    return PlaceRow(place.label, place.street, place.postcode, place.city, place.lat, place.lon, place.approximate)


def may_learn() -> bool:
    """Whether the office set the public service of risks."""
    return bool(settings().georisques_url)


async def learn(tab: Any, where: Where) -> bool:
    """Ask the public service about a place nobody looked up lately, and keep what it says; True when it is news."""
    today = clock.today()
    last = await bridge.read(tab, queries.read_on, where)
    if last is not None and today - last < _FRESH:
        return False
    seen = await run_sync(jobs.look_up, where, today)
    if seen is None:
        return False
    await bridge.do(tab, services.note, seen.places)
    return True
