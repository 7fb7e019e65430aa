"""What the law asks of a property, answered to machines: one case, a list, or JSON lines."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from starlette.responses import JSONResponse, Response

from liciel_app.core.errors import Invalid
from liciel_app.core.work import Work
from liciel_app.orders import obligations as law
from liciel_app.orders import pacing, zones
from liciel_app.ui.door import PUBLIC, Visit, route

LARGEST: Final = 1024 * 1024
MOST_CASES: Final = 1000
CASES_AN_HOUR: Final = 10_000
_LINES: Final = "application/x-ndjson"
_PLACE: Final = ("insee", "postcode", "city")
_ZONES: Final = tuple(law.CASE_FLAGS.values())


@dataclass(frozen=True, slots=True)
class Body:
    """The cases of one request and the shape they came in."""

    cases: list[object]
    shape: str
    detailed: bool


@route("/api/v1/obligations", permission=PUBLIC, methods=("POST",), answers="json")
async def ask(visit: Visit) -> Response:
    """A case, a list of cases, or a case a line (`application/x-ndjson`): the answer has the same shape.

    In a list or in lines each case is answered, wrong ones with `error`. `?detail=1` answers in full.
    """
    body = _read(await _received(visit), detailed=_wants_detail(visit))
    await visit.do(pacing.pass_door, "obligations", times=len(body.cases), most=CASES_AN_HOUR)
    if body.shape == "one":
        return JSONResponse(await visit.read(_one, body))
    found = await visit.read(_many, body)
    if body.shape == "list":
        return JSONResponse(found)
    return Response("".join(f"{json.dumps(reply, ensure_ascii=False)}\n" for reply in found), media_type=_LINES)


def _one(work: Work, body: Body) -> dict[str, Any]:
    """Raises Invalid with a sentence per wrong field."""
    case = body.cases[0]
    if not isinstance(case, dict):
        raise Invalid({"body": "Envoyez un objet JSON, une liste d’objets, ou un objet par ligne."})
    assessment = _weighed(work, case)
    answer = {"id": case.get("id")} | law.result(assessment)
    return answer | (law.detail(assessment) if body.detailed or case.get("detail") is True else {})


def _many(work: Work, body: Body) -> list[dict[str, Any]]:
    label = "Ligne" if body.shape == "lines" else "Cas"
    weigh: Callable[[Mapping[str, Any]], law.Assessment] = lambda case: _weighed(work, case)  # noqa: E731
    return [
        law.reply(case, f"{label} {number}", weigh, detailed=body.detailed)
        for number, case in enumerate(body.cases, start=1)
    ]


def _weighed(work: Work, case: Mapping[str, Any]) -> law.Assessment:
    facts, on = law.read_case(case)
    if case.get("place") is not None:
        facts = zones.complete(work, unlocated(facts), _where(case["place"]), on)
    return law.assess(facts, on)


def unlocated(facts: law.Facts) -> law.Facts:
    """With a place, a location flag that is not listed is unknown until the place tells."""
    absent: dict[str, Any] = {name: None for name in _ZONES if getattr(facts, name) is False}
    return replace(facts, **absent)


def _where(place: object) -> zones.Where:
    told: dict[str, Any] = place if isinstance(place, dict) else {}
    insee, postcode, city = (str(told.get(name, "")) for name in _PLACE)
    where = zones.Where(insee=insee, postcode=postcode, city=city)
    if told.keys() - set(_PLACE) or not where.code:
        raise Invalid({"place": "Donnez le code INSEE de la commune, ou son code postal et son nom."})
    return where


def _wants_detail(visit: Visit) -> bool:
    return visit.request.query_params.get("detail", "").lower() in ("1", "true", "oui")


async def _received(visit: Visit) -> str:
    received = bytearray()
    async for piece in visit.request.stream():
        received += piece
        if len(received) > LARGEST:
            raise Invalid({"body": "Cette demande est trop longue : 1 Mo au plus."})
    try:
        return received.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid({"body": "Écrivez cette demande en UTF-8."}) from error


def _read(text: str, *, detailed: bool) -> Body:
    found = _parsed(text)
    if isinstance(found, list):
        body = Body(found, "list", detailed)
    elif found is None and "\n" in text.strip():
        body = Body([_parsed(line) for line in text.splitlines() if line.strip()], "lines", detailed)
    else:
        body = Body([found], "one", detailed)
    if len(body.cases) > MOST_CASES:
        raise Invalid({"body": "Cette demande porte trop de cas : mille au plus."})
    return body


def _parsed(text: str) -> object:
    try:
        return law.parsed(text)
    except (ValueError, RecursionError):
        return None


ROUTES = (ask,)
