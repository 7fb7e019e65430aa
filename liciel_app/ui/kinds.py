"""The words the kit's signatures are written with."""

from typing import Any, TypeAlias

import reflex as rx

Text: TypeAlias = str | rx.Var[str]
"""A sentence: `t("…")` in screens, or a value of a row."""

Node: TypeAlias = rx.Component | rx.Var[Any] | str
"""Whatever may stand between two tags."""

Flag: TypeAlias = bool | rx.Var[bool]

Event: TypeAlias = Any
"""Whatever Reflex accepts for `on_click=`: a handler, a handler with its arguments, a list of both."""


def some(*nodes: Node | None) -> list[Node]:
    """The nodes that are there: lets a component leave out its optional parts."""
    return [node for node in nodes if node is not None]
