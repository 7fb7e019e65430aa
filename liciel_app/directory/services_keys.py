# pyright: strict
"""Keys for machines: made and shown once, recognised by their hash, revoked at once."""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Final

from sqlmodel import col, select

from liciel_app.core.access import Actor, Permission, visitor
from liciel_app.core.errors import Invalid, NotAllowed, NotFound
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.directory import queries
from liciel_app.directory.models import Client
from liciel_app.directory.models_keys import AccessKey, Scope

GRANTS: Final[Mapping[Scope, frozenset[Permission]]] = {
    Scope.ORDERS: frozenset({Permission.ORDERS_PUSH, Permission.ORDERS_VALIDATE}),
    Scope.MODELS: frozenset({Permission.MODELS_PUSH}),
}
_PREFIX: Final = "lk_"
_MARKED: Final = 9
_LONGEST: Final = 80
_NOTED_EVERY: Final = timedelta(minutes=1)


def make_key(work: Work, *, name: str, client_email: str, scopes: Collection[str]) -> tuple[AccessKey, str]:
    """The key's row, and the key itself, which nobody can read again. Without an address it is the office's own.

    Raises NotAllowed, or Invalid for no name, an address of no client, no scope, or a client with the office's models.
    """
    _only_managers(work)
    client = queries.by_email(work, client_email)
    _check(name, client_email, client, scopes)
    key = _PREFIX + secrets.token_urlsafe(32)
    row = AccessKey(
        name=one_line(name, _LONGEST),
        client_id=client.id if client else None,
        scopes=" ".join(sorted(scopes)),
        mark=key[:_MARKED],
        key_hash=_hash(key),
        created_at=work.now,
        created_by=work.actor.name,
    )
    work.db.add(row)
    work.db.flush()
    work.record("accesskey.made", row, after={"name": row.name, "client_id": row.client_id, "scopes": row.scopes})
    return row, key


def revoke_key(work: Work, key_id: int) -> None:
    """From this moment it opens nothing; a second click changes nothing."""
    _only_managers(work)
    row = work.db.exec(select(AccessKey).where(col(AccessKey.id) == key_id).with_for_update()).first()
    if row is None:
        raise NotFound("Cette clé est introuvable.")
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = work.now, work.actor.name
        work.db.add(row)
        work.record("accesskey.revoked", row, after={"name": row.name})


def holder_of(work: Work, key: str, origin: str) -> Actor:
    """Who comes with that key: its client or the office, with its scopes for only rights; else a visitor."""
    known = select(AccessKey).where(col(AccessKey.key_hash) == _hash(key), col(AccessKey.revoked_at).is_(None))
    row = work.db.exec(known).first()
    if row is None:
        return visitor(origin)
    granted = (GRANTS[Scope(word)] for word in row.scopes.split())
    return Actor(
        kind="client" if row.client_id else "staff",
        name=row.name,
        permissions=frozenset[Permission]().union(*granted),
        client_ids=frozenset({row.client_id}) if row.client_id else frozenset(),
        origin=origin,
        key_id=row.id,
    )


def note_use(work: Work) -> None:
    """When and from where it last came, at most once a minute. Raises NotAllowed once it is revoked."""
    row = work.db.get(AccessKey, work.actor.key_id)
    if row is None or row.revoked_at is not None:
        raise NotAllowed
    if row.used_at is None or work.now - row.used_at >= _NOTED_EVERY:
        row.used_at, row.used_from = work.now, work.actor.origin[:64]
        work.db.add(row)


def _check(name: str, client_email: str, client: Client | None, scopes: Collection[str]) -> None:
    known = bool(scopes) and set(scopes) <= set(Scope)
    alone = client is None or Scope.MODELS not in scopes
    wrong = {
        "name": "" if name.strip() else "Donnez un nom à cette clé : le logiciel ou le partenaire.",
        "client_email": "" if client or not client_email.strip() else "Aucun client n’a cette adresse.",
        "scopes": "" if known else "Choisissez ce que cette clé permet.",
    }
    if not alone:
        wrong["scopes"] = "Les modèles de documents sont à l’office : une clé de client ne les change pas."
    found = {field: sentence for field, sentence in wrong.items() if sentence}
    if found:
        raise Invalid(found)


def _hash(key: str) -> str:
    """Of 256 random bits: nothing to slow down."""
    return hashlib.sha256(key.encode()).hexdigest()


def _only_managers(work: Work) -> None:
    if not work.actor.is_office or not work.actor.may(Permission.OFFICE_WRITE):
        raise NotAllowed
