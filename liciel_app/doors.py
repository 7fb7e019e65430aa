"""Every HTTP route of the product, with what it demands."""

from collections.abc import Iterator
from functools import lru_cache

from starlette.routing import BaseRoute, Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from liciel_app.api import (
    dossier_files,
    lists,
    obligations,
    office_papers,
    openapi,
    order_files,
    order_papers,
    payments,
    price_files,
    quote_files,
    slots,
)
from liciel_app.core.config import settings
from liciel_app.portal import calendar
from liciel_app.ui.door import DeclaredRoute
from liciel_app.website import (
    accounts,
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
)


def declared() -> Iterator[DeclaredRoute]:
    yield from order_files.ROUTES
    yield from order_papers.ROUTES
    yield from login.ROUTES
    yield from accounts.ROUTES
    yield from language.ROUTES
    yield from home.ROUTES
    yield from contact.ROUTES
    yield from legal.ROUTES
    yield from seo.ROUTES
    yield from stylesheet.ROUTES
    yield from payment.ROUTES
    yield from payments.ROUTES
    yield from slots.ROUTES
    yield from quote.ROUTES
    yield from ordering.ROUTES
    yield from quote_files.ROUTES
    yield from office_papers.ROUTES
    yield from dossier_files.ROUTES
    yield from calendar.ROUTES
    yield from price_files.ROUTES
    yield from lists.ROUTES
    yield from obligations.ROUTES
    yield from openapi.ROUTES


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
