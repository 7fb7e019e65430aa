"""A tour sheet given to who holds a link, until it is revoked or its day is over."""

import hashlib
import secrets
from datetime import date

from sqlmodel import col

from liciel_app.agenda.models_mileage import TourLink
from liciel_app.agenda.sheets import reading
from liciel_app.core.access import Permission
from liciel_app.core.errors import NotAllowed, NotFound, Refused
from liciel_app.core.work import Work


def share(work: Work, account_id: int, day: date) -> str:
    """A new token, told once: only its hash is kept. The office shares any tour, a technician his own."""
    reading.tour_sheet(work, account_id, day)
    _refuse_readers(work, account_id)
    if work.today > day + reading.LASTS:
        raise Refused("Cette journée est passée : il n’y a plus rien à partager.")
    token = secrets.token_urlsafe(24)
    link = TourLink(
        account_id=account_id, day=day, token_hash=hashed(token), created_at=work.now, created_by=work.actor.name
    )
    work.db.add(link)
    work.db.flush()
    work.record("tour.link_made", link, after={"technician_id": account_id, "day_on": day.isoformat()})
    return token


def revoke(work: Work, link_id: int) -> TourLink:
    """Revoking twice is revoking once. Raises NotFound for somebody else's."""
    link = work.db.scalars(reading.links_visible_to(work.actor).where(col(TourLink.id) == link_id)).one_or_none()
    if link is None:
        raise NotFound("Ce partage est introuvable.")
    _refuse_readers(work, link.account_id)
    if link.revoked_at is None:
        link.revoked_at, link.revoked_by = work.now, work.actor.name
        work.db.add(link)
        work.record("tour.link_revoked", link)
    return link


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _refuse_readers(work: Work, account_id: int) -> None:
    if account_id != work.actor.account_id and not work.actor.may(Permission.AGENDA_WRITE):
        raise NotAllowed
