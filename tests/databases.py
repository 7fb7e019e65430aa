"""A migrated database made once per session and copied for each test: SQLite by default, PostgreSQL when asked."""

import atexit
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from liciel_app import migrations
from liciel_app.core import config, database

POSTGRESQL = os.environ.get("LICIEL_TEST_DATABASE") == "postgresql"

# nothing of a test's database is worth a wait for the disk
_FORGETFUL = ("fsync = off", "full_page_writes = off", "synchronous_commit = off", "autovacuum = off")
_ROOM = 1_000_000_000
_PREFIX = "liciel-postgresql-"


@contextmanager
def template(folder: Path) -> Iterator[Callable[[Path], str]]:
    """A function that gives a test's data folder a fresh database and returns its address."""
    with _postgresql() if POSTGRESQL else _sqlite(folder) as copy:
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
def _postgresql() -> Iterator[Callable[[Path], str]]:
    """The database of the test before is dropped when the next one begins: by then its connections have left."""
    with a_server() as server:
        address = server.get_uri()
        keeper = create_engine(_driver(address), isolation_level="AUTOCOMMIT")
        _order(server, keeper, "CREATE DATABASE liciel_template")
        _migrate(_named(address, "liciel_template"))
        numbers = count(1)

        def copy(_data: Path) -> str:
            number = next(numbers)
            _order(server, keeper, f"DROP DATABASE IF EXISTS office_{number - 1} WITH (FORCE)")
            _order(server, keeper, f"CREATE DATABASE office_{number} TEMPLATE liciel_template STRATEGY FILE_COPY")
            return _named(address, f"office_{number}")

        yield copy
        keeper.dispose()


@contextmanager
def a_server() -> Iterator[Any]:
    """A PostgreSQL of this process, in a folder of its own: no other test session closes or cleans it."""
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=_quick_place()))
    try:
        server = _started(folder)
        yield server
        server.cleanup()
        atexit.unregister(server._cleanup)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _started(folder: Path) -> Any:
    """One at a time: the first start on a machine makes the user that the servers run as."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from fasteners import InterProcessLock
    from pgserver.postgres_server import get_server

    folder.chmod(0o755)  # for that user
    with InterProcessLock(Path(tempfile.gettempdir()) / "liciel-postgresql.lock"):
        _sweep(folder.parent)
        server = get_server(folder / "pg")
    keeper = create_engine(_driver(server.get_uri()), isolation_level="AUTOCOMMIT")
    for order in (*(f"ALTER SYSTEM SET {setting}" for setting in _FORGETFUL), "SELECT pg_reload_conf()"):
        _order(server, keeper, order)
    keeper.dispose()
    return server


def _sweep(place: Path) -> None:
    """Stop and remove the servers of test processes that were killed."""
    for left in place.glob(f"{_PREFIX}*-*"):
        if psutil.pid_exists(int(left.name.removeprefix(_PREFIX).partition("-")[0])):
            continue
        with suppress(OSError, ValueError):
            os.kill(int((left / "pg" / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
        shutil.rmtree(left, ignore_errors=True)


def _quick_place() -> str | None:
    """Memory when there is room: a copy takes 20 ms there, 100 to 250 on a disk."""
    memory = Path("/dev/shm")  # noqa: S108 a folder with a secret name is made in it
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM
    return str(memory) if roomy else None


def _order(server: Any, keeper: Engine, statement: str) -> None:
    """What the server wrote last says why it does not obey."""
    try:
        with keeper.connect() as connection:
            connection.execute(text(statement))
    except DBAPIError as refusal:
        refusal.add_note("The server's last words:\n" + "\n".join(server.log.read_text().splitlines()[-20:]))
        raise


def _named(address: str, name: str) -> str:
    """The address of another database of the same server."""
    place, mark, query = address.partition("?")
    return f"{place.rpartition('/')[0]}/{name}{mark}{query}"


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
