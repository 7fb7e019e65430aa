"""« Contactez-nous pour un devis »: a form without script, guarded against robots without any third party."""

from datetime import timedelta
from typing import Final

from starlette.responses import RedirectResponse, Response

from liciel_app.core.errors import Invalid, Refused
from liciel_app.core.language import language_of, say
from liciel_app.core.work import Work
from liciel_app.office import secrets
from liciel_app.orders.services import requests
from liciel_app.orders.services.requests import Ask
from liciel_app.ui.door import PUBLIC, Visit, route
from liciel_app.website import seo
from liciel_app.website.forms import fields
from liciel_app.website.pages import render

PURPOSE: Final = "contact"
QUICKEST: Final = timedelta(seconds=3)
LONGEST: Final = timedelta(hours=12)
TRAP: Final = "website"
"""A field no person sees: who fills it in is no person."""
CONSENT: Final = "J’accepte que mes réponses servent à traiter ma demande. Elles ne sont transmises à personne d’autre."
_FIELDS: Final = ("name", "email", "phone", "town", "message")


@route("/contact", permission=PUBLIC)
async def contact(visit: Visit) -> Response:
    sent = "envoye" in visit.request.query_params
    return await _page(visit, {}, sent=sent)


@route("/contact", permission=PUBLIC, methods=("POST",))
async def write(visit: Visit) -> Response:
    """The same answer for a person and for a robot that fell into the trap; nothing is kept of the second."""
    form = await fields(visit.request)
    if not form.get(TRAP, ""):
        try:
            await visit.do(_ask, form)
        except Refused as refusal:
            return await _page(visit, form, refusal=refusal)
    return RedirectResponse("/contact?envoye=1", 303, {"cache-control": "no-store"})


def _ask(work: Work, form: dict[str, str]) -> None:
    token = form.get("form", "")
    opened = secrets.opened_at(work, PURPOSE, token, longest=LONGEST)
    if work.now - opened < QUICKEST:
        raise Refused("Relisez votre message, puis envoyez-le à nouveau.")
    lang = language_of(work.actor.language)
    said = {name: form.get(name, "") for name in _FIELDS}
    consent = say(CONSENT, lang) if form.get("consent") else ""
    requests.ask(work, Ask(submit_id=token[:64], consent=consent, language=lang, **said))


async def _page(visit: Visit, form: dict[str, str], *, sent: bool = False, refusal: Refused | None = None) -> Response:
    """What was typed stays; each wrong field says its own sentence."""
    token = form.get("form") or await visit.do(secrets.signed, PURPOSE)
    if refusal is not None and not isinstance(refusal, Invalid):
        token = await visit.do(secrets.signed, PURPOSE)
    errors = refusal.fields if isinstance(refusal, Invalid) else {}
    answer = await render(
        visit,
        "contact.html",
        status=422 if refusal else 200,
        business=seo.business,
        typed={name: form.get(name, "") for name in _FIELDS},
        errors=errors,
        error=refusal if refusal and not errors else None,
        token=token,
        trap=TRAP,
        consent=CONSENT,
        sent=sent,
    )
    answer.headers["cache-control"] = "no-store"
    return answer


ROUTES = (contact, write)
