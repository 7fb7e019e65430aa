"""Bringing a database to this version, from nothing or from an earlier one."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from liciel_app.core import database

ROOT = Path(__file__).resolve().parents[1]


def upgrade() -> None:
    with database.engine().connect() as connection:
        if not _current(connection):
            command.upgrade(_config(connection), "head")
        connection.commit()


def _current(connection: Connection) -> bool:
    here = MigrationContext.configure(connection).get_current_revision()
    return here == ScriptDirectory.from_config(_config(connection)).get_current_head()


def _config(connection: Connection) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["connection"] = connection
    return config
