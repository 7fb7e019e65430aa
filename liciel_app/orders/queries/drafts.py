"""Orders being written: who sees which, and who holds the key of one."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, false, func, or_
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.core.access import Actor, Permission
from liciel_app.core.errors import NotFound
from liciel_app.core.language import moment
from liciel_app.core.work import Work
from liciel_app.orders.models_drafts import KeyKind, OrderDraft, OrderDraftKey

LASTS: Final = timedelta(days=30)
MOST_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class DraftRow:
    """`prepared`: waits for somebody to validate it; otherwise it is still being written, by the reader."""

    id: int
    title: str
    contact: str
    author: str
    touched: str
    prepared: bool


def visible_to(actor: Actor) -> Select[OrderDraft]:
    """One’s own, and what was prepared: all of it for the office, his client’s for who validates. Nobody else’s."""
    unplaced = sa_select(OrderDraft).where(col(OrderDraft.order_id).is_(None))
    if actor.account_id is None and actor.kind != "system":
        return unplaced.where(false())
    return unplaced.where(or_(col(OrderDraft.account_id) == actor.account_id, _prepared_for(actor)))


def draft_rows(work: Work) -> list[DraftRow]:
    """What waits to be validated first, then what the reader left unfinished."""
    waiting = col(OrderDraft.prepared_at).is_(None)
    shown = visible_to(work.actor).where(col(OrderDraft.title) != "").order_by(waiting)
    found = work.db.scalars(shown.order_by(col(OrderDraft.touched_at).desc()).limit(MOST_SHOWN))
    return [_row(one) for one in found]


def prepared_rows(work: Work) -> list[DraftRow]:
    """What waits to be validated, the latest first."""
    waiting = visible_to(work.actor).where(col(OrderDraft.prepared_at).is_not(None))
    found = work.db.scalars(waiting.order_by(col(OrderDraft.prepared_at).desc()).limit(MOST_SHOWN))
    return [_row(one) for one in found]


def draft(work: Work, draft_id: int) -> OrderDraft:
    """Raises NotFound for one that is placed, dropped or somebody else's."""
    found = work.db.scalar(visible_to(work.actor).where(col(OrderDraft.id) == draft_id))
    if found is None:
        raise NotFound("Cette commande préparée est introuvable.")
    return found


def draft_of(work: Work, submit_id: str) -> OrderDraft | None:
    """The draft of a gesture; whoever knows its secret writes it."""
    return work.db.exec(select(OrderDraft).where(col(OrderDraft.submit_id) == submit_id)).first()


def living(work: Work) -> Sequence[OrderDraft]:
    """Whoever writes them: neither placed nor forgotten."""
    wanted = col(OrderDraft.order_id).is_(None), col(OrderDraft.touched_at) > work.now - LASTS
    return work.db.exec(select(OrderDraft).where(*wanted)).all()


def current_draft(work: Work, browser: str) -> OrderDraft | None:
    """Where the reader left off: his account's last unfinished draft, else the one his browser holds the key of."""
    own = _own(work)
    return own or (opened_by(work, browser, KeyKind.BROWSER) if browser and not work.actor.is_office else None)


def opened_by(work: Work, token: str, kind: KeyKind) -> OrderDraft | None:
    """The last unfinished draft of that key; none once it is placed, prepared, or older than LASTS."""
    keys = select(OrderDraftKey.draft_id).where(
        col(OrderDraftKey.token_hash) == token_hash(token),
        col(OrderDraftKey.kind) == kind,
        col(OrderDraftKey.made_at) > work.now - LASTS,
    )
    # A draft that an account took over is read by that account, no longer by the browser it was begun in.
    mine = (
        col(OrderDraft.account_id).is_(None)
        if kind is KeyKind.BROWSER
        else or_(col(OrderDraft.account_id).is_(None), col(OrderDraft.account_id) == work.actor.account_id)
    )
    wanted = select(OrderDraft).where(col(OrderDraft.id).in_(keys), mine, *_unfinished())
    return work.db.exec(wanted.order_by(col(OrderDraft.touched_at).desc()).limit(1)).first()


def drafts_from(work: Work, origin: str, lately: timedelta) -> int:
    """How many drafts that network address began in the last while."""
    recent = (col(OrderDraft.begun_at) > work.now - lately, col(OrderDraft.origin) == origin)
    return int(
        work.db.connection().execute(sa_select(func.count()).select_from(OrderDraft).where(*recent)).scalar_one()
    )


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _own(work: Work) -> OrderDraft | None:
    if work.actor.account_id is None:
        return None
    mine = select(OrderDraft).where(col(OrderDraft.account_id) == work.actor.account_id, *_unfinished())
    return work.db.exec(mine.order_by(col(OrderDraft.touched_at).desc()).limit(1)).first()


def _unfinished() -> tuple[ColumnElement[bool], ...]:
    return col(OrderDraft.order_id).is_(None), col(OrderDraft.prepared_at).is_(None)


def _prepared_for(actor: Actor) -> ColumnElement[bool]:
    waiting = col(OrderDraft.prepared_at).is_not(None)
    if actor.is_office:
        return waiting
    if not actor.client_ids or not actor.may(Permission.ORDERS_VALIDATE):
        return false()
    return and_(waiting, col(OrderDraft.client_id).in_(actor.client_ids))


def _row(found: OrderDraft) -> DraftRow:
    return DraftRow(
        id=found.id or 0,
        title=found.title,
        contact=found.contact,
        author=found.prepared_by or found.author,
        touched=moment(found.touched_at),
        prepared=found.prepared_at is not None,
    )
