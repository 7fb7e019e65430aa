# pyright: strict
"""What a quote must say before it is kept, and before it leaves."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from liciel_app.core.errors import Invalid, Refused
from liciel_app.orders.quoted import Client, Line, QuotePaper

LONGEST_VALIDITY: Final = 366
LARGEST_CENTS: Final = 100_000_000
LARGEST_QUANTITY: Final = 999
LONGEST_LABEL: Final = 200
LONGEST_NOTE: Final = 1000


def check_line(label: str, unit_cents: int | None, quantity: Decimal) -> None:
    """Raises Invalid with one sentence per wrong field."""
    priced = unit_cents is None or 0 <= unit_cents <= LARGEST_CENTS
    counted = quantity.is_finite() and 0 < quantity <= LARGEST_QUANTITY
    checks = {
        "label": (0 < len(label.strip()) <= LONGEST_LABEL, "Indiquez ce qui est proposé, en 200 signes au plus."),
        "price": (priced, "Indiquez un prix hors taxes, entre 0 et 1 000 000 €."),
        "quantity": (counted, "Indiquez une quantité entre 0,01 et 999."),
    }
    _refuse_faults(checks)


def check_terms(lines: Sequence[Line], discount_cents: int, valid_days: int, note: str) -> None:
    firm = sum(line.net_cents for line in lines if not line.optional)
    checks = {
        "discount": (0 <= discount_cents <= firm, "La remise ne peut pas dépasser le total des lignes fermes."),
        "valid_days": (1 <= valid_days <= LONGEST_VALIDITY, "La validité se compte de 1 à 366 jours."),
        "note": (len(note) <= LONGEST_NOTE, "Ce message est trop long : 1 000 signes au plus."),
    }
    _refuse_faults(checks)


def check_ready(paper: QuotePaper) -> None:
    """Raises Refused when nobody could sign the quote as it stands."""
    missing = next((line.label for line in paper.lines if line.unit_cents is None), "")
    for lot in paper.parts:
        firm = [line for line in paper.lines_of(lot) if not line.optional]
        if not firm:
            raise Refused("Ce devis n’a aucune ligne ferme.")
        if missing:
            raise Refused("Il manque le prix de « {label} ».", label=missing)
        if lot.discount_cents > sum(line.net_cents for line in firm):
            raise Refused("La remise dépasse le total des lignes fermes.")


def check_reachable(client: Client) -> None:
    if "@" not in client.email:
        raise Refused("Ce client n’a pas d’adresse mail : complétez sa fiche.")


def _refuse_faults(checks: Mapping[str, tuple[bool, str]]) -> None:
    wrong = {name: sentence for name, (good, sentence) in checks.items() if not good}
    if wrong:
        raise Invalid(wrong)
