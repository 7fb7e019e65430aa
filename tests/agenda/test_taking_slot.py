"""A client takes a slot by himself: it is checked again while it is booked, and only one gets it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlmodel import select

from liciel_app.agenda import planner, roads
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.models_time import AgendaSettings
from liciel_app.agenda.rules import Contact, Place
from liciel_app.agenda.services.taking_slot import (
    Chosen,
    SlotGone,
    Wish,
    move_to_slot,
    slots_for_client,
    take_slot,
    visit_at,
)
from liciel_app.agenda.slots.facts import Slot
from liciel_app.core.access import SYSTEM, VISITOR
from liciel_app.core.errors import Invalid
from liciel_app.core.work import Work, begin
from liciel_app.orders.models import Order
from tests.agenda.offices import PESSAC, TALENCE, a_booking, two_technicians
from tests.dossiers.cases import an_order
from tests.people import Cast

WISH = Wish(
    visit=visit_at(*TALENCE, 90, frozenset({"DPE"})),
    title="Appartement 45 m², Talence",
    place=Place("17 avenue Roul", "33400", "Talence", *TALENCE),
    contact=Contact("Claire Dupuy", "+33612345678"),
    link=("order", 12),
)


def proposed(work: Work, besides: int = 0) -> tuple[Slot, ...]:
    return planner.best_slots(slots_for_client(work, WISH.visit, besides=besides)).slots


def test_a_visitor_takes_the_first_slot_and_nobody_is_told_yet(people: Cast) -> None:
    with begin(people.assistant) as work:
        two_technicians(work, people)
    with begin(VISITOR) as work:
        first = proposed(work)[0]
        taken = take_slot(work, WISH, Chosen.of(first), roads.remembered())
    assert (taken.starts_at, taken.ends_at, taken.provisional) == (first.start, first.end, True)
    assert (taken.link_kind, taken.link_id, taken.skills) == ("order", 12, "DPE")


def test_the_office_decides_how_many_slots_a_client_sees(work: Work, people: Cast) -> None:
    two_technicians(work, people)
    assert len(proposed(work)) == 3
    work.db.merge(AgendaSettings(proposals=2))
    assert len(proposed(work)) == 2


def test_a_slot_taken_meanwhile_is_gone_without_saying_by_whom(work: Work, people: Cast) -> None:
    two_technicians(work, people)
    first = proposed(work)[0]
    take_slot(work, WISH, Chosen.of(first))
    work.actor = people.stranger
    with pytest.raises(SlotGone) as refused:
        take_slot(work, WISH, Chosen.of(first))
    assert "Karim" not in str(refused.value)
    assert first.start not in [slot.start for slot in proposed(work)]


def test_a_slot_too_far_from_what_was_booked_meanwhile_is_gone(work: Work, people: Cast) -> None:
    karim, _ = two_technicians(work, people)
    first = proposed(work)[0]
    day, hour = first.end.day, first.end.hour
    a_booking(work, karim, day, hour + (first.end.minute > 0), (45.648, 0.156))  # Angoulême, right afterwards
    with pytest.raises(SlotGone):
        take_slot(work, WISH, Chosen.of(first))


@pytest.mark.parametrize("late", [timedelta(days=400), timedelta(hours=-72), timedelta(hours=10), timedelta(days=5)])
def test_an_hour_nobody_proposed_cannot_be_taken(work: Work, people: Cast, late: timedelta) -> None:
    two_technicians(work, people)
    first = proposed(work)[0]
    with pytest.raises(SlotGone):
        take_slot(work, WISH, Chosen(int(first.technician), first.start + late))


def test_neither_somebody_unknown_nor_somebody_uncertified_can_be_taken(work: Work, people: Cast) -> None:
    _, julien = two_technicians(work, people)
    first = proposed(work)[0]
    for technician in (julien, 999):
        with pytest.raises(SlotGone):
            take_slot(work, WISH, Chosen(technician, first.start))


def test_a_place_that_is_nowhere_is_said(work: Work, people: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        visit_at(None, None, 90)
    assert "appelez-nous" in str(refused.value)


def test_an_appointment_moves_to_a_slot_that_only_itself_was_filling(work: Work, people: Cast) -> None:
    karim, _ = two_technicians(work, people)
    booked = a_booking(work, karim, 25, 9, PESSAC)
    later = booked.starts_at + timedelta(minutes=30)
    moved = move_to_slot(work, booked, replace(WISH.visit, at=PESSAC), Chosen(karim, later))
    assert (moved.starts_at, moved.sequence) == (later, 1)


@pytest.mark.postgresql
def test_of_many_clients_taking_one_slot_one_gets_it_and_the_others_fresh_ones(people: Cast) -> None:
    with begin(people.assistant) as work:
        two_technicians(work, people)
        first = proposed(work)[0]
    together = Barrier(6)

    def hurry(number: int) -> tuple[bool, bool]:
        together.wait()
        try:
            with begin(VISITOR) as work:
                take_slot(work, replace(WISH, link=("order", number)), Chosen.of(first))
        except SlotGone:
            with begin(VISITOR, writing=False) as work:
                return False, bool(proposed(work)) and first.start != proposed(work)[0].start
        return True, True

    with ThreadPoolExecutor(6) as crowd:
        outcomes = list(crowd.map(hurry, range(6)))
    with begin(SYSTEM, writing=False) as work:
        kept = work.db.exec(select(Appointment)).all()
    assert [won for won, _ in outcomes].count(True) == len(kept) == 1
    assert all(served for _, served in outcomes)


def test_who_comes_second_has_ordered_nothing(people: Cast) -> None:
    with begin(people.assistant) as work:
        two_technicians(work, people)
        chosen = Chosen.of(proposed(work)[0])
    for attempt in range(2):
        try:
            with begin(SYSTEM) as work:
                order = an_order(work)
                take_slot(work, replace(WISH, link=("order", order.id or 0)), chosen)
        except SlotGone:
            assert attempt == 1
    with begin(SYSTEM, writing=False) as work:
        assert (len(work.db.exec(select(Order)).all()), len(work.db.exec(select(Appointment)).all())) == (1, 1)
