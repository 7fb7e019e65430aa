# pyright: strict
"""DPE and energy audit of what is sold or let."""

from dataclasses import replace
from datetime import date
from typing import Final

from liciel_app.orders.obligations.conditions import AllOf, AnyOf, Is, no, yes
from liciel_app.orders.obligations.law.records import (
    CHANGE_OF_USE,
    DWELLING,
    LEASE,
    MAIN_HOME,
    SALE,
    TOURISM,
    Need,
    Rule,
)
from liciel_app.orders.obligations.words import DpeClass, Kind, Verdict

_DPE: Final = "CCH, art. L126-26 à L126-33 et R126-15 ; arrêté du 31/03/2021"

_HEATED: Final = Need(
    Is("kind", Kind.FLAT, Kind.HOUSE, Kind.BUILDING, Kind.BUSINESS),
    "Un terrain ou une annexe n’a pas de DPE.",
    "Type de bien inconnu : le DPE vise les logements et les locaux chauffés.",
)
_NOT_EXEMPT: Final = Need(
    no("dpe_exempt"),
    "Le bâtiment fait partie des cas dispensés de DPE.",
    "Dispense de DPE non vérifiée : le DPE est demandé par prudence.",
    presumed=True,
)
_BUSINESS: Final = Need(
    Is("kind", Kind.BUSINESS),
    "Un terrain ou une annexe n’a pas de DPE.",
    "Type de bien inconnu : le DPE vise les logements et les locaux chauffés.",
)

_DPES: Final = (
    Rule(
        code="DPE",
        uses=SALE,
        since=date(2006, 11, 1),
        needs=(_HEATED,),
        exemptions=(_NOT_EXEMPT,),
        because="La vente d’un bâtiment clos, couvert et chauffé demande un DPE.",
        source=_DPE,
    ),
    Rule(
        code="DPE",
        uses=LEASE,
        since=date(2007, 7, 1),
        needs=(_HEATED, DWELLING, MAIN_HOME),
        exemptions=(_NOT_EXEMPT,),
        because="La location d’un logement, vide ou meublé, demande un DPE.",
        source=_DPE,
    ),
    Rule(
        code="DPE",
        uses=LEASE,
        since=date(2007, 7, 1),
        needs=(_BUSINESS,),
        exemptions=(_NOT_EXEMPT,),
        because="Le DPE est remis pour information au locataire d’un local chauffé.",
        source=_DPE,
    ),
    Rule(
        code="DPE",
        uses=LEASE,
        since=date(2024, 11, 21),
        needs=(DWELLING, TOURISM, CHANGE_OF_USE),
        exemptions=(_NOT_EXEMPT,),
        because="Le changement d’usage d’un meublé de tourisme demande un DPE classé de A à E.",
        source="Loi 2024-1039 du 19/11/2024 ; CCH, art. L631-10",
    ),
)

_AUDITED: Final = Need(
    AnyOf(Is("kind", Kind.HOUSE), AllOf(Is("kind", Kind.BUILDING), no("coowned"))),
    "L’audit vise les maisons et les immeubles d’habitation hors copropriété.",
    "L’audit vise les maisons et les immeubles d’habitation hors copropriété : précisez le bien.",
)
_MAINLAND: Final = Need(
    no("overseas"),
    "Outre-mer, l’audit suit un autre calendrier.",
    "Département inconnu : le calendrier de l’audit en dépend.",
)
_OVERSEAS: Final = Need(
    yes("overseas"),
    "En métropole, l’audit suit un autre calendrier.",
    "Département inconnu : le calendrier de l’audit en dépend.",
)


def _audit(place: Need, since: date, until: date | None, *classes: DpeClass) -> Rule:
    graded = Need(
        Is("dpe_class", *classes),
        "La classe {dpe_class} du DPE ne demande pas d’audit à cette date.",
        "Classe du DPE inconnue : l’audit dépendra du résultat du DPE.",
    )
    return Rule(
        code="AUDIT",
        uses=SALE,
        since=since,
        until=until,
        needs=(_AUDITED, place, graded),
        exemptions=(_NOT_EXEMPT,),
        because="Classe {dpe_class} au DPE : un audit énergétique est dû dès la promesse de vente.",
        source="CCH, art. L126-28-1 ; décret 2022-780",
    )


_D, _E, _F, _G = DpeClass.D, DpeClass.E, DpeClass.F, DpeClass.G
# Overseas, class D is not planned.
_AUDITS: Final = (
    _audit(_MAINLAND, date(2023, 4, 1), date(2024, 12, 31), _F, _G),
    _audit(_MAINLAND, date(2025, 1, 1), date(2033, 12, 31), _E, _F, _G),
    _audit(_MAINLAND, date(2034, 1, 1), None, _D, _E, _F, _G),
    replace(
        _audit(_OVERSEAS, date(2024, 1, 1), date(2024, 6, 30), _F, _G),
        because="Outre-mer, les sources placent le début de l’audit en janvier ou en juillet 2024 : à vérifier.",
        verdict=Verdict.CONDITIONAL,
    ),
    _audit(_OVERSEAS, date(2024, 7, 1), date(2027, 12, 31), _F, _G),
    _audit(_OVERSEAS, date(2028, 1, 1), None, _E, _F, _G),
)

RULES: Final = _DPES + _AUDITS
