"""What an empty database receives: the demo office in demo mode, one administrator otherwise."""

import os
import secrets
import subprocess
import sys
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
    with begin(SYSTEM, writing=False) as work:
        if work.db.exec(select(Account.id).limit(1)).first() is not None:
            return []
    rooms.open_jobs()
    if settings().mode == "demo":
        return _told_apart()
    with begin(SYSTEM) as work:
        return list(_administrator(work))


def _told_apart() -> list[str]:
    """The demo's history, told by a process of its own.

    The server is forked from this one: threads of the file store started here would be missing there, and the first
    uploads would wait for them. What can be told again need not be on the disk at each of its six thousand gestures.
    """
    command = [sys.executable, "-m", "liciel_app.cli", "demo"]
    quick = os.environ | {"LICIEL_SQLITE_SYNCHRONOUS": "NORMAL"}
    told = subprocess.run(command, env=quick, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 our own command
    return told.stdout.splitlines()


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
