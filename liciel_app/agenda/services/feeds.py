"""Private addresses of calendars: made, shown once, revoked."""

import secrets
from datetime import timedelta
from typing import Final

from sqlmodel import col, select

from liciel_app.agenda.models_calendars import CalendarFeed
from liciel_app.agenda.queries import feeds
from liciel_app.core.errors import NotAllowed, NotFound, Refused
from liciel_app.core.work import Work
from liciel_app.office.models import Resource

MOST: Final = 10
_NOTED: Final = timedelta(hours=1)


def make_feed(
    work: Work, *, resource_id: int = 0, everyone: bool = False, details: bool = True
) -> tuple[CalendarFeed, str]:
    """The person's own feed, or that of a resource, with its token: 256 random bits, told now and never again.

    `everyone`: all the office's appointments, for its staff alone. Only the office makes a resource's feed.
    """
    if not work.actor.is_office and (resource_id or everyone or work.actor.kind != "technician"):
        raise NotAllowed
    if resource_id and _resource(work, resource_id).closed_at is not None:
        raise NotFound("Cette ressource est introuvable.")
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed(
        account_id=None if resource_id else work.actor.account_id,
        resource_id=resource_id or None,
        token_hash=feeds.token_hash(token),
        everyone=everyone and not resource_id,
        details=details and not resource_id,
        made_at=work.now,
        made_by=work.actor.name,
    )
    if len(_alike(work, feed)) >= MOST:
        raise Refused("Révoquez d’abord une ancienne adresse : dix servent déjà.")
    work.db.add(feed)
    work.db.flush()
    work.record("calendarfeed.made", feed, after={"resource_id": feed.resource_id, "everyone": feed.everyone})
    return feed, token


def revoke_feed(work: Work, feed_id: int) -> CalendarFeed:
    """From now on its address does not exist. Revoking twice is revoking once."""
    found = work.db.get(CalendarFeed, feed_id)
    mine = found is not None and found.account_id is not None and found.account_id == work.actor.account_id
    if found is None or not (mine or work.actor.is_office):
        raise NotFound("Cette adresse n’existe pas.")
    if found.revoked_at is None:
        found.revoked_at = work.now
        work.db.add(found)
        work.record("calendarfeed.revoked", found)
    return found


def note_reading(work: Work, feed_id: int) -> None:
    """When a calendar last read it, to the hour."""
    feed = work.db.get(CalendarFeed, feed_id)
    if feed is not None and (feed.read_at is None or work.now - feed.read_at > _NOTED):
        feed.read_at = work.now
        work.db.add(feed)


def _resource(work: Work, resource_id: int) -> Resource:
    found = work.db.get(Resource, resource_id)
    if found is None:
        raise NotFound("Cette ressource est introuvable.")
    return found


def _alike(work: Work, feed: CalendarFeed) -> list[CalendarFeed]:
    """In force, of the same person or the same resource."""
    wanted = select(CalendarFeed).where(col(CalendarFeed.revoked_at).is_(None))
    if feed.resource_id is not None:
        return list(work.db.exec(wanted.where(col(CalendarFeed.resource_id) == feed.resource_id)).all())
    return list(work.db.exec(wanted.where(col(CalendarFeed.account_id) == feed.account_id)).all())
