# pyright: strict
"""What is agreed with a client about prices: his list, his discount, the commission he earns."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from liciel_app.core.errors import Invalid
from liciel_app.core.work import Work
from liciel_app.directory import queries as directory
from liciel_app.orders import queries
from liciel_app.orders.models_prices import PriceTerms

_WHOLE = 100  # per cent
_LARGEST_CENTS = 1_000_000


@dataclass(frozen=True, slots=True)
class Agreement:
    """`family`: empty for the public list. Rates in per cent; `commission_cents` before tax, for each order."""

    client_id: int
    valid_from: date
    family: str = ""
    discount: Decimal = Decimal(0)
    commission_percent: Decimal = Decimal(0)
    commission_cents: int = 0


def agree(work: Work, agreement: Agreement) -> PriceTerms:
    """From its day on, until another one; what was priced before stays. Raises Invalid, and NotFound for the client."""
    directory.client_row(work, agreement.client_id)
    _check(work, agreement)
    kept = PriceTerms(
        client_id=agreement.client_id,
        valid_from=agreement.valid_from,
        family=agreement.family,
        discount=agreement.discount,
        commission_percent=agreement.commission_percent,
        commission_cents=agreement.commission_cents,
        agreed_at=work.now,
        agreed_by=work.actor.name,
    )
    work.db.add(kept)
    work.db.flush()
    after = {"client": kept.client_id, "discount": kept.discount, "valid_from": kept.valid_from, "family": kept.family}
    work.record("priceterms.agreed", kept, after=after)
    return kept


def _check(work: Work, agreement: Agreement) -> None:
    families = {kept.family for kept in queries.price_lists(work)} | {""}
    checks = {
        "family": (agreement.family in families, "Cette gamme de prix n’existe pas."),
        "since": (agreement.valid_from >= work.today, "Un accord s’applique au plus tôt aujourd’hui."),
        "discount": (_is_part(agreement.discount), "Un taux se situe entre 0 et 100 %."),
        "commission_percent": (_is_part(agreement.commission_percent), "Un taux se situe entre 0 et 100 %."),
        "commission": (
            0 <= agreement.commission_cents <= _LARGEST_CENTS,
            "Une commission se situe entre 0 et 10 000 €.",
        ),
    }
    wrong = {name: sentence for name, (good, sentence) in checks.items() if not good}
    if wrong:
        raise Invalid(wrong)


def _is_part(rate: Decimal) -> bool:
    return rate.is_finite() and 0 <= rate <= _WHOLE
