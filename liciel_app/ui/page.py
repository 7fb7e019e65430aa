"""A page: its route, its title, and what it loads; the person is loaded first."""

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from liciel_app.ui.session import Session


def page(route: str, *, title: str, load: Sequence[Any] = ()) -> Callable[[Callable[[], rx.Component]], Any]:
    """Register a page. Its loads run at each arrival and reconnection, so they must be repeatable."""
    return rx.page(route=route, title=f"{title} · Liciel", on_load=[Session.load, *load])
