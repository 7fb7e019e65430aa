# pyright: strict
"""Duties of whole buildings and their common parts, and the waste of works."""

from dataclasses import replace
from datetime import date
from typing import Final

from liciel_app.orders.obligations.conditions import (
    AnyOf,
    BuildingOlderThan,
    HasReport,
    Is,
    MoreThan,
    Not,
    PermitBefore,
    no,
    yes,
)
from liciel_app.orders.obligations.law.records import (
    COLLECTIVE,
    COOWNED,
    COOWNERSHIP,
    LEAD_YEARS,
    NOT_COOWNED,
    SALE,
    STANDING,
    Need,
    Rule,
    by_number_of_lots,
)
from liciel_app.orders.obligations.words import Kind, Supply, Transaction, Verdict

_LOTS_OF_A_BUILDING: Final = Need(
    Is("kind", *COLLECTIVE),
    "Seuls les immeubles collectifs d’habitation sont concernés.",
    "Type de bien inconnu : seuls les immeubles collectifs d’habitation sont concernés.",
)
_WHOLE: Final = Need(
    Is("kind", Kind.BUILDING),
    "Seul un immeuble entier est concerné.",
    "Type de bien inconnu : seul un immeuble entier est concerné.",
)
_BEFORE_2013: Final = Need(
    PermitBefore(date(2013, 1, 1)),
    "Le permis de construire ({permit}) n’est pas antérieur au 01/01/2013.",
    "Date du permis inconnue : dû si elle est antérieure au 01/01/2013.",
)

_MAINLAND: Final = Need(
    no("overseas"),
    "Outre-mer, la date d’entrée en vigueur n’est pas confirmée.",
    "Département inconnu : le calendrier du DPE collectif en dépend.",
)
_OVERSEAS: Final = Need(
    yes("overseas"),
    "En métropole, le DPE collectif suit un autre calendrier.",
    "Département inconnu : le calendrier du DPE collectif en dépend.",
)
_ENERGY: Final = Rule(
    code="DPE_COLL",
    uses=SALE,
    since=date(2024, 1, 1),
    needs=(_LOTS_OF_A_BUILDING, COOWNED, _BEFORE_2013, _MAINLAND),
    because="L’immeuble collectif a un permis antérieur au 01/01/2013 : le syndic remet le DPE collectif.",
    source="CCH, art. L126-31",
    supply=Supply.DOCUMENT,
)
_ENERGY_OWNER: Final = replace(
    _ENERGY,
    needs=(_WHOLE, NOT_COOWNED, _BEFORE_2013, _MAINLAND),
    because="L’immeuble d’un seul propriétaire a un permis antérieur au 01/01/2013.",
    supply=Supply.MISSION,
)
_ENERGY_COOWNED: Final = replace(
    _ENERGY,
    uses=COOWNERSHIP,
    needs=(_LOTS_OF_A_BUILDING, _BEFORE_2013, _MAINLAND),
    because="La copropriété d’habitation a un permis antérieur au 01/01/2013.",
    supply=Supply.MISSION,
)
_ENERGY_OVERSEAS: Final = replace(
    _ENERGY,
    uses=(Transaction.SALE, Transaction.COOWNERSHIP),
    needs=(_LOTS_OF_A_BUILDING, _BEFORE_2013, _OVERSEAS),
    because="Outre-mer, la date d’entrée en vigueur n’est pas confirmée : vérifiez-la avec le syndic.",
    verdict=Verdict.CONDITIONAL,
)
_ENERGY_PHASES: Final = ((date(2024, 1, 1), 200), (date(2025, 1, 1), 50), (date(2026, 1, 1), 0))

_NO_WORKS_FORESEEN: Final = Need(
    Not(HasReport("DTG", negative=True)), "Le DTG ne prévoit aucuns travaux dans les dix ans."
)
_OVER_15_YEARS: Final = Need(
    BuildingOlderThan(15),
    "L’immeuble n’a pas plus de 15 ans.",
    "Âge de l’immeuble inconnu : dû au-delà de 15 ans.",
)
_PLAN: Final = Rule(
    code="PPPT",
    uses=SALE,
    since=date(2023, 1, 1),
    needs=(_LOTS_OF_A_BUILDING, COOWNED, _OVER_15_YEARS),
    exemptions=(_NO_WORKS_FORESEEN,),
    because="La copropriété d’habitation a plus de 15 ans : le syndic remet le projet de plan de travaux.",
    source="Loi 65-557, art. 14-2 ; CCH, art. L721-2",
    supply=Supply.DOCUMENT,
)
_PLAN_MAYBE: Final = replace(
    _PLAN,
    needs=(
        Need(
            Is("kind", Kind.HOUSE, Kind.BUSINESS, Kind.ANNEX),
            "Un terrain n’est pas concerné.",
            "Type de bien inconnu : tout lot de copropriété peut être concerné.",
        ),
        *_PLAN.needs[1:],
    ),
    because="À demander au syndic : dû si la copropriété comporte un immeuble d’habitation de plus de 15 ans.",
    verdict=Verdict.CONDITIONAL,
)
_PLAN_COOWNED: Final = replace(
    _PLAN,
    uses=COOWNERSHIP,
    needs=(_LOTS_OF_A_BUILDING, _OVER_15_YEARS),
    because="La copropriété d’habitation a plus de 15 ans.",
    supply=Supply.MISSION,
)
_PLAN_PHASES: Final = ((date(2023, 1, 1), 200), (date(2024, 1, 1), 50), (date(2025, 1, 1), 0))

