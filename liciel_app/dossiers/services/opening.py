"""Turning an order into a dossier, with everything the order knows."""

from typing import Final

from sqlmodel import col, func, select

from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.core.work import Work
from liciel_app.directory import services as directory
from liciel_app.directory.models import Client
from liciel_app.dossiers import rules
from liciel_app.dossiers.models import Dossier, DossierFile, FileRole, Mission
from liciel_app.dossiers.services import rights
from liciel_app.dossiers.services.carrying import carry_people
from liciel_app.dossiers.services.changing import changed
from liciel_app.dossiers.services.welcoming import welcome
from liciel_app.office import queries as office_queries
from liciel_app.office.models import Office
from liciel_app.orders import queries as orders
from liciel_app.orders import services as order_services
from liciel_app.orders.models import Order

KIND_WORDS: Final = {
    "appartement": "Appartement",
    "maison": "Maison",
    "immeuble": "Immeuble",
    "commercial": "Local commercial",
    "terrain": "Terrain",
    "annexe": "Annexe",
}


def open_from_order(work: Work, order_id: int) -> Dossier:
    """The dossier of that order, opened the first time it is asked for; the order goes « En cours ».

    Raises NotFound for somebody else's order, NotAllowed for who does not work at the desk.
    """
    rights.desk(work)
    order = orders.get(work, order_id)
    _one_at_a_time(work)
    already = work.db.exec(select(Dossier).where(col(Dossier.order_id) == order_id)).first()
    if already is not None:
        return already
    client = _client(work, order)
    welcome(work, client, order)
    dossier = _dossier(work, order, client)
    work.db.add(dossier)
    work.db.flush()
    _carry_over(work, order, dossier)
    _take_slot(work, order, dossier)
    changed(work, dossier, "dossier.opened", after={"reference": dossier.reference, "order": order.number})
    carry_people(work, order_id, dossier)
    order_services.begin_processing(work, order_id)
    return dossier


def _client(work: Work, order: Order) -> Client:
    """The client who ordered with his account, else the one of that mail address: an account's, then a client's own."""
    account = office_queries.account_by_email(work, order.contact_email)
    known = order.client_id or (account.client_id if account else None)
    client = work.db.get_one(Client, known) if known else _newcomer(work, order)
    order.client_id = client.id
    work.db.add(order)
    return client


def _newcomer(work: Work, order: Order) -> Client:
    return directory.client_for(
        work, kind=order.contact_kind, name=order.contact_name, email=order.contact_email, phone=order.contact_phone
    )


def _dossier(work: Work, order: Order, client: Client) -> Dossier:
    return Dossier(
        reference=_next_reference(work),
        order_id=order.id,
        client_id=client.id or 0,
        title=_title(order),
        transaction=order.transaction,
        property_kind=order.property_kind,
        street=order.street,
        postcode=order.postcode,
        city=order.city,
        lat=order.lat,
        lon=order.lon,
        surface=order.surface,
        facts=order.facts,
        contact_name=order.contact_name,
        contact_email=order.contact_email,
        contact_phone=order.contact_phone,
        net_cents=order.net_cents,
        discount_cents=order.discount_cents,
        vat_percent=orders.vat_rate(work, order),
        rounding_cents=order.rounding_cents,
        gross_cents=order.gross_cents,
        created_at=work.now,
        updated_at=work.now,
    )


def _carry_over(work: Work, order: Order, dossier: Dossier) -> None:
    number = dossier.id or 0
    for line in orders.lines(work, order.id or 0):
        work.db.add(
            Mission(dossier_id=number, position=line.position, code=line.code, label=line.label, cents=line.cents)
        )
    for plan in orders.files(work, order.id or 0):
        work.db.add(
            DossierFile(
                dossier_id=number,
                role=FileRole.ATTACHMENT,
                name=plan.name,
                sha256=plan.sha256,
                size=plan.size,
                shared=True,
                uploaded_by=order.contact_name,
                uploaded_at=plan.uploaded_at,
            )
        )


def _take_slot(work: Work, order: Order, dossier: Dossier) -> None:
    """The visit chosen with the order is the dossier's: provisional, so that nobody is told before it is published."""
    kept = work.db.get(Appointment, order.appointment_id) if order.appointment_id else None
    if kept is not None and kept.state is not AppointmentState.CANCELLED:
        kept.link_kind, kept.link_id = "dossier", dossier.id
        work.db.add(kept)
        work.db.flush()
        work.record("appointment.taken_over", kept, after={"reference": dossier.reference})


def _title(order: Order) -> str:
    """Maison 95 m², Talence"""
    kind = KIND_WORDS.get(order.property_kind, "Bien")
    return f"{kind} {rules.surface(order.surface)}\u00a0m², {order.city}"


def _one_at_a_time(work: Work) -> None:
    """Clicks on one order queue, and references too (PostgreSQL: the office's row; SQLite queues writers by itself)."""
    work.db.exec(select(col(Office.id)).where(col(Office.id) == 1).with_for_update())


def _next_reference(work: Work) -> str:
    """One after the last of the year, allotted under the office's lock."""
    start = rules.reference(work.today.year, 0).removesuffix("0000")
    known = select(Dossier.reference).where(col(Dossier.reference).startswith(start))
    last = work.db.exec(known.order_by(func.length(Dossier.reference).desc(), col(Dossier.reference).desc())).first()
    return rules.reference(work.today.year, int(last.removeprefix(start)) + 1 if last else 1)
