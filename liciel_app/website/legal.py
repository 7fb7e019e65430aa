"""What the law wants a site to say (LCEN, RGPD, code de la consommation), written from the office's own details."""

from datetime import date
from typing import Final

from starlette.responses import RedirectResponse, Response

from liciel_app.core.access import Permission
from liciel_app.core.language import day_as
from liciel_app.office.services_legal import LONGEST, complete_legal_notice
from liciel_app.ui.door import PUBLIC, Visit, route
from liciel_app.website.forms import fields
from liciel_app.website.pages import render

TERMS_SINCE: Final = date(2026, 11, 1)


@route("/mentions-legales", permission=PUBLIC)
async def legal_notice(visit: Visit) -> Response:
    """What the office has not said is told to its people alone; who runs it says it here."""
    return await render(
        visit,
        "legal_notice.html",
        ours=visit.actor.is_office,
        may_complete=visit.actor.may(Permission.OFFICE_WRITE),
        longest=LONGEST,
    )


@route("/mentions-legales", permission=Permission.OFFICE_WRITE, methods=("POST",))
async def complete_notice(visit: Visit) -> Response:
    form = await fields(visit.request)
    said = {name: form.get(name, "") for name in ("publication_director", "host")}
    await visit.do(complete_legal_notice, **said)
    return RedirectResponse("/mentions-legales", 303, {"cache-control": "no-store"})


@route("/confidentialite", permission=PUBLIC)
async def privacy(visit: Visit) -> Response:
    return await render(visit, "privacy.html", since=_since(visit))


@route("/cgv", permission=PUBLIC)
async def terms(visit: Visit) -> Response:
    return await render(visit, "terms.html", since=_since(visit))


def _since(visit: Visit) -> str:
    return day_as(TERMS_SINCE, "long", visit.lang)


ROUTES = (legal_notice, complete_notice, privacy, terms)
