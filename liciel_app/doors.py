"""Every HTTP route of the product, with what it demands."""

from collections.abc import Iterator

from starlette.routing import BaseRoute, Mount

from liciel_app.api import dossier_files, order_files, payments
from liciel_app.core.config import settings
from liciel_app.portal import calendar
from liciel_app.ui.door import DeclaredRoute
from liciel_app.website import accounts, home, language, legal, login, payment, seo, stylesheet


def declared() -> Iterator[DeclaredRoute]:
    yield from order_files.ROUTES
    yield from login.ROUTES
    yield from accounts.ROUTES
    yield from language.ROUTES
    yield from home.ROUTES
    yield from legal.ROUTES
    yield from seo.ROUTES
    yield from stylesheet.ROUTES
    yield from payment.ROUTES
    yield from payments.ROUTES
    yield from dossier_files.ROUTES
    yield from calendar.ROUTES


def routes() -> list[BaseRoute]:
    made: list[BaseRoute] = [door.route for door in declared()]
    if settings().simulated:
        from liciel_app.simulator import app as simulator

        made.append(Mount("/simulateur", simulator.simulator()))
    return made
