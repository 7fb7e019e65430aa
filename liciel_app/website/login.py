"""Logging in and out: plain forms, so that the cookie is HttpOnly and a new page opens a new websocket."""

from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response

from liciel_app.core.config import settings
from liciel_app.core.errors import Refused
from liciel_app.core.work import Work
from liciel_app.office import rules, services
from liciel_app.office.models import Account
from liciel_app.ui.bridge import COOKIE
from liciel_app.ui.door import PUBLIC, Visit, route
from liciel_app.website.pages import render


@route("/connexion", permission=PUBLIC)
async def login_page(visit: Visit) -> Response:
    if visit.actor.account_id is not None:
        return RedirectResponse(rules.home_of(visit.actor.kind), 303)
    return await render(visit, "login.html", next=visit.request.query_params.get("suite", ""))


@route("/connexion", permission=PUBLIC, methods=("POST",))
async def log_in(visit: Visit) -> Response:
    form = await visit.request.form()
    email, password = str(form.get("email", ""))[:254], str(form.get("password", ""))[:512]
    wanted = str(form.get("suite", ""))
    try:
        token, account = await visit.do(_log_in, email, password, visit.request.headers.get("user-agent", ""))
    except Refused as refusal:
        if refusal.sentence == services.WRONG_PAIR:
            await visit.do(services.note_failure, email=email)
        return await render(visit, "login.html", status=401, next=wanted, email=email, error=refusal)
    answer = RedirectResponse(_after_login(account, wanted), 303)
    _give_cookie(answer, token, account)
    return answer


@route("/deconnexion", permission=PUBLIC, methods=("POST",))
async def log_out(visit: Visit) -> Response:
    if visit.token:
        await visit.do(services.log_out, visit.token)
    answer = RedirectResponse("/connexion", 303)
    for name in (COOKIE, f"__Host-{COOKIE}"):
        answer.delete_cookie(name, path="/", secure=name.startswith("__Host-"), httponly=True, samesite="lax")
    answer.headers["clear-site-data"] = '"cache", "storage"'
    return answer


def _log_in(work: Work, email: str, password: str, agent: str) -> tuple[str, Account]:
    return services.log_in(work, email=email, password=password, agent=agent)


def _after_login(account: Account, wanted: str) -> str:
    """The page asked for before logging in, when it is one of ours; otherwise the person's home."""
    home = rules.home_of(rules.kind_of(account.role))
    parts = urlsplit(wanted)
    ours = not parts.scheme and not parts.netloc and wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if ours and wanted.startswith(home) else home


def _give_cookie(answer: Response, token: str, account: Account) -> None:
    chosen = settings()
    secure = chosen.https if chosen.secure_cookies is None else chosen.secure_cookies
    name = f"__Host-{COOKIE}" if secure else COOKIE
    week = int(rules.ABSOLUTE[rules.kind_of(account.role)].total_seconds())
    answer.set_cookie(name, token, max_age=week, path="/", secure=secure, httponly=True, samesite="lax")
    answer.set_cookie("lang", account.language, max_age=31_536_000, path="/", secure=secure, samesite="lax")


ROUTES = (login_page, log_in, log_out)
