# pyright: strict
"""Asbestos: before a sale, in flats, in buildings, before works and demolition."""

from dataclasses import replace
from datetime import date
from typing import Final

from liciel_app.orders.obligations.conditions import AllOf, HasReport, Is, Not, no
from liciel_app.orders.obligations.law.records import (
    ASBESTOS_YEARS,
    COLLECTIVE,
    COOWNED,
    COOWNERSHIP,
    LEASE,
    NOT_COOWNED,
    SALE,
    STANDING,
    Need,
    Rule,
)
from liciel_app.orders.obligations.words import Kind, Supply, Transaction, Verdict

_DTA: Final = "CSP, art. R1334-29-5"
_SUBJECT_TO_DTA: Final = (*COLLECTIVE, Kind.BUSINESS)

_SALE: Final = Rule(
    code="AMIANTE",
    uses=SALE,
    since=date(2002, 9, 1),
    needs=(
        STANDING,
        ASBESTOS_YEARS,
    ),
    exemptions=(
        Need(
            Not(AllOf(Is("kind", Kind.BUSINESS), no("coowned"), HasReport("DTA"))),
            "La fiche récapitulative du DTA à jour tient lieu d’état d’amiante.",
            "On ne sait pas si le local est en copropriété : sinon, la fiche du DTA tient lieu d’état d’amiante.",
        ),
    ),
    because="Le permis de construire a été délivré avant le 01/07/1997.",
    source="CSP, art. L1334-13 et R1334-14 à R1334-29-9 ; arrêtés du 12/12/2012",
)

_FLATS: Final = Rule(
    code="DAPP",
    uses=LEASE,
    since=date(2012, 2, 1),
    needs=(
        Need(
            Is("kind", *COLLECTIVE),
            "Le DAPP ne vise que les logements d’un immeuble collectif.",
            "Type de bien inconnu : le DAPP ne vise que les logements d’un immeuble collectif.",
        ),
        ASBESTOS_YEARS,
    ),
    because="Appartement au permis antérieur au 01/07/1997 : le propriétaire tient ce dossier à disposition.",
    source="CSP, art. R1334-16 et R1334-29-4",
)

_DTA_SOLD: Final = Rule(
    code="DTA",
    uses=SALE,
    since=date(2006, 1, 1),
    needs=(
        Need(
            Is("kind", Kind.BUILDING, Kind.BUSINESS),
            "Le DTA vise les immeubles collectifs entiers et les locaux professionnels.",
            "Type de bien inconnu : le DTA vise les immeubles collectifs entiers et les locaux professionnels.",
        ),
        NOT_COOWNED,
        ASBESTOS_YEARS,
    ),
    because="Le permis est antérieur au 01/07/1997 : le propriétaire remet le DTA et sa fiche récapitulative.",
    source=_DTA,
)
_DTA_LET: Final = replace(
    _DTA_SOLD,
    uses=LEASE,
    needs=(
        Need(
            Is("kind", *_SUBJECT_TO_DTA),
            "Le DTA vise les immeubles collectifs et les locaux professionnels.",
            "Type de bien inconnu : le DTA vise les immeubles collectifs et les locaux professionnels.",
        ),
        NOT_COOWNED,
        ASBESTOS_YEARS,
    ),
    because="Le propriétaire de l’immeuble communique le DTA au locataire qui le demande.",
    verdict=Verdict.CONDITIONAL,
)
_DTA_COOWNED: Final = replace(
    _DTA_SOLD,
    uses=COOWNERSHIP,
    needs=(
        Need(
            Is("kind", *_SUBJECT_TO_DTA),
            "Seules les parties communes d’un immeuble collectif sont visées.",
            "Type de bien inconnu : les parties communes d’un immeuble collectif sont visées.",
        ),
        ASBESTOS_YEARS,
    ),
    because="Le permis est antérieur au 01/07/1997 : les parties communes ont un DTA tenu à jour.",
)

_SHEET_SOLD: Final = Rule(
    code="DTA_FICHE",
    uses=SALE,
    since=date(2006, 1, 1),
    needs=(
        Need(
            Is("kind", *_SUBJECT_TO_DTA, Kind.ANNEX),
            "Il n’y a pas de parties communes d’un immeuble collectif.",
            "Type de bien inconnu : la fiche vise les lots d’un immeuble collectif.",
        ),
        COOWNED,
        ASBESTOS_YEARS,
    ),
    because="Lot d’un immeuble au permis antérieur au 01/07/1997 : le syndic remet la fiche du DTA.",
    source=_DTA,
    supply=Supply.DOCUMENT,
)
_SHEET_LET: Final = replace(
    _SHEET_SOLD,
    uses=LEASE,
    needs=(
        Need(
            Is("kind", *COLLECTIVE),
            "La fiche se remet d’office aux seuls occupants des logements d’un immeuble collectif.",
            "Type de bien inconnu : la fiche vise les logements d’un immeuble collectif.",
        ),
        COOWNED,
        ASBESTOS_YEARS,
    ),
)
_SHEET_ON_REQUEST: Final = replace(
    _SHEET_LET,
    needs=(
        Need(
            Is("kind", Kind.BUSINESS, Kind.ANNEX),
            "Il n’y a pas de parties communes d’un immeuble collectif.",
            "Type de bien inconnu : la fiche vise les lots d’un immeuble collectif.",
        ),
        COOWNED,
        ASBESTOS_YEARS,
    ),
    because="Le locataire d’un local peut demander la fiche du DTA au syndic.",
    verdict=Verdict.CONDITIONAL,
)

_BEFORE_WORKS: Final = Rule(
    code="RAAT",
    uses=(Transaction.WORKS,),
    since=date(2012, 7, 1),
    needs=(STANDING, ASBESTOS_YEARS),
    because="Travaux sur un bâtiment au permis antérieur au 01/07/1997 : l’amiante se cherche avant de commencer.",
    source="C. trav., art. L4412-2 et R4412-97 ; arrêté du 16/07/2019",
)
_BEFORE_DEMOLITION: Final = replace(
    _BEFORE_WORKS,
    code="RAAD",
    uses=(Transaction.DEMOLITION,),
    since=date(2002, 1, 1),
    because="Démolition d’un bâtiment au permis antérieur au 01/07/1997 : l’amiante se cherche dans tout le bâtiment.",
    source="CSP, art. R1334-19 et R1334-29-6",
)

RULES: Final = (
    _SALE,
    _FLATS,
    _DTA_SOLD,
    _DTA_LET,
    _DTA_COOWNED,
    _SHEET_SOLD,
    _SHEET_LET,
    _SHEET_ON_REQUEST,
    _BEFORE_WORKS,
    _BEFORE_DEMOLITION,
)
