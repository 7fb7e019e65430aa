# pyright: strict
"""Where a property stands: its commune, and its own point when it was found to the house."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from liciel_app.gateways.communes import communes, folded

_PARIS, _LYON, _MARSEILLE = "75056", "69123", "13055"
_DISTRICTS: Final = (("751", _PARIS), ("6938", _LYON), ("132", _MARSEILLE))
_MANY: Final = 60


@dataclass(frozen=True, slots=True)
class Where:
    """`insee` alone suffices; without it, postcode and city are looked up in the table of communes.

    `lat` and `lon` are given only when they are the house's own, never a street's or a commune's.
    """

    insee: str = ""
    postcode: str = ""
    city: str = ""
    lat: float | None = None
    lon: float | None = None

    @property
    def code(self) -> str:
        return self.insee or insee_of(self.postcode, self.city)

    @property
    def point(self) -> str:
        """About eleven metres wide."""
        return "" if self.lat is None or self.lon is None else f"{self.lat:.4f},{self.lon:.4f}"


@lru_cache(maxsize=1024)
def insee_of(postcode: str, city: str) -> str:
    """Empty when no commune, or several, answer to that postcode and name."""
    if not postcode:
        return ""
    named = folded(city)
    inside = [commune for commune in communes().search(postcode, _MANY) if commune.postcode == postcode]
    exact = [commune.insee for commune in inside if named in (folded(commune.name), folded(commune.city))]
    found = set(exact or [commune.insee for commune in inside])
    return found.pop() if len(found) == 1 else ""


def whole_city(insee: str) -> str:
    """The commune of an arrondissement of Paris, Lyon or Marseille; empty for any other commune."""
    return next((city for start, city in _DISTRICTS if insee.startswith(start) and insee != city), "")
