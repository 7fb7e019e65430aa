from collections.abc import Callable, Iterator

import pytest

from liciel_app.agenda.tours import crew
from liciel_app.core import config
from tests.agenda.offices import MERIGNAC, VILLENAVE, a_booking, two_technicians
from tests.agenda.tours_desk import desk
from tests.loopback import Answering, servers_on_loopback
from tests.people import Cast

RoadsFrom = Callable[[str], None]


@pytest.fixture
def workers() -> Iterator[None]:
    """The processes that solve tours stop with the test."""
    yield
    crew.crew().close()


@pytest.fixture
def crossed(people: Cast) -> tuple[int, int]:
    """Karim lives in Mérignac and visits Villenave, Julien the other way round; both at 9, nobody was told."""
    with desk(people) as work:
        karim, julien = two_technicians(work, people)
        far = a_booking(work, karim, 24, 9, VILLENAVE, provisional=True)
        near = a_booking(work, julien, 24, 9, MERIGNAC, provisional=True)
        return far.id or 0, near.id or 0


@pytest.fixture
def answering() -> Iterator[Answering]:
    """A real server on loopback that answers what it is told to; gives its address."""
    with servers_on_loopback() as start:
        yield start


@pytest.fixture
def roads_from(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[RoadsFrom]:
    """The office's routing service speaks OSRM at that address."""

    def choose(address: str) -> None:
        monkeypatch.setenv("LICIEL_ROUTING_ENGINE", "osrm")
        monkeypatch.setenv("LICIEL_ROUTING_URL", address)
        config.settings.cache_clear()

    yield choose
    config.settings.cache_clear()
    crew.crew().close()
