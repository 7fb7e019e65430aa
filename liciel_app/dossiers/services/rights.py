"""Who may do what to a dossier he sees. A client sees his own and changes nothing in it."""

from liciel_app.core.access import Permission
from liciel_app.core.errors import NotAllowed
from liciel_app.core.work import Work


def desk(work: Work) -> None:
    """The office's own gestures. Raises NotAllowed."""
    if not work.actor.may(Permission.DOSSIERS_WRITE):
        raise NotAllowed


def desk_or_field(work: Work) -> None:
    """What the technician of the dossier does as well. Raises NotAllowed."""
    if not (work.actor.may(Permission.DOSSIERS_WRITE) or work.actor.may(Permission.FIELD_WORK)):
        raise NotAllowed
