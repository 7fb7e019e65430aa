# pyright: strict
"""What the office must know before the visit, and for which properties (keys, access code, syndic, plans)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from liciel_app.orders.obligations import Facts, Kind

KEYS, ACCESS_CODE, SYNDIC, PLANS = "keys", "access_code", "syndic", "plans"
LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Need:
    words: str
    example: str
    missing: str


NEEDS: Final[Mapping[str, Need]] = {
    KEYS: Need(
        "Qui ouvre le jour de la visite ?",
        "Moi-même, le locataire, les clés à l’agence…",
        "Qui ouvre, ou où prendre les clés",
    ),
    ACCESS_CODE: Need("Code d’accès, étage, porte", "Code 24B7, 3e étage droite", "Le code d’accès et l’étage"),
    SYNDIC: Need("Coordonnées du syndic", "Cabinet Martin, 05 56 00 00 00", "Les coordonnées du syndic"),
    PLANS: Need("Plans du bien", "Joints, ou « pas de plan »", "Un plan du bien, même ancien"),
}
_BEHIND_A_CODE: Final = frozenset({Kind.FLAT, Kind.BUILDING, Kind.BUSINESS, Kind.ANNEX})


def needed(facts: Facts) -> tuple[str, ...]:
    """The codes that matter for that property, in the order they are asked."""
    shared = facts.coowned is not False and facts.kind in (Kind.FLAT, Kind.BUILDING, Kind.BUSINESS)
    asked = {
        KEYS: facts.kind is not Kind.LAND,
        ACCESS_CODE: facts.kind in _BEHIND_A_CODE,
        SYNDIC: facts.coowned is True or shared,
        PLANS: facts.kind is not Kind.LAND,
    }
    return tuple(code for code, matters in asked.items() if matters)
