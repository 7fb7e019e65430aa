"""The invitation that calendars read, and the words of times."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from liciel_app.agenda import documents, rules
from liciel_app.agenda.documents import Method, Person
from liciel_app.agenda.models import Appointment

VISIT = Appointment(
    uid="6f1c",
    sequence=2,
    title="Maison 95 m², Talence",
    technician_id=1,
    starts_at=datetime(2026, 11, 24, 8, tzinfo=UTC),
    ends_at=datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    street="17 avenue Roul",
    postcode="33400",
    city="Talence",
    lat=44.802,
    lon=-0.588,
)
OFFICE = Person("Atlantique Diagnostics", "contact@atlantique-diag.example")
CLIENT = Person("Hélène, d’Arc", "b.dupuy@courriel.example")


def invited(method: Method = "REQUEST") -> Calendar:
    made = documents.invitation(
        VISIT, organiser=OFFICE, attendee=CLIENT, made_at=datetime(2026, 11, 23, 8, tzinfo=UTC), method=method
    )
    return Calendar.from_ical(made)


def test_claires_calendar_shows_the_visit_on_the_offices_clock() -> None:
    calendar = invited()
    (event,) = calendar.walk("VEVENT")
    assert (calendar["method"], event["uid"], event["sequence"], event["status"]) == ("REQUEST", "6f1c", 2, "CONFIRMED")
    assert event.decoded("dtstart") == VISIT.starts_at
    assert event["dtstart"].params["tzid"] == "Europe/Paris"
    assert event["attendee"].params["cn"] == "Hélène, d’Arc"
    assert event["location"] == "17 avenue Roul, 33400 Talence"


def test_the_time_zone_is_described_with_both_its_seasons() -> None:
    (zone,) = invited().walk("VTIMEZONE")
    assert zone["tzid"] == "Europe/Paris"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}


def test_a_cancellation_takes_the_event_away() -> None:
    calendar = invited("CANCEL")
    assert (calendar["method"], calendar.walk("VEVENT")[0]["status"]) == ("CANCEL", "CANCELLED")


def test_the_same_visit_is_the_same_invitation() -> None:
    assert invited().to_ical() == invited().to_ical()


@pytest.mark.parametrize(
    ("minutes", "words"), [(45, "45\u00a0min"), (60, "1\u00a0h"), (90, "1\u00a0h\u00a030"), (125, "2\u00a0h\u00a005")]
)
def test_lengths_read_as_people_say_them(minutes: int, words: str) -> None:
    assert rules.length(minutes) == words
    assert rules.ends_at(VISIT.starts_at, minutes) - VISIT.starts_at == timedelta(minutes=minutes)
