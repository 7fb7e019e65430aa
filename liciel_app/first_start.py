"""What an empty database receives: the demo office in demo mode, one administrator otherwise."""

import secrets
from collections.abc import Iterator

from sqlmodel import select

from liciel_app import rooms
from liciel_app.core.access import SYSTEM, Role
from liciel_app.core.config import settings
from liciel_app.core.work import Work, begin
from liciel_app.office import services
from liciel_app.office.models import Account, Office


def prepare() -> list[str]:
    """Lines to print; nothing is done to a database that already has people."""
    rooms.open_jobs()
    with begin(SYSTEM) as work:
        if work.db.exec(select(Account.id).limit(1)).first() is not None:
            return []
        if settings().mode != "demo":
            return list(_administrator(work))
    return load_demo()


def load_demo() -> list[str]:
    from liciel_app.demo import loading

    return loading.load()


def _administrator(work: Work) -> Iterator[str]:
    """The first account of a real office: its password is printed once and stored only as a hash."""
    password = secrets.token_urlsafe(12)
    if work.db.get(Office, 1) is None:
        work.db.add(Office(name="Mon office de diagnostics"))
    email = "admin@liciel.invalid"
    services.create_account(work, email=email, name="Administrateur", role=Role.MANAGER, password=password)
    yield f"Premier compte : {email} / {password} (à changer à la première connexion)"
