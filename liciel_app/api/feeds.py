"""Calendar and map feeds at private addresses: whoever holds the address reads, until it is revoked."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final, TypeVar

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from liciel_app.agenda.feeds import ical, kml
from liciel_app.agenda.queries import feeds
from liciel_app.agenda.queries.feeds import FeedEvent, Opened
from liciel_app.agenda.roads import travelling
from liciel_app.agenda.services.feeds import note_reading
from liciel_app.core import clock
from liciel_app.core.config import settings
from liciel_app.core.errors import Invalid
from liciel_app.core.language import Language
from liciel_app.core.work import Work
from liciel_app.ui.door import PUBLIC, Visit, route

T = TypeVar("T")
PAST: Final = timedelta(days=60)
_PRIVATE: Final = {"cache-control": "private, no-cache", "referrer-policy": "no-referrer", "x-robots-tag": "noindex"}
_HOUR: Final = timedelta(hours=1)


@route("/cal/{token}.ics", permission=PUBLIC, methods=("GET", "HEAD"))
async def calendar(visit: Visit) -> Response:
    """The feed as iCalendar. 304 to a reader who already has it; NotFound for a wrong or revoked address."""
    content = await _read(visit, _calendar)
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {**_PRIVATE, "etag": etag, "content-disposition": 'inline; filename="agenda.ics"'}
    if etag in _known(visit.request):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=ical.MEDIA_TYPE, headers=headers)


@route("/cal/{token}/carte.kml", permission=PUBLIC)
async def places(visit: Visit) -> Response:
    """`vue=semaine` for the week, else the day; `jour=2026-11-24`, else today."""
    asked = visit.request.query_params
    span = _span(asked.get("vue", ""), asked.get("jour", ""))
    name, lang, events = await _read(visit, lambda work, opened: _places(work, opened, span))
    content = await to_thread.run_sync(lambda: kml.map_file(name, events, lang, travelling()))
    return Response(content, media_type=kml.MEDIA_TYPE, headers=_kml_headers("carte"))


@route("/cal/{token}/google-earth.kml", permission=PUBLIC)
async def network_link(visit: Visit) -> Response:
    """A file to open once: Google Earth reads the day or the week again every five minutes."""
    view = "semaine" if visit.request.query_params.get("vue") == "semaine" else "jour"
    address = f"{settings().base_url}/cal/{visit.request.path_params['token']}/carte.kml?vue={view}"
    content = await _read(visit, lambda _work, opened: kml.network_link(opened.name, address, opened.reader.language))
    return Response(content, media_type=kml.MEDIA_TYPE, headers=_kml_headers("google-earth"))


async def _read(visit: Visit, make: Callable[[Work, Opened], T]) -> T:
    def read(work: Work) -> tuple[Opened, T]:
        opened = feeds.opened(work, visit.request.path_params["token"])
        work.actor = opened.reader
        return opened, make(work, opened)

    opened, content = await visit.read(read)
    if opened.feed.read_at is None or clock.now() - opened.feed.read_at > _HOUR:
        await visit.do(note_reading, opened.feed.id or 0)
    return content


def _calendar(work: Work, opened: Opened) -> bytes:
    return ical.calendar_file(opened.name, feeds.events(work, opened, work.now - PAST))


def _places(work: Work, opened: Opened, span: tuple[datetime, datetime]) -> tuple[str, Language, list[FeedEvent]]:
    """What the file tells; its roads are asked for outside the transaction."""
    return opened.name, opened.reader.language, feeds.events(work, opened, *span)


def _span(view: str, day: str) -> tuple[datetime, datetime]:
    try:
        first = date.fromisoformat(day) if day else clock.today()
        first, days = (clock.monday_of(first), 7) if view == "semaine" else (first, 1)
        return clock.at_office(first, 0), clock.at_office(first + timedelta(days=days), 0)
    except (ValueError, OverflowError) as error:
        raise Invalid({"jour": "Cette date n’existe pas."}, "Cette date n’existe pas.") from error


def _known(request: Request) -> list[str]:
    return [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]


def _kml_headers(name: str) -> dict[str, str]:
    return {**_PRIVATE, "content-disposition": f'attachment; filename="{name}.kml"'}


ROUTES = (calendar, places, network_link)
