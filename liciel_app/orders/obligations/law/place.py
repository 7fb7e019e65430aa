# pyright: strict
"""What the place asks for: termites, dry rot, risks, noise, sewers, clay."""

from dataclasses import replace
from datetime import date
from typing import Final

from liciel_app.orders.obligations.conditions import AllOf, AnyOf, Condition, Is, no, yes
from liciel_app.orders.obligations.law.records import DWELLING, DWELLINGS, SALE, SALE_OR_LEASE, STANDING, Need, Rule
from liciel_app.orders.obligations.words import Clay, Kind, Supply

_TERMITES: Final = Rule(
    code="TERMITES",
    uses=SALE,
    since=date(2000, 9, 1),
    needs=(
        STANDING,
        Need(
            yes("termite_zone"),
            "Aucun arrêté préfectoral termites ne vise ce lieu.",
            "Zonage termites inconnu pour ce lieu : à faire si un arrêté préfectoral le vise.",
        ),
    ),
    because="Un arrêté préfectoral classe ce lieu en zone termites.",
    source="CCH, art. L126-24 et L131-3 ; NF P03-201",
)

_DRY_ROT: Final = replace(
    _TERMITES,
    code="MERULE",
    since=date(2014, 3, 27),
    needs=(
        STANDING,
        Need(
            yes("dry_rot_zone"),
            "Aucun arrêté préfectoral mérule ne vise ce lieu.",
            "Zonage mérule inconnu pour ce lieu : le vendeur déclare la zone si un arrêté préfectoral le vise.",
        ),
    ),
    because="Un arrêté préfectoral classe ce lieu en zone mérule : le vendeur le déclare.",
    source="CCH, art. L126-25 et L131-3",
    supply=Supply.DOCUMENT,
)


def _risks(since: date, until: date | None, zone: Condition) -> Rule:
    exposed = Need(
        zone,
        "Aucune des zones de risques de l’article R125-23 ne vise ce lieu.",
        "Zonages de risques inconnus pour ce lieu : à faire si l’un d’eux le vise.",
    )
    return Rule(
        code="ERP",
        uses=SALE_OR_LEASE,
        since=since,
        until=until,
        needs=(exposed,),
        because="Le bien est dans une zone de risques : l’état se remet dès la première visite.",
        source="C. env., art. L125-5 et R125-23 à R125-27",
    )


_RISKS: Final = (
    _risks(date(2006, 6, 1), date(2018, 7, 31), yes("risk_zone")),
    _risks(date(2018, 8, 1), date(2022, 12, 31), AnyOf(yes("risk_zone"), yes("radon_zone"))),
    _risks(date(2023, 1, 1), date(2024, 12, 31), AnyOf(yes("risk_zone"), yes("radon_zone"), yes("coast_zone"))),
    _risks(
        date(2025, 1, 1),
        None,
        AnyOf(yes("risk_zone"), yes("radon_zone"), yes("coast_zone"), yes("brush_zone")),
    ),
)

_NOISE: Final = Rule(
    code="BRUIT",
    uses=SALE_OR_LEASE,
    since=date(2020, 6, 1),
    needs=(
        Need(
            AnyOf(Is("kind", *DWELLINGS), AllOf(Is("kind", Kind.LAND), yes("constructible"))),
            "Seuls les logements et les terrains constructibles sont concernés.",
            "Bien à préciser : seuls les logements et les terrains constructibles sont concernés.",
        ),
        Need(
            yes("noise_zone"),
            "Le lieu est hors des plans d’exposition au bruit.",
            "Exposition au bruit inconnue pour ce lieu : à faire s’il est dans un plan d’exposition au bruit.",
        ),
    ),
    because="Le bien est dans un plan d’exposition au bruit d’un aérodrome.",
    source="C. urb., art. L112-11",
)

_OFF_SEWER: Final = Rule(
    code="ANC",
    uses=SALE,
    since=date(2011, 1, 1),
    needs=(
        DWELLING,
        Need(
            yes("off_sewer"),
            "Le logement est raccordé au réseau public.",
            "On ne sait pas si le logement est raccordé au réseau public : sinon, le SPANC fournit son contrôle.",
        ),
    ),
    because="Le logement n’est pas raccordé au réseau public : le SPANC fournit son contrôle.",
    source="CSP, art. L1331-11-1 ; CGCT, art. L2224-8",
    supply=Supply.DOCUMENT,
)
_SEWER: Final = Rule(
    code="ASSCOL",
    uses=SALE,
    since=date(2022, 7, 1),
    needs=(
        DWELLING,
        Need(
            yes("sewer_list"),
            "La commune n’est pas dans la liste du décret 2022-93 ; un règlement local peut le demander.",
            "Commune à vérifier : le contrôle est dû dans celles du décret 2022-93.",
        ),
        Need(
            no("off_sewer"),
            "Le logement n’est pas raccordé au réseau public.",
            "On ne sait pas si le logement est raccordé au réseau public : s’il l’est, le contrôle est dû.",
        ),
    ),
    because="La commune est dans la liste du décret 2022-93 : elle contrôle le raccordement, comptez six semaines.",
    source="CGCT, art. L2224-8 ; CCH, art. L271-4 ; décret 2022-93",
    supply=Supply.DOCUMENT,
)

_SOIL: Final = Rule(
    code="GEO",
    uses=SALE,
    since=date(2020, 10, 1),
    until=date(2026, 6, 30),
    needs=(
        Need(
            Is("kind", Kind.LAND),
            "Seul un terrain nu est concerné.",
            "Type de bien inconnu : seul un terrain nu est concerné.",
        ),
        Need(
            yes("constructible"),
            "Le terrain n’est pas constructible.",
            "On ne sait pas si le terrain est constructible : dans ce cas, l’étude dépend de l’argile.",
        ),
        Need(
            Is("clay", Clay.MEDIUM, Clay.STRONG),
            "L’exposition à l’argile est faible.",
            "Exposition à l’argile inconnue : l’étude est due si elle est moyenne ou forte.",
        ),
    ),
    because="Terrain constructible en zone d’argile moyenne ou forte : le vendeur fournit l’étude de sol.",
    source="CCH, art. L132-4 ; arrêté du 22/07/2020",
    supply=Supply.DOCUMENT,
)
_SOIL_NEW_MAP: Final = replace(
    _SOIL,
    since=date(2026, 7, 1),
    until=None,
    because="Terrain constructible en zone d’argile moyenne ou forte de la carte en vigueur depuis le 01/07/2026 : "
    "le vendeur fournit l’étude de sol.",
    source="CCH, art. L132-4 ; arrêté du 09/01/2026",
)

RULES: Final = (_TERMITES, _DRY_ROT, *_RISKS, _NOISE, _OFF_SEWER, _SEWER, _SOIL, _SOIL_NEW_MAP)
