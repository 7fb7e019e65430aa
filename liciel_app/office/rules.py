"""How long logins last, and how much wrong tries slow the next ones."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from liciel_app.core.access import PERMISSIONS_OF, Actor, Kind, Permission, Role
from liciel_app.core.language import language_of

IDLE = {
    "staff": timedelta(hours=8),
    "technician": timedelta(hours=16),
    "client": timedelta(hours=8),
}
ABSOLUTE = {"staff": timedelta(days=7), "technician": timedelta(days=7), "client": timedelta(days=7)}
RESET_LASTS = timedelta(minutes=30)
INVITATION_LASTS = timedelta(days=7)
FREE_TRIES = 5
WINDOW = timedelta(minutes=15)
PER_ORIGIN = 100
ROLE_WORDS: Final[dict[Role | None, str]] = {
    Role.MANAGER: "Gérant",
    Role.ASSISTANT: "Assistante",
    Role.SALES: "Commercial",
    Role.TECHNICIAN: "Diagnostiqueur",
    Role.CLIENT: "Client",
    None: "",
}


def kind_of(role: Role) -> Kind:
    return "client" if role is Role.CLIENT else "technician" if role is Role.TECHNICIAN else "staff"


def home_of(kind: Kind) -> str:
    """Where a person lands after logging in."""
    return {"staff": "/bureau", "technician": "/terrain", "client": "/espace"}.get(kind, "/")


def wait_before_next_try(failures: Sequence[datetime], now: datetime) -> timedelta:
    """After five failures in a quarter of an hour each further one doubles the wait: 2 s, 4 s… at most 15 minutes.

    Never a lock: an owner who remembers his password gets in once the wait is over.
    """
    recent = sorted(moment for moment in failures if now - moment < WINDOW)
    if len(recent) < FREE_TRIES:
        return timedelta()
    wait = min(timedelta(seconds=2 ** (len(recent) - FREE_TRIES + 1)), WINDOW)
    return max(recent[-1] + wait - now, timedelta())


def actor(  # noqa: PLR0913 these are the facts that make a person
    *,
    account_id: int,
    name: str,
    role: Role,
    language: str,
    client_id: int | None,
    session_id: int | None,
    origin: str,
    validates_orders: bool = True,
) -> Actor:
    """The rights of his role, but for a client's person who only prepares orders."""
    rights = PERMISSIONS_OF[role]
    return Actor(
        kind=kind_of(role),
        name=name,
        account_id=account_id,
        role=role,
        permissions=rights if validates_orders else rights - {Permission.ORDERS_VALIDATE},
        client_ids=frozenset() if client_id is None else frozenset({client_id}),
        language=language_of(language),
        origin=origin,
        session_id=session_id,
    )
