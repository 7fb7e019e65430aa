"""The client's pages as they are sent: what waits for him is in them, before any script runs."""

from pathlib import Path
from typing import Final

from starlette.responses import Response

from liciel_app.billing import queries as billing
from liciel_app.core.access import Permission
from liciel_app.core.errors import NotFound
from liciel_app.core.language import Language
from liciel_app.core.paging import Asked
from liciel_app.core.work import Work
from liciel_app.dossiers import queries as dossiers
from liciel_app.dossiers.queries import DossierRow, asked, portal
from liciel_app.portal.overview import Overview, overview
from liciel_app.ui import first_sight
from liciel_app.ui.door import Visit, route

ADDRESS: Final = "/espace"
TEMPLATES: Final = Path(__file__).parent / "templates"


@route(ADDRESS, permission=Permission.PORTAL_USE)
async def space(visit: Visit) -> Response:
    return first_sight.sent(ADDRESS, await visit.read(sight, visit.lang))


def sight(work: Work, lang: Language) -> str:
    seen, rows = _seen(work)
    return first_sight.drawn(TEMPLATES / "espace.html", lang, seen=seen, rows=rows)


def _seen(work: Work) -> tuple[Overview, list[DossierRow]]:
    return overview(work), list(dossiers.dossiers_page(work, Asked()).rows)


@route("/espace/dossier/{dossier_id}", permission=Permission.PORTAL_USE)
async def dossier(visit: Visit) -> Response:
    """Somebody else's is sent as an empty page, like one that is not there: the page itself says so, and logs it."""
    seen = await visit.read(dossier_sight, visit.request.path_params["dossier_id"], visit.lang)
    return first_sight.sent(visit.request.url.path, seen, built=first_sight.ANY_RECORD)


def dossier_sight(work: Work, wanted: str, lang: Language) -> str:
    try:
        seen = portal.client_dossier(work, asked.number(wanted))
    except NotFound:
        return ""
    bill = billing.row_of_dossier(work, seen.id)
    return first_sight.drawn(TEMPLATES / "dossier.html", lang, seen=seen, bill=bill)


ROUTES = (space, dossier)
