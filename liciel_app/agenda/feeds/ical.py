"""A feed as an iCalendar file (RFC 5545): the same appointments give the same bytes, so that a reader may keep them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from liciel_app.agenda.queries.feeds import FeedEvent
from liciel_app.core import clock

if TYPE_CHECKING:
    from icalendar import Event

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
REFRESH: Final = "PT1H"


def calendar_file(name: str, events: Sequence[FeedEvent]) -> bytes:
    """Stable UIDs, SEQUENCE, LAST-MODIFIED, cancelled events as CANCELLED, in the office's zone with its VTIMEZONE."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Liciel//Agenda//FR")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", clock.zone().key)
    made.add("x-published-ttl", REFRESH)
    for event in events:
        made.add_component(_event(event))
    if events:
        first, last = _years(events)
        made.add_missing_timezones(first_date=date(first - 1, 1, 1), last_date=date(last + 1, 12, 31))
    return made.to_ical()


def _event(one: FeedEvent) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", one.uid)
    event.add("sequence", one.sequence)
    event.add("dtstamp", _whole(one.changed_at))
    event.add("last-modified", _whole(one.changed_at))
    event.add("dtstart", clock.local(one.starts_at))
    event.add("dtend", clock.local(one.ends_at))
    event.add("summary", one.title)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    if one.address:
        event.add("location", one.address)
    if one.notes:
        event.add("description", one.notes)
    if one.lat is not None and one.lon is not None:
        event.add("geo", (one.lat, one.lon))
    return event


def _whole(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)


def _years(events: Sequence[FeedEvent]) -> tuple[int, int]:
    return min(one.starts_at.year for one in events), max(one.ends_at.year for one in events)
