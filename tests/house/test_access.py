"""Who may do what, seen from outside: the matrix, and what a stranger receives."""

import os
from pathlib import Path
from typing import Any, get_args

import pytest
from reflex_base.registry import RegistrationContext
from sqlmodel import SQLModel

from liciel_app.core.access import PERMISSIONS_OF, Permission
from liciel_app.ui.handler import PUBLIC, State, declared
from tests.client import Browser

SNAPSHOT = Path(__file__).parent / "access_matrix.txt"


def _who(permission: Any) -> str:
    if permission == PUBLIC:
        return "tout le monde"
    if isinstance(permission, Permission):
        return ", ".join(sorted(role for role, granted in PERMISSIONS_OF.items() if permission in granted))
    return f"signé par {permission.provider}"


def _states() -> list[type]:
    def below(kind: Any) -> list[type]:
        return [kind, *(one for sub in kind.get_substates() for one in below(sub))]

    import liciel_app.liciel_app  # noqa: F401 registers every screen

    return [kind for kind in below(State) if kind.__module__.startswith("liciel_app")]


def _named(kind: type) -> str:
    return f"{kind.__module__.removeprefix('liciel_app.')}.{kind.__name__}"


def _matrix() -> str:
    from liciel_app import doors

    lines = [
        f"{_named(kind)}.{name}: {declared(made.fn)} → {_who(declared(made.fn))}"
        for kind in _states()
        for name, made in kind.event_handlers.items()  # type: ignore[attr-defined]
        if name != "setvar"
    ]
    lines += [
        f"{'|'.join(door.methods)} {door.path}: {door.permission} → {_who(door.permission)}"
        for door in doors.declared()
    ]
    return "\n".join(sorted(lines)) + "\n"


def test_every_change_of_access_shows_as_a_line_of_the_matrix() -> None:
    """After a meant change: LICIEL_WRITE_MATRIX=1 pytest tests/house/test_access.py, and read the diff."""
    if os.environ.get("LICIEL_WRITE_MATRIX"):
        SNAPSHOT.write_text(_matrix())
    assert _matrix() == SNAPSHOT.read_text()


def test_no_handler_of_ours_is_undeclared() -> None:
    import liciel_app.liciel_app  # noqa: F401

    handlers = RegistrationContext.get().event_handlers.values()
    ours = [one.handler.fn for one in handlers if one.handler.fn.__module__.startswith("liciel_app")]
    assert [fn.__qualname__ for fn in ours if declared(fn) is None] == []


def test_no_state_var_is_typed_with_a_table() -> None:
    """A table object in a var would send every column, password hash included."""
    guilty = [
        f"{kind.__name__}.{name}"
        for kind in _states()
        for name, field in kind.get_fields().items()  # type: ignore[attr-defined]
        if any(isinstance(part, type) and issubclass(part, SQLModel) for part in _parts(field.annotated_type))
    ]
    assert guilty == []


@pytest.mark.filterwarnings("ignore")
async def test_a_stranger_s_first_load_receives_only_defaults(browser: Browser) -> None:
    stranger = browser.tab()
    await stranger.send_raw("reflex___state____state.hydrate", {})
    for kind in _states():
        found = await stranger.state(kind)
        for name, field in kind.get_fields().items():  # type: ignore[attr-defined]
            if name in kind.base_vars:  # type: ignore[attr-defined]
                assert getattr(found, name) == field.default_value(), f"{kind.__name__}.{name}"


def _parts(annotation: Any) -> list[Any]:
    return [annotation, *(one for part in get_args(annotation) for one in _parts(part))]
