# pyright: strict
"""The columns of the files the office can import, kind by kind, under the names their publishers give them.

- radon: « Potentiel radon des communes » (ASNR, data.gouv.fr): `insee_com`, `classe_potentiel`;
- sismicite: the seismic zoning (Géorisques): `code_insee`, `code_zone` or `zone_sismicite` (« 2 - FAIBLE »);
- pprn, pprm, pprt: GASPAR (Géorisques), before 2026 and since: `cod_commune` or `CODE INSEE COMMUNE`, `LIBELLE ETAT`;
- trait_cote: communes of the coast decree (data.gouv.fr): `code_commune`, `is_currently_active`;
- the others are lists of the places concerned: `insee`, and where known `etendue`, `date_arrete`, `source`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from liciel_app.core.text import normalise
from liciel_app.orders.models_zones import Extent, ZoneKind

INSEE: Final = (
    "insee",
    "code_insee",
    "insee_com",
    "code_commune",
    "cod_commune",
    "code_insee_commune",
    "codgeo",
)
SINCE: Final = ("date_arrete", "date_decret", "dat_approbation", "date_approbation")
SOURCE: Final = ("source", "arrete", "lib_ppr", "libelle_procedure")
EXTENT: Final = ("etendue", "perimetre")
_STATE: Final = ("libelle_etat", "etat")
_ACTIVE: Final = ("is_currently_active", "actif")
# What these words say of a plan ends it; any other word leaves one.
_ENDED: Final = ("abrog", "annul", "deprescri", "caduc", "supprim")

Live = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Layout:
    """`level`: the columns a rating may stand in, `state` those that tell whether a row still counts (`live`).

    `extent`: what a row of the list means where it does not say so itself.
    """

    level: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    live: Live = bool
    extent: Extent = Extent.WHOLE


def is_live_plan(state: str) -> bool:
    return not normalise(state).startswith(_ENDED)


def is_active(word: str) -> bool:
    return normalise(word) in ("true", "1", "oui", "vrai")


def column_name(text: str) -> str:
    """« CODE INSEE COMMUNE » and « code_insee_commune » are one column."""
    return normalise(text.replace("_", " ").replace("-", " ")).replace(" ", "_")


_PLANS: Final = Layout(state=_STATE, live=is_live_plan, extent=Extent.PART)
_PLACES_IN_PART: Final = Layout(extent=Extent.PART)
LAYOUTS: Final[Mapping[ZoneKind, Layout]] = {
    ZoneKind.RADON: Layout(level=("classe_potentiel", "classe_radon", "classe", "potentiel_radon")),
    ZoneKind.SEISMIC: Layout(level=("code_zone", "zone_sismicite", "zone_sismique", "zone")),
    ZoneKind.CLAY: Layout(level=("niveau", "alea", "exposition")),
    ZoneKind.NATURAL_PLAN: _PLANS,
    ZoneKind.MINING_PLAN: _PLANS,
    ZoneKind.TECHNOLOGICAL_PLAN: _PLANS,
    ZoneKind.POLLUTED_SOIL: _PLACES_IN_PART,
    ZoneKind.NOISE: _PLACES_IN_PART,
    ZoneKind.BRUSH: _PLACES_IN_PART,
    ZoneKind.COAST: Layout(state=_ACTIVE, live=is_active, extent=Extent.PART),
    ZoneKind.TERMITES: Layout(),
    ZoneKind.DRY_ROT: Layout(),
    ZoneKind.SEWER_LIST: Layout(),
}
