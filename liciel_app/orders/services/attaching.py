# pyright: strict
"""Plans and photographs joined to an order while it is being written."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from liciel_app.core import files
from liciel_app.core.errors import Conflict, NotFound, Refused
from liciel_app.core.text import file_name
from liciel_app.core.work import Work
from liciel_app.orders import queries, rules
from liciel_app.orders.models import OrderFile
from liciel_app.orders.queries import drafts
from liciel_app.orders.services.floods import HOUR, refuse_flood

DROP_ABANDONED: Final = "orders.drop_abandoned"
WAITS: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Received:
    """An attachment already written to the storage under its hash; its media type was read from its content."""

    sha256: str
    size: int
    media_type: str


def attach(work: Work, *, submit_id: str, name: str, received: Received) -> OrderFile:
    """Keep a file for the order being written under this secret id. Raises what `may_attach` raises."""
    may_attach(work, submit_id=submit_id)
    files.keep(work, sha256=received.sha256, size=received.size, media_type=received.media_type)
    kept = OrderFile(
        submit_id=submit_id,
        sha256=received.sha256,
        name=file_name(name),
        size=received.size,
        media_type=received.media_type,
        uploaded_at=work.now,
        origin=work.actor.origin,
    )
    work.db.add(kept)
    work.db.flush()
    work.record("orderfile.received", kept, after={"name": kept.name, "sha256": kept.sha256})
    work.later(DROP_ABANDONED, kept, wait=WAITS)
    return kept


def may_attach(work: Work, *, submit_id: str) -> None:
    """Asked before a body is read. Refuses after FILES_PER_ORDER files, after FILES_PER_HOUR from one address, and
    once the order is placed."""
    if not rules.is_submit_id(submit_id):
        raise NotFound("Cette commande a expiré : rechargez la page.")
    if queries.by_submit_id(work, submit_id) is not None:
        raise Conflict("Cette commande est déjà validée.")
    if len(queries.waiting_files(work, submit_id)) >= rules.FILES_PER_ORDER:
        raise Refused("Une commande porte six fichiers au plus.")
    refuse_flood(work, queries.files_from(work, work.actor.origin, HOUR), rules.FILES_PER_HOUR)


def detach(work: Work, *, submit_id: str, file_id: int) -> None:
    """Take back an attachment of an order not placed yet; any other is left as it is."""
    for kept in queries.waiting_files(work, submit_id):
        if kept.id == file_id:
            work.record("orderfile.removed", kept, before={"name": kept.name})
            work.db.delete(kept)
    work.db.flush()


def drop_lot_files(work: Work, submit_id: str, rank: int, count: int) -> None:
    """The lot of that rank, of so many, is taken out: its files go, those of the lots after it follow their lot."""
    if not rules.is_submit_id(submit_id) or not 0 <= rank < count <= rules.MOST_LOTS:
        return
    gone = rules.lot_submit_id(submit_id, rank)
    for kept in queries.waiting_files(work, gone):
        detach(work, submit_id=gone, file_id=kept.id or 0)
    for place in range(rank + 1, count):
        for kept in queries.waiting_files(work, rules.lot_submit_id(submit_id, place)):
            kept.submit_id = rules.lot_submit_id(submit_id, place - 1)
            work.db.add(kept)
    work.db.flush()


def drop_abandoned(work: Work, file_id: int) -> None:
    """Forget a file whose order was never placed; the keeping of the storage then frees its content.

    While the order is still being written, or waits for who validates it, its files wait with it.
    """
    kept = work.db.get(OrderFile, file_id)
    if kept is None or kept.order_id is not None:
        return
    if _still_written(work, kept):
        work.later(DROP_ABANDONED, kept, wait=WAITS)
        return
    work.record("orderfile.dropped", kept, before={"name": kept.name})
    work.db.delete(kept)


def _still_written(work: Work, kept: OrderFile) -> bool:
    """Of the gesture itself, or of one of its lots."""
    lots = range(rules.MOST_LOTS)
    return any(
        kept.submit_id in (rules.lot_submit_id(draft.submit_id, lot) for lot in lots) for draft in drafts.living(work)
    )
