"""What an appointment says to its people: whom it expects, the links it gave, the answers, the reminders."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class AppointmentGuest(SQLModel, table=True):
    """Whom the technician visits, as messages reach them. One per appointment, written by what booked it.

    `moves`: how many times they moved it themselves; `moved_at`, `cancelled_why`: what the office is shown of it.
    """

    id: int | None = Field(default=None, primary_key=True)
    appointment_id: int = Field(unique=True, foreign_key="appointment.id")
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "fr"
    moves: int = 0
    moved_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancelled_why: str = ""


class LinkFor(StrEnum):
    GUEST = "guest"
    TECHNICIAN = "technician"


class AppointmentLink(SQLModel, table=True):
    """A personal link; only the hash of its token is kept. A technician's one asks about one `commitment`."""

    id: int | None = Field(default=None, primary_key=True)
    appointment_id: int = Field(index=True, foreign_key="appointment.id")
    token_hash: str = Field(unique=True, max_length=64)
    purpose: LinkFor = Field(sa_type=words(LinkFor))
    commitment_id: int | None = Field(default=None, foreign_key="commitment.id")
    created_at: datetime
    revoked_at: datetime | None = None


class Answer(StrEnum):
    """`withdrawn`: asked no more, the appointment moved or is somebody else's."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Commitment(SQLModel, table=True):
    """A technician asked to be there at that time, and his answer. `settled_at`: what a refusal left open is closed."""

    __table_args__ = (UniqueConstraint("appointment_id", "account_id", "starts_at"),)

    id: int | None = Field(default=None, primary_key=True)
    appointment_id: int = Field(index=True, foreign_key="appointment.id")
    account_id: int = Field(index=True, foreign_key="account.id")
    starts_at: datetime
    answer: Answer = Field(default=Answer.WAITING, index=True, sa_type=words(Answer))
    reason: str = ""
    asked_at: datetime
    answered_at: datetime | None = None
    settled_at: datetime | None = None


class ReminderKind(StrEnum):
    """Who is reminded, and by which way."""

    GUEST_SMS = "guest_sms"
    GUEST_MAIL = "guest_mail"
    TECHNICIAN_SMS = "technician_sms"
    TECHNICIAN_MAIL = "technician_mail"


class ReminderRule(SQLModel, table=True):
    """One reminder of every appointment: so many minutes before it."""

    __table_args__ = (UniqueConstraint("kind", "minutes_before"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: ReminderKind = Field(sa_type=words(ReminderKind))
    minutes_before: int


class MessageRules(SQLModel, table=True):
    """The office's rules of automatic messages; one row. Minutes from midnight on the office's clock.

    `dry_run`: everything is done but the sending. `arrival_minutes`: length of the window told when he sets off.
    """

    id: int = Field(default=1, primary_key=True)
    quiet_from_minute: int = 1200
    quiet_to_minute: int = 480
    quiet_sundays: bool = True
    daily_cap: int = 300
    dry_run: bool = False
    on_the_way: bool = True
    arrival_minutes: int = 30


class ReminderState(StrEnum):
    """`rehearsed`: a dry run wrote nothing. `dropped`: too late, or nobody to write to. `cancelled`: no visit then."""

    PENDING = "pending"
    SENT = "sent"
    REHEARSED = "rehearsed"
    DROPPED = "dropped"
    CANCELLED = "cancelled"


class Reminder(SQLModel, table=True):
    """One row per (appointment, kind, level). `starts_at`: the time it speaks of; another time, another turn."""

    __table_args__ = (UniqueConstraint("appointment_id", "kind", "minutes_before"),)

    id: int | None = Field(default=None, primary_key=True)
    appointment_id: int = Field(index=True, foreign_key="appointment.id")
    kind: ReminderKind = Field(sa_type=words(ReminderKind))
    minutes_before: int
    starts_at: datetime
    due_at: datetime = Field(index=True)
    state: ReminderState = Field(default=ReminderState.PENDING, index=True, sa_type=words(ReminderState))
    why: str = ""
    done_at: datetime | None = None
    message_id: int | None = Field(default=None, foreign_key="message.id")
