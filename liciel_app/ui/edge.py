"""The outermost layer: security headers, foreign pages refused on the websocket, and pages gated before they are sent.

Reflex's compiled pages are public and free of data; the gate only spares a stranger an empty frame.
"""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlsplit

import structlog
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from liciel_app.core.access import VISITOR, Kind
from liciel_app.core.config import settings
from liciel_app.core.work import begin
from liciel_app.ui import bridge, serving

log = structlog.get_logger()

GATES: Final[Mapping[str, frozenset[Kind]]] = {
    "/bureau": frozenset({"staff"}),
    "/terrain": frozenset({"technician", "staff"}),
    "/espace": frozenset({"client"}),
}
CLOSED: Final = ("/_upload", "/_all_routes", "/auth-codespace")
HEADERS: Final[Mapping[str, str]] = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(self), microphone=()",
}


class Edge:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not _from_our_pages(Headers(scope=scope)):
            log.warning("websocket.foreign_origin", origin=Headers(scope=scope).get("origin"))
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"].startswith(CLOSED):
            await PlainTextResponse("Introuvable.", 404)(scope, receive, send)
            return
        own = serving.made_here(scope)
        if own is not None:
            await own(scope, receive, _with_headers(scope, send))
            return
        elsewhere = await _gate(scope)
        if elsewhere:
            await RedirectResponse(elsewhere, 303, {"cache-control": "no-store"})(scope, receive, send)
            return
        await self.app(scope, receive, _with_headers(scope, send))


def _from_our_pages(headers: Headers) -> bool:
    """A browser always names the page that opens a websocket; programs that name none carry no cookie of ours."""
    origin = headers.get("origin")
    if not origin:
        return True
    return urlsplit(origin).netloc in {headers.get("host", ""), urlsplit(settings().base_url).netloc}


async def _gate(scope: Scope) -> str:
    """Where to send somebody this page is not for; empty: let in."""
    path = str(scope["path"])
    gate = next((kinds for start, kinds in GATES.items() if path == start or path.startswith(start + "/")), None)
    if gate is None or scope["method"] not in ("GET", "HEAD"):
        return ""
    token = bridge.cookie_value(Headers(scope=scope).get("cookie", ""))
    kind = await to_thread.run_sync(_kind_of, token) if token else "visitor"
    if kind in gate:
        return ""
    return f"/connexion?suite={quote(path)}" if kind == "visitor" else "/"


def _kind_of(token: str) -> str:
    with begin(VISITOR, writing=False) as work:
        return bridge.identified(work, token, "").kind


def _with_headers(scope: Scope, send: Send) -> Send:
    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if settings().https:
                headers.setdefault("strict-transport-security", "max-age=31536000")
            _caching(str(scope["path"]), headers)
        await send(message)

    return add


def _caching(path: str, headers: Any) -> None:
    """Built files carry their hash in their name; everything else is asked for again."""
    headers.setdefault("cache-control", "public, max-age=31536000, immutable" if "/assets/" in path else "no-cache")
