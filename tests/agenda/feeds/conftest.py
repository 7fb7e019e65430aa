from collections.abc import Callable, Iterator

import pytest
from starlette.applications import Starlette

from liciel_app.core import config
from liciel_app.simulator.app import simulator
from tests.agenda.feeds.sides import Google, Microsoft, Radicale, Side, a_radicale
from tests.serving import Running

NAMES = ("caldav", "google", "microsoft")
Open = Callable[[str], Side]


@pytest.fixture(scope="session")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with a_radicale(tmp_path_factory.mktemp("radicale")) as address:
        yield address


@pytest.fixture
def simulated() -> Iterator[tuple[Starlette, str]]:
    """The simulator behind a real server on loopback."""
    app = simulator()
    with Running(app) as address:
        yield app, address


@pytest.fixture
def open_side(radicale: str, simulated: tuple[Starlette, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Karim's calendar at one of the three; the office's settings lead there."""
    app, address = simulated
    for name in ("google", "microsoft"):
        monkeypatch.setenv(f"LICIEL_{name.upper()}_URL", f"{address}/{name}")
    config.settings.cache_clear()

    def opened(name: str) -> Side:
        memory = app.state.memory
        if name == "caldav":
            return Radicale(radicale)
        if name == "google":
            return Google(f"{address}/google", memory.google)
        return Microsoft(f"{address}/microsoft", memory.microsoft)

    yield opened
    monkeypatch.undo()
    config.settings.cache_clear()


@pytest.fixture(params=NAMES)
def side(request: pytest.FixtureRequest, open_side: Open) -> Side:
    return open_side(request.param)
