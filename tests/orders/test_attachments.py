"""Plans joined to an order while it is written."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from liciel_app.core import worker
from liciel_app.core.access import Actor
from liciel_app.core.errors import Conflict, NotFound, Refused
from liciel_app.core.work import Work, begin
from liciel_app.orders import queries, rules, services
from liciel_app.orders.queries import drafts as queries_drafts
from liciel_app.orders.services import drafts
from tests.conftest import MONDAY, rows
from tests.orders.drafts import an_order
from tests.people import Cast

HOME = Actor(kind="visitor", name="Visiteur", origin="192.0.2.7")


def a_plan(work: Work, submit_id: str, number: int = 1, name: str = "plan.pdf") -> int:
    received = services.Received(f"{number:064x}", 1000 + number, "application/pdf")
    return services.attach(work, submit_id=submit_id, name=name, received=received).id or 0


def test_a_plan_sent_before_validating_belongs_to_the_order(people: Cast) -> None:
    mine = str(uuid.uuid4())
    with begin(HOME) as work:
        a_plan(work, mine, name="../plan du T3.pdf")
    with begin(HOME) as work:
        order = an_order(work, submit_id=mine)
    with begin(people.assistant) as work:
        (kept,) = queries.files(work, order.id or 0)
        assert kept.name == "..-plan du T3.pdf".strip(" .") or kept.name.endswith("plan du T3.pdf")
        assert queries.order_sheet(work, order.id or 0).files[0].weight == "1\u00a0Ko"


def test_a_plan_taken_back_does_not_go_with_the_order(work: Work) -> None:
    mine = str(uuid.uuid4())
    first, second = a_plan(work, mine, 1), a_plan(work, mine, 2)
    services.detach(work, submit_id=mine, file_id=first)
    services.detach(work, submit_id=str(uuid.uuid4()), file_id=second)
    order = an_order(work, submit_id=mine)
    assert [kept.id for kept in queries.files(work, order.id or 0)] == [second]


def test_the_seventh_file_of_an_order_is_refused(work: Work) -> None:
    mine = str(uuid.uuid4())
    for number in range(rules.FILES_PER_ORDER):
        a_plan(work, mine, number)
    with pytest.raises(Refused, match="six fichiers"):
        a_plan(work, mine, 99)


def test_a_stranger_cannot_fill_the_office_s_disk(people: Cast) -> None:
    with begin(HOME) as work:
        for number in range(rules.FILES_PER_HOUR):
            a_plan(work, str(uuid.uuid4()), number)
    with begin(HOME) as work, pytest.raises(Refused, match="Trop d’envois"):
        services.may_attach(work, submit_id=str(uuid.uuid4()))
    with begin(replace(HOME, origin="192.0.2.8")) as work:
        services.may_attach(work, submit_id=str(uuid.uuid4()))


def test_nothing_joins_an_order_once_it_is_placed(work: Work) -> None:
    order = an_order(work)
    with pytest.raises(Conflict):
        a_plan(work, order.submit_id)
    with pytest.raises(NotFound):
        a_plan(work, "not-a-uuid")


def test_the_same_bytes_twice_are_stored_once(work: Work) -> None:
    mine = str(uuid.uuid4())
    a_plan(work, mine, 7)
    a_plan(work, mine, 7)
    assert (rows(work, "storedfile"), rows(work, "orderfile")) == (1, 2)


def test_another_client_does_not_reach_an_attachment(people: Cast) -> None:
    mine = str(uuid.uuid4())
    with begin(people.client) as work:
        number = a_plan(work, mine)
        an_order(work, submit_id=mine)
    with begin(people.client) as work:
        assert queries.file(work, number).id == number
    for other in (people.stranger, people.technician, people.visitor):
        with begin(other) as work, pytest.raises(NotFound):
            queries.file(work, number)


def left(submit_id: str, day: int) -> int:
    """How many files are still there once the promises of that day are kept."""
    worker.keep_all_due(now=MONDAY + timedelta(days=day))
    with begin(HOME, writing=False) as work:
        return len(queries.waiting_files(work, submit_id))


@pytest.mark.parametrize("lot", [0, 2])
def test_the_plans_of_an_order_prepared_for_somebody_wait_as_long_as_it_does(people: Cast, lot: int) -> None:
    mine = str(uuid.uuid4())
    of_lot = rules.lot_submit_id(mine, lot)
    with begin(people.client) as work:
        drafts.keep(work, drafts.Written(mine, '{"step": 3}', "Appartement"))
        a_plan(work, of_lot)
        drafts.prepare(work, mine)
    assert [left(of_lot, day) for day in (1, 3, 9, 25)] == [1, 1, 1, 1]
    assert left(of_lot, 40) == 0


def test_a_plan_of_nothing_begun_is_dropped_after_two_days(people: Cast) -> None:
    mine = str(uuid.uuid4())
    with begin(HOME) as work:
        a_plan(work, mine)
    assert [left(mine, day) for day in (1, 3)] == [1, 0]


def test_a_plan_of_a_draft_thrown_away_goes_too(people: Cast) -> None:
    mine = str(uuid.uuid4())
    with begin(people.client) as work:
        drafts.keep(work, drafts.Written(mine, '{"step": 3}', "Appartement"))
        a_plan(work, mine)
        drafts.drop(work, queries_drafts.draft_of(work, mine).id or 0)  # type: ignore[union-attr]
    assert left(mine, 3) == 0
