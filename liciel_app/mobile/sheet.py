"""The day's sheet as plain HTML: seen once with the network, the phone opens it again without (`ui.service_worker`)."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from liciel_app.core.access import Permission
from liciel_app.core.language import Language, moment, say
from liciel_app.core.work import Work
from liciel_app.dossiers.queries.field import field_day
from liciel_app.dossiers.queries.field_rows import FieldDay
from liciel_app.ui.door import Visit, route

POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    made: str
    days: list[FieldDay]


@route("/terrain/feuille", permission=Permission.FIELD_WORK)
async def sheet(visit: Visit) -> Response:
    """Today and tomorrow: hours, addresses, contacts, what to know on site, missions; no price, no script."""
    found = await visit.read(_sheet)
    answer = HTMLResponse(_html(found, visit.lang))
    answer.headers["content-security-policy"] = POLICY
    answer.headers["cache-control"] = "private, no-cache"
    return answer


def _sheet(work: Work) -> Sheet:
    one = work.actor.account_id if work.actor.kind == "technician" else None
    days = [field_day(work, work.today + timedelta(days=ahead), one) for ahead in range(2)]
    return Sheet(work.actor.name, moment(work.now), days)


def _html(found: Sheet, lang: Language) -> str:
    def translated(sentence: str, **filled: object) -> str:
        return say(sentence, lang, **filled)

    page = _environment().get_template("feuille.html")
    return page.render(_=translated, lang=lang, name=found.name, made=found.made, days=found.days)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


ROUTES = (sheet,)
