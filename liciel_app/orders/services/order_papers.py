# pyright: strict
"""What the office prints about an order stands among its files, so that the dossier opened from it takes it along."""

from dataclasses import dataclass
from typing import Final

from sqlmodel import col, select

from liciel_app.core import files
from liciel_app.core.work import Work
from liciel_app.orders.models import Order, OrderFile

PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper already in the storage."""

    sha256: str
    name: str
    content: bytes


def join_order(work: Work, order_id: int, paper: Printed) -> None:
    """The same content twice is one file."""
    files.keep(work, sha256=paper.sha256, size=len(paper.content), media_type=PDF)
    known = select(OrderFile.id).where(col(OrderFile.order_id) == order_id, col(OrderFile.sha256) == paper.sha256)
    if work.db.exec(known).first() is not None:
        return
    work.db.add(
        OrderFile(
            order_id=order_id,
            submit_id=work.db.get_one(Order, order_id).submit_id,
            sha256=paper.sha256,
            name=paper.name,
            size=len(paper.content),
            media_type=PDF,
            uploaded_at=work.now,
        )
    )
    work.db.flush()
