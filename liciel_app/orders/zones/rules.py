# pyright: strict
"""From what is known of a place to the facts the law asks for; what nobody knows stays unknown, never « non »."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from liciel_app.orders.models_zones import Extent, ZoneKind
from liciel_app.orders.obligations import Clay

# Maps and ratings: a commune they do not name is unknown. The others are lists of the places concerned.
LEVELS: Final[Mapping[ZoneKind, tuple[str, ...]]] = {
    ZoneKind.RADON: ("1", "2", "3"),
    ZoneKind.SEISMIC: ("1", "2", "3", "4", "5"),
    ZoneKind.CLAY: tuple(Clay),
}
_RADON_DUE: Final = "3"
_SEISMIC_FREE: Final = "1"

# The communes of décret 2022-93: Paris, all of Val-de-Marne, those named of Essonne and Hauts-de-Seine; of
# Seine-Saint-Denis the eight found in the press of its publication, the rest of that department being unknown.
_SEWERS_WHOLLY: Final = frozenset({"75", "94"})
_SEWERS_IN_PART: Final = frozenset({"93"})
_SEWER_LIST: Final = frozenset(
    {
        *("91027", "91201", "91326", "91421", "91432", "91479", "91589", "91657", "91687"),
        *("92002", "92014", "92019"),
        *("93015", "93032", "93033", "93047", "93048", "93049", "93050", "93062"),
    }
)
_OVERSEAS: Final = ("97", "98")


@dataclass(frozen=True, slots=True)
class Known:
    """One statement about a place. `since`: the day its decree was taken."""

    kind: ZoneKind
    extent: Extent
    level: str = ""
    since: date | None = None
    source: str = ""
    as_of: date = date.min


def facts(statements: Sequence[Known], insee: str, on: date) -> dict[str, Any]:
    """The facts of `obligations.Facts` that a place settles; what stays unknown is left out.

    Statements come from the most precise place to the widest.
    """
    told = {kind: _inside([known for known in statements if known.kind is kind], on) for kind in ZoneKind}
    found: dict[str, Any] = {name: told[kind] for name, kind in _BY_NAME.items()}
    found["risk_zone"] = any_of(told[kind] for kind in _RISKS)
    found["clay"] = _clay([known for known in statements if known.kind is ZoneKind.CLAY])
    found |= _of_the_code(insee, found["sewer_list"])
    return {name: value for name, value in found.items() if value is not None}


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """Yes as soon as one says yes, no when all say no, unknown otherwise."""
    told = list(answers)
    if True in told:
        return True
    return None if None in told else False


def extent_of(kind: ZoneKind, level: str) -> Extent:
    """Whether that level puts a place inside what the law calls the zone."""
    inside = level == _RADON_DUE if kind is ZoneKind.RADON else level != _SEISMIC_FREE
    return Extent.WHOLE if inside else Extent.NONE


def department_of(insee: str) -> str:
    return insee[:3] if insee.startswith(_OVERSEAS) else insee[:2]


def covers(territory: str, insee: str) -> bool:
    """`territory`: department codes separated by spaces, or FR for all of them."""
    codes = territory.split()
    return "FR" in codes or department_of(insee) in codes


def _inside(statements: Sequence[Known], on: date) -> bool | None:
    """What the most precise place says; a decree taken later says nothing of that day."""
    known = statements[0] if statements else None
    if known is None or (known.since is not None and known.since > on):
        return None
    return {Extent.WHOLE: True, Extent.NONE: False}.get(known.extent)


def _clay(statements: Sequence[Known]) -> Clay | None:
    return next((Clay(known.level) for known in statements if known.extent is Extent.WHOLE), None)


def _of_the_code(insee: str, sewer_list: bool | None) -> dict[str, Any]:
    """What the commune's own code tells: overseas or not, and the list of décret 2022-93."""
    if not insee:
        return {}
    listed = _in_sewer_list(insee) if sewer_list is None else sewer_list
    return {"overseas": insee.startswith(_OVERSEAS), "sewer_list": listed}


def _in_sewer_list(insee: str) -> bool | None:
    department = department_of(insee)
    if department in _SEWERS_WHOLLY or insee in _SEWER_LIST:
        return True
    return None if department in _SEWERS_IN_PART else False


_BY_NAME: Final[Mapping[str, ZoneKind]] = {
    "termite_zone": ZoneKind.TERMITES,
    "dry_rot_zone": ZoneKind.DRY_ROT,
    "noise_zone": ZoneKind.NOISE,
    "radon_zone": ZoneKind.RADON,
    "coast_zone": ZoneKind.COAST,
    "brush_zone": ZoneKind.BRUSH,
    "sewer_list": ZoneKind.SEWER_LIST,
}
_RISKS: Final = (
    ZoneKind.SEISMIC,
    ZoneKind.NATURAL_PLAN,
    ZoneKind.MINING_PLAN,
    ZoneKind.TECHNOLOGICAL_PLAN,
    ZoneKind.POLLUTED_SOIL,
)
