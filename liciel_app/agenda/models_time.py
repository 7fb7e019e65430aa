"""When people and things are free: working hours, leave, recurring events, and what an appointment takes with it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class WorkingHours(SQLModel, table=True):
    """One interval of a person's week, in minutes from midnight on the office's clock. Monday is 0."""

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(index=True, foreign_key="account.id")
    weekday: int
    starts_minute: int
    ends_minute: int


class AgendaSettings(SQLModel, table=True):
    """The office's rules of planning; one row. Minutes from midnight, or lengths in minutes.

    `holidays_zone`: « 57 » Moselle, « 6AE » Alsace, « 974 » La Réunion…; empty: the eleven days of everybody.
    `client_moves`: how many times a client may move his appointment himself.
    """

    id: int = Field(default=1, primary_key=True)
    notice_hours: int = 24
    working_days: int = 10
    proposals: int = 3
    leave_home_minute: int = 480
    buffer_minutes: int = 0
    window_minutes: int = 0
    holidays_zone: str = ""
    km_cents: int = 60
    hour_cents: int = 3000
    client_moves: int = 2
    client_notice_hours: int = 24


class LeaveState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Leave(SQLModel, table=True):
    """Days somebody is away, both included. Approved, it takes the time as an appointment (`appointment_id`)."""

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(index=True, foreign_key="account.id")
    first_on: date
    last_on: date
    state: LeaveState = Field(default=LeaveState.ASKED, sa_type=words(LeaveState))
    reason: str = ""
    answer: str = ""
    asked_at: datetime
    decided_at: datetime | None = None
    decided_by: str = ""
    appointment_id: int | None = Field(default=None, foreign_key="appointment.id")


class Recurrence(SQLModel, table=True):
    """A recurring event: an RRULE (RFC 5545) on the office's clock, written out as appointments up to `written_to`."""

    id: int | None = Field(default=None, primary_key=True)
    title: str
    account_id: int = Field(index=True, foreign_key="account.id")
    rule: str
    first_on: date
    starts_minute: int
    minutes: int
    written_to: date
    ended_on: date | None = None


class AppointmentPerson(SQLModel, table=True):
    """Somebody besides the responsible technician whom the appointment takes."""

    __table_args__ = (UniqueConstraint("appointment_id", "account_id"),)

    id: int | None = Field(default=None, primary_key=True)
    appointment_id: int = Field(foreign_key="appointment.id")
    account_id: int = Field(index=True, foreign_key="account.id")


class AppointmentResource(SQLModel, table=True):
    """A vehicle, an instrument or a room the appointment takes."""

    __table_args__ = (UniqueConstraint("appointment_id", "resource_id"),)

    id: int | None = Field(default=None, primary_key=True)
    appointment_id: int = Field(foreign_key="appointment.id")
    resource_id: int = Field(index=True, foreign_key="resource.id")


class Staffing(SQLModel, table=True):
    """How many people certified in a domain (`office.certificates`) must be at work on every working day."""

    code: str = Field(primary_key=True)
    least: int
