"""Pages that say no, in the office's look: unknown, forbidden, broken."""

from http import HTTPStatus
from typing import Final

import structlog
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from liciel_app.core.access import VISITOR
from liciel_app.core.language import Language, language_of, say
from liciel_app.office import queries as office_queries
from liciel_app.office.models import Office
from liciel_app.ui.door import Visit
from liciel_app.website.pages import closed, frame_of, html

log = structlog.get_logger()
TITLES: Final = {
    403: "Cette page ne vous est pas ouverte",
    404: "Cette page n’existe pas",
    500: "Quelque chose s’est mal passé",
}
OTHER_TITLE: Final = "Cette demande n’a pas abouti"
UNKNOWN: Final = "L’adresse est peut-être mal recopiée, ou la page a été retirée."


def error_page(lang: Language, status: int, sentence: str) -> Response:
    """`sentence` already speaks the reader's language; the page is written when it is sent."""
    return ErrorPage(lang, status, sentence)


class ErrorPage(Response):
    """Reads the office's details in a thread at the moment it is sent, and does without them when even that fails."""

    media_type = "text/html"

    def __init__(self, lang: Language, status: int, sentence: str) -> None:
        super().__init__(status_code=status)
        self.lang: Language = lang
        self.sentence = sentence

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        frame = frame_of(request, self.lang, await _office(request))
        title = TITLES.get(self.status_code, OTHER_TITLE)
        text = html(frame, "error.html", private=True, title=title, sentence=self.sentence, status=self.status_code)
        await closed(HTMLResponse(text, self.status_code))(scope, receive, send)


class UnknownPages:
    """Around the framework's own files: a reader who follows a dead link gets our page instead of its empty frame.

    Files and data asked for by programs keep their bare 404.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _asked_by_a_reader(scope):
            await self.app(scope, receive, send)
            return
        unknown = False

        async def unless_unknown(message: Message) -> None:
            nonlocal unknown
            unknown = unknown or (
                message["type"] == "http.response.start" and message["status"] == HTTPStatus.NOT_FOUND
            )
            if not unknown:
                await send(message)

        await self.app(scope, receive, unless_unknown)
        if unknown:
            lang = language_of(Request(scope).cookies.get("lang"))
            await error_page(lang, HTTPStatus.NOT_FOUND, say(UNKNOWN, lang))(scope, receive, send)


def _asked_by_a_reader(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] in ("GET", "HEAD")
        and "text/html" in Headers(scope=scope).get("accept", "")
    )


async def _office(request: Request) -> Office | None:
    try:
        return await Visit(request, VISITOR, "").read(office_queries.office)
    except Exception as error:  # noqa: BLE001 the page that says what broke must not break itself
        log.warning("error_page.bare", error=str(error))
        return None
