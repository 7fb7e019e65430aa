"""Where an address is: the national address base (BAN) over the network, the table of communes without it."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import urlsplit

from liciel_app.core.text import one_line
from liciel_app.gateways.breaker import Breaker
from liciel_app.gateways.communes import Commune, communes, folded
from liciel_app.gateways.errors import GatewayError

if TYPE_CHECKING:  # half a second to import, and only offices with the online geocoder need it
    from geopy.geocoders import BANFrance

SURE: Final = 0.8
"""The BAN score from which a house number needs no confirmation."""

_SHORTEST: Final = 3
_LONGEST_NAME: Final = 6
_POSTCODE: Final = re.compile(r"^(?:(?P<street>.*\S)[\s,]+)?(?P<town>\d{5}\b.*)$")
_CEDEX: Final = re.compile(r"\bcedex\b.*$", re.IGNORECASE)
_LINKS: Final = {"de", "du", "des", "d", "la", "le", "les", "l", "et", "sur", "saint", "sainte"}


@dataclass(frozen=True, slots=True)
class Place:
    """`score` 0..1; `approximate`: the point is a street's, a commune's or a guess, not the house's."""

    label: str
    street: str
    postcode: str
    city: str
    citycode: str
    lat: float
    lon: float
    score: float
    approximate: bool


class Geocoder(Protocol):
    def complete(self, text: str, limit: int = 5) -> list[Place]:
        """What the text being typed may become, best first."""
        ...

    def locate(self, text: str) -> Place | None:
        """The best place for a whole address."""
        ...


class BanGeocoder:
    """The API of the Géoplateforme (`https://data.geopf.fr/geocodage`) or any address that answers like it."""

    def __init__(self, base_url: str, timeout: float = 2, clock: Callable[[], float] = time.monotonic) -> None:
        self._url = urlsplit(base_url.rstrip("/"))
        self._timeout = timeout
        self._breaker = Breaker(clock=clock)

    def complete(self, text: str, limit: int = 5) -> list[Place]:
        asked = one_line(text)
        if len(asked) < _SHORTEST:
            return []
        if not self._breaker.passes():
            raise GatewayError("Le géocodeur est laissé au repos après plusieurs échecs.", permanent=False)
        return self._ask(asked, limit)

    def locate(self, text: str) -> Place | None:
        return next(iter(self.complete(text, limit=1)), None)

    @cached_property
    def _ban(self) -> "BANFrance":
        from geopy.geocoders import BANFrance

        domain = self._url.netloc + self._url.path
        timeout: Any = self._timeout  # geopy declares whole seconds and takes parts too
        return BANFrance(domain=domain, scheme=self._url.scheme, timeout=timeout, user_agent="liciel-app")

    def _ask(self, text: str, limit: int) -> list[Place]:
        from geopy.exc import GeocoderQueryError, GeopyError

        try:
            found: Any = self._ban.geocode(text, limit=limit, exactly_one=False)
            places = [_place_of(location.raw, text) for location in found or ()]
        except GeocoderQueryError as error:
            raise GatewayError(f"Le géocodeur refuse la demande : {error}", permanent=True) from error
        except (GeopyError, LookupError, TypeError, ValueError, AttributeError) as error:
            self._breaker.failed()
            raise GatewayError(f"Le géocodeur ne répond pas comme prévu : {error}", permanent=False) from error
        self._breaker.succeeded()
        return places


class CommuneTable:
    """Answers without network: the street stays as typed, the point is the centre of the commune."""

    def complete(self, text: str, limit: int = 5) -> list[Place]:
        street, town = split_address(text)
        found = communes().search(town, limit) or communes().search(_postcode_in(town), limit)
        return [_place_in(commune, street) for commune in found]

    def locate(self, text: str) -> Place | None:
        return next(iter(self.complete(text, limit=1)), None)


@dataclass
class WithFallback:
    """Asks the first geocoder; the second answers when the first fails or finds nothing."""

    first: Geocoder
    second: Geocoder

    def complete(self, text: str, limit: int = 5) -> list[Place]:
        try:
            return self.first.complete(text, limit) or self.second.complete(text, limit)
        except GatewayError:
            return self.second.complete(text, limit)

    def locate(self, text: str) -> Place | None:
        return next(iter(self.complete(text, limit=1)), None)


@dataclass
class RecordingGeocoder:
    """Knows the places it is given, by any words of their label, and keeps what it was asked."""

    places: Sequence[Place] = ()
    failure: GatewayError | None = None
    asked: list[str] = field(default_factory=list)

    def complete(self, text: str, limit: int = 5) -> list[Place]:
        self.asked.append(text)
        if self.failure:
            raise self.failure
        words = folded(text).split()
        return [place for place in self.places if all(word in folded(place.label) for word in words)][:limit]

    def locate(self, text: str) -> Place | None:
        return next(iter(self.complete(text, limit=1)), None)


def split_address(text: str) -> tuple[str, str]:
    """Street part and town part of an address typed on one line.

    >>> split_address("17 avenue Roul, 33400 Talence")
    ('17 avenue Roul', '33400 Talence')
    """
    line = _CEDEX.sub("", one_line(text)).strip(" ,")
    if found := _POSTCODE.match(line):
        return (found["street"] or "").strip(" ,"), found["town"]
    if "," in line:
        street, _comma, town = line.rpartition(",")
        return street.strip(" ,"), town.strip()
    return _split_without_comma(line)


def _split_without_comma(line: str) -> tuple[str, str]:
    """« 17 avenue Roul Talence »: the longest commune name at the end; « 12 rue de Paris » is a street alone."""
    words = line.split()
    if not line[:1].isdigit():
        return "", line
    for start in range(max(2, len(words) - _LONGEST_NAME), len(words)):
        street, town = words[:start], " ".join(words[start:])
        if folded(street[-1]) not in _LINKS and communes().named(town):
            return " ".join(street), town
    return "", line


def _postcode_in(town: str) -> str:
    return town[:5] if town[:5].isdigit() else ""


def _place_in(commune: Commune, street: str) -> Place:
    return Place(
        label=_label(street, commune.postcode, commune.city),
        street=street,
        postcode=commune.postcode,
        city=commune.city,
        citycode=commune.insee,
        lat=commune.lat,
        lon=commune.lon,
        score=0.5 if commune.located else 0.3,
        approximate=True,
    )


def _place_of(feature: dict[str, Any], asked: str) -> Place:
    """A BAN feature. When it knows the commune alone, the street stays as it was typed."""
    known = {key: str(value) for key, value in feature["properties"].items()}
    lon, lat = feature["geometry"]["coordinates"][:2]
    score = float(known.get("score", 0))
    kind, postcode, city = known.get("type"), known.get("postcode", ""), known.get("city", "")
    street = split_address(asked)[0] if kind == "municipality" else known.get("name", "")
    return Place(
        label=_label(street, postcode, city),
        street=street,
        postcode=postcode,
        city=city,
        citycode=known.get("citycode", ""),
        lat=float(lat),
        lon=float(lon),
        score=score,
        approximate=kind != "housenumber" or score < SURE,
    )


def _label(street: str, postcode: str, city: str) -> str:
    return ", ".join(part for part in (street, f"{postcode} {city}".strip()) if part)
