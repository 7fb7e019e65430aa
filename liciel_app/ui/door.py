"""HTTP routes: the same three locks as handlers, for everything that is not a websocket event.

`@route("/fichiers/{id}", permission=Permission.FILES_READ)` declares who may knock; a webhook declares `SignedBy("…")`
and checks its signature itself. Refusals become one page or one JSON problem (RFC 9457) here.
"""

import functools
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, Literal, ParamSpec, TypeVar
from urllib.parse import quote, urlsplit

import structlog
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from liciel_app.core.access import FOR_MACHINES, PUBLIC, VISITOR, Actor, Permission, visitor
from liciel_app.core.config import settings
from liciel_app.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refused, TooMany, UnknownKey
from liciel_app.core.language import Language, language_of, say
from liciel_app.core.work import Work, begin
from liciel_app.ui import bridge

log = structlog.get_logger()
P = ParamSpec("P")
T = TypeVar("T")
Answers = Literal["page", "json"]
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_STATUS: Final = {UnknownKey: 401, NotFound: 404, NotAllowed: 403, Conflict: 409, Invalid: 422, TooMany: 429}
_HEADERS: Final = {401: {"WWW-Authenticate": "Bearer"}, 429: {"Retry-After": "3600"}}


@dataclass(frozen=True, slots=True)
class SignedBy:
    """A machine that proves itself by a signature, checked by the route before anything else."""

    provider: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: who knocks, and the way to the services for them."""

    request: Request
    actor: Actor
    token: str

    @property
    def lang(self) -> Language:
        return self.actor.language

    async def read(self, query: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        return await self._in_thread(lambda work: query(work, *args, **kwargs), writing=False)

    async def do(self, service: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        return await self._in_thread(lambda work: service(work, *args, **kwargs), writing=True)

    async def _in_thread(self, function: Callable[..., T], *, writing: bool) -> T:
        def act() -> T:
            with begin(self.actor, writing=writing) as work:
                return function(work)

        return await to_thread.run_sync(act)


Declared = Permission | SignedBy | str
Endpoint = Callable[[Visit], Awaitable[Response]]
ErrorPage = Callable[[Language, int, str], Response]


@dataclass(frozen=True, slots=True)
class DeclaredRoute:
    path: str
    methods: tuple[str, ...]
    permission: Declared
    route: Route


def route(
    path: str, *, permission: Declared, methods: Sequence[str] = ("GET",), answers: Answers = "page"
) -> Callable[[Endpoint], DeclaredRoute]:
    if permission != PUBLIC and not isinstance(permission, Permission | SignedBy):
        raise TypeError(f"{path}: a route declares a Permission, a SignedBy, or PUBLIC.")

    def declare(endpoint: Endpoint) -> DeclaredRoute:
        @functools.wraps(endpoint)
        async def answer(request: Request) -> Response:
            machine = permission in FOR_MACHINES
            visit = await (_machine(request) if machine else _visit(request))
            try:
                _check(visit, permission)
                return await endpoint(visit)
            except Refused as refusal:
                return _refusal(visit, refusal, answers)
            except Exception as error:  # noqa: BLE001 a bug: logged with a reference shown to the user
                return _bug(visit, answers, error)

        made = Route(path, answer, methods=list(methods))
        return DeclaredRoute(path, tuple(methods), permission, made)

    return declare


_error_page: list[ErrorPage] = []
_holder: list[Callable[[Work, str, str], Actor]] = []


def install_error_page(page: ErrorPage) -> None:
    """Called once by the app module: the site knows how the office's pages look."""
    _error_page[:] = [page]


def install_keys(holder: Callable[[Work, str, str], Actor]) -> None:
    """Called once by the app module: whose key it is, seen from that address; a visitor for nobody's."""
    _holder[:] = [holder]


def error_page(lang: Language, status: int, sentence: str) -> Response:
    if _error_page:
        return _error_page[0](lang, status, sentence)
    return HTMLResponse(f"<!doctype html><title>{status}</title><p>{sentence}</p>", status)


def same_origin(request: Request) -> bool:
    """Browsers name the page that sends: it must be one of ours (no Origin: not a browser's cross-site request)."""
    origin = request.headers.get("origin") or ""
    if not origin:
        return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
    hosts = {request.headers.get("host", ""), urlsplit(settings().base_url).netloc}
    return urlsplit(origin).netloc in hosts


def origin_of(request: Request) -> str:
    """The caller's address; behind our own proxies, the one they report."""
    direct = request.client.host if request.client else ""
    hops = settings().trusted_proxy_hops
    if not hops:
        return direct
    chain = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    return chain[-hops] if len(chain) >= hops else direct


async def _visit(request: Request) -> Visit:
    token, origin = bridge.cookie_value(request.headers.get("cookie", "")), origin_of(request)
    spoken = language_of(request.query_params.get("lang") or request.cookies.get("lang"))

    def look_up() -> Actor:
        with begin(VISITOR, writing=False) as work:
            return bridge.identified(work, token, origin, spoken)

    return Visit(request, await to_thread.run_sync(look_up) if token else visitor(origin, spoken), token)


async def _machine(request: Request) -> Visit:
    """Who stands behind `Authorization: Bearer …`; no cookie is looked at, so no page can send in somebody's name."""
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    origin = origin_of(request)

    def look_up() -> Actor:
        with begin(VISITOR, writing=False) as work:
            return _holder[0](work, key.strip(), origin)

    known = kind.lower() == "bearer" and bool(key.strip())
    return Visit(request, await to_thread.run_sync(look_up) if known else visitor(origin), "")


def _check(visit: Visit, permission: Declared) -> None:
    if isinstance(permission, SignedBy):
        return
    if visit.request.method not in SAFE and not same_origin(visit.request):
        raise NotAllowed
    if isinstance(permission, Permission) and not visit.actor.may(permission):
        raise UnknownKey if permission in FOR_MACHINES and visit.actor.key_id is None else NotAllowed


def _refusal(visit: Visit, refusal: Refused, answers: Answers) -> Response:
    status = next((code for kind, code in _STATUS.items() if isinstance(refusal, kind)), 400)
    sentence = say(refusal.sentence, visit.lang, **refusal.values)
    log.warning("route.refused", path=visit.request.url.path, actor=visit.actor.account_id, status=status)
    if answers == "json":
        return _problem(status, sentence, visit, refusal)
    anonymous = visit.actor.account_id is None
    if isinstance(refusal, NotAllowed) and anonymous and visit.request.method in SAFE:
        return RedirectResponse(f"/connexion?suite={quote(visit.request.url.path)}", 303)
    return error_page(visit.lang, status, sentence)


def _problem(status: int, sentence: str, visit: Visit, refusal: Refused) -> Response:
    body: dict[str, Any] = {"type": "about:blank", "status": status, "title": sentence}
    if isinstance(refusal, Invalid):
        body["errors"] = {name: say(text, visit.lang) for name, text in refusal.fields.items()}
    return JSONResponse(body, status, _HEADERS.get(status), media_type="application/problem+json")


def _bug(visit: Visit, answers: Answers, error: Exception) -> Response:
    reference = secrets.token_hex(3)
    log.error("route.broken", path=visit.request.url.path, reference=reference, exc_info=error)
    sentence = say("Une erreur inattendue est survenue (référence {reference}).", visit.lang, reference=reference)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    if answers == "json":
        body = {"type": "about:blank", "status": status, "title": sentence}
        return JSONResponse(body, status, media_type="application/problem+json")
    return error_page(visit.lang, status, sentence)
