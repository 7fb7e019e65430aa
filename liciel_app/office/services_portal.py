"""Saying which person of a client validates its orders."""

from sqlmodel import col, select

from liciel_app.core.access import Permission
from liciel_app.core.errors import NotAllowed, NotFound
from liciel_app.core.work import Work
from liciel_app.office.models import Account


def let_validate(work: Work, client_id: int, account_id: int, *, allowed: bool) -> Account:
    """From his next gesture on. Raises NotAllowed outside the office, NotFound for who is nobody of that client."""
    if not work.actor.is_office or not work.actor.may(Permission.DIRECTORY_WRITE):
        raise NotAllowed
    theirs = select(Account).where(
        col(Account.id) == account_id, col(Account.client_id) == client_id, col(Account.closed_at).is_(None)
    )
    account = work.db.exec(theirs).first()
    if account is None:
        raise NotFound("Cette personne est introuvable parmi celles du client.")
    if account.validates_orders != allowed:
        before, account.validates_orders = account.validates_orders, allowed
        work.db.add(account)
        work.record(
            "account.right_changed",
            account,
            before={"validates_orders": before},
            after={"name": account.name, "validates_orders": allowed},
        )
    return account
