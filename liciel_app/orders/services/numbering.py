# pyright: strict
"""Numbers that follow each other within a year, one gesture at a time."""

from typing import Any

from sqlmodel import col, func, select

from liciel_app.core.work import Work
from liciel_app.office.models import Office


def one_at_a_time(work: Work) -> None:
    """Whoever numbers something waits here (PostgreSQL: the office's row; SQLite queues writers by itself)."""
    work.db.exec(select(col(Office.id)).where(col(Office.id) == 1).with_for_update())


def next_number(work: Work, column: Any, series: str) -> str:
    """DV-2026-0042: one after the highest of the year; call it under `one_at_a_time`."""
    start = f"{series}-{work.today.year}-"
    known = select(column).where(col(column).startswith(start))
    last = work.db.exec(known.order_by(func.length(column).desc(), col(column).desc()).limit(1)).first()
    return f"{start}{int(str(last).removeprefix(start)) + 1 if last else 1:04d}"
