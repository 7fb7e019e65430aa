"""Google Calendar as its API v3 answers: one account, two calendars."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from liciel_app.simulator import consent
from liciel_app.simulator.callbacks import post, within_reach
from liciel_app.simulator.diary import Diary, Entry, mark_of, marked, repeated

CALENDAR: Final = "demo@google.example"
SECOND: Final = "astreintes@group.google.example"
_EVENTS: Final = "/google/calendar/v3/calendars/{calendar}/events"
_REASONS: Final = {400: "invalid", 401: "authError", 403: "rateLimitExceeded", 404: "notFound", 409: "duplicate"}
Item = dict[str, Any]


def diary_of(request: Request) -> Diary:
    return request.app.state.memory.google


def _asked(request: Request) -> Diary:
    """The calendar the address names."""
    account = diary_of(request)
    return account.other(SECOND) if request.path_params["calendar"] == SECOND else account


async def calendars(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    listed = [
        {"id": SECOND, "summary": "Astreintes", "accessRole": "writer"},
        {"id": CALENDAR, "summary": "Agenda Google de démonstration", "primary": True, "accessRole": "owner"},
    ]
    return JSONResponse({"kind": "calendar#calendarList", "items": listed})


async def events(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    return await (_insert if request.method == "POST" else _list)(request)


async def event(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    diary = _asked(request)
    entry = diary.entries.get(request.path_params["event"])
    if entry is None:
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
        if entry.deleted:
            return _error(410)
        diary.remove(entry)
        return Response(status_code=204, background=BackgroundTask(tell, diary))
    return JSONResponse(_item(diary.put(entry.id, await request.json())), background=BackgroundTask(tell, diary))


async def _insert(request: Request) -> Response:
    diary, body = _asked(request), await request.json()
    wanted = str(body.pop("id", "")) or f"made{diary.change}"
    if not set(wanted) <= set("0123456789abcdefghijklmnopqrstuv") or not 5 <= len(wanted) <= 1024:  # noqa: PLR2004
        return _error(400)
    if wanted in diary.entries:
        return _error(409)
    diary.writes += 1
    return JSONResponse(_item(diary.put(wanted, body)), background=BackgroundTask(tell, diary))


async def watch(request: Request) -> Response:
    """A channel; its first notice says that it is open."""
    if refused := _refused(request):
        return refused
    asked = await request.json()
    if asked.get("type") != "web_hook" or not within_reach(str(asked.get("address")), request.url.hostname or ""):
        return _error(400)
    channel = {**asked, "resourceId": secrets.token_hex(8)}
    _asked(request).watches[asked["id"]] = channel
    ends = channel["expiration"] if (other := _asked(request).watch_ends) is None else other
    told = {"kind": "api#channel", "id": channel["id"], "resourceId": channel["resourceId"]}
    told |= {"expiration": ends} if ends != "" else {}
    return JSONResponse(told, background=BackgroundTask(_notify, channel, "sync"))


async def stop(request: Request) -> Response:
    if not diary_of(request).allows(request):
        return _error(401)
    asked, account = await request.json(), diary_of(request)
    for diary in (account, account.other(SECOND)):
        if diary.watches.get(asked.get("id"), {}).get("resourceId") == asked.get("resourceId"):
            diary.watches.pop(asked["id"])
            return Response(status_code=204)
    return _error(404)


async def tell(diary: Diary) -> None:
    """That something changed, to whoever asked."""
    for channel in list(diary.watches.values()):
        await _notify(channel, "exists")


async def _notify(channel: dict[str, Any], state: str) -> None:
    headers = {
        "X-Goog-Channel-ID": channel["id"],
        "X-Goog-Channel-Token": channel.get("token", ""),
        "X-Goog-Resource-ID": channel["resourceId"],
        "X-Goog-Resource-State": state,
    }
    await post(channel["address"], {}, headers)


async def _list(request: Request) -> Response:
    """`singleEvents`: repetitions one by one. The mark of reading holds the time asked the first time."""
    diary, asked = _asked(request), request.query_params
    mark = marked(asked["syncToken"]) if "syncToken" in asked else None
    if mark is not None and mark["change"] <= diary.forgotten:
        return _error(410)
    span = mark or {"change": 0, "since": asked["timeMin"], "until": asked["timeMax"]}
    since, until = (datetime.fromisoformat(span[name]) for name in ("since", "until"))
    found = [item for entry in diary.since(int(span["change"])) for item in _occurrences(entry, since, until)]
    first = int(asked.get("pageToken", "0"))
    size = min(int(asked.get("maxResults", "250")), diary.page_size)
    told: dict[str, Any] = {"kind": "calendar#events", "items": found[first : first + size]}
    if first + size < len(found):
        return JSONResponse({**told, "nextPageToken": str(first + size)})
    return JSONResponse({**told, "nextSyncToken": mark_of({**span, "change": diary.change})})


def _occurrences(entry: Entry, since: datetime, until: datetime) -> Iterator[Item]:
    """Those that are no more are told as cancelled, once they were told at all."""
    now = {} if entry.deleted else {one["id"]: one for one in _written_out(entry, since, until)}
    gone = {entry.id} if entry.deleted and "recurrence" not in entry.body else entry.told - set(now)
    entry.told |= set(now)
    yield from now.values()
    yield from ({"id": ref, "status": "cancelled", "etag": _etag(entry)} for ref in gone)


def _written_out(entry: Entry, since: datetime, until: datetime) -> Iterator[Item]:
    item = _item(entry)
    rule = next((one for one in item.get("recurrence", []) if one.startswith("RRULE:")), "")
    if not rule:
        yield item
        return
    starts, ends = (datetime.fromisoformat(item[name]["dateTime"]) for name in ("start", "end"))
    for start in repeated(rule, starts, item["start"].get("timeZone", "UTC"), since, until):
        stamp = start.strftime("%Y%m%dT%H%M%SZ")
        times = {"start": _said(start), "end": _said(start + (ends - starts))}
        plain = {name: value for name, value in item.items() if name != "recurrence"}
        yield {**plain, **times, "id": f"{entry.id}_{stamp}", "recurringEventId": entry.id}


def _item(entry: Entry) -> Item:
    fixed = {"kind": "calendar#event", "id": entry.id, "etag": _etag(entry), "iCalUID": f"{entry.id}@google.com"}
    return {**fixed, "status": "confirmed", **entry.body, **({"status": "cancelled"} if entry.deleted else {})}


def _etag(entry: Entry) -> str:
    return f'"{entry.version}00000"'


def _said(instant: datetime) -> dict[str, str]:
    return {"dateTime": instant.astimezone(UTC).isoformat().replace("+00:00", "Z"), "timeZone": "UTC"}


def _refused(request: Request) -> Response | None:
    status = consent.refusal(request, diary_of(request), (CALENDAR, "primary", SECOND))
    return _error(status) if status else None


def _error(status: int) -> Response:
    reason = {"domain": "global", "reason": _REASONS.get(status, "backendError")}
    return JSONResponse({"error": {"code": status, "errors": [reason], "message": reason["reason"]}}, status)


ROUTES = [
    *consent.routes(diary_of, asks="/google/o/oauth2/v2/auth", gives="/google/token", withdraws="/google/revoke"),
    Route("/google/calendar/v3/users/me/calendarList", calendars),
    Route(_EVENTS, events, methods=["GET", "POST"]),
    Route(f"{_EVENTS}/watch", watch, methods=["POST"]),
    Route("/google/calendar/v3/channels/stop", stop, methods=["POST"]),
    Route(f"{_EVENTS}/{{event}}", event, methods=["GET", "PATCH", "DELETE"]),
]
