"""The doors of the order wizard: its page, which gives the browser its secret, and the link that resumes an order."""

from pathlib import Path
from typing import Final

from starlette.responses import FileResponse, RedirectResponse, Response

from liciel_app.core.errors import NotFound
from liciel_app.orders.pacing import pass_door
from liciel_app.orders.services import drafts
from liciel_app.ui import serving
from liciel_app.ui.door import PUBLIC, Visit, route
from liciel_app.website.cookies import give_browser
from liciel_app.website.wizard.browsers import browser_of, new_browser

PAGE: Final = "/commander"
LINKS_PER_HOUR: Final = 60
_FORMS: Final = (("br", ".br"), ("gzip", ".gz"))


@route(PAGE, permission=PUBLIC)
async def wizard_page(visit: Visit) -> Response:
    """The built page; a browser without a secret gets one, so that nothing it writes is lost."""
    return _with_secret(visit, _built(visit))


@route(f"{PAGE}/", permission=PUBLIC)
async def wizard_page_again(visit: Visit) -> Response:
    return _with_secret(visit, _built(visit))


@route("/commande/reprendre/{token}", permission=PUBLIC)
async def resume(visit: Visit) -> Response:
    """The mail's link. NotFound when guessed, too old, or once the order is placed."""
    known = _secret_of(visit)
    browser = known or new_browser()
    await visit.do(pass_door, "resume", times=1, most=LINKS_PER_HOUR)
    await visit.do(drafts.open_link, visit.request.path_params["token"], browser)
    answer = RedirectResponse(PAGE, 303, {"cache-control": "no-store", "referrer-policy": "no-referrer"})
    give_browser(answer, browser)
    return answer


def _with_secret(visit: Visit, answer: Response) -> Response:
    """Who has an account is found again by it."""
    if visit.actor.account_id is None and not _secret_of(visit):
        give_browser(answer, new_browser())
    answer.headers["cache-control"] = "no-cache"
    return answer


def _secret_of(visit: Visit) -> str:
    return browser_of(visit.request.headers.get("cookie", ""))


def _built(visit: Visit) -> Response:
    page = serving.BUILT / f"{PAGE.strip('/')}.html"
    if not page.is_file():
        raise NotFound("Cette page n’est pas encore construite.")
    accepted = visit.request.headers.get("accept-encoding", "")
    for name, suffix in _FORMS:
        small = Path(f"{page}{suffix}")
        if name in accepted and small.is_file():
            return FileResponse(
                small, media_type="text/html", headers={"content-encoding": name, "vary": "Accept-Encoding"}
            )
    return FileResponse(page, media_type="text/html", headers={"vary": "Accept-Encoding"})


ROUTES = (wizard_page, wizard_page_again, resume)
