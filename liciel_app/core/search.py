"""Search on one stored normalised column (`norm`), with a trigram index on both databases.

SQLite: an FTS5 trigram table `<table>_fts` kept by triggers; PostgreSQL: a GIN index with pg_trgm. Both answer the same
rows; terms under three letters fall back to LIKE. Migrations call `index_statements`.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, bindparam, false, text, true
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from liciel_app.core.database import engine
from liciel_app.core.text import terms

SHORTEST: Final = 3
DENSE: Final = 1000
"""With more findings than that, walking the list in its order meets a page sooner than sorting them all."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Which rows match, and how many in the whole table when the index alone tells."""

    clause: ColumnElement[bool]
    rows: int | None


def matching(table: type[SQLModel], search: str) -> ColumnElement[bool]:
    """All the words, each anywhere in the row's `norm`; an empty search matches all, bare punctuation nothing."""
    words = terms(search)
    if not words:
        return false() if search.strip() else true()
    norm: Any = getattr(table, "norm")  # noqa: B009
    long = [word for word in words if len(word) >= SHORTEST]
    like = [col(norm).like(f"%{_escaped(word)}%", escape="\\") for word in words]
    if engine().dialect.name != "sqlite" or not long:
        return and_(*like)
    short = [clause for word, clause in zip(words, like, strict=True) if len(word) < SHORTEST]
    return and_(_in_trigrams(table, long), *short)


def finding(db: Session, table: type[SQLModel], search: str, dense: int = DENSE) -> Finding:
    """`matching` for a page in the order of its list, SQLite told from which side to walk."""
    words = terms(search)
    if engine().dialect.name != "sqlite" or not words or min(map(len, words)) < SHORTEST:
        return Finding(matching(table, search), None)
    rows = _count_in_trigrams(db, table, words)
    return Finding(_in_trigrams(table, words, in_order=rows > dense), rows)


def index_statements(table: str, dialect: str) -> list[str]:
    if dialect != "sqlite":
        return [f'CREATE INDEX ix_{table}_norm_trgm ON "{table}" USING gin (norm gin_trgm_ops)']
    fts = f"{table}_fts"
    gone = f"INSERT INTO {fts}({fts}, rowid, norm) VALUES ('delete', old.id, old.norm);"  # noqa: S608 a fixed name
    come = f"INSERT INTO {fts}(rowid, norm) VALUES (new.id, new.norm);"  # noqa: S608 a fixed name
    return [
        f"CREATE VIRTUAL TABLE {fts} USING fts5(norm, content='{table}', content_rowid='id', tokenize='trigram')",
        f'CREATE TRIGGER {fts}_insert AFTER INSERT ON "{table}" BEGIN {come} END',
        f'CREATE TRIGGER {fts}_delete AFTER DELETE ON "{table}" BEGIN {gone} END',
        f'CREATE TRIGGER {fts}_update AFTER UPDATE OF norm ON "{table}" BEGIN {gone} {come} END',
    ]


def _in_trigrams(table: type[SQLModel], words: list[str], *, in_order: bool = False) -> ColumnElement[bool]:
    """`in_order`: the plus sign keeps the planner from starting at the findings."""
    name = str(getattr(table, "__tablename__"))  # noqa: B009
    key, start = f"fts_{name}", "+" if in_order else ""
    found = text(f'{start}"{name}".id IN (SELECT rowid FROM {name}_fts WHERE {name}_fts MATCH :{key})')  # noqa: S608
    return found.bindparams(bindparam(key, _match(words)))  # pyright: ignore[reportReturnType]


def _count_in_trigrams(db: Session, table: type[SQLModel], words: list[str]) -> int:
    name = str(getattr(table, "__tablename__"))  # noqa: B009
    asked = text(f"SELECT count(*) FROM {name}_fts WHERE {name}_fts MATCH :words")  # noqa: S608 a fixed name
    return int(db.connection().execute(asked, {"words": _match(words)}).scalar_one())


def _match(words: list[str]) -> str:
    return " AND ".join('"' + word.replace('"', '""') + '"' for word in words)


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
