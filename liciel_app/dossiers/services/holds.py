"""What keeps originals from the client, and what billing says of a dossier's money."""

from sqlmodel import col, select

from liciel_app.core.work import Work
from liciel_app.dossiers import queries
from liciel_app.dossiers.models import Dossier, Hold, HoldReason
from liciel_app.dossiers.services import rights
from liciel_app.dossiers.services.changing import changed


def place_hold(work: Work, dossier_id: int, reason: HoldReason) -> Hold:
    """One open hold per reason: placing it twice changes nothing."""
    rights.desk(work)
    dossier = queries.locked(work, dossier_id)
    already = _open(work, dossier_id, reason)
    if already is not None:
        return already
    hold = Hold(dossier_id=dossier_id, reason=reason, placed_by=work.actor.name, placed_at=work.now)
    work.db.add(hold)
    work.db.flush()
    work.record("hold.placed", hold, after={"reason": reason})
    changed(work, dossier, "dossier.held", after={"reason": reason})
    return hold


def lift_hold(work: Work, dossier_id: int, reason: HoldReason) -> Hold | None:
    """Originals are free as soon as no hold is open; None when there was none of that reason."""
    rights.desk(work)
    dossier = queries.locked(work, dossier_id)
    hold = _open(work, dossier_id, reason)
    if hold is None:
        return None
    hold.lifted_by, hold.lifted_at = work.actor.name, work.now
    work.db.add(hold)
    work.record("hold.lifted", hold, after={"reason": reason})
    changed(work, dossier, "dossier.released", after={"reason": reason})
    return hold


def note_invoiced(work: Work, dossier_id: int, *, cents: int) -> Dossier:
    """What was invoiced for this dossier in all, in cents with tax."""
    rights.desk(work)
    dossier = queries.locked(work, dossier_id)
    before = {"invoiced_cents": dossier.invoiced_cents}
    dossier.invoiced_cents, dossier.invoiced_at = cents, dossier.invoiced_at or work.now
    changed(work, dossier, "dossier.invoiced", before=before, after={"invoiced_cents": cents})
    return dossier


def note_paid(work: Work, dossier_id: int, *, cents: int) -> Dossier:
    """What was paid for this dossier in all, in cents; the day it is settled is kept."""
    rights.desk(work)
    dossier = queries.locked(work, dossier_id)
    before = {"paid_cents": dossier.paid_cents}
    dossier.paid_cents = cents
    dossier.paid_at = (dossier.paid_at or work.now) if cents >= dossier.invoiced_cents else None
    changed(work, dossier, "dossier.paid", before=before, after={"paid_cents": cents})
    return dossier


def _open(work: Work, dossier_id: int, reason: HoldReason) -> Hold | None:
    wanted = select(Hold).where(
        col(Hold.dossier_id) == dossier_id, col(Hold.reason) == reason, col(Hold.lifted_at).is_(None)
    )
    return work.db.exec(wanted).first()
