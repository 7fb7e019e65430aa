"""The keys of machines, as the manager reads them: never the key itself."""

from dataclasses import dataclass

from sqlmodel import col, select

from liciel_app.core.access import Permission
from liciel_app.core.language import moment
from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.directory.models_keys import AccessKey


@dataclass(frozen=True, slots=True)
class KeyRow:
    """`client` is empty for the office's own; `used` and `revoked` while they are not."""

    id: int
    name: str
    client: str
    scopes: list[str]
    mark: str
    created: str
    author: str
    used: str
    used_from: str
    revoked: str


def keys(work: Work) -> list[KeyRow]:
    """The latest first; for who sets the office's affairs alone."""
    if not work.actor.is_office or not work.actor.may(Permission.OFFICE_WRITE):
        return []
    wanted = select(AccessKey, Client).join(Client, col(Client.id) == col(AccessKey.client_id), isouter=True)
    return [_row(key, client) for key, client in work.db.exec(wanted.order_by(col(AccessKey.id).desc())).all()]


def _row(key: AccessKey, client: Client | None) -> KeyRow:
    return KeyRow(
        id=key.id or 0,
        name=key.name,
        client=client.name if client else "",
        scopes=key.scopes.split(),
        mark=key.mark,
        created=moment(key.created_at),
        author=key.created_by,
        used=moment(key.used_at),
        used_from=key.used_from,
        revoked=moment(key.revoked_at),
    )
