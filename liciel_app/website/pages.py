"""Server-rendered pages: real HTML, in the reader's language, with the office's own details."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from liciel_app.core.errors import Refused
from liciel_app.core.language import LANGUAGES, NAMES, Language, say
from liciel_app.office import queries as office_queries
from liciel_app.ui.door import Visit


@lru_cache(maxsize=1)
def environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)


async def render(visit: Visit, template: str, *, status: int = 200, **values: Any) -> Response:
    office = await visit.read(office_queries.office)
    return HTMLResponse(html(visit.lang, template, office=office, path=visit.request.url.path, **values), status)


def html(lang: Language, template: str, **values: Any) -> str:
    """`_()` in templates is the catalogue; `error` is a refusal or nothing."""

    def translated(sentence: str, **filled: object) -> str:
        return say(sentence, lang, **filled)

    def refused(error: Refused | None) -> str:
        return say(error.sentence, lang, **error.values) if error else ""

    known = {"error": None, "email": "", "office": None, "path": "/", "languages": [(k, NAMES[k]) for k in LANGUAGES]}
    return environment().get_template(template).render(_=translated, refused=refused, lang=lang, **(known | values))
