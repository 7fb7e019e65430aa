# pyright: strict
"""Lead, gas, electricity and areas of a dwelling or of a lot, and the pool."""

from dataclasses import replace
from datetime import date
from typing import Final

from liciel_app.orders.obligations.conditions import AtLeast, Installed, Is, MoreThan, PermitBefore, no, yes
from liciel_app.orders.obligations.law.records import (
    CHANGE_OF_USE,
    DWELLING,
    LEAD_YEARS,
    LEASE,
    MAIN_HOME,
    SALE,
    SALE_OR_LEASE,
    TOURISM,
    Need,
    Rule,
)
from liciel_app.orders.obligations.words import Kind, Supply, Transaction, Verdict

_LEAD: Final = Rule(
    code="CREP",
    uses=SALE_OR_LEASE,
    since=date(2008, 8, 12),
    needs=(DWELLING, LEAD_YEARS),
    because="Le logement est d’un immeuble construit avant le 01/01/1949.",
    source="CSP, art. L1334-5 à L1334-7",
)

_GAS: Final = (
    Need(
        Installed("gas"),
        "Il n’y a pas d’installation de gaz.",
        "On ne sait pas s’il y a du gaz : à faire pour une installation de plus de 15 ans.",
    ),
    Need(
        MoreThan("gas", 15),
        "L’installation de gaz ({gas} ans) n’a pas plus de 15 ans.",
        "Âge de l’installation de gaz inconnu : à faire si elle a plus de 15 ans.",
    ),
)
_ELECTRICITY: Final = (
    Need(
        Installed("electricity"),
        "Il n’y a pas d’installation électrique.",
        "On ne sait pas s’il y a une installation électrique : à faire si elle a plus de 15 ans.",
    ),
    Need(
        MoreThan("electricity", 15),
        "L’installation électrique ({electricity} ans) n’a pas plus de 15 ans.",
        "Âge de l’installation électrique inconnu : à faire si elle a plus de 15 ans.",
    ),
)
_BEFORE_1975: Final = Need(
    PermitBefore(date(1975, 1, 1)),
    "À la date étudiée, seuls les permis antérieurs à 1975 étaient visés.",
    "Date du permis inconnue : à la date étudiée, seuls les permis antérieurs à 1975 étaient visés.",
)


def _safety(code: str, sold_since: date, old: tuple[Need, ...], because: str, source: str) -> tuple[Rule, ...]:
    def rule(uses: tuple[Transaction, ...], since: date, *needs: Need) -> Rule:
        return Rule(code=code, uses=uses, since=since, needs=(DWELLING, *needs, *old), because=because, source=source)

    return (
        rule(SALE, sold_since),
        replace(rule(LEASE, date(2017, 7, 1), MAIN_HOME, _BEFORE_1975), until=date(2017, 12, 31)),
        rule(LEASE, date(2018, 1, 1), MAIN_HOME),
        rule(LEASE, date(2024, 11, 21), TOURISM, CHANGE_OF_USE),
    )


_SAFETY: Final = _safety(
    "GAZ",
    date(2007, 11, 1),
    _GAS,
    "L’installation de gaz ({gas} ans) a plus de 15 ans.",
    "CCH, art. L134-9 et R134-6 ; décret 2016-1104",
) + _safety(
    "ELEC",
    date(2009, 1, 1),
    _ELECTRICITY,
    "L’installation électrique ({electricity} ans) a plus de 15 ans.",
    "CCH, art. L134-7 et R134-10 ; décret 2016-1105",
)

_CARREZ: Final = Rule(
    code="CARREZ",
    uses=SALE,
    since=date(1997, 6, 19),
    needs=(
        Need(
            Is("kind", Kind.FLAT, Kind.HOUSE, Kind.BUSINESS),
            "Caves, garages, terrains et immeubles entiers ne se mesurent pas en loi Carrez.",
            "Type de bien inconnu : le mesurage vise les lots d’habitation et de commerce.",
        ),
        Need(
            yes("coowned"),
            "Le bien n’est pas un lot de copropriété.",
            "On ne sait pas si le bien est en copropriété : dans ce cas, sa superficie se mesure.",
        ),
    ),
    exemptions=(
        Need(
            AtLeast("surface", 8),
            "Un lot de moins de 8 m² ne se mesure pas.",
            "Surface inconnue : le lot se mesure, sauf s’il a moins de 8 m².",
            presumed=True,
        ),
    ),
    because="La vente d’un lot de copropriété mentionne sa superficie privative.",
    source="Loi 65-557, art. 46 ; décret 67-223, art. 4-1 et 4-2",
)

_BOUTIN: Final = Rule(
    code="BOUTIN",
    uses=LEASE,
    since=date(2009, 3, 28),
    needs=(
        DWELLING,
        MAIN_HOME,
        Need(
            no("furnished"),
            "La location est meublée.",
            "On ne sait pas si la location est meublée : vide, la surface habitable est due.",
        ),
    ),
    because="Le bail d’une résidence principale vide indique la surface habitable.",
    source="Loi 89-462, art. 3 et 3-1 ; CCH, art. R156-1",
)
_BOUTIN_FURNISHED: Final = replace(
    _BOUTIN,
    since=date(2014, 3, 27),
    needs=(
        DWELLING,
        MAIN_HOME,
        Need(yes("furnished"), "La location est vide.", "On ne sait pas si la location est meublée."),
    ),
    because="En meublé la surface habitable se mentionne, sans la sanction de la location vide : mesurage conseillé.",
    source="Loi 89-462, art. 3 et 25-3",
    verdict=Verdict.CONDITIONAL,
)

_POOL: Final = Rule(
    code="PISCINE",
    uses=SALE,
    since=date(2004, 1, 1),
    needs=(
        Need(
            Is("kind", Kind.HOUSE, Kind.BUILDING),
            "Seule une piscine privée enterrée est concernée.",
            "Type de bien inconnu : seule une piscine privée enterrée est concernée.",
        ),
        Need(
            yes("pool"),
            "Il n’y a pas de piscine enterrée.",
            "On ne sait pas s’il y a une piscine enterrée : la note de son dispositif de sécurité serait à remettre.",
        ),
    ),
    because="Une piscine enterrée se vend avec la note technique de son dispositif de sécurité.",
    source="CCH, art. L134-10 et D134-51",
    supply=Supply.DOCUMENT,
)

RULES: Final = (_LEAD, *_SAFETY, _CARREZ, _BOUTIN, _BOUTIN_FURNISHED, _POOL)
