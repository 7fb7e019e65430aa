"""A page left open shows within two seconds what somebody else did: it asks again often enough."""

from collections.abc import Callable, Iterator

import pytest
import reflex as rx
from reflex_base.registry import RegistrationContext

import liciel_app.liciel_app  # noqa: F401 registers every page
from liciel_app.ui.ticker import Ticker

LEFT_OPEN = (
    "/bureau",
    "/bureau/commandes",
    "/bureau/commandes/[order_id]",
    "/bureau/dossiers",
    "/bureau/dossiers/[dossier_id]",
    "/bureau/agenda",
    "/bureau/clients",
    "/bureau/factures",
    "/bureau/envois",
    "/terrain",
    "/terrain/visite/[dossier_id]",
    "/espace",
    "/espace/dossier/[dossier_id]",
)


@pytest.mark.parametrize("route", LEFT_OPEN)
def test_a_page_left_open_asks_again_in_time(route: str) -> None:
    beats = [int(str(one.milliseconds)) for one in _below(_pages()[route]()) if isinstance(one, Ticker)]
    assert min(beats) <= 1500


def _pages() -> dict[str, Callable[[], rx.Component]]:
    return {str(said["route"]): render for render, said in RegistrationContext.get().decorated_pages}


def _below(part: rx.Component) -> Iterator[rx.Component]:
    yield part
    for child in part.children:
        if isinstance(child, rx.Component):
            yield from _below(child)
