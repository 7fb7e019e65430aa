"""Every HTTP route of the product, with what it demands."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from starlette.routing import BaseRoute, Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from liciel_app.api import (
    calendar_links,
    calendar_notices,
    dossier_files,
    feeds,
    lists,
    mileage,
    obligations,
    office_papers,
    openapi,
    order_files,
    order_papers,
    payments,
    price_files,
    pushing,
    quote_files,
    slots,
    sms,
    visit_papers,
)
from liciel_app.core.config import settings
from liciel_app.mobile import first as phone_first
from liciel_app.mobile import sending, sheet
from liciel_app.portal import calendar
from liciel_app.portal import first as space_first
from liciel_app.ui.door import DeclaredRoute
from liciel_app.website import (
    accounts,
    appointments,
    appointments_technician,
    contact,
    home,
    language,
    legal,
    login,
    ordering,
    payment,
    quote,
    seo,
    stylesheet,
    tour,
)

_ROOMS: Final = (
    order_files,
    order_papers,
    login,
    accounts,
    language,
    home,
    contact,
    legal,
    seo,
    stylesheet,
    payment,
    payments,
    slots,
    sms,
    quote,
    appointments,
    appointments_technician,
    ordering,
    quote_files,
    office_papers,
    dossier_files,
    sending,
    sheet,
    phone_first,
    calendar,
    space_first,
    feeds,
    calendar_links,
    calendar_notices,
    price_files,
    lists,
    mileage,
    visit_papers,
    pushing,
    tour,
    obligations,
    openapi,
)


def declared() -> Iterator[DeclaredRoute]:
    for room in _ROOMS:
        yield from room.ROUTES


def routes() -> list[BaseRoute]:
    made: list[BaseRoute] = [door.route for door in declared()]
    if settings().simulated:
        made.append(Mount("/simulateur", _simulated))
    return made


async def _simulated(scope: Scope, receive: Receive, send: Send) -> None:
    """The outside services of the demo and the tests, built when first called: no start waits for them."""
    await _simulator()(scope, receive, send)


@lru_cache(maxsize=1)
def _simulator() -> ASGIApp:
    from liciel_app.simulator import app

    return app.simulator()
