"""Where a typed address is, by the office's geocoder, or the table of communes where none answers."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from liciel_app.core.config import settings
from liciel_app.core.text import one_line
from liciel_app.gateways.geocoding import BanGeocoder, CommuneTable, Geocoder, WithFallback

_SHORTEST: Final = 3


@dataclass(frozen=True, slots=True)
class Located:
    """`approximate`: the point is the commune's or the street's, not the house's."""

    street: str
    postcode: str
    city: str
    lat: float
    lon: float
    approximate: bool


def locate(text: str) -> Located | None:
    """The best place for an address; None when nothing is known by that name. It may ask the network."""
    typed = one_line(text)
    if len(typed) < _SHORTEST:
        return None
    found = _geocoder(settings().geocoder_url).locate(typed)
    if found is None or not (found.lat or found.lon):
        return None
    return Located(found.street, found.postcode, found.city, found.lat, found.lon, found.approximate)


@lru_cache(maxsize=2)
def _geocoder(url: str) -> Geocoder:
    return WithFallback(BanGeocoder(url), CommuneTable()) if url else CommuneTable()
