"""The page behind a technician's link: the mission in full, « J’accepte » or « Je refuse » with a reason."""

from dataclasses import replace

from starlette.responses import RedirectResponse, Response

from liciel_app.agenda import linked
from liciel_app.core.errors import Invalid, NotFound, Refused
from liciel_app.ui.door import PUBLIC, Visit, route
from liciel_app.website.appointments_pace import known
from liciel_app.website.forms import fields
from liciel_app.website.pages import render


@route("/mission/{token}", permission=PUBLIC)
async def mission(visit: Visit) -> Response:
    """Opening it answers nothing: mail programs open links by themselves."""
    return await _shown(visit)


@route("/mission/{token}", permission=PUBLIC, methods=("POST",))
async def answer(visit: Visit) -> Response:
    form, token = await fields(visit.request), str(visit.request.path_params["token"])
    await known(visit, linked.mission_page, token)
    accepted, reason = form.get("answer") == "accept", form.get("reason", "")
    if form.get("answer") not in ("accept", "refuse"):
        return await _shown(visit, Refused("Choisissez d’accepter ou de refuser."))
    try:
        await visit.do(linked.answer_mission, token, accepted=accepted, reason=reason)
    except NotFound:
        raise
    except Refused as refusal:
        return await _shown(visit, refusal, reason)
    return RedirectResponse(f"/mission/{token}", 303, {"cache-control": "no-store"})


async def _shown(visit: Visit, refusal: Refused | None = None, typed: str = "") -> Response:
    token = str(visit.request.path_params["token"])
    page = replace(await known(visit, linked.mission_page, token), typed=typed)
    wrong = refusal.fields.get("reason", "") if isinstance(refusal, Invalid) else ""
    return await render(
        visit,
        "appointment/mission.html",
        status=422 if wrong else 409 if refusal else 200,
        private=True,
        page=page,
        token=token,
        wrong=wrong,
        error=None if wrong else refusal,
    )


ROUTES = (mission, answer)
