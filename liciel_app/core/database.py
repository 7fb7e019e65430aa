"""The engine, the naming convention, and how each database begins a transaction.

SQLite (WAL) opens writing work with BEGIN IMMEDIATE: two writers queue instead of failing when a reader upgrades.
"""

from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, Enum, MetaData, create_engine, event, text
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from liciel_app.core.config import settings

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
WRITING = "liciel_writing"
KEYS = range(1, 2**31)
"""The numbers a row can have on both databases; PostgreSQL refuses to compare with any other."""
THREADS = 40
"""Worker threads of a process (AnyIO's limit): none of them waits for a connection on PostgreSQL."""

metadata: MetaData = SQLModel.metadata
metadata.naming_convention = NAMING
SQLModel.model_config["defer_build"] = True  # tables are not validated by pydantic: a start builds no validators


def words(kind: type[StrEnum]) -> Any:
    """A column that keeps an enumeration's words as plain text: a new word needs no change of the schema."""
    return Enum(kind, native_enum=False, length=32, values_callable=_values)


def _values(kind: type[StrEnum]) -> list[str]:
    return [str(word) for word in kind]


def build_engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        return _sqlite(url)
    url = url.replace("postgresql://", "postgresql+psycopg://", 1).replace("postgres://", "postgresql+psycopg://", 1)
    return create_engine(url, pool_size=8, max_overflow=THREADS - 8, pool_timeout=120, pool_pre_ping=True)


@lru_cache(maxsize=1)
def engine() -> Engine:
    url = settings().database
    if url.startswith("sqlite:///"):
        settings().data.mkdir(parents=True, exist_ok=True)
    return build_engine(url)


def is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def alone(db: Session, matter: str) -> None:
    """From here to the end of the transaction nobody else decides that matter. SQLite's writers are alone already."""
    connection = db.connection()
    if not is_sqlite(connection):
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:matter))"), {"matter": matter})


def _sqlite(url: str) -> Engine:
    made = create_engine(url, pool_size=8, max_overflow=8, connect_args={"timeout": 30, "check_same_thread": False})

    @event.listens_for(made, "connect")
    def _prepare(raw: Any, _record: object) -> None:  # pyright: ignore[reportUnusedFunction]
        raw.isolation_level = None
        safety = f"synchronous={settings().sqlite_synchronous}"
        for pragma in ("journal_mode=WAL", safety, "foreign_keys=ON", "busy_timeout=30000"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        writing = connection.get_execution_options().get(WRITING, True)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return made
