"""The technician's day as the page is sent: where to be, when, whom to call, before any script runs.

Kept by the phone with the page (`ui.service_worker`), it is there without network too, and says of when it is.
"""

from pathlib import Path
from typing import Final

from starlette.responses import Response

from liciel_app.core.access import Permission
from liciel_app.core.language import Language, moment
from liciel_app.core.work import Work
from liciel_app.dossiers.queries.field import field_day
from liciel_app.ui import first_sight
from liciel_app.ui.door import Visit, route

ADDRESS: Final = "/terrain"
TEMPLATE: Final = Path(__file__).parent / "templates" / "journee.html"


@route(ADDRESS, permission=Permission.FIELD_WORK)
async def day(visit: Visit) -> Response:
    return first_sight.sent(ADDRESS, await visit.read(sight, visit.lang))


def sight(work: Work, lang: Language) -> str:
    """Empty for the office, which chooses whose day it looks at."""
    if work.actor.kind != "technician":
        return ""
    shown = field_day(work, work.today, work.actor.account_id)
    return first_sight.drawn(TEMPLATE, lang, day=shown, made=moment(work.now))


ROUTES = (day,)