_ENTERING: Final = Need(
    yes("entering_coownership"),
    "L’immeuble n’est pas mis en copropriété.",
    "On ne sait pas si l’immeuble est mis en copropriété : dans ce cas, dû au-delà de 10 ans.",
)
_GLOBAL: Final = Rule(
    code="DTG",
    uses=(Transaction.SALE, Transaction.COOWNERSHIP),
    since=date(2017, 1, 1),
    needs=(
        _WHOLE,
        _ENTERING,
        Need(
            BuildingOlderThan(10),
            "L’immeuble n’a pas plus de 10 ans.",
            "Âge de l’immeuble inconnu : dû au-delà de 10 ans.",
        ),
    ),
    because="Un immeuble de plus de 10 ans est mis en copropriété.",
    source="CCH, art. L731-1 à L731-5",
)
_GLOBAL_VOTED: Final = replace(
    _GLOBAL,
    uses=COOWNERSHIP,
    needs=(_WHOLE,),
    because="Dû seulement si l’assemblée le vote ou si une procédure d’insalubrité l’exige.",
    verdict=Verdict.CONDITIONAL,
)

_LEAD_COMMON: Final = Rule(
    code="CREP_PC",
    uses=SALE,
    since=date(2008, 8, 12),
    needs=(
        Need(
            Is("kind", *COLLECTIVE),
            "Il n’y a pas de parties communes d’un immeuble collectif d’habitation.",
            "Type de bien inconnu : dû pour les immeubles collectifs d’habitation.",
        ),
        COOWNED,
        LEAD_YEARS,
    ),
    because="L’immeuble a été construit avant le 01/01/1949 : le syndic remet le CREP des parties communes.",
    source="CSP, art. L1334-8",
    supply=Supply.DOCUMENT,
)
_LEAD_COMMON_COOWNED: Final = replace(
    _LEAD_COMMON,
    uses=COOWNERSHIP,
    needs=(_LOTS_OF_A_BUILDING, LEAD_YEARS),
    because="L’immeuble d’habitation a été construit avant le 01/01/1949 : ses parties communes ont un CREP.",
    supply=Supply.MISSION,
)

_LARGE_OR_HAZARDOUS: Final = Need(
    AnyOf(MoreThan("surface", 1000), yes("hazardous")),
    "Le bâtiment n’a pas plus de 1 000 m² et n’a pas abrité de substances dangereuses.",
    "Surface ou activité passée inconnue : dû au-delà de 1 000 m² ou après usage de substances dangereuses.",
)
_WASTE: Final = Rule(
    code="PEMD",
    uses=(Transaction.DEMOLITION,),
    since=date(2023, 7, 1),
    needs=(STANDING, _LARGE_OR_HAZARDOUS),
    because="Démolition de plus de 1 000 m² ou d’un bâtiment ayant abrité des substances dangereuses.",
    source="CCH, art. L126-34 et R126-8",
)
_WASTE_RENOVATION: Final = replace(
    _WASTE,
    uses=(Transaction.WORKS,),
    needs=(
        STANDING,
        Need(
            yes("major_renovation"),
            "La rénovation n’est pas significative.",
            "Ampleur des travaux inconnue : dû si plus de la moitié de deux lots de second œuvre est touchée.",
        ),
        _LARGE_OR_HAZARDOUS,
    ),
    because="Rénovation significative de plus de 1 000 m² ou d’un bâtiment ayant abrité des substances dangereuses.",
)

RULES: Final = (
    *by_number_of_lots(_ENERGY, *_ENERGY_PHASES),
    _ENERGY_OWNER,
    *by_number_of_lots(_ENERGY_COOWNED, *_ENERGY_PHASES),
    _ENERGY_OVERSEAS,
    *by_number_of_lots(_PLAN, *_PLAN_PHASES),
    _PLAN_MAYBE,
    *by_number_of_lots(_PLAN_COOWNED, *_PLAN_PHASES),
    _GLOBAL,
    _GLOBAL_VOTED,
    _LEAD_COMMON,
    _LEAD_COMMON_COOWNED,
    _WASTE,
    _WASTE_RENOVATION,
)
