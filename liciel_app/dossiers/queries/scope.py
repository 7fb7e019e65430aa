"""Whose dossiers and files are whose: where every other query of this room starts."""

from typing import Any

from sqlalchemy import Select, false, or_
from sqlalchemy import select as sa_select
from sqlmodel import col

from liciel_app.core import journal
from liciel_app.core.access import Actor
from liciel_app.core.errors import NotFound
from liciel_app.core.work import Work
from liciel_app.dossiers import rules
from liciel_app.dossiers.models import Dossier, DossierFile


def visible_to(actor: Actor) -> Select[Any]:
    """The office sees every dossier, a technician his own, a portal account those of the clients it speaks for."""
    everything = sa_select(Dossier)
    if actor.is_office:
        return everything
    if actor.kind == "technician":
        return everything.where(col(Dossier.technician_id) == actor.account_id)
    if actor.kind == "client" and actor.client_ids:
        return everything.where(col(Dossier.client_id).in_(actor.client_ids))
    return everything.where(false())


def files_visible_to(actor: Actor) -> Select[Any]:
    """Files not removed, of dossiers this person sees. A client: the current ones that are meant for him."""
    here = sa_select(DossierFile).where(col(DossierFile.removed_at).is_(None))
    if actor.is_office:
        return here
    mine: Any = visible_to(actor).with_only_columns(col(Dossier.id))
    here = here.where(col(DossierFile.dossier_id).in_(mine))
    if actor.kind != "client":
        return here
    for_him = or_(col(DossierFile.role).in_(rules.FOR_CLIENTS), col(DossierFile.shared))
    return here.where(for_him, col(DossierFile.replaced_at).is_(None))


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


def latest_change(work: Work) -> int:
    """Live pages reload when this number moves."""
    return journal.latest(work.db, ("dossier",))
