"""What a journal entry changed, in words: pure functions on its two JSON texts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from liciel_app.core.language import Language, day_short, moment, say
from liciel_app.core.money import euros

FIELDS: Final[Mapping[str, str]] = {
    "address": "Adresse",
    "amount": "Montant",
    "by_client": "Par le client",
    "cents": "Montant",
    "channel": "Canal",
    "client": "Client",
    "conclusion": "Conclusion",
    "delivery": "Fichiers",
    "discount": "Remise",
    "due_on": "Échéance",
    "email": "Mail",
    "ends_at": "Fin",
    "event": "Événement",
    "family": "Gamme",
    "file": "Fichier",
    "gross_cents": "Montant TTC",
    "host": "Hébergeur",
    "invoice": "Facture",
    "invoiced_cents": "Montant facturé",
    "kind": "Genre",
    "lines": "Lignes",
    "list": "Liste",
    "method": "Moyen de paiement",
    "name": "Nom",
    "number": "Numéro",
    "order": "Commande",
    "original": "Original",
    "paid_cents": "Montant réglé",
    "phone": "Téléphone",
    "prepared_by": "Préparée par",
    "publication_director": "Directeur de la publication",
    "reason": "Motif",
    "reference": "Référence",
    "role": "Rôle",
    "sha256": "Empreinte",
    "stage": "Étape",
    "starts_at": "Début",
    "state": "État",
    "subject": "Objet",
    "technician_id": "Technicien",
    "template": "Modèle",
    "text": "Texte",
    "times": "Nombre de fois",
    "title": "Titre",
    "to": "Destinataire",
    "valid_from": "En vigueur le",
    "valid_until": "Valable jusqu’au",
    "validated_by": "Validée par",
    "validates_orders": "Peut valider une commande",
    "version": "Version",
    "visit_at": "Rendez-vous",
    "why": "Raison",
}
VALUES: Final[Mapping[str, str]] = {
    "admin_to_finish": "Administratif à terminer",
    "all": "Téléchargé",
    "archived": "Archivé",
    "arrived": "Arrivé",
    "assistant": "Assistante",
    "attachment": "Pièce jointe",
    "cancelled": "Annulé",
    "card": "Carte bancaire",
    "cash": "Espèces",
    "cheque": "Chèque",
    "client": "Client",
    "ddt": "DDT",
    "done": "Terminé",
    "failed": "Échec",
    "finished": "Terminé",
    "in_progress": "En cours",
    "invoice": "Facture",
    "mail": "Mail",
    "manager": "Gérant",
    "none": "Non téléchargé",
    "on_site": "Sur place",
    "on_the_way": "En route",
    "partial": "Partiellement téléchargé",
    "planned": "Planifié",
    "private": "Particulier",
    "processed": "Traitée",
    "professional": "Professionnel",
    "report": "Rapport",
    "sales": "Commercial",
    "sms": "SMS",
    "started": "En cours",
    "technician": "Technicien",
    "to_plan": "À planifier",
    "to_process": "À traiter",
    "transfer": "Virement",
    "unpaid": "Impayé",
    "waiting": "En attente",
}
HIDDEN: Final = frozenset({"appointment_id"})
_HASH: Final = 64


@dataclass(frozen=True, slots=True)
class Change:
    """One field of the record; `before` or `after` is empty when there was none."""

    field: str
    before: str
    after: str


def changes(before: str, after: str, people: Mapping[int, str], lang: Language) -> list[Change]:
    """`before` and `after`: JSON objects of a journal entry. `people`: names of accounts by number.

    Fields that did not move are left out, numbers of other records too.
    """
    old: dict[str, Any] = json.loads(before)
    new: dict[str, Any] = json.loads(after)
    moved = [name for name in {**old, **new} if name not in HIDDEN and old.get(name) != new.get(name)]
    return [
        Change(
            say(FIELDS.get(name, name), lang),
            _words(name, old.get(name), people, lang),
            _words(name, new.get(name), people, lang),
        )
        for name in moved
    ]


def _words(name: str, value: Any, people: Mapping[int, str], lang: Language) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return say("Oui", lang) if value else say("Non", lang)
    if isinstance(value, int):
        return _figure(name, value, people)
    return _text(name, str(value), lang)


def _figure(name: str, value: int, people: Mapping[int, str]) -> str:
    if name == "technician_id":
        return people.get(value, str(value))
    return euros(value) if name.endswith("cents") else str(value)


def _text(name: str, text: str, lang: Language) -> str:
    if name.endswith(("_at", "_on", "_until", "_from")):
        return _dated(text)
    if len(text) == _HASH and name == "sha256":
        return f"{text[:12]}…"
    return say(VALUES[text], lang) if text in VALUES else text


def _dated(text: str) -> str:
    """An instant or a day as the journal keeps them."""
    try:
        return (
            day_short(date.fromisoformat(text))
            if len(text) == len("2026-11-23")
            else moment(datetime.fromisoformat(text))
        )
    except ValueError:
        return text
