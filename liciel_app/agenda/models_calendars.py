"""Calendars outside the office: private feeds, links with other calendars, and what was written there."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class CalendarFeed(SQLModel, table=True):
    """A private address where a calendar reads one person's appointments, or what takes one resource.

    Only the hash of its token is kept: the address is shown once. `everyone`: all that this person may see;
    `details`: with titles, places, names and phones.
    """

    id: int | None = Field(default=None, primary_key=True)
    account_id: int | None = Field(default=None, index=True, foreign_key="account.id")
    resource_id: int | None = Field(default=None, index=True, foreign_key="resource.id")
    token_hash: str = Field(unique=True, max_length=64)
    everyone: bool = False
    details: bool = True
    made_at: datetime
    made_by: str
    read_at: datetime | None = None
    revoked_at: datetime | None = None


class Provider(StrEnum):
    CALDAV = "caldav"
    GOOGLE = "google"
    MICROSOFT = "microsoft"


class LinkState(StrEnum):
    """`refused`: the other side wants the person again (password or consent); nothing is tried meanwhile."""

    ON = "on"
    REFUSED = "refused"
    CLOSING = "closing"
    CLOSED = "closed"


class CalendarLink(SQLModel, table=True):
    """One calendar elsewhere that holds a person's appointments and whose busy times take that person here.

    `address` names the calendar there; `secret` is encrypted. `token` is the other side's mark of what was read;
    `read_until`: the end of the time it covers. `running_since`: somebody synchronises it at this moment.
    """

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(index=True, foreign_key="account.id")
    provider: Provider = Field(sa_type=words(Provider))
    name: str
    address: str
    secret: str
    state: LinkState = Field(default=LinkState.ON, sa_type=words(LinkState))
    token: str = ""
    read_until: datetime | None = None
    running_since: datetime | None = None
    tried_at: datetime | None = None
    succeeded_at: datetime | None = None
    failures: int = 0
    pause_until: datetime | None = None
    error: str = ""
    made_at: datetime


class CalendarCopy(SQLModel, table=True):
    """An appointment as it was last written in a calendar elsewhere: where, in which version, with which content."""

    __table_args__ = (UniqueConstraint("link_id", "uid"),)

    id: int | None = Field(default=None, primary_key=True)
    link_id: int = Field(foreign_key="calendarlink.id")
    uid: str = Field(index=True)
    ref: str
    etag: str = ""
    digest: str
    starts_at: datetime
    ends_at: datetime


class CalendarAsk(SQLModel, table=True):
    """Somebody went to Google or Microsoft to consent: what must come back, once, within ten minutes."""

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(index=True, foreign_key="account.id")
    provider: Provider = Field(sa_type=words(Provider))
    state_hash: str = Field(unique=True, max_length=64)
    verifier: str
    asked_at: datetime
    used_at: datetime | None = None
