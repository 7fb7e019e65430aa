"""A real slot chosen with an order: booked with it, carried to its dossier, or nothing at all."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlmodel import col, select

from liciel_app.agenda import planner
from liciel_app.agenda import services as agenda
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.services.taking_slot import SlotGone, slots_for_client, visit_at
from liciel_app.core.access import SYSTEM, Actor
from liciel_app.core.clock import local
from liciel_app.core.language import day_words, hour
from liciel_app.core.work import Work, begin
from liciel_app.dossiers import queries as dossiers
from liciel_app.dossiers import services as dossier_services
from liciel_app.dossiers.services import planning
from liciel_app.orders import services
from liciel_app.orders.models import Order
from liciel_app.orders.rules import Slot
from liciel_app.orders.services import cancelling
from tests.agenda.offices import two_technicians
from tests.conftest import rows
from tests.orders.drafts import TALENCE, a_draft, an_order, the_grid
from tests.orders.quotes import by, mails
from tests.people import Cast

MINUTES = 120  # DPE 45, amiante 25, gaz 15, électricité 15, Carrez 20


@pytest.fixture
def free(people: Cast) -> Slot:
    """The first slot proposed for the usual flat."""

    def look(work: Work) -> Slot:
        two_technicians(work, people)
        the_grid(work)
        asked = slots_for_client(work, visit_at(TALENCE.lat, TALENCE.lon, MINUTES, frozenset({"DPE"})))
        best = planner.best_slots(asked).slots[0]
        return Slot(int(best.technician), best.start)

    return by(people.assistant, look)


def ordered(actor: Actor, slot: Slot, **said: Any) -> Order:
    return by(actor, services.place, a_draft(slot=slot, **said))


def booked(order: Order) -> Appointment:
    with begin(SYSTEM, writing=False) as work:
        return work.db.exec(select(Appointment).where(col(Appointment.id) == order.appointment_id)).one()


def test_the_order_takes_its_slot_and_nobody_is_told_yet(people: Cast, free: Slot) -> None:
    order = ordered(people.visitor, free)
    visit = booked(order)
    assert (visit.starts_at, visit.ends_at - visit.starts_at) == (free.starts_at, timedelta(minutes=MINUTES))
    assert (visit.provisional, visit.link_kind, visit.link_id) == (True, "order", order.id)
    assert order.wished_on == free.starts_at.date()
    assert visit.title == "Appartement 68 m², Talence"


def test_the_dossier_takes_the_visit_over_and_publishing_plans_it(people: Cast, free: Slot) -> None:
    order = ordered(people.visitor, free)
    dossier = by(people.assistant, dossier_services.open_from_order, order.id or 0)
    visit = booked(order)
    assert (visit.link_kind, visit.link_id) == ("dossier", dossier.id)
    assert dossier.appointment_id is None
    by(people.assistant, agenda.publish, until=visit.ends_at, only=[visit.id or 0])
    by(people.assistant, planning.follow, visit.id or 0)
    with begin(people.assistant, writing=False) as work:
        assert dossiers.get(work, dossier.id or 0).appointment_id == visit.id


def test_a_taken_slot_orders_nothing_and_mails_nothing(people: Cast, free: Slot) -> None:
    ordered(people.visitor, free)
    with pytest.raises(SlotGone):
        ordered(people.visitor, free)
    with begin(SYSTEM, writing=False) as work:
        assert (rows(work, "order"), rows(work, "appointment"), rows(work, "message")) == (1, 1, 2)


def test_of_two_who_take_one_slot_at_once_one_orders(people: Cast, free: Slot) -> None:
    ready = Barrier(2)

    def take(_: int) -> str:
        ready.wait()
        try:
            return ordered(people.visitor, free).number
        except SlotGone:
            return ""

    with ThreadPoolExecutor(2) as clients:
        told = list(clients.map(take, range(2)))
    assert sorted(map(bool, told)) == [False, True]
    with begin(SYSTEM, writing=False) as work:
        assert (rows(work, "order"), rows(work, "appointment")) == (1, 1)


def test_an_invented_slot_is_refused(people: Cast, free: Slot) -> None:
    night = Slot(free.technician_id, free.starts_at.replace(hour=2))
    nobody = Slot(999_999, free.starts_at)
    past = Slot(free.technician_id, free.starts_at - timedelta(days=60))
    for slot in (night, nobody, past):
        with pytest.raises(SlotGone):
            ordered(people.visitor, slot)


def test_the_mail_of_the_order_names_the_slot_that_was_chosen(people: Cast, free: Slot) -> None:
    ordered(people.visitor, free)
    letter = mails("order.received")[0].text
    assert (
        f"Créneau retenu pour la visite : {day_words(local(free.starts_at).date())} à {hour(free.starts_at)}." in letter
    )
    assert "Nous vous proposons un rendez-vous" not in letter


def test_without_a_slot_the_mail_promises_one(people: Cast) -> None:
    by(people.assistant, the_grid)
    by(people.assistant, an_order)
    assert "Nous vous proposons un rendez-vous très vite." in mails("order.received")[0].text


def test_lots_are_visited_one_after_the_other(people: Cast, free: Slot) -> None:
    gesture = str(uuid.uuid4())
    lots = [a_draft(slot=free, submit_id=gesture, lot=name) for name in ("Lot 1", "Lot 2")]
    orders = by(people.visitor, services.place_lots, lots)
    first, second = map(booked, orders)
    assert first.starts_at == free.starts_at
    assert first.ends_at == second.starts_at
    assert (second.provisional, second.link_id, second.technician_id) == (True, orders[1].id, first.technician_id)


def test_an_order_called_off_frees_its_slot(people: Cast, free: Slot) -> None:
    order = ordered(people.visitor, free)
    visit = booked(order)
    by(people.assistant, cancelling.cancel, order.id or 0, "Vente annulée")
    with begin(SYSTEM, writing=False) as work:
        assert work.db.get_one(Appointment, visit.id).state is AppointmentState.CANCELLED
    ordered(people.visitor, free)
