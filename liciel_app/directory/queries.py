"""Reading clients."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, false
from sqlalchemy import select as sa_select
from sqlmodel import col

from liciel_app.core import journal, paging
from liciel_app.core.access import Actor
from liciel_app.core.clock import local
from liciel_app.core.errors import NotFound
from liciel_app.core.language import day_short
from liciel_app.core.search import matching
from liciel_app.core.work import Work
from liciel_app.directory import rules
from liciel_app.directory.models import Client

SORTABLE: Final[dict[str, Any]] = {"name": col(Client.norm), "since": col(Client.created_at)}
_SHORTEST: Final = 3
_SHOWN: Final = (
    col(Client.id),
    col(Client.kind),
    col(Client.name),
    col(Client.email),
    col(Client.phone),
    col(Client.postcode),
    col(Client.city),
    col(Client.created_at),
)


@dataclass(frozen=True, slots=True)
class ClientRow:
    """`kind` is the word of ClientKind, `since` a day as people read it."""

    id: int
    kind: str
    name: str
    email: str
    phone: str
    town: str
    since: str


def visible_to(actor: Actor) -> Select[Client]:
    """The office sees every client, a portal account the ones it speaks for, others nobody."""
    everybody = sa_select(Client)
    if actor.is_office:
        return everybody
    return everybody.where(col(Client.id).in_(actor.client_ids) if actor.client_ids else false())


def clients_page(work: Work, asked: paging.Asked) -> paging.Page[ClientRow]:
    """The page is found and counted on the numbers alone, which indexes hold; only its own rows are then read."""
    statement: Any = visible_to(work.actor).with_only_columns(col(Client.id))
    found = paging.page(work.db, statement, SORTABLE, col(Client.id), asked, Client)
    numbers = [one.id for one in found.rows]
    shown = work.db.connection().execute(sa_select(*_SHOWN).where(col(Client.id).in_(numbers)))
    by_number = {one.id: _row(one) for one in shown}
    rows = [by_number[number] for number in numbers]
    return paging.Page(rows, found.start, found.end, found.has_previous, found.has_next, found.total)


def client_row(work: Work, client_id: int) -> ClientRow:
    """Raises NotFound for an absent client and for somebody else's."""
    statement = visible_to(work.actor).with_only_columns(*_SHOWN).where(col(Client.id) == client_id)
    found = work.db.connection().execute(statement).first()
    if found is None:
        raise NotFound("Ce client est introuvable.")
    return _row(found)


def by_email(work: Work, email: str) -> Client | None:
    """The client of that address, whatever the case it is asked in (kept in lower case); for services."""
    key = rules.email_key(email)
    same = sa_select(Client).where(col(Client.email) == key).order_by(col(Client.id)).limit(1)
    return work.db.scalar(same) if key else None


def alike(work: Work, text: str, most: int = 6) -> list[ClientRow]:
    """Known clients that what is being typed may name, by mail, telephone or name: an exact mail or number first.

    Outside the office nobody is proposed: a stranger learns nothing of who is a client.
    """
    if not work.actor.is_office or len(text.strip()) < _SHORTEST:
        return []
    known = ((col(Client.email), rules.email_key(text)), (col(Client.phone), rules.phone_key(text)))
    exact = [row for column, value in known if value for row in _few(work, column == value, most)]
    words = _few(work, matching(Client, text), most)
    return list({row.id: row for row in (*exact, *words)}.values())[:most]


def latest_change(work: Work) -> int:
    """Live pages reload when this number moves."""
    return journal.latest(work.db, ("client",))


def _few(work: Work, condition: Any, most: int) -> list[ClientRow]:
    statement = visible_to(work.actor).with_only_columns(*_SHOWN).where(condition)
    found = work.db.connection().execute(statement.order_by(col(Client.norm), col(Client.id)).limit(most))
    return [_row(one) for one in found]


def _row(found: Any) -> ClientRow:
    return ClientRow(
        id=found.id,
        kind=str(found.kind),
        name=found.name,
        email=found.email,
        phone=found.phone,
        town=f"{found.postcode} {found.city}".strip(),
        since=day_short(local(found.created_at).date()),
    )
