"""A migrated database made once per session and copied for each test: SQLite by default, PostgreSQL when asked."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text

from liciel_app import migrations
from liciel_app.core import config, database

POSTGRESQL = os.environ.get("LICIEL_TEST_DATABASE") == "postgresql"


@contextmanager
def template(folder: Path) -> Iterator[Callable[[Path], str]]:
    """A function that gives a test's data folder a fresh database and returns its address."""
    with _postgresql(folder) if POSTGRESQL else _sqlite(folder) as copy:
        yield copy


@contextmanager
def _sqlite(folder: Path) -> Iterator[Callable[[Path], str]]:
    made = folder / "template.db"
    _migrate(f"sqlite:///{made}")

    def copy(data: Path) -> str:
        shutil.copy(made, data / "liciel.db")
        return f"sqlite:///{data / 'liciel.db'}"

    yield copy


@contextmanager
def _postgresql(folder: Path) -> Iterator[Callable[[Path], str]]:
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pgserver.postgres_server import get_server

    for parent in (folder, *folder.parents[:4]):
        parent.chmod(0o755)  # the server runs as a user of its own
    server = get_server(folder / "pg")
    admin = server.get_uri()
    base = admin.rpartition("/")[0] if "?" not in admin else ""
    engine = create_engine(_driver(admin), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE liciel_template"))
    _migrate(_named(admin, base, "liciel_template"))
    numbers = count(1)

    def copy(_data: Path) -> str:
        name = f"office_{os.getpid()}_{next(numbers)}"
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE liciel_template"))
        return _named(admin, base, name)

    yield copy
    engine.dispose()
    server.cleanup()


def _named(admin: str, base: str, name: str) -> str:
    if base:
        return f"{base}/{name}"
    address, _, query = admin.partition("?")
    return f"{address.rpartition('/')[0]}/{name}?{query}"


def _driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _migrate(url: str) -> None:
    before = os.environ.get("LICIEL_DATABASE_URL")
    os.environ["LICIEL_DATABASE_URL"] = url
    config.settings.cache_clear()
    database.engine.cache_clear()
    migrations.upgrade()
    database.engine().dispose()
    database.engine.cache_clear()
    config.settings.cache_clear()
    os.environ.pop("LICIEL_DATABASE_URL")
    if before:
        os.environ["LICIEL_DATABASE_URL"] = before
