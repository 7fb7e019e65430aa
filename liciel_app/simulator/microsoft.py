"""Microsoft Graph calendars as v1.0 answers: one account, two calendars."""

import re
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from liciel_app.simulator import consent
from liciel_app.simulator.callbacks import post, post_json, within_reach
from liciel_app.simulator.diary import Diary, Entry, mark_of, marked, repeated

CALENDAR: Final = "AQMkADdemo"
SECOND: Final = "AQMkADastreintes"
_HERE: Final = "/microsoft/v1.0/me/calendars/{calendar}"
_CODES: Final = {401: "InvalidAuthenticationToken", 404: "ErrorItemNotFound", 410: "syncStateNotFound"}
_DAYS: Final = {"monday": "MO", "tuesday": "TU", "wednesday": "WE", "thursday": "TH", "friday": "FR"}
_FILTER: Final = re.compile(r"ep/id eq '([^']+)' and ep/value eq '([^']+)'")
Item = dict[str, Any]


def diary_of(request: Request) -> Diary:
    return request.app.state.memory.microsoft


def _asked(request: Request) -> Diary:
    """The calendar the address names, or the one that holds the event it names."""
    account, ref = diary_of(request), request.path_params.get("event", "")
    if request.path_params.get("calendar") == SECOND or ref in account.other(SECOND).entries:
        return account.other(SECOND)
    return account


