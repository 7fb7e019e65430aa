# pyright: strict
"""Who may change the billing, and the row under which changes of one invoice wait for each other."""

from sqlmodel import col, select

from liciel_app.billing.models import Invoice
from liciel_app.core.access import Permission
from liciel_app.core.errors import NotAllowed
from liciel_app.core.work import Work


def only_for(work: Work, permission: Permission) -> None:
    if not work.actor.may(permission):
        raise NotAllowed


def locked(work: Work, invoice_id: int) -> Invoice:
    """Read again under its lock: what another transaction just paid is seen."""
    wanted = select(Invoice).where(col(Invoice.id) == invoice_id).with_for_update()
    return work.db.exec(wanted.execution_options(populate_existing=True)).one()
