"""Pages by key, never by offset: the thousandth page costs what the first does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, TypeVar

from sqlalchemy import Select, func, tuple_
from sqlalchemy import select as sa_select
from sqlalchemy.orm import Session

from liciel_app.core.errors import Refused

Row = TypeVar("Row")
Move = Literal["first", "next", "previous", "last", "same"]
SMALLEST: Final = 10
LARGEST: Final = 350
USUAL: Final = 25
COUNT_CAP: Final = 10_000


@dataclass(frozen=True, slots=True)
class Key:
    """Where a row stands in the order of its list: the sorted value and the row's number. Never leaves the server."""

    value: Any
    number: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for. `sort` names a column of the list's own table of sortable columns."""

    search: str = ""
    sort: str = ""
    descending: bool = True
    move: Move = "first"
    start: Key | None = None
    end: Key | None = None
    size: int = USUAL


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    rows: Sequence[Row]
    start: Key | None
    end: Key | None
    has_previous: bool
    has_next: bool
    total: int


def page(db: Session, statement: Select[Any], sortable: Mapping[str, Any], number: Any, asked: Asked) -> Page[Any]:
    """`statement` selects the rows already scoped and filtered; `number` is its unique id column.

    Each row comes back as SQLAlchemy's row; the sorted columns must not be null.
    """
    if not SMALLEST <= asked.size <= LARGEST:
        raise Refused("Choisissez entre 10 et 350 lignes par page.")
    column = sortable.get(asked.sort) if asked.sort else next(iter(sortable.values()))
    if column is None:
        raise Refused("Ce tri n’existe pas.")
    total = _count(db, statement, number)
    backwards = asked.move in ("previous", "last")
    wanted = _placed(statement, column, number, asked)
    falling = asked.descending != backwards
    order = (column.desc(), number.desc()) if falling else (column.asc(), number.asc())
    selected = wanted.add_columns(column.label("key_value"), number.label("key_number"))
    found = list(db.connection().execute(selected.order_by(None).order_by(*order).limit(asked.size + 1)).all())
    more, rows = len(found) > asked.size, found[: asked.size]
    if backwards:
        rows.reverse()
    return _page(rows, more=more, asked=asked, total=total)


def _page(rows: list[Any], *, more: bool, asked: Asked, total: int) -> Page[Any]:
    backwards = asked.move in ("previous", "last")
    return Page(
        rows=rows,
        start=Key(rows[0].key_value, rows[0].key_number) if rows else None,
        end=Key(rows[-1].key_value, rows[-1].key_number) if rows else None,
        has_previous=more if backwards else asked.move == "next" or (asked.move == "same" and asked.start is not None),
        has_next=(asked.move == "previous") if backwards else more,
        total=total,
    )


def _placed(statement: Select[Any], column: Any, number: Any, asked: Asked) -> Select[Any]:
    """Only the rows beyond the key; `same` keeps the first row shown, so a live page does not jump."""
    pair = tuple_(column, number)
    if asked.move == "next" and asked.end:
        edge = tuple_(asked.end.value, asked.end.number)
        return statement.where(pair < edge if asked.descending else pair > edge)
    if asked.move == "previous" and asked.start:
        edge = tuple_(asked.start.value, asked.start.number)
        return statement.where(pair > edge if asked.descending else pair < edge)
    if asked.move == "same" and asked.start:
        edge = tuple_(asked.start.value, asked.start.number)
        return statement.where(pair <= edge if asked.descending else pair >= edge)
    return statement


def _count(db: Session, statement: Select[Any], number: Any) -> int:
    """Exact up to a cap: beyond it nobody reads the figure and counting would cost more than the page."""
    bare = statement.order_by(None)
    if statement.whereclause is None:
        counted = bare.with_only_columns(func.count(), maintain_column_froms=True)
    else:
        ids = bare.with_only_columns(number, maintain_column_froms=True).limit(COUNT_CAP).subquery()
        counted = sa_select(func.count()).select_from(ids)
    return int(db.connection().execute(counted).scalar_one())