async def calendars(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    listed = [
        {"id": SECOND, "name": "Astreintes", "isDefaultCalendar": False, "canEdit": True},
        {"id": CALENDAR, "name": "Calendrier de démonstration", "isDefaultCalendar": True, "canEdit": True},
    ]
    return JSONResponse({"value": listed})


async def events(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    if request.method == "POST":
        return await _create(request)
    asked = _FILTER.search(request.query_params.get("$filter", ""))
    wanted = {"id": asked[1], "value": asked[2]} if asked else None
    here = [one for one in _asked(request).entries.values() if not one.deleted]
    found = [one for one in here if wanted in one.body.get("singleValueExtendedProperties", [])]
    return JSONResponse({"value": [_item(one) for one in found]})


async def event(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    diary = _asked(request)
    entry = diary.entries.get(request.path_params["event"])
    if entry is None or entry.deleted:
        return _error(404)
    if request.method == "GET":
        return JSONResponse(_item(entry))
    return await _change(request, diary, entry)


async def _change(request: Request, diary: Diary, entry: Entry) -> Response:
    wanted = request.headers.get("if-match", "")
    if wanted and wanted != _etag(entry):
        return _error(412)
    diary.writes += 1
    if request.method == "DELETE":
        diary.remove(entry)
        return Response(status_code=204, background=BackgroundTask(tell, diary))
    return JSONResponse(_item(diary.put(entry.id, await request.json())), background=BackgroundTask(tell, diary))


async def delta(request: Request) -> Response:
    """A page at a time; the last one holds the address of the next difference, with the time asked at first."""
    if refused := _refused(request):
        return refused
    diary, asked = _asked(request), request.query_params
    told = marked(asked["$deltatoken"]) if "$deltatoken" in asked else {}
    state = diary.pages.get(asked.get("$skiptoken", "")) or told
    if "$deltatoken" in asked and int(state.get("change", -1)) <= diary.forgotten:
        return _error(410)
    span = state or {"change": 0, "since": asked["startDateTime"], "until": asked["endDateTime"]}
    if "$skiptoken" not in asked:
        since, until = (datetime.fromisoformat(span[name]) for name in ("since", "until"))
        changed = diary.since(int(span["change"]))
        span = {**span, "items": [item for entry in changed for item in _told(entry, since, until)]}
        span["change"] = diary.change
    items, size = span.pop("items"), diary.page_size
    address = str(request.url).partition("?")[0]
    if len(items) > size:
        diary.pages[rest := secrets.token_hex(8)] = {**span, "items": items[size:]}
        return JSONResponse({"value": items[:size], "@odata.nextLink": f"{address}?$skiptoken={rest}"})
    return JSONResponse({"value": items, "@odata.deltaLink": f"{address}?$deltatoken={mark_of(span)}"})


async def _create(request: Request) -> Response:
    """A transaction that was seen, even of an event removed since, is refused."""
    diary, body = _asked(request), await request.json()
    transaction = body.get("transactionId")
    if transaction and any(one.body.get("transactionId") == transaction for one in diary.entries.values()):
        return _error(409, "ErrorDuplicateTransactionId")
    diary.writes += 1
    made = diary.put(f"AAMk{secrets.token_hex(12)}", body)
    return JSONResponse(_item(made), 201, background=BackgroundTask(tell, diary))


async def subscribe(request: Request) -> Response:
    """The address must first echo some words, as plain text."""
    if refused := _refused(request):
        return refused
    asked, account = await request.json(), diary_of(request)
    address = str(asked.get("notificationUrl"))
    words = f"Validation: {secrets.token_hex(8)}"
    if not within_reach(address, request.url.hostname or ""):
        return _error(400, "InvalidRequest")
    if (await post(f"{address}?{urlencode({'validationToken': words})}", {})).text != words:
        return _error(400, "ValidationError")
    diary = account.other(SECOND) if SECOND in str(asked.get("resource")) else account
    subscription = {**asked, "id": secrets.token_hex(12)}
    diary.watches[subscription["id"]] = subscription
    return JSONResponse(subscription, 201)


async def unsubscribe(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    account = diary_of(request)
    gone = [diary.watches.pop(request.path_params["watch"], None) for diary in (account, account.other(SECOND))]
    return Response(status_code=204) if any(gone) else _error(404)


async def tell(diary: Diary, event: str = "") -> None:
    """That something changed, or how the subscription itself fares (`event`), to whoever asked."""
    for one in list(diary.watches.values()):
        said = {"lifecycleEvent": event} if event else {"changeType": "updated"}
        notice = {"subscriptionId": one["id"], "clientState": one["clientState"], "resource": one["resource"], **said}
        await post_json(one["notificationUrl"], {"value": [notice]})


def _told(entry: Entry, since: datetime, until: datetime) -> Iterator[Item]:
    """A series is its master in full, then its occurrences with their times alone."""
    now = {} if entry.deleted else {one["id"]: one for one in _written_out(entry, since, until)}
    gone = ({entry.id} if entry.deleted else set()) | entry.told - set(now)
    entry.told |= set(now)
    yield from now.values()
    yield from ({"id": ref, "@removed": {"reason": "deleted"}} for ref in gone)


def _written_out(entry: Entry, since: datetime, until: datetime) -> Iterator[Item]:
    item = _item(entry)
    starts, ends = _instant(entry.body["start"]), _instant(entry.body["end"])
    if not item.get("recurrence"):
        if starts < until and ends > since:
            yield item
        return
    yield {**item, "type": "seriesMaster"}
    for start in repeated(_rule(item["recurrence"]), starts, entry.body["start"]["timeZone"], since, until):
        yield {
            "@odata.etag": _etag(entry),
            "id": f"{entry.id}.{start:%Y%m%dT%H%M}",
            "seriesMasterId": entry.id,
            "type": "occurrence",
            "start": _said(start),
            "end": _said(start + (ends - starts)),
        }


def _item(entry: Entry) -> Item:
    fixed = {"id": entry.id, "@odata.etag": _etag(entry), "iCalUId": f"040000{entry.id}", "type": "singleInstance"}
    usual = {"showAs": "busy", "isAllDay": False, "isCancelled": False, "subject": ""}
    hidden = {name: value for name, value in entry.body.items() if name != "singleValueExtendedProperties"}
    times = {name: _said(_instant(entry.body[name])) for name in ("start", "end")}
    return {**usual, **hidden, **times, **fixed}


def _rule(recurrence: Item) -> str:
    pattern, ends = recurrence["pattern"], recurrence["range"]
    parts = [f"FREQ={pattern['type'].upper()}", f"INTERVAL={pattern.get('interval', 1)}"]
    if pattern.get("daysOfWeek"):
        parts.append("BYDAY=" + ",".join(_DAYS[day] for day in pattern["daysOfWeek"]))
    if ends["type"] == "numbered":
        parts.append(f"COUNT={ends['numberOfOccurrences']}")
    return ";".join(parts)


def _instant(told: dict[str, str]) -> datetime:
    return datetime.fromisoformat(told["dateTime"][:19]).replace(tzinfo=ZoneInfo(told["timeZone"]))


def _said(instant: datetime) -> dict[str, str]:
    return {"dateTime": instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.0000000"), "timeZone": "UTC"}


def _etag(entry: Entry) -> str:
    return f'W/"{entry.id}/{entry.version}"'


def _refused(request: Request) -> Response | None:
    status = consent.refusal(request, diary_of(request), (CALENDAR, SECOND))
    return _error(status) if status else None


def _error(status: int, code: str = "") -> Response:
    return JSONResponse({"error": {"code": code or _CODES.get(status, "UnknownError"), "message": ""}}, status)


ROUTES = [
    *consent.routes(
        diary_of,
        asks="/microsoft/{tenant}/oauth2/v2.0/authorize",
        gives="/microsoft/{tenant}/oauth2/v2.0/token",
    ),
    Route("/microsoft/v1.0/subscriptions", subscribe, methods=["POST"]),
    Route("/microsoft/v1.0/subscriptions/{watch}", unsubscribe, methods=["DELETE"]),
    Route("/microsoft/v1.0/me/calendars", calendars),
    Route(f"{_HERE}/events", events, methods=["GET", "POST"]),
    Route(f"{_HERE}/calendarView/delta", delta),
    Route("/microsoft/v1.0/me/events/{event}", event, methods=["GET", "PATCH", "DELETE"]),
]
