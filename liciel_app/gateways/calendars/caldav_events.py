"""Events as CalDAV servers hold them (RFC 5545): ours written, theirs read with their repetitions written out."""

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final

import recurring_ical_events
from icalendar import Calendar
from icalendar import Event as VEvent

from liciel_app.gateways.calendars.contract import Event, Found

log = logging.getLogger(__name__)
MARK: Final = "X-LICIEL"
_TOO_OFTEN: Final = frozenset({"SECONDLY", "MINUTELY"})


def written(event: Event, office: str, now: datetime) -> bytes:
    """In UTC: an instant, whatever happens to clocks."""
    made, calendar = VEvent(), Calendar()
    made.add("uid", event.uid)
    made.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    made.add("sequence", event.sequence)
    made.add("dtstart", event.starts_at.astimezone(UTC))
    made.add("dtend", event.ends_at.astimezone(UTC))
    made.add("summary", event.title)
    made.add("status", "CONFIRMED")
    if event.location:
        made.add("location", event.location)
    if event.notes:
        made.add("description", event.notes)
    made.add(MARK, f"{office}:{event.uid}")
    calendar.add("prodid", "-//Liciel//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add_component(made)
    return calendar.to_ical()


def read(ref: str, etag: str, text: str, office: str, span: tuple[datetime, datetime], zone: tzinfo) -> list[Found]:
    """The occurrences that meet that time; none for an object nobody can read, or one that repeats every minute.

    A day without hours, and hours without a zone, are the office's.
    """
    try:
        calendar: Any = Calendar.from_ical(text)
        if any(_too_often(event) for event in calendar.walk("VEVENT")):
            return []
        return [_found(ref, etag, one, office, zone) for one in _occurrences(calendar, span, zone)]
    except Exception as error:  # noqa: BLE001 somebody else's file: whatever is wrong in it, the others are read
        log.warning("calendar object left out: %s", type(error).__name__)
        return []


def _occurrences(calendar: Any, span: tuple[datetime, datetime], zone: tzinfo) -> Iterator[Any]:
    """All-day and floating times are compared a day wider, then exactly."""
    wide = timedelta(days=1)
    for one in recurring_ical_events.of(calendar).between(span[0] - wide, span[1] + wide):
        starts_at, ends_at = _times(one, zone)
        if starts_at < span[1] and (ends_at > span[0] or starts_at == ends_at > span[0]):
            yield one


def _found(ref: str, etag: str, one: Any, office: str, zone: tzinfo) -> Found:
    starts_at, ends_at = _times(one, zone)
    said, uid = str(one.get(MARK, "")), str(one.get("uid", ""))
    key = one.get("recurrence-id")
    free = str(one.get("transp", "")).upper() == "TRANSPARENT" or str(one.get("status", "")).upper() == "CANCELLED"
    return Found(
        ref=ref,
        key=key.to_ical().decode() if key is not None else "",
        etag=etag,
        uid=uid,
        mark=said.removeprefix(f"{office}:") if said.startswith(f"{office}:") else "",
        title=str(one.get("summary", "")),
        starts_at=starts_at,
        ends_at=ends_at,
        busy=not free and ends_at > starts_at,
    )


def _times(one: Any, zone: tzinfo) -> tuple[datetime, datetime]:
    starts, ends = one.start, one.end
    return _instant(starts, zone), _instant(ends, zone)


def _instant(value: date | datetime, zone: tzinfo) -> datetime:
    if not isinstance(value, datetime):
        return datetime.combine(value, time(), zone).astimezone(UTC)
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)


def _too_often(event: Any) -> bool:
    rules = event.get("rrule") or []
    every = rules if isinstance(rules, list) else [rules]
    return any(str(name).upper() in _TOO_OFTEN for rule in every for name in rule.get("FREQ", []))
