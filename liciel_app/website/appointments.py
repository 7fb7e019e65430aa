"""The pages behind the personal link of a visit: who is visited sees it, moves it or cancels it without an account."""

from collections.abc import Sequence

from anyio import to_thread
from starlette.responses import RedirectResponse, Response

from liciel_app.agenda import linked, planner, roads
from liciel_app.agenda.linked import SlotChoice
from liciel_app.agenda.services import rescheduling
from liciel_app.agenda.services.taking_slot import SlotGone
from liciel_app.core.errors import Refused
from liciel_app.ui.door import PUBLIC, Visit, route
from liciel_app.website.appointments_pace import known
from liciel_app.website.forms import fields
from liciel_app.website.pages import render

UNSAID = "Choisissez une raison, ou écrivez la vôtre."


@route("/rendez-vous/{token}", permission=PUBLIC)
async def appointment(visit: Visit) -> Response:
    return await _shown(visit, visit.request.query_params.get("fait", ""))


@route("/rendez-vous/{token}/deplacer", permission=PUBLIC)
async def other_slots(visit: Visit) -> Response:
    return await _slots(visit)


@route("/rendez-vous/{token}/deplacer", permission=PUBLIC, methods=("POST",))
async def move(visit: Visit) -> Response:
    """Of two people taking one slot, the second gets fresh ones and keeps the visit he has."""
    form, token = await fields(visit.request), _token(visit)
    await known(visit, linked.visit_page, token)
    try:
        wanted = linked.chosen(form.get("slot", ""))
        await visit.do(linked.move, token, wanted, roads.remembered())
    except SlotGone as gone:
        return await _slots(visit, gone if form.get("slot") else Refused("Choisissez un créneau."))
    except Refused as refusal:
        return await _shown(visit, refusal=refusal)
    return _back(visit, "deplace")


@route("/rendez-vous/{token}/annuler", permission=PUBLIC)
async def ask_cancel(visit: Visit) -> Response:
    return await _cancelling(visit)


@route("/rendez-vous/{token}/annuler", permission=PUBLIC, methods=("POST",))
async def cancel(visit: Visit) -> Response:
    form, token = await fields(visit.request), _token(visit)
    await known(visit, linked.visit_page, token)
    reason = form.get("other", "").strip() or form.get("reason", "")
    if not reason:
        return await _cancelling(visit, Refused(UNSAID), form)
    try:
        await visit.do(linked.cancel, token, reason)
    except Refused as refusal:
        return await _shown(visit, refusal=refusal)
    return _back(visit, "annule")


@route("/rendez-vous/{token}/rendez-vous.ics", permission=PUBLIC)
async def calendar_file(visit: Visit) -> Response:
    content, kind = await known(visit, linked.calendar_file, _token(visit))
    headers = {"cache-control": "no-store", "content-disposition": 'attachment; filename="rendez-vous.ics"'}
    return Response(content, media_type=kind, headers=headers)


async def _shown(visit: Visit, done: str = "", refusal: Refused | None = None) -> Response:
    page = await known(visit, linked.visit_page, _token(visit))
    status = 409 if refusal else 200
    return await render(
        visit,
        "appointment/visit.html",
        status=status,
        private=True,
        page=page,
        token=_token(visit),
        done=done,
        error=refusal,
    )


async def _slots(visit: Visit, refusal: Refused | None = None) -> Response:
    page = await known(visit, linked.visit_page, _token(visit))
    if page.no_move:
        return await _shown(visit, refusal=Refused(page.no_move))
    question = await visit.read(rescheduling.slots_to_move, _token(visit))
    answer = await to_thread.run_sync(planner.best_slots, question, visit.lang)
    found: Sequence[SlotChoice] = linked.choices(answer.slots, visit.lang)
    return await render(
        visit,
        "appointment/move.html",
        status=409 if refusal else 200,
        private=True,
        page=page,
        token=_token(visit),
        slots=found,
        error=refusal,
    )


async def _cancelling(visit: Visit, refusal: Refused | None = None, typed: dict[str, str] | None = None) -> Response:
    page = await known(visit, linked.visit_page, _token(visit))
    if page.no_cancel:
        return await _shown(visit, refusal=Refused(page.no_cancel))
    return await render(
        visit,
        "appointment/cancel.html",
        status=422 if refusal else 200,
        private=True,
        page=page,
        token=_token(visit),
        typed=typed or {},
        error=refusal,
    )


def _token(visit: Visit) -> str:
    return str(visit.request.path_params["token"])


def _back(visit: Visit, done: str) -> Response:
    return RedirectResponse(f"/rendez-vous/{_token(visit)}?fait={done}", 303, {"cache-control": "no-store"})


ROUTES = (appointment, other_slots, move, ask_cancel, cancel, calendar_file)
