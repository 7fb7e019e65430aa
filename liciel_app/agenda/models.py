"""When, where and who; never why. An appointment points back to what booked it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class AppointmentState(StrEnum):
    PLANNED = "planned"
    ON_THE_WAY = "on_the_way"
    ARRIVED = "arrived"
    STARTED = "started"
    DONE = "done"
    CANCELLED = "cancelled"
    DAY_OFF = "day_off"


class AppointmentKind(StrEnum):
    VISIT = "visit"
    MEETING = "meeting"
    TRAINING = "training"
    EVENT = "event"


class Appointment(SQLModel, table=True):
    """`uid` and `sequence` are those of its iCalendar event (RFC 5545): stable, and +1 at each change.

    `skills`: codes of the certifications it needs, separated by spaces; `needs`: the same for its instruments, as
    `Resource.serves` names them. `provisional`: a plan of the office that
    nobody was told yet. `window_minutes`: the arrival announced to the client is a window of that length (0: an hour).
    `recurrence_id`, `occurrence_on`: the recurring event it is one day of.
    """

    __table_args__ = (Index("ix_appointment_technician_id_starts_at", "technician_id", "starts_at"),)

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    sequence: int = 0
    title: str
    technician_id: int = Field(foreign_key="account.id")
    starts_at: datetime = Field(index=True)
    ends_at: datetime
    state: AppointmentState = Field(default=AppointmentState.PLANNED, sa_type=words(AppointmentState))
    street: str = ""
    postcode: str = ""
    city: str = ""
    lat: float | None = None
    lon: float | None = None
    contact_name: str = ""
    contact_phone: str = ""
    notes: str = ""
    link_kind: str = ""
    link_id: int | None = None
    kind: AppointmentKind = Field(default=AppointmentKind.VISIT, sa_type=words(AppointmentKind))
    provisional: bool = False
    window_minutes: int = 0
    skills: str = ""
    needs: str = ""
    warnings: str = ""
    recurrence_id: int | None = Field(default=None, index=True, foreign_key="recurrence.id")
    occurrence_on: date | None = None
