"""Saying which person of a client validates its orders, and who no longer speaks for it."""

from sqlmodel import col, select

from liciel_app.core.access import Permission
from liciel_app.core.errors import NotAllowed, NotFound
from liciel_app.core.work import Work
from liciel_app.office import services
from liciel_app.office.models import Account


def let_validate(work: Work, client_id: int, account_id: int, *, allowed: bool) -> Account:
    """From his next gesture on. Raises NotAllowed outside the office, NotFound for who is nobody of that client."""
    account = _theirs(work, client_id, account_id, still=True)
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


def close_access(work: Work, client_id: int, account_id: int) -> Account:
    """Who left the client: his tabs are closed, his links void, and his address opens no account again.

    Raises NotAllowed outside the office, NotFound for who is nobody of that client.
    """
    account = _theirs(work, client_id, account_id, still=True)
    account.closed_at = work.now
    work.db.add(account)
    services.end_sessions(work, account)
    services.void_resets(work, account_id)
    work.record("account.closed", account, after={"name": account.name})
    return account


def open_access_again(work: Work, client_id: int, account_id: int) -> Account:
    """The undo of `close_access`; he logs in anew."""
    account = _theirs(work, client_id, account_id, still=False)
    account.closed_at = None
    work.db.add(account)
    work.record("account.opened_again", account, after={"name": account.name})
    return account


def _theirs(work: Work, client_id: int, account_id: int, *, still: bool) -> Account:
    if not work.actor.is_office or not work.actor.may(Permission.DIRECTORY_WRITE):
        raise NotAllowed
    closed = col(Account.closed_at).is_(None) if still else col(Account.closed_at).is_not(None)
    mine = select(Account).where(col(Account.id) == account_id, col(Account.client_id) == client_id, closed)
    account = work.db.exec(mine.with_for_update()).first()
    if account is None:
        raise NotFound("Cette personne est introuvable parmi celles du client.")
    return account
