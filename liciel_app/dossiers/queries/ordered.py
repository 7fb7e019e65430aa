"""From an order to the dossier it became."""

from dataclasses import dataclass

from sqlmodel import col, select

from liciel_app.core.work import Work
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.queries.scope import visible_to


@dataclass(frozen=True, slots=True)
class OpenedDossier:
    id: int = 0
    reference: str = ""


def opened_from(work: Work, order_id: int) -> OpenedDossier:
    """The dossier opened from that order; number 0 while there is none this person may see."""
    shown = visible_to(work.actor).with_only_columns(col(Dossier.id), col(Dossier.reference))
    found = work.db.connection().execute(shown.where(col(Dossier.order_id) == order_id)).first()
    return OpenedDossier(found.id, found.reference) if found else OpenedDossier()


def has_dossier(work: Work, order_id: int) -> bool:
    """Of an order already shown."""
    return work.db.exec(select(Dossier.id).where(col(Dossier.order_id) == order_id)).first() is not None
