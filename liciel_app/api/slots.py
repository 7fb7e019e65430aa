"""The best slots for a visit, from the office's agenda, answered to machines and to the office's own pages."""

from typing import Final

from anyio import to_thread
from pydantic import Field
from starlette.responses import JSONResponse, Response

from liciel_app.agenda import planner, reading
from liciel_app.agenda.queries import planning_facts
from liciel_app.agenda.slots import asking
from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid
from liciel_app.ui.door import Visit, route

LARGEST: Final = 64 * 1024


class Asked(reading.Asked):
    """`technicians`: only these, by account number. The rest is the office's: hours, notice, horizon, rates."""

    visit: asking.AskedVisit
    technicians: list[int] = Field(default_factory=list)
    first: int = Field(default=3, ge=1, le=1000)
    per_gap: int = Field(default=1, ge=1, le=100)


@route("/api/v1/slots", permission=Permission.AGENDA_READ, methods=("POST",), answers="json")
async def slots(visit: Visit) -> Response:
    """`{"visit": {"at", "minutes", "skills", "instruments"}, "technicians", "first", "per_gap"}` → slots and refused.

    Best first; `refused` says why each technician without a slot has none. 422 with a sentence for a wrong field.
    """
    asked = reading.read(Asked, await _body(visit))
    wanted = planning_facts.Wanted(only=asked.technicians, first=asked.first, per_gap=asked.per_gap)
    question = await visit.read(planning_facts.question, asked.visit.fact(), wanted)
    answer = await to_thread.run_sync(planner.best_slots, question, visit.lang)
    return JSONResponse(asking.told(answer))


async def _body(visit: Visit) -> bytes:
    received = bytearray()
    async for piece in visit.request.stream():
        received += piece
        if len(received) > LARGEST:
            raise Invalid({"body": "Cette demande est trop longue : 64 ko au plus."})
    return bytes(received)


ROUTES = (slots,)
