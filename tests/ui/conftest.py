"""States a test declares for itself go away with it: a refused class would otherwise stay registered for the next."""

import sys
from collections.abc import Iterator

import pytest
from reflex.state import BaseState
from reflex_base.registry import RegistrationContext


@pytest.fixture(autouse=True)
def _own_states_leave() -> Iterator[None]:
    known = set(RegistrationContext.ensure_context().base_states)
    yield
    registered = RegistrationContext.ensure_context()
    for name in set(registered.base_states) - known:
        if not _lasting(registered.base_states[name]):
            _forget(registered, registered.base_states.pop(name))


def _lasting(state: type[BaseState]) -> bool:
    """A class its module still names; what a test made on the way cannot be pickled nor found again."""
    return getattr(sys.modules.get(state.__module__), state.__name__, None) is state


def _forget(registered: RegistrationContext, state: type[BaseState]) -> None:
    for children in registered.base_state_substates.values():
        children.discard(state)
    for name in [name for name, one in registered.event_handlers.items() if state in one.states]:
        del registered.event_handlers[name]
