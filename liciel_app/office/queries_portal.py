"""The people of a client: who logs in to its space, and who of them validates its orders."""

from dataclasses import dataclass

from sqlmodel import col, select

from liciel_app.core.access import Permission
from liciel_app.core.language import moment
from liciel_app.core.work import Work
from liciel_app.office.models import Account


@dataclass(frozen=True, slots=True)
class PortalPerson:
    """`validates`: orders by himself; otherwise he prepares them. `seen` is empty until the first login."""

    id: int
    name: str
    email: str
    validates: bool
    seen: str = ""


def portal_people(work: Work, client_id: int) -> list[PortalPerson]:
    """For the office; nobody else is told who else speaks for a client."""
    if not work.actor.is_office or not work.actor.may(Permission.DIRECTORY_READ):
        return []
    return [
        PortalPerson(
            id=one.id or 0,
            name=one.name,
            email=one.email,
            validates=one.validates_orders,
            seen=moment(one.last_login_at) if one.last_login_at else "",
        )
        for one in _open_accounts(work, client_id)
    ]


def validators(work: Work, client_id: int) -> list[Account]:
    """Who of a client may validate its orders: to write to them, whoever the reader is."""
    return [one for one in _open_accounts(work, client_id) if one.validates_orders]


def _open_accounts(work: Work, client_id: int) -> list[Account]:
    theirs = select(Account).where(col(Account.client_id) == client_id, col(Account.closed_at).is_(None))
    return list(work.db.exec(theirs.order_by(col(Account.name), col(Account.id))).all())
