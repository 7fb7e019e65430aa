"""A person's own saved views and layouts."""

from typing import Any

from sqlalchemy import Select, or_
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.core.access import Actor
from liciel_app.core.work import Work
from liciel_app.office.models_views import ListLayout, SavedView


def visible_to(actor: Actor) -> Select[Any]:
    """Everybody has their own views; the office sees what its people share."""
    own = col(SavedView.account_id) == (actor.account_id or 0)
    return sa_select(SavedView).where(or_(own, col(SavedView.shared)) if actor.is_office else own)


def saved(work: Work, list_name: str) -> list[SavedView]:
    """The reader's views of a list and those shared with him, by name."""
    wanted = visible_to(work.actor).where(col(SavedView.list_name) == list_name).order_by(col(SavedView.name))
    return list(work.db.scalars(wanted).all())


def layout(work: Work, list_name: str) -> tuple[tuple[str, ...], int] | None:
    """The columns put away and the lines of a page; None for who never chose."""
    mine = select(ListLayout.hidden, ListLayout.size).where(
        col(ListLayout.account_id) == (work.actor.account_id or 0), col(ListLayout.list_name) == list_name
    )
    kept = work.db.exec(mine).first()
    if kept is None:
        return None
    hidden, size = kept
    return tuple(key for key in hidden.split(",") if key), size
