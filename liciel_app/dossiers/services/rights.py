"""Who may do what to a dossier he sees. A client sees his own and changes nothing in it."""

from liciel_app.core.access import Permission
from liciel_app.core.errors import NotAllowed
from liciel_app.core.work import Work
from liciel_app.dossiers import rules
from liciel_app.dossiers.models import Dossier, DossierFile


def desk(work: Work) -> None:
    """The office's own gestures. Raises NotAllowed."""
    if not work.actor.may(Permission.DOSSIERS_WRITE):
        raise NotAllowed


def desk_or_field(work: Work) -> None:
    """What the technicians of the visit do as well. Raises NotAllowed."""
    if not (work.actor.may(Permission.DOSSIERS_WRITE) or work.actor.may(Permission.FIELD_WORK)):
        raise NotAllowed


def responsible(work: Work, dossier: Dossier) -> None:
    """The office, and of the technicians of the visit the one it is entrusted to. Raises NotAllowed."""
    desk_or_field(work)
    if not work.actor.may(Permission.DOSSIERS_WRITE) and dossier.technician_id != work.actor.account_id:
        raise NotAllowed("Le responsable de la visite remet le dossier au bureau.")


def over(work: Work, dossier: Dossier, file: DossierFile) -> None:
    """The office over every file; a technician over what he brought, until the dossier is handed over.

    Raises NotAllowed.
    """
    desk_or_field(work)
    if work.actor.may(Permission.DOSSIERS_WRITE):
        return
    if dossier.stage not in rules.BEFORE_PAPERWORK or file.uploaded_by_id != work.actor.account_id:
        raise NotAllowed("Seul le bureau peut retirer ce fichier.")
