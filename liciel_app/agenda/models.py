"""When, where and who; never why. An appointment points back to what booked it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class AppointmentState(StrEnum):
    PLANNED = "planned"
    ON_THE_WAY = "on_the_way"
    ARRIVED = "arrived"
    DONE = "done"
    CANCELLED = "cancelled"
    DAY_OFF = "day_off"


class Appointment(SQLModel, table=True):
    """`uid` and `sequence` are those of its iCalendar event (RFC 5545): stable, and +1 at each change."""

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
