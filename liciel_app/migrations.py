"""Bringing a database to this version, from nothing or from an earlier one."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

from liciel_app.core import database

ROOT: Final = Path(__file__).resolve().parents[1]
VERSIONS: Final = ROOT / "alembic" / "versions"


def upgrade() -> None:
    with database.engine().connect() as connection:
        if _revision(connection) != head():
            _upgrade(connection)
        connection.commit()


def head() -> str:
    """The last revision: the history is linear and each file's name starts with its number."""
    return max(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*_*.py"))


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(ROOT / "alembic.ini")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
