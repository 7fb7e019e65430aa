"""The reader's language, changed at once and remembered: in a cookie, and with the account when logged in."""

from starlette.responses import RedirectResponse, Response

from liciel_app.core.language import language_of
from liciel_app.office import services
from liciel_app.ui.door import PUBLIC, Visit, route, same_origin
from liciel_app.website import cookies, paths
from liciel_app.website.forms import fields


@route("/langue", permission=PUBLIC)
async def language_link(visit: Visit) -> Response:
    asked = visit.request.query_params
    return await _speak(visit, asked.get("l", ""), asked.get("suite", ""))


@route("/langue", permission=PUBLIC, methods=("POST",))
async def choose_language(visit: Visit) -> Response:
    form = await fields(visit.request)
    return await _speak(visit, form.get("l", ""), form.get("suite", ""))


async def _speak(visit: Visit, wanted: str, back: str) -> Response:
    """A link on a foreign page changes nobody's account."""
    lang = language_of(wanted)
    if visit.actor.account_id is not None and same_origin(visit.request):
        await visit.do(services.choose_language, lang)
    answer = RedirectResponse(paths.local(back), 303, {"cache-control": "no-store"})
    cookies.give_language(answer, lang)
    return answer


ROUTES = (language_link, choose_language)
