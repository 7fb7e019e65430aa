"""Whose dossiers and files are whose: where every other query of this room starts."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_
from sqlalchemy import select as sa_select
from sqlmodel import col

from liciel_app.agenda import queries as agenda
from liciel_app.agenda.models import Appointment
from liciel_app.core import journal
from liciel_app.core.access import Actor
from liciel_app.core.errors import NotFound
from liciel_app.core.work import Work
from liciel_app.dossiers import rules
from liciel_app.dossiers.models import Dossier, DossierFile, FileRole


def visible_to(actor: Actor) -> Select[Any]:
    """The office sees every dossier, a technician those of his visits, a portal account those of its clients.

    His visits: those he is responsible for, and those he goes along to (`rights.responsible` tells them apart).
    """
    everything = sa_select(Dossier)
    if actor.is_office:
        return everything
    if actor.kind == "technician":
        visits = agenda.visible_to(actor).with_only_columns(col(Appointment.id))
        return everything.where(
            or_(col(Dossier.technician_id) == actor.account_id, col(Dossier.appointment_id).in_(visits))
        )
    if actor.kind == "client" and actor.client_ids:
        return everything.where(col(Dossier.client_id).in_(actor.client_ids))
    return everything.where(false())


def files_visible_to(actor: Actor) -> Select[Any]:
    """Files not removed, of dossiers this person sees. Who only receives: the current ones handed to him."""
    here = sa_select(DossierFile).where(col(DossierFile.removed_at).is_(None))
    if actor.is_office:
        return here
    mine: Any = visible_to(actor).with_only_columns(col(Dossier.id))
    here = here.where(col(DossierFile.dossier_id).in_(mine))
    if actor.kind == "technician":
        return here
    return here.where(_handed(), col(DossierFile.replaced_at).is_(None))


def _handed() -> ColumnElement[bool]:
    """Reports and DDT once « Avertir le client » is done; an invoice and what is shared at once."""
    role = col(DossierFile.role)
    told = exists().where(col(Dossier.id) == col(DossierFile.dossier_id), col(Dossier.notified_at).is_not(None))
    shared = and_(role == FileRole.ATTACHMENT, col(DossierFile.shared))
    return or_(and_(role.in_(rules.DELIVERED), told), role.in_(rules.AT_ONCE), shared)


def get(work: Work, dossier_id: int) -> Dossier:
    """Raises NotFound for an absent dossier and for somebody else's."""
    found = work.db.scalar(visible_to(work.actor).where(col(Dossier.id) == dossier_id))
    if found is None:
        raise NotFound("Ce dossier est introuvable.")
    return found


def locked(work: Work, dossier_id: int) -> Dossier:
    """`get`, as it stands now and for this transaction alone: gestures on one dossier queue."""
    wanted = visible_to(work.actor).where(col(Dossier.id) == dossier_id).with_for_update()
    found = work.db.scalar(wanted, execution_options={"populate_existing": True})
    if found is None:
        raise NotFound("Ce dossier est introuvable.")
    return found


def told_by(actor: Actor) -> tuple[str, ...]:
    """The records of the journal that change which dossiers this person sees, and what they say."""
    return ("dossier", "appointment") if actor.kind == "technician" else ("dossier",)


def latest_change(work: Work) -> int:
    """Live pages reload when this number moves."""
    return journal.latest(work.db, ("dossier",))
