# pyright: strict
"""What a mission order asks beyond the order itself, section by section; domain questions only where they belong."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from liciel_app.core.errors import Invalid
from liciel_app.core.text import one_line
from liciel_app.orders.obligations import Facts

YES, NO = "Oui", "Non"
LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Field:
    """`choices`: the only values it takes; `codes`: the diagnostics it is asked for, all when empty."""

    key: str
    section: str
    label: str
    choices: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()

    def concerns(self, codes: Collection[str]) -> bool:
        return not self.codes or bool(self.codes & frozenset(codes))


PARTIES, _PROPERTY, _ACCESS = "Intervenants", "Désignation du bien", "Accès et visite"
_LIMITS, TERMS = "Limites et prélèvements", "Remise des rapports"
_ASBESTOS: Final = frozenset({"AMIANTE", "DAPP", "DTA", "RAAT", "RAAD"})

FIELDS: Final = (
    Field(
        "qualite",
        PARTIES,
        "Qualité du donneur d’ordre",
        ("Propriétaire", "Agence mandatée", "Notaire", "Syndic", "Locataire", "Autre"),
    ),
    Field("pouvoir", PARTIES, "Le donneur d’ordre a pouvoir de signer", (YES, NO)),
    Field("proprietaire", PARTIES, "Propriétaire"),
    Field("occupant", PARTIES, "Occupant ou locataire"),
    Field("notaire", PARTIES, "Notaire"),
    Field("apporteur", PARTIES, "Apporteur d’affaires"),
    Field("payeur", PARTIES, "Payeur"),
    Field("destinataires", PARTIES, "Destinataires des rapports"),
    Field("etage", _PROPERTY, "Bâtiment, étage, porte"),
    Field("lots", _PROPERTY, "Numéros de lots"),
    Field("cadastre", _PROPERTY, "Références cadastrales"),
    Field("permis", _PROPERTY, "Permis de construire ou construction"),
    Field("copropriete", _PROPERTY, "Copropriété", (YES, NO)),
    Field("annexes", _PROPERTY, "Dépendances et annexes comprises"),
    Field("annexes_exclues", _PROPERTY, "Dépendances et annexes exclues"),
    Field("pieces", _PROPERTY, "Documents remis (anciens rapports, plans, fiche DTA, factures)"),
    Field("cles", _ACCESS, "Clés et codes d’accès"),
    Field("contact", _ACCESS, "Contact sur place"),
    Field("compteurs", _ACCESS, "Compteurs en service", (YES, NO)),
    Field("trappes", _ACCESS, "Trappes, combles et vide sanitaire accessibles", (YES, NO)),
    Field("animaux", _ACCESS, "Animaux"),
    Field("visite", _ACCESS, "Date et durée de la visite"),
    Field("limites", _LIMITS, "Locaux inaccessibles, démontages exclus"),
    Field("prelevements", _LIMITS, "Prélèvements d’amiante acceptés", (YES, NO), _ASBESTOS),
    Field("prix_prelevement", _LIMITS, "Prix d’un prélèvement", (), _ASBESTOS),
    Field("enfants", "Plomb", "Enfants de moins de six ans dans le logement", (YES, NO), frozenset({"CREP"})),
    Field("unites", "Plomb", "Nombre d’unités de diagnostic", (), frozenset({"CREP"})),
    Field("annee_elec", "Électricité", "Année de l’installation électrique", (), frozenset({"ELEC"})),
    Field("courant", "Électricité", "Installation sous tension", (YES, NO), frozenset({"ELEC"})),
    Field("alimentation_gaz", "Gaz", "Installation de gaz alimentée", (YES, NO), frozenset({"GAZ"})),
    Field("dpe_pieces", "DPE", "Factures et notices des équipements", (), frozenset({"DPE", "AUDIT", "DPE_COLL"})),
    Field("traitements", "Termites", "Traitements antérieurs contre les termites", (), frozenset({"TERMITES"})),
    Field("delai", TERMS, "Délai de remise des rapports"),
    Field("apres_paiement", TERMS, "Rapports remis après règlement", (YES, NO)),
)
BY_KEY: Final[Mapping[str, Field]] = {field.key: field for field in FIELDS}


def asked(codes: Collection[str]) -> tuple[Field, ...]:
    return tuple(field for field in FIELDS if field.concerns(codes))


def sections(codes: Collection[str]) -> Iterator[tuple[str, tuple[Field, ...]]]:
    """The fields those diagnostics need, by section, in their order."""
    shown = asked(codes)
    for title in dict.fromkeys(field.section for field in shown):
        yield title, tuple(field for field in shown if field.section == title)


def checked(typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, tidied; empty answers left out. Raises Invalid for a field or a choice that does not exist."""
    told = {key: one_line(text, LONGEST) for key, text in typed.items() if text.strip()}
    wrong = {key: "Choisissez une des réponses proposées." for key, text in told.items() if not _is_offered(key, text)}
    if wrong:
        raise Invalid(wrong)
    return told


def kept(details: Mapping[str, str]) -> str:
    return json.dumps(dict(details), ensure_ascii=False, sort_keys=True)


def from_facts(facts: Facts) -> dict[str, str]:
    """What the order already knows."""
    told: dict[str, str] = {}
    if facts.permit or facts.built:
        told["permis"] = str((facts.permit or facts.built).year)  # type: ignore[union-attr]
    if facts.coowned is not None:
        told["copropriete"] = YES if facts.coowned else NO
    return told


def _is_offered(key: str, text: str) -> bool:
    field = BY_KEY.get(key)
    return field is not None and (not field.choices or text in field.choices)
