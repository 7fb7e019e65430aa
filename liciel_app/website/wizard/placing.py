"""Who is ordering, and the order itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from liciel_app.core.work import Work
from liciel_app.directory import queries as directory
from liciel_app.orders import queries, services
from liciel_app.orders.queries.sheet import weight
from liciel_app.orders.rules import Draft


@dataclass(frozen=True, slots=True)
class Attached:
    id: int
    name: str
    weight: str


@dataclass(frozen=True, slots=True)
class Placed:
    """What the last page says; `id` is told to the office only."""

    number: str = ""
    id: int = 0
    email: str = ""
    on_quote: bool = False


def known_contact(work: Work) -> Mapping[str, str]:
    """The details of the client behind the account; nothing for a visitor or the office."""
    if work.actor.kind != "client" or not work.actor.client_ids:
        return {}
    client = directory.client_row(work, min(work.actor.client_ids))
    return {"client": client.kind, "name": client.name, "email": client.email, "phone": client.phone}


def place(work: Work, draft: Draft, origin: str) -> Placed:
    """Places the order, or finds the one this draft already made. `origin` is where the tab speaks from."""
    as_from(work, origin)
    order = services.place(work, draft)
    return Placed(
        number=order.number,
        id=(order.id or 0) if work.actor.is_office else 0,
        email=order.contact_email,
        on_quote=order.gross_cents == 0,
    )


def attached(work: Work, submit_id: str) -> list[Attached]:
    return [Attached(kept.id or 0, kept.name, weight(kept.size)) for kept in queries.waiting_files(work, submit_id)]


def detach(work: Work, submit_id: str, file_id: int) -> list[Attached]:
    services.detach(work, submit_id=submit_id, file_id=file_id)
    return attached(work, submit_id)


def as_from(work: Work, origin: str) -> None:
    """A visitor has no session that says where he is: his tab does."""
    if work.actor.kind == "visitor":
        work.actor = replace(work.actor, origin=origin)
