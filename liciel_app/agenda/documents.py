"""The invitation that goes with a confirmation (iCalendar, RFC 5545 and RFC 5546)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Literal

from liciel_app.agenda.models import Appointment
from liciel_app.agenda.rules import Place, address
from liciel_app.core import clock

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress

FILE_NAME: Final = "rendez-vous.ics"
Method = Literal["REQUEST", "CANCEL"]


def media_type(method: Method) -> str:
    return f"text/calendar; method={method}; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str


def invitation(
    appointment: Appointment,
    *,
    organiser: Person,
    attendee: Person,
    made_at: datetime,
    summary: str = "",
    method: Method = "REQUEST",
) -> bytes:
    """The event under its stable UID and its SEQUENCE, in the office's time zone with its VTIMEZONE.

    `summary` replaces the appointment's title for a reader outside the office; `made_at` is the DTSTAMP.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Liciel//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(_event(appointment, organiser, attendee, made_at, summary, method))
    year = appointment.starts_at.year
    calendar.add_missing_timezones(first_date=date(year - 1, 1, 1), last_date=date(year + 1, 12, 31))
    return calendar.to_ical()


def _event(
    appointment: Appointment, organiser: Person, attendee: Person, made_at: datetime, summary: str, method: Method
) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", made_at)
    event.add("dtstart", clock.local(appointment.starts_at))
    event.add("dtend", clock.local(appointment.ends_at))
    event.add("summary", summary or appointment.title)
    event.add("location", address(Place(appointment.street, appointment.postcode, appointment.city)))
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    if appointment.lat is not None and appointment.lon is not None:
        event.add("geo", (appointment.lat, appointment.lon))
    event.add("organizer", _address(organiser), encode=False)
    event.add("attendee", _address(attendee), encode=False)
    return event


def _address(person: Person) -> "vCalAddress":
    from icalendar import vCalAddress, vText

    made = vCalAddress(f"mailto:{person.email}")
    made.params["CN"] = vText(person.name)
    return made
