# pyright: strict
"""A price list read from a workbook, kept aside until its manager has looked at it: no price changes."""

import json

from sqlmodel import col, select

from liciel_app.core.errors import NotAllowed
from liciel_app.core.text import file_name
from liciel_app.core.work import Work
from liciel_app.orders.models_prices import PriceDraft
from liciel_app.orders.price_tables import Tables


def keep_draft(work: Work, *, name: str, tables: Tables) -> PriceDraft:
    """One at a time for each person: the one before goes."""
    if work.actor.account_id is None:
        raise NotAllowed
    for old in work.db.exec(select(PriceDraft).where(col(PriceDraft.account_id) == work.actor.account_id)).all():
        work.db.delete(old)
    kept = PriceDraft(
        account_id=work.actor.account_id,
        name=file_name(name),
        tables=json.dumps(tables, ensure_ascii=False),
        created_at=work.now,
    )
    work.db.add(kept)
    work.db.flush()
    work.record("pricedraft.read", kept, after={"name": kept.name})
    return kept
