"""What is to be written in calendars elsewhere, and how each exchange stands."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Select, false
from sqlalchemy import func as sql
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.agenda import rules
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_calendars import CalendarCopy, CalendarFeed, CalendarLink, LinkState
from liciel_app.agenda.queries.feeds import OUTSIDE
from liciel_app.agenda.queries.visits import takes
from liciel_app.core import clock
from liciel_app.core.access import Actor
from liciel_app.core.errors import NotFound
from liciel_app.core.language import moment
from liciel_app.core.text import phone_fr
from liciel_app.core.work import Work
from liciel_app.office.models import Account, Resource

PAST: Final = timedelta(days=7)
AHEAD: Final = timedelta(days=120)
AT_LEAST: Final = timedelta(days=90)
"""What was read must reach so far; else everything is read anew."""
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An appointment as it goes to the person's calendar."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    location: str
    notes: str

    @property
    def digest(self) -> str:
        """Of all that the other side sees."""
        return sha256(repr(astuple(self)[2:]).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """`state`: on, paused, refused or closing. `unsent`: what the other side should have and has not."""

    id: int
    person: str
    provider: str
    name: str
    state: str
    success: str
    error: str
    unsent: int
    busy: int
    mine: bool


@dataclass(frozen=True, slots=True)
class FeedRow:
    """`about`: the person or the resource."""

    id: int
    about: str
    kind: str
    details: bool
    made: str
    read: str


def span_of(work: Work, link: CalendarLink) -> Span:
    """The time kept equal: a week back, and as far as what was read reaches."""
    since = clock.at_office(work.today - PAST, 0)
    if link.token and link.read_until is not None and link.read_until >= work.now + AT_LEAST:
        return since, link.read_until
    return since, clock.at_office(work.today + AHEAD, 0)


def outgoing(work: Work, account_id: int, span: Span) -> dict[str, Outgoing]:
    """The published appointments that take that person in that time, by uid; never what came from elsewhere."""
    wanted = select(Appointment).where(
        takes(account_id),
        col(Appointment.state) != AppointmentState.CANCELLED,
        col(Appointment.provisional).is_(False),
        col(Appointment.link_kind) != OUTSIDE,
        col(Appointment.starts_at) < span[1],
        col(Appointment.ends_at) > span[0],
    )
    return {one.uid: _outgoing(one) for one in work.db.exec(wanted).all()}


def copies(work: Work, link_id: int) -> dict[str, CalendarCopy]:
    return {
        one.uid: one for one in work.db.exec(select(CalendarCopy).where(col(CalendarCopy.link_id) == link_id)).all()
    }


def links_visible_to(actor: Actor) -> Select[Any]:
    """The office sees how every exchange stands, a technician his own."""
    everything = sa_select(CalendarLink).where(col(CalendarLink.state) != LinkState.CLOSED)
    if actor.is_office:
        return everything
    if actor.kind == "technician":
        return everything.where(col(CalendarLink.account_id) == actor.account_id)
    return everything.where(false())


def link(work: Work, link_id: int) -> CalendarLink:
    found = work.db.scalars(links_visible_to(work.actor).where(col(CalendarLink.id) == link_id)).one_or_none()
    if found is None:
        raise NotFound("Cet agenda n’est pas connecté.")
    return found


def links(work: Work) -> list[LinkRow]:
    """The person's own first, then by name."""
    found = work.db.scalars(links_visible_to(work.actor).order_by(col(CalendarLink.id))).all()
    names = _names(work)
    rows = [_link_row(work, one, names) for one in found]
    return sorted(rows, key=lambda row: (not row.mine, row.person))


def feeds(work: Work) -> list[FeedRow]:
    """In force: the person's own; for the office, those of resources too."""
    wanted = select(CalendarFeed).where(col(CalendarFeed.revoked_at).is_(None)).order_by(col(CalendarFeed.id))
    mine = col(CalendarFeed.account_id) == work.actor.account_id
    if work.actor.is_office:
        mine = mine | col(CalendarFeed.resource_id).is_not(None)
    names = _names(work)
    things = {one.id: one for one in work.db.exec(select(Resource)).all()}
    return [_feed_row(one, names, things) for one in work.db.exec(wanted.where(mine)).all()]


def unsent(work: Work, link: CalendarLink) -> int:
    """Appointments to write, to change or to take away there."""
    span = span_of(work, link)
    wanted = outgoing(work, link.account_id, span) if link.state is not LinkState.CLOSING else {}
    written = copies(work, link.id or 0)
    behind = sum(1 for uid, one in wanted.items() if uid not in written or written[uid].digest != one.digest)
    over = [one for uid, one in written.items() if uid not in wanted and one.starts_at < span[1]]
    return behind + sum(1 for one in over if one.ends_at > span[0])


def _outgoing(one: Appointment) -> Outgoing:
    contact = " · ".join(part for part in (one.contact_name, phone_fr(one.contact_phone)) if part)
    return Outgoing(
        uid=one.uid,
        sequence=one.sequence,
        title=one.title,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        location=rules.address(rules.Place(one.street, one.postcode, one.city)),
        notes="\n".join(part for part in (contact, one.warnings, one.notes) if part),
    )


def _link_row(work: Work, one: CalendarLink, names: Mapping[int | None, str]) -> LinkRow:
    paused = one.pause_until is not None and one.pause_until > work.now
    busy = work.db.exec(
        select(sql.count(col(Appointment.id))).where(
            col(Appointment.link_kind) == OUTSIDE,
            col(Appointment.link_id) == one.id,
            col(Appointment.state) != AppointmentState.CANCELLED,
            col(Appointment.ends_at) > work.now,
        )
    ).one()
    return LinkRow(
        id=one.id or 0,
        person=names.get(one.account_id, ""),
        provider=str(one.provider),
        name=one.name,
        state="paused" if paused and one.state is LinkState.ON else str(one.state),
        success=moment(one.succeeded_at) if one.succeeded_at else "",
        error=one.error,
        unsent=unsent(work, one),
        busy=int(busy),
        mine=one.account_id == work.actor.account_id,
    )


def _feed_row(one: CalendarFeed, names: Mapping[int | None, str], things: Mapping[int | None, Resource]) -> FeedRow:
    thing = things.get(one.resource_id)
    kind = thing.kind if thing else "everyone" if one.everyone else "person"
    about = thing.name if thing else names.get(one.account_id, "")
    return FeedRow(one.id or 0, about, kind, one.details, moment(one.made_at), moment(one.read_at))


def _names(work: Work) -> dict[int | None, str]:
    return {one.id: one.name for one in work.db.exec(select(Account)).all()}
