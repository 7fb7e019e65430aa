"""What the law wants a site to say (LCEN, RGPD, code de la consommation), written from the office's own details."""

from datetime import date
from typing import Final

from babel.dates import format_date
from starlette.responses import Response

from liciel_app.ui.door import PUBLIC, Visit, route
from liciel_app.website.pages import render

TERMS_SINCE: Final = date(2026, 11, 1)


@route("/mentions-legales", permission=PUBLIC)
async def legal_notice(visit: Visit) -> Response:
    return await render(visit, "legal_notice.html")


@route("/confidentialite", permission=PUBLIC)
async def privacy(visit: Visit) -> Response:
    return await render(visit, "privacy.html", since=_since(visit))


@route("/cgv", permission=PUBLIC)
async def terms(visit: Visit) -> Response:
    return await render(visit, "terms.html", since=_since(visit))


def _since(visit: Visit) -> str:
    return str(format_date(TERMS_SINCE, "long", locale=visit.lang))


ROUTES = (legal_notice, privacy, terms)
