"""The only three cookies of the product: the session, the language, and the order a browser is writing."""

from starlette.responses import Response

from liciel_app.core.config import settings
from liciel_app.core.language import Language, language_of
from liciel_app.office import rules
from liciel_app.office.models import Account
from liciel_app.ui.bridge import COOKIE
from liciel_app.website.wizard.browsers import COOKIE as WRITING

_MONTH = 2_592_000
_YEAR = 31_536_000


def give_session(answer: Response, token: str, account: Account) -> None:
    """HttpOnly: no script reads it. Over https its `__Host-` name binds it to this host and to https (RFC 6265bis)."""
    secure = _secure()
    name = f"__Host-{COOKIE}" if secure else COOKIE
    lasts = int(rules.ABSOLUTE[rules.kind_of(account.role)].total_seconds())
    answer.set_cookie(name, token, max_age=lasts, path="/", secure=secure, httponly=True, samesite="lax")
    give_language(answer, language_of(account.language))


def take_session_back(answer: Response) -> None:
    for name in (COOKIE, f"__Host-{COOKIE}"):
        answer.delete_cookie(name, path="/", secure=name.startswith("__Host-"), httponly=True, samesite="lax")
    answer.headers["clear-site-data"] = '"cache", "storage"'


def give_language(answer: Response, lang: Language) -> None:
    """Read by the screens in the browser too, hence not HttpOnly."""
    answer.set_cookie("lang", lang, max_age=_YEAR, path="/", secure=_secure(), samesite="lax")


def give_browser(answer: Response, secret: str) -> None:
    """What finds an unfinished order again, thirty days; strictly necessary to what the visitor asked for."""
    secure = _secure()
    name = f"__Host-{WRITING}" if secure else WRITING
    answer.set_cookie(name, secret, max_age=_MONTH, path="/", secure=secure, httponly=True, samesite="lax")


def _secure() -> bool:
    chosen = settings()
    return chosen.https if chosen.secure_cookies is None else chosen.secure_cookies
