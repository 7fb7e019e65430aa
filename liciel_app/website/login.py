"""Logging in and out: plain forms, so that the cookie is HttpOnly and a new page opens a new websocket."""

from typing import Final

from starlette.responses import RedirectResponse, Response

from liciel_app.core.access import Permission
from liciel_app.core.errors import Refused
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.office import rules, services
from liciel_app.office.models import Account
from liciel_app.ui.door import PUBLIC, Visit, route
from liciel_app.website import cookies, demo_accounts, paths
from liciel_app.website.forms import fields
from liciel_app.website.pages import render

NOTICES: Final = {
    "deconnexion": "Vous êtes déconnecté. À bientôt.",
    "mot-de-passe": "Votre mot de passe est changé. Connectez-vous.",
}
_LONGEST_PASSWORD: Final = 512


@route("/connexion", permission=PUBLIC)
async def login_page(visit: Visit) -> Response:
    asked = visit.request.query_params
    wanted = asked.get("suite", "")
    if visit.actor.account_id is not None:
        return RedirectResponse(paths.after_login(visit.actor.kind, wanted), 303, {"cache-control": "no-store"})
    return await _page(visit, wanted, notice=NOTICES.get(asked.get("fait", ""), ""))


@route("/connexion", permission=PUBLIC, methods=("POST",))
async def log_in(visit: Visit) -> Response:
    form = await fields(visit.request)
    email, wanted = one_line(form.get("email", ""), 254), form.get("suite", "")
    try:
        token, account = await visit.do(
            _log_in,
            email,
            form.get("password", "")[:_LONGEST_PASSWORD],
            agent=visit.request.headers.get("user-agent", ""),
            previous=visit.token,
        )
    except Refused as refusal:
        return await _try_again(visit, refusal, email, wanted)
    answer = RedirectResponse(
        paths.after_login(rules.kind_of(account.role), wanted), 303, {"cache-control": "no-store"}
    )
    cookies.give_session(answer, token, account)
    return answer


@route("/deconnexion", permission=PUBLIC)
async def log_out_page(visit: Visit) -> Response:
    """A typed address must not log out by itself: a picture on a foreign page could do the same."""
    if visit.actor.account_id is None:
        return RedirectResponse("/connexion", 303)
    on_the_road = visit.actor.may(Permission.FIELD_WORK)
    return await render(visit, "log_out.html", private=True, name=visit.actor.name, on_the_road=on_the_road)


@route("/deconnexion", permission=PUBLIC, methods=("POST",))
async def log_out(visit: Visit) -> Response:
    if visit.token:
        await visit.do(services.log_out, visit.token)
    answer = RedirectResponse("/connexion?fait=deconnexion", 303, {"cache-control": "no-store"})
    cookies.take_session_back(answer)
    return answer


def _log_in(work: Work, email: str, password: str, *, agent: str, previous: str) -> tuple[str, Account]:
    """A new session id at each login; the one this browser held before ends."""
    opened = services.log_in(work, email=email, password=password, agent=agent)
    if previous:
        services.log_out(work, previous)
    return opened


async def _try_again(visit: Visit, refusal: Refused, email: str, wanted: str) -> Response:
    if refusal.sentence == services.WRONG_PAIR:
        await visit.do(services.note_failure, email=email)
        return await _page(visit, wanted, status=401, email=email, error=refusal)
    answer = await _page(visit, wanted, status=429, email=email, error=refusal)
    answer.headers["retry-after"] = str(refusal.values.get("seconds", 60))
    return answer


async def _page(
    visit: Visit, wanted: str, *, status: int = 200, email: str = "", error: Refused | None = None, notice: str = ""
) -> Response:
    return await render(
        visit,
        "login.html",
        status=status,
        private=True,
        next=wanted,
        email=email,
        error=error,
        notice=notice,
        demo_accounts=await visit.read(demo_accounts.listed),
    )


ROUTES = (login_page, log_in, log_out_page, log_out)
