"""Forgotten passwords and first passwords: a link by mail, one use, thirty minutes."""

from typing import Final
from urllib.parse import urlencode

import anyio
from starlette.responses import HTMLResponse, RedirectResponse, Response

from liciel_app.core.config import settings
from liciel_app.core.errors import Invalid, NotFound, Refused
from liciel_app.core.language import language_of
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.messaging.services import Envelope, write_mail
from liciel_app.office import services
from liciel_app.ui.door import PUBLIC, Visit, route
from liciel_app.website import pacing
from liciel_app.website.forms import fields
from liciel_app.website.pages import render

ASKS_PER_HOUR: Final = 3
ANSWER_AFTER: Final = 0.5  # seconds, more than the work of either answer takes
_LONGEST_PASSWORD: Final = 512


@route("/mot-de-passe-oublie", permission=PUBLIC)
async def forgotten_page(visit: Visit) -> Response:
    sent = "envoye" in visit.request.query_params
    return await render(visit, "forgotten.html", private=True, sent=sent, email="")


@route("/mot-de-passe-oublie", permission=PUBLIC, methods=("POST",))
async def ask_for_link(visit: Visit) -> Response:
    """One sentence and one duration for a known and an unknown address: nobody learns who has an account."""
    answer_at = anyio.current_time() + ANSWER_AFTER
    email = one_line((await fields(visit.request)).get("email", ""), 254).lower()
    try:
        await visit.do(_send_link, email)
    except Refused as refusal:
        return await _ask_again(visit, refusal, email)
    await anyio.sleep_until(answer_at)
    return RedirectResponse("/mot-de-passe-oublie?envoye=1", 303, {"cache-control": "no-store"})


@route("/nouveau-mot-de-passe", permission=PUBLIC)
async def new_password_page(visit: Visit) -> Response:
    return await _new_password(visit, first=False)


@route("/nouveau-mot-de-passe", permission=PUBLIC, methods=("POST",))
async def change_password(visit: Visit) -> Response:
    return await _change(visit, first=False)


@route("/premier-mot-de-passe", permission=PUBLIC)
async def first_password_page(visit: Visit) -> Response:
    """The same link, worded for somebody the office just gave an account."""
    return await _new_password(visit, first=True)


@route("/premier-mot-de-passe", permission=PUBLIC, methods=("POST",))
async def choose_first_password(visit: Visit) -> Response:
    return await _change(visit, first=True)


def _send_link(work: Work, email: str) -> None:
    """Refuses what is no address, and more than three asks an hour for an address or from an origin."""
    if "@" not in email:
        raise Invalid({"email": "Indiquez une adresse mail valable."})
    pacing.note(work, email, work.actor.origin, most=ASKS_PER_HOUR)
    asked = services.ask_reset(work, email=email)
    if asked is None:
        return
    account, token = asked
    envelope = Envelope(
        to=account.email,
        template="password.reset",
        about=account,
        language=language_of(account.language),
        secret=True,
    )
    write_mail(work, envelope, name=account.name, link=link(token))


def link(token: str, page: str = "/nouveau-mot-de-passe") -> str:
    """On the office's public address, whatever host the request named."""
    return f"{settings().base_url}{page}?{urlencode({'jeton': token})}"


async def _ask_again(visit: Visit, refusal: Refused, email: str) -> Response:
    status = 429 if isinstance(refusal, pacing.TooOften) else 422
    answer = await render(
        visit, "forgotten.html", status=status, private=True, sent=False, email=email, error=_first(refusal)
    )
    if isinstance(refusal, pacing.TooOften):
        answer.headers["retry-after"] = str(int(pacing.PERIOD.total_seconds()))
    return answer


def _first(refusal: Refused) -> Refused:
    """The forms here show one sentence: that of the field rather than « Corrigez les champs signalés »."""
    return Refused(next(iter(refusal.fields.values()))) if isinstance(refusal, Invalid) else refusal


async def _change(visit: Visit, *, first: bool) -> Response:
    form = await fields(visit.request)
    try:
        await visit.do(_set_password, visit.request.query_params.get("jeton", ""), form)
    except NotFound as dead:
        return await _new_password(visit, first=first, status=404, dead=dead)
    except Invalid as wrong:
        return await _new_password(visit, first=first, status=422, wrong=wrong)
    return RedirectResponse("/connexion?fait=mot-de-passe", 303, {"cache-control": "no-store"})


def _set_password(work: Work, token: str, form: dict[str, str]) -> None:
    password = form.get("password", "")[:_LONGEST_PASSWORD]
    if password != form.get("again", "")[:_LONGEST_PASSWORD]:
        raise Invalid({"again": "Les deux mots de passe diffèrent."})
    services.reset_password(work, token=token, password=password)


async def _new_password(
    visit: Visit, *, first: bool, status: int = 200, wrong: Invalid | None = None, dead: NotFound | None = None
) -> HTMLResponse:
    token = visit.request.query_params.get("jeton", "")
    return await render(
        visit,
        "new_password.html",
        status=status,
        private=True,
        action=f"{visit.request.url.path}?{urlencode({'jeton': token})}",
        first=first,
        wrong=wrong.fields if wrong else {},
        error=dead or (None if token else NotFound("Ce lien n’est plus valable. Demandez-en un nouveau.")),
    )


ROUTES = (
    forgotten_page,
    ask_for_link,
    new_password_page,
    change_password,
    first_password_page,
    choose_first_password,
)
