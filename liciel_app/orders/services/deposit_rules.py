# pyright: strict
"""What the office asks each kind of client when he accepts."""

from decimal import Decimal

from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid, NotAllowed
from liciel_app.core.work import Work
from liciel_app.directory.models import ClientKind
from liciel_app.office import queries as office_queries
from liciel_app.orders.models_quotes import DepositRule
from liciel_app.orders.quote_checks import LARGEST_CENTS


def set_deposit_rule(work: Work, kind: ClientKind, *, percent: Decimal | None, cents: int | None) -> DepositRule:
    """A part of the total or a fixed amount, tax included; both empty: no deposit. Raises Invalid, NotAllowed."""
    if not work.actor.may(Permission.OFFICE_WRITE):
        raise NotAllowed
    part_of = percent is None or (percent.is_finite() and 0 <= percent <= 100)  # noqa: PLR2004 per cent
    if not part_of or (cents is not None and not 0 <= cents <= LARGEST_CENTS):
        raise Invalid({"deposit": "Indiquez un taux de 0 à 100 %, ou un montant en euros."})
    if percent is not None and cents is not None:
        raise Invalid({"deposit": "Un acompte est un taux ou un montant, pas les deux."})
    rule = work.db.get(DepositRule, kind) or DepositRule(kind=kind)
    before = {"percent": rule.percent, "cents": rule.cents}
    rule.percent, rule.cents = (percent or Decimal(0), None) if cents is None else (None, cents)
    after = {"percent": rule.percent, "cents": rule.cents}
    work.db.add(rule)
    work.db.flush()
    if after != before:
        # A rule has a kind, not a number: the journal hangs it on the office.
        work.record("deposit.rule_set", office_queries.office(work), before=before, after={"kind": kind, **after})
    return rule
