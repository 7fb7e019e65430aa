"""Pages by key, never by offset: the thousandth page costs what the first does."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, Literal, TypeVar

from sqlalchemy import Integer, Select, bindparam, func, tuple_
from sqlalchemy import select as sa_select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from liciel_app.core.errors import Refused
from liciel_app.core.search import finding

Row = TypeVar("Row")
Move = Literal["first", "next", "previous", "last", "same"]
_EDGES: Final[dict[str, tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any]]]] = {
    "next": (operator.gt, operator.lt),
    "previous": (operator.lt, operator.gt),
    "same": (operator.ge, operator.le),
}
"""Only the rows beyond the key, by move: rising, falling. `same` keeps the first row: a live page does not jump."""
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
    total: int | None = None
    """How many rows there are, when who asks has just been told and nothing was written since."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    rows: Sequence[Row]
    start: Key | None
    end: Key | None
    has_previous: bool
    has_next: bool
    total: int


class Listing:
    """A list's rows, already scoped and filtered. Its statements are built once; what is asked is bound to them.

    `number` is the rows' unique id column. Each row comes back as SQLAlchemy's row; sorted columns must not be null.
    """

    def __init__(self, statement: Select[Any], sortable: Mapping[str, Any], number: Any) -> None:
        self._statement, self._sortable, self._number = statement, sortable, number
        self._counting = _counting(statement, number)
        self._built: dict[tuple[str, bool, str], Select[Any]] = {}

    def page(self, db: Session, asked: Asked) -> Page[Any]:
        if not SMALLEST <= asked.size <= LARGEST:
            raise Refused("Choisissez entre 10 et 350 lignes par page.")
        if asked.sort and asked.sort not in self._sortable:
            raise Refused("Ce tri n’existe pas.")
        key = _key(asked)
        values = {"lines": asked.size + 1, **({"edge": key.value, "edge_number": key.number} if key else {})}
        connection = db.connection()
        total = asked.total if asked.total is not None else int(connection.execute(self._counting).scalar_one())
        found = list(connection.execute(self._rows(asked, beyond=key is not None), values).all())
        more, rows = len(found) > asked.size, found[: asked.size]
        if asked.move in ("previous", "last"):
            rows.reverse()
        return _page(rows, more=more, asked=asked, total=total)

    def _rows(self, asked: Asked, *, beyond: bool) -> Select[Any]:
        edge = asked.move if beyond else ""
        falling = asked.descending != (asked.move in ("previous", "last"))
        form = (asked.sort, falling, edge)
        if form not in self._built:
            self._built[form] = self._build(asked, falling, edge)
        return self._built[form]

    def _build(self, asked: Asked, falling: bool, edge: str) -> Select[Any]:
        column = self._sortable[asked.sort or next(iter(self._sortable))]
        number = self._number
        wanted = self._statement
        if edge:
            ends = bindparam("edge", type_=column.type), bindparam("edge_number", type_=number.type)
            wanted = wanted.where(_EDGES[edge][asked.descending](tuple_(column, number), tuple_(*ends)))
        order = (column.desc(), number.desc()) if falling else (column.asc(), number.asc())
        selected = wanted.add_columns(column.label("key_value"), number.label("key_number"))
        return selected.order_by(None).order_by(*order).limit(bindparam("lines", type_=Integer()))


def page(
    db: Session,
    statement: Select[Any],
    sortable: Mapping[str, Any],
    number: Any,
    asked: Asked,
    searched: type[SQLModel] | None = None,
) -> Page[Any]:
    """A page of a list that is asked once (see `Listing`); `searched`: the table whose `norm` must match the words."""
    if searched is None or not asked.search.strip():
        return Listing(statement, sortable, number).page(db, asked)
    found = finding(db, searched, asked.search)
    alone = statement.whereclause is None and found.rows is not None
    total = min(found.rows or 0, COUNT_CAP) if alone else asked.total
    return Listing(statement.where(found.clause), sortable, number).page(db, replace(asked, total=total))


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


def _key(asked: Asked) -> Key | None:
    return {"next": asked.end, "previous": asked.start, "same": asked.start}.get(asked.move)


def _counting(statement: Select[Any], number: Any) -> Select[Any]:
    """Exact up to a cap: beyond it nobody reads the figure and counting would cost more than the page."""
    bare = statement.order_by(None)
    if statement.whereclause is None:
        return bare.with_only_columns(func.count(), maintain_column_froms=True)
    ids = bare.with_only_columns(number, maintain_column_froms=True).limit(COUNT_CAP).subquery()
    return sa_select(func.count()).select_from(ids)
