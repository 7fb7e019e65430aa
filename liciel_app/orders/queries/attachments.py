"""The files of orders, placed or still being written."""

from datetime import timedelta

from sqlalchemy import func
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.core.errors import NotFound
from liciel_app.core.work import Work
from liciel_app.orders.models import Order, OrderFile
from liciel_app.orders.queries.scope import get, visible_to


def files(work: Work, order_id: int) -> list[OrderFile]:
    order = get(work, order_id)
    wanted = select(OrderFile).where(col(OrderFile.order_id) == order.id).order_by(col(OrderFile.id))
    return list(work.db.exec(wanted).all())


def file(work: Work, file_id: int) -> OrderFile:
    """An attachment of an order this person sees; NotFound otherwise."""
    mine = visible_to(work.actor).with_only_columns(col(Order.id))
    wanted = select(OrderFile).where(col(OrderFile.id) == file_id, col(OrderFile.order_id).in_(mine))
    found = work.db.exec(wanted).first()
    if found is None:
        raise NotFound("Ce fichier est introuvable.")
    return found


def waiting_files(work: Work, submit_id: str) -> list[OrderFile]:
    """What was attached to an order not placed yet."""
    wanted = select(OrderFile).where(col(OrderFile.submit_id) == submit_id, col(OrderFile.order_id).is_(None))
    return list(work.db.exec(wanted.order_by(col(OrderFile.id))).all())


def files_from(work: Work, origin: str, lately: timedelta) -> int:
    """How many files that network address sent in the last while."""
    recent = (col(OrderFile.uploaded_at) > work.now - lately, col(OrderFile.origin) == origin)
    counted = sa_select(func.count()).select_from(OrderFile).where(*recent)
    return int(work.db.connection().execute(counted).scalar_one())
