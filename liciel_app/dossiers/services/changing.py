"""What every change of a dossier ends with: its date, what searches read, and its entry in the journal."""

from collections.abc import Mapping

from liciel_app.core.text import normalise
from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.dossiers.models import Dossier
from liciel_app.orders.models import Order


def changed(
    work: Work,
    dossier: Dossier,
    action: str,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    dossier.updated_at = work.now
    dossier.norm = searched(work, dossier)
    work.db.add(dossier)
    work.db.flush()
    work.record(action, dossier, before=before, after=after)


def searched(work: Work, dossier: Dossier) -> str:
    client = work.db.get_one(Client, dossier.client_id)
    order = work.db.get(Order, dossier.order_id) if dossier.order_id else None
    return normalise(
        dossier.reference,
        dossier.title,
        dossier.street,
        dossier.postcode,
        dossier.city,
        client.name,
        dossier.contact_name,
        dossier.contact_email,
        dossier.contact_phone,
        order.number if order else "",
    )
