"""The slot chosen with an order: a provisional visit for each lot, or nothing is ordered at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from liciel_app.agenda import roads
from liciel_app.agenda import services as agenda
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.rules import SHORTEST, Contact, Details, Place
from liciel_app.agenda.services import taking_slot
from liciel_app.agenda.services.taking_slot import Chosen, SlotGone, Wish
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import Work
from liciel_app.orders.certificates import skills_for
from liciel_app.orders.kinds import PROPERTIES
from liciel_app.orders.models import Order
from liciel_app.orders.rules import Placed, Slot

LINK = "order"


def take(work: Work, placed: Sequence[Placed], slot: Slot | None) -> None:
    """Raises SlotGone when somebody has it meanwhile: the whole gesture is then undone."""
    visited = [one for one in placed if one.minutes]
    if slot is None or not visited:
        return
    first = visited[0].order
    if first.lat is None or first.lon is None:
        raise SlotGone
    codes = [line.code for one in visited for line in one.lines]
    whole = max(sum(one.minutes for one in visited), SHORTEST)
    visit = taking_slot.visit_at(first.lat, first.lon, whole, frozenset(skills_for(codes, first.property_kind)))
    wish = Wish(visit, title_of(first), _place(first), _contact(first), (LINK, first.id or 0))
    booked = taking_slot.take_slot(work, wish, Chosen(slot.technician_id, slot.starts_at), roads.remembered())
    first.appointment_id = booked.id
    work.db.add(first)
    if len(visited) > 1:
        _share(work, visited, booked)


def give_back(work: Work, order: Order) -> None:
    """The order is called off: the time is free again."""
    if order.appointment_id is None:
        return
    kept = work.db.get(Appointment, order.appointment_id)
    order.appointment_id = None
    work.db.add(order)
    if kept is not None and kept.link_kind == LINK and kept.state is AppointmentState.PLANNED:
        agenda.cancel(work, kept.id or 0)


def _share(work: Work, visited: Sequence[Placed], booked: Appointment) -> None:
    """One flat after the other, in the time that was found for all of them."""
    himself = work.actor
    work.actor = replace(SYSTEM, language=himself.language)
    try:
        starts_at, who = booked.starts_at, booked.technician_id
        head = max(visited[0].minutes, SHORTEST)
        agenda.move(work, booked.id or 0, technician_id=who, starts_at=starts_at, minutes=head)
        for one in visited[1:]:
            starts_at += timedelta(minutes=head)
            head = max(one.minutes, SHORTEST)
            _book(work, one, who, starts_at, head)
    finally:
        work.actor = himself


def _book(work: Work, one: Placed, technician_id: int, starts_at: datetime, minutes: int) -> None:
    order = one.order
    skills = skills_for([line.code for line in one.lines], order.property_kind)
    made = agenda.book(
        work,
        technician_id=technician_id,
        starts_at=starts_at,
        minutes=minutes,
        title=title_of(order),
        place=_place(order),
        contact=_contact(order),
        link=(LINK, order.id or 0),
        details=Details(provisional=True, skills=skills),
    )
    order.appointment_id = made.id
    work.db.add(order)


def title_of(order: Order) -> str:
    """Appartement 68 m², Talence"""
    kind = PROPERTIES.get(order.property_kind, "Bien")
    surface = f"{order.surface.normalize():f}".replace(".", ",")
    return f"{kind} {surface}\u00a0m², {order.city}"


def _place(order: Order) -> Place:
    return Place(order.street, order.postcode, order.city, order.lat, order.lon)


def _contact(order: Order) -> Contact:
    return Contact(order.contact_name, order.contact_phone)
