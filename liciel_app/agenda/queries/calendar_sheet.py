"""Everything the page of outside calendars shows to its reader."""

from dataclasses import dataclass, field

from sqlmodel import col, select

from liciel_app.agenda.queries import calendars
from liciel_app.agenda.queries.calendars import FeedRow, LinkRow
from liciel_app.core.errors import NotAllowed
from liciel_app.core.work import Work
from liciel_app.office.models import Resource


@dataclass(frozen=True, slots=True)
class CalendarSheet:
    """`others`: how the exchanges of the other people stand, for the office. `things`: (number, name) of resources."""

    feeds: list[FeedRow] = field(default_factory=list[FeedRow])
    mine: list[LinkRow] = field(default_factory=list[LinkRow])
    others: list[LinkRow] = field(default_factory=list[LinkRow])
    things: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    unsent: int = 0


def calendar_sheet(work: Work) -> CalendarSheet:
    """NotAllowed for who has no appointments here."""
    if work.actor.kind not in ("staff", "technician"):
        raise NotAllowed
    links = calendars.links(work)
    return CalendarSheet(
        feeds=calendars.feeds(work),
        mine=[row for row in links if row.mine],
        others=[row for row in links if not row.mine],
        things=_things(work) if work.actor.is_office else [],
        unsent=sum(row.unsent for row in links),
    )


def _things(work: Work) -> list[tuple[str, str]]:
    wanted = select(Resource).where(col(Resource.closed_at).is_(None)).order_by(col(Resource.kind), col(Resource.name))
    return [(str(one.id), one.name) for one in work.db.exec(wanted).all()]
