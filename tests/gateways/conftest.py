from collections.abc import Iterator

import pytest

from tests.loopback import Answering, servers_on_loopback


@pytest.fixture
def answering() -> Iterator[Answering]:
    """A real server on loopback that answers what it is told to; gives its address."""
    with servers_on_loopback() as start:
        yield start
