"""Claire moves her visit herself: what she is proposed can be taken, and what she sends back is never believed."""

from datetime import datetime, timedelta

import pytest

from liciel_app.agenda import linked, services
from liciel_app.agenda.services.rescheduling import slots_to_move
from liciel_app.agenda.services.resources import Facts
from liciel_app.agenda.services.taking_slot import SlotGone
from liciel_app.agenda.slots import engine
from liciel_app.agenda.slots.facts import Question
from liciel_app.agenda.travel import StraightLines
from liciel_app.core.work import begin
from tests.agenda.offices import a_booking
from tests.agenda.test_answers import julien_of
from tests.agenda.visited import THURSDAY, a_visit, token_of, written
from tests.people import Cast

FRIDAY = THURSDAY + timedelta(days=1)


def one_analyser(people: Cast) -> None:
    """The office's only one, which lead wants; Julien has it on Friday from nine to half past ten."""
    with begin(people.manager) as work:
        services.save_resource(work, Facts("XRF-1", "instrument", serves=("CREP",)))


def with_julien(people: Cast) -> None:
    with begin(people.manager) as work:
        a_booking(work, julien_of(work, people), 27, 9, needs=("CREP",))


def may_start(people: Cast, asked: Question, at: datetime) -> bool:
    return engine.possible(asked, people.technician.account_id or 0, at, StraightLines())


def test_claire_is_proposed_no_hour_when_the_analyser_her_visit_needs_is_elsewhere(people: Cast) -> None:
    one_analyser(people)
    a_visit(people)
    with_julien(people)
    token = token_of(written("appointment.confirmed")[0])
    with begin(people.visitor, writing=False) as work:
        asked = slots_to_move(work, token)
    assert not may_start(people, asked, FRIDAY)
    assert may_start(people, asked, FRIDAY + timedelta(hours=4))


@pytest.mark.parametrize(
    "said", ["", "1", "1|demain", "x|2026-11-27T09:00:00+01:00", "9" * 30 + "|2026-11-27T09:00:00"]
)
def test_what_no_form_of_ours_holds_is_a_slot_that_is_gone(said: str) -> None:
    with pytest.raises(SlotGone):
        linked.chosen(said)


def test_an_hour_without_its_zone_is_a_slot_that_is_gone(people: Cast) -> None:
    a_visit(people)
    token = token_of(written("appointment.confirmed")[0])
    with pytest.raises(SlotGone), begin(people.visitor) as work:
        linked.move(work, token, linked.chosen(f"{people.technician.account_id}|2026-11-27T09:00:00"), StraightLines())
