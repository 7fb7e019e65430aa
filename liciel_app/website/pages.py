"""Server-rendered pages: real HTML, in the reader's language, with the office's own details, without any script."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from liciel_app.core.errors import Refused
from liciel_app.core.language import LANGUAGES, NAMES, Language, say
from liciel_app.office import queries as office_queries
from liciel_app.office.models import Office
from liciel_app.ui.door import Visit
from liciel_app.website import cookies, seo, stylesheet, typography

POLICY: Final = (
    "default-src 'self'; script-src 'none'; object-src 'none'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds every page. `office` is none when its details could not be read (error pages)."""

    lang: Language
    office: Office | None
    path: str = "/"
    query: str = ""

    @property
    def here(self) -> str:
        """The page itself, where the language switch comes back to."""
        return f"{self.path}?{self.query}" if self.query else self.path


def frame_of(request: Request, lang: Language, office: Office | None) -> Frame:
    """`lang` is left out of the address: a language chosen in the footer must not meet the one of the link."""
    query = urlencode([pair for pair in request.query_params.multi_items() if pair[0] != "lang"])
    return Frame(lang, office, request.url.path, query)


async def render(
    visit: Visit, template: str, *, status: int = 200, private: bool = False, **values: Any
) -> HTMLResponse:
    """`private`: forms of accounts, never kept by a browser or a proxy, nor by a search engine."""
    frame = frame_of(visit.request, visit.lang, await visit.read(office_queries.office))
    answer = HTMLResponse(html(frame, template, private=private, **values), status)
    if "lang" in visit.request.query_params and visit.actor.account_id is None:
        cookies.give_language(answer, visit.lang)
    return closed(answer) if private else guarded(answer)


def guarded(answer: HTMLResponse) -> HTMLResponse:
    """A page depends on its reader's cookies (language, session) and runs no script, ours or another's."""
    answer.headers["content-security-policy"] = POLICY
    answer.headers["vary"] = "Cookie"
    return answer


def closed(answer: HTMLResponse) -> HTMLResponse:
    """Addresses of these pages may hold a secret: none of it leaves with a link (RFC 9111 5.2.2.5; Referrer Policy)."""
    answer.headers["cache-control"] = "no-store"
    answer.headers["referrer-policy"] = "same-origin"
    return guarded(answer)


def html(frame: Frame, template: str, *, private: bool = False, **values: Any) -> str:
    """`_()` in templates is the catalogue; `refused(error)` the sentence of a refusal, or nothing."""

    def translated(sentence: str, **filled: object) -> str:
        return typography.typeset(say(sentence, frame.lang, **filled), frame.lang)

    def refused(error: Refused | None) -> str:
        return translated(error.sentence, **error.values) if error else ""

    return (
        environment()
        .get_template(template)
        .render(
            _=translated,
            refused=refused,
            frame=frame,
            lang=frame.lang,
            office=frame.office,
            private=private,
            head=seo.head(frame.path, frame.lang),
            languages=[(known, NAMES[known]) for known in LANGUAGES],
            stylesheet=stylesheet.address(),
            **({"error": None} | values),
        )
    )


@lru_cache(maxsize=1)
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        bytecode_cache=FileSystemBytecodeCache(),  # in a folder of this user's alone: a start compiles none of them
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"tel": typography.telephone, "several": typography.several}
    return made
