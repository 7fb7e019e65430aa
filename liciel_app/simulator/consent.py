"""The providers' consent (OAuth 2.0 with PKCE): a page that asks, a code good once, tokens."""

import base64
import hmac
import secrets
from collections.abc import Callable, Collection
from hashlib import sha256
from urllib.parse import parse_qs, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from liciel_app.simulator.callbacks import within_reach
from liciel_app.simulator.diary import Diary
from liciel_app.simulator.page import page


def routes(diary_of: Callable[[Request], Diary], *, asks: str, gives: str, withdraws: str = "") -> list[Route]:
    """The paths of a provider's consent: its page, its tokens, and its withdrawal where the provider knows one."""

    async def ask(request: Request) -> Response:
        return await authorise(request, diary_of(request))

    async def give(request: Request) -> Response:
        return await token(request, diary_of(request))

    async def withdraw(request: Request) -> Response:
        return await revoke(request, diary_of(request))

    made = [Route(asks, ask, methods=["GET", "POST"]), Route(gives, give, methods=["POST"])]
    return [*made, Route(withdraws, withdraw, methods=["POST"])] if withdraws else made


def refusal(request: Request, diary: Diary, calendars: Collection[str]) -> int:
    """The status of a call that goes no further: a fault wished for, no consent, no such calendar; 0 when it does."""
    if fault := diary.fault():
        return fault
    if not diary.allows(request):
        return 401
    return 0 if request.path_params.get("calendar", next(iter(calendars))) in calendars else 404


async def authorise(request: Request, diary: Diary) -> Response:
    """The provider's page of consent; after « Autoriser » the browser goes back with a code, good once."""
    if request.method == "GET":
        return page(request, "consent.html", asked=dict(request.query_params), action=str(request.url))
    asked = {name: values[0] for name, values in parse_qs(request.url.query).items()}
    target = asked.get("redirect_uri", "")
    if not within_reach(target, request.url.hostname or ""):
        return HTMLResponse("redirect_uri_mismatch", 400)
    told = {"state": asked.get("state", "")}
    if (await request.form()).get("choice") == "allow":
        told["code"] = secrets.token_urlsafe(16)
        diary.asks[told["code"]] = asked
    else:
        told["error"] = "access_denied"
    return RedirectResponse(f"{target}?{urlencode(told)}", 303)


async def token(request: Request, diary: Diary) -> Response:
    """A code for a token, with its PKCE verifier; a refresh token for another access."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    if form.get("grant_type") == "refresh_token":
        known = form.get("refresh_token", "") in diary.refresh
        return JSONResponse({**diary.grant(), "refresh_token": form["refresh_token"]}) if known else _invalid()
    asked = diary.asks.pop(form.get("code", ""), None)
    if asked is None or asked.get("redirect_uri") != form.get("redirect_uri"):
        return _invalid()
    digest = base64.urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
    proven = asked.get("code_challenge_method") == "S256" and hmac.compare_digest(digest, asked["code_challenge"])
    return JSONResponse(diary.grant()) if proven else _invalid()


async def revoke(request: Request, diary: Diary) -> Response:
    """RFC 7009: the refresh token, and all that came from it."""
    known = str((await request.form()).get("token", "")) in diary.refresh | diary.access
    if known:
        diary.withdraw()
    return JSONResponse({}) if known else JSONResponse({"error": "invalid_token"}, 400)


def _invalid() -> Response:
    return JSONResponse({"error": "invalid_grant"}, 400)
