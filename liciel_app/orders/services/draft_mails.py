# pyright: strict
"""Telling who may validate it that an order was prepared, and who prepared it that it is validated."""

from liciel_app.core.config import settings
from liciel_app.core.language import language_of
from liciel_app.core.work import Work
from liciel_app.messaging.services import Envelope, write_mail
from liciel_app.office import queries as office
from liciel_app.office.models import Account
from liciel_app.office.queries_portal import validators
from liciel_app.orders.models import Order
from liciel_app.orders.models_drafts import OrderDraft


def ask_validation(work: Work, kept: OrderDraft) -> None:
    """One mail to each other person of the client who may validate; to the office when the client has nobody."""
    if work.actor.kind != "client" or kept.client_id is None:
        return
    found = validators(work, kept.client_id)
    for one in found:
        if one.id != work.actor.account_id:
            key = f"draft.to_validate:{kept.id}:{one.id}"
            envelope = Envelope(one.email, "draft.to_validate", key, about=kept, language=language_of(one.language))
            _write(work, kept, envelope, one.name, "/espace")
    if not found:
        house = office.office(work)
        envelope = Envelope(house.email, "draft.to_validate", f"draft.to_validate:{kept.id}", about=kept)
        _write(work, kept, envelope, house.name, f"/bureau/commandes/nouvelle?brouillon={kept.id}")


def tell_preparer(work: Work, kept: OrderDraft, order: Order) -> None:
    """One mail to who prepared it, unless he validated it himself or is not of the house any more."""
    one = work.db.get(Account, kept.account_id) if kept.account_id is not None else None
    if one is None or one.id == work.actor.account_id or one.closed_at is not None:
        return
    path = "/espace" if one.client_id is not None else f"/bureau/commandes/{order.id}"
    write_mail(
        work,
        Envelope(one.email, "draft.validated", f"draft.validated:{kept.id}", order, language_of(one.language)),
        name=one.name,
        author=work.actor.name,
        title=kept.title,
        number=order.number,
        link=f"{settings().base_url}{path}",
    )


def _write(work: Work, kept: OrderDraft, envelope: Envelope, name: str, path: str) -> None:
    link = f"{settings().base_url}{path}"
    write_mail(work, envelope, name=name, author=work.actor.name, title=kept.title, link=link)
