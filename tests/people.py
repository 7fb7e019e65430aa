"""The cast of every test."""

from dataclasses import dataclass
from functools import lru_cache

from liciel_app.core.access import SYSTEM, VISITOR, Actor, Role
from liciel_app.core.work import Work, begin
from liciel_app.directory.models import Client, ClientKind
from liciel_app.office import passwords, services
from liciel_app.office.models import Account, Certification, Office, Technician

PASSWORD = "demo-liciel-2026"


@dataclass(frozen=True)
class Cast:
    """Nathalie (assistant), Marc (manager), Élodie (sales), Karim (technician), Claire (client), a stranger."""

    manager: Actor
    assistant: Actor
    sales: Actor
    technician: Actor
    client: Actor
    stranger: Actor
    client_id: int
    stranger_client_id: int
    visitor: Actor = VISITOR


def cast_of(work: Work) -> Cast:
    work.db.add(Office(name="Atlantique Diagnostics", email="contact@atlantique-diag.example", phone="05 56 00 00 10"))
    dupuy = a_client(work, "M. et Mme Dupuy", ClientKind.PRIVATE, "b.dupuy@courriel.example")
    other = a_client(work, "SCI Les Pins", ClientKind.PROFESSIONAL, "gerance@lespins.example")
    karim = an_account(work, "k.benali@atlantique-diag.example", "Karim Benali", Role.TECHNICIAN)
    work.db.add(Technician(account_id=karim.id or 0, hue="#3e63dd", position=1, home_city="Mérignac"))
    for code in ("DPE", "CREP", "AMIANTE", "TERMITES", "GAZ", "ELEC"):
        work.db.add(Certification(account_id=karim.id or 0, code=code))
    accounts = [
        an_account(work, "m.delmas@atlantique-diag.example", "Marc Delmas", Role.MANAGER),
        an_account(work, "n.ferrand@atlantique-diag.example", "Nathalie Ferrand", Role.ASSISTANT),
        an_account(work, "e.roux@atlantique-diag.example", "Élodie Roux", Role.SALES),
        karim,
        an_account(work, "b.dupuy@courriel.example", "Claire Dupuy", Role.CLIENT, dupuy.id),
        an_account(work, "gerance@lespins.example", "Jean Pin", Role.CLIENT, other.id),
    ]
    actors = [_actor(account) for account in accounts]
    return Cast(*actors, client_id=dupuy.id or 0, stranger_client_id=other.id or 0)


def a_client(work: Work, name: str, kind: ClientKind, email: str) -> Client:
    client = Client(kind=kind, name=name, email=email, created_at=work.now)
    work.db.add(client)
    work.db.flush()
    return client


def an_account(work: Work, email: str, name: str, role: Role, client_id: int | None = None) -> Account:
    account = Account(
        email=email, name=name, role=role, password_hash=_hashed(), client_id=client_id, created_at=work.now
    )
    work.db.add(account)
    work.db.flush()
    return account


@lru_cache(maxsize=1)
def _hashed() -> str:
    """Argon2id is slow on purpose: once per session is enough for a cast that shares one password."""
    return passwords.hashed(PASSWORD)


def _actor(account: Account) -> Actor:
    from liciel_app.office import rules

    return rules.actor(
        account_id=account.id or 0,
        name=account.name,
        role=account.role,
        language=account.language,
        client_id=account.client_id,
        session_id=0,
        origin="127.0.0.1",
    )


def cookie_of(email: str, password: str = PASSWORD) -> str:
    """Log in for real; the token that the cookie holds."""
    with begin(SYSTEM) as work:
        token, _ = services.log_in(work, email=email, password=password)
    return token
