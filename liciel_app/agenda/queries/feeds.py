"""What a private address lets its holder read, decided anew at each reading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import ColumnElement, Select
from sqlalchemy import func as sql
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.agenda import rules
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_calendars import CalendarFeed
from liciel_app.agenda.models_time import AppointmentResource
from liciel_app.agenda.queries import visits
from liciel_app.core.access import Actor
from liciel_app.core.errors import NotFound
from liciel_app.core.journal import JournalEntry
from liciel_app.core.language import say
from liciel_app.core.text import phone_fr
from liciel_app.core.work import Work
from liciel_app.office import rules as office_rules
from liciel_app.office.models import Account, Resource, Technician

OUTSIDE: Final = "calendar"
"""The `link_kind` of an appointment that is busy time read from a calendar elsewhere: it never goes out again."""
CANCELLED_STAYS: Final = timedelta(days=30)
_MANY: Final = 500


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """An appointment as its reader's calendar or map shows it; `changed_at`: its last change, aware UTC."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    cancelled: bool
    changed_at: datetime
    address: str = ""
    notes: str = ""
    lat: float | None = None
    lon: float | None = None
    technician: str = ""
    hue: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A feed in force, whose person may still read it. `name`: of the calendar."""

    feed: CalendarFeed
    reader: Actor
    name: str


def token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def opened(work: Work, token: str) -> Opened:
    """NotFound for a wrong token, a revoked feed, a person who left, a resource out of use: all look the same."""
    found = work.db.exec(select(CalendarFeed).where(col(CalendarFeed.token_hash) == token_hash(token))).first()
    if found is None or found.revoked_at is not None:
        raise NotFound("Cette adresse n’existe pas.")
    if found.resource_id is not None:
        return _of_resource(work, found)
    account = work.db.get(Account, found.account_id)
    if account is None or account.closed_at is not None:
        raise NotFound("Cette adresse n’existe pas.")
    reader = _person(account)
    if reader.kind not in ("staff", "technician"):
        raise NotFound("Cette adresse n’existe pas.")
    name = say("Agenda de l’office", reader.language) if found.everyone else account.name
    return Opened(found, reader, name)


def events(work: Work, opened: Opened, since: datetime, until: datetime | None = None) -> list[FeedEvent]:
    """In order of time, from that instant on; what was cancelled stays thirty days as cancelled."""
    wanted = _wanted(opened).where(col(Appointment.ends_at) > since, col(Appointment.link_kind) != OUTSIDE)
    if until is not None:
        wanted = wanted.where(col(Appointment.starts_at) < until)
    found = work.db.scalars(wanted.order_by(col(Appointment.starts_at), col(Appointment.id))).all()
    changed = changes_of(work, [one.id or 0 for one in found])
    names = {row[0]: row for row in work.db.connection().execute(_PEOPLE)}
    made = [_event(opened, one, changed.get(one.id or 0, opened.feed.made_at), names) for one in found]
    return [one for one in made if not one.cancelled or work.now - one.changed_at <= CANCELLED_STAYS]


def changes_of(work: Work, numbers: Iterable[int]) -> dict[int, datetime]:
    """When each appointment last changed, as the journal tells it."""
    wanted, found = list(numbers), dict[int, datetime]()
    for start in range(0, len(wanted), _MANY):
        rows = work.db.exec(
            select(JournalEntry.subject_id, sql.max(JournalEntry.at))
            .where(
                col(JournalEntry.subject_kind) == "appointment",
                col(JournalEntry.subject_id).in_(wanted[start : start + _MANY]),
            )
            .group_by(col(JournalEntry.subject_id))
        ).all()
        found |= dict(rows)
    return found


def _of_resource(work: Work, feed: CalendarFeed) -> Opened:
    resource = work.db.get(Resource, feed.resource_id)
    if resource is None or resource.closed_at is not None:
        raise NotFound("Cette adresse n’existe pas.")
    return Opened(feed, Actor(kind="system", name=resource.name), resource.name)


def _wanted(opened: Opened) -> Select[Any]:
    feed = opened.feed
    published = visits.visible_to(opened.reader).where(col(Appointment.provisional).is_(False))
    if feed.resource_id is not None:
        taken = sa_select(col(AppointmentResource.appointment_id))
        return published.where(col(Appointment.id).in_(taken.where(_resource(feed))))
    return published if feed.everyone else published.where(visits.takes(feed.account_id or 0))


def _resource(feed: CalendarFeed) -> ColumnElement[bool]:
    return col(AppointmentResource.resource_id) == feed.resource_id


def _event(opened: Opened, one: Appointment, changed_at: datetime, names: Mapping[Any, Any]) -> FeedEvent:
    _, technician, hue = names.get(one.technician_id, (0, "", ""))
    plain = FeedEvent(
        uid=one.uid,
        sequence=one.sequence,
        title=_title(opened, technician),
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        cancelled=one.state is AppointmentState.CANCELLED,
        changed_at=changed_at,
        technician=technician,
        hue=hue or "",
    )
    return plain if not opened.feed.details else _detailed(opened, one, plain)


def _title(opened: Opened, technician: str) -> str:
    """What is said to a reader who is told nothing else."""
    if opened.feed.resource_id is not None:
        return say("Réservé – {person}", opened.reader.language, person=technician)
    busy = say("Occupé", opened.reader.language)
    return f"{busy} – {technician}" if opened.feed.everyone else busy


def _detailed(opened: Opened, one: Appointment, plain: FeedEvent) -> FeedEvent:
    contact = " · ".join(part for part in (one.contact_name, phone_fr(one.contact_phone)) if part)
    return FeedEvent(
        uid=plain.uid,
        sequence=plain.sequence,
        title=f"{one.title} – {plain.technician}" if opened.feed.everyone else one.title,
        starts_at=plain.starts_at,
        ends_at=plain.ends_at,
        cancelled=plain.cancelled,
        changed_at=plain.changed_at,
        address=rules.address(rules.Place(one.street, one.postcode, one.city)),
        notes="\n".join(part for part in (contact, one.warnings, one.notes) if part),
        lat=one.lat,
        lon=one.lon,
        technician=plain.technician,
        hue=plain.hue,
    )


def _person(account: Account) -> Actor:
    return office_rules.actor(
        account_id=account.id or 0,
        name=account.name,
        role=account.role,
        language=account.language,
        client_id=account.client_id,
        session_id=None,
        origin="",
    )


_PEOPLE: Final = sa_select(col(Account.id), col(Account.name), col(Technician.hue)).outerjoin(
    Technician, col(Technician.account_id) == col(Account.id)
)
