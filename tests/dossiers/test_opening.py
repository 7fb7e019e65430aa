"""Turning an order into a dossier."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from liciel_app.core import files
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import NotAllowed, NotFound
from liciel_app.core.work import Work, begin
from liciel_app.directory.models import Client
from liciel_app.dossiers import queries, services
from liciel_app.dossiers.models import Stage
from liciel_app.orders.models import Order, OrderFile, OrderState
from tests import databases
from tests.conftest import rows
from tests.dossiers.cases import a_dossier, an_order
from tests.people import Cast


def test_nathalie_turns_an_order_into_a_dossier_that_knows_all_of_it(work: Work) -> None:
    order = an_order(work)
    dossier = services.open_from_order(work, order.id or 0)
    sheet = queries.dossier_sheet(work, dossier.id or 0)
    assert (sheet.reference, sheet.title, sheet.stage) == ("D-2026-0001", "Maison 95\u00a0m², Talence", "to_plan")
    assert (sheet.site.address, sheet.people.contact_phone) == ("17 avenue Roul, 33400 Talence", "06 12 34 56 78")
    assert [(mission.icon, mission.price) for mission in sheet.missions][:2] == [
        ("DPE", "130,00\u00a0€"),
        ("Pb", "120,00\u00a0€"),
    ]
    assert (sheet.amounts.gross, sheet.order.number) == ("361,80\u00a0€", order.number)
    assert order.state is OrderState.IN_PROGRESS


def test_a_second_click_opens_the_same_dossier(work: Work) -> None:
    order = an_order(work)
    first = services.open_from_order(work, order.id or 0)
    assert services.open_from_order(work, order.id or 0) is first
    assert rows(work, "dossier") == 1


def test_the_client_is_found_by_his_address_in_any_case(work: Work, people: Cast) -> None:
    order = an_order(work)
    order.contact_email = "B.Dupuy@Courriel.example"
    dossier = services.open_from_order(work, order.id or 0)
    assert (dossier.client_id, order.client_id) == (people.client_id, people.client_id)


def test_a_newcomer_becomes_a_client(work: Work) -> None:
    order = an_order(work)
    order.contact_email, order.contact_name = "p.garrigue@courriel.example", "Paul Garrigue"
    dossier = services.open_from_order(work, order.id or 0)
    assert work.db.get_one(Client, dossier.client_id).name == "Paul Garrigue"


def test_who_ordered_with_an_account_stays_the_client(work: Work, people: Cast) -> None:
    assert a_dossier(work, people.stranger_client_id).client_id == people.stranger_client_id


def test_the_plan_attached_to_the_order_comes_along_and_its_owner_sees_it(work: Work, people: Cast) -> None:
    order = an_order(work, people.client_id)
    files.keep(work, sha256="a" * 64, size=10, media_type="image/png")
    plan = OrderFile(
        order_id=order.id, submit_id="x", sha256="a" * 64, name="plan.png", size=10, media_type="image/png",
        uploaded_at=work.now,
    )  # fmt: skip
    work.db.add(plan)
    dossier = services.open_from_order(work, order.id or 0)
    work.actor = people.client
    (row,) = queries.files(work, dossier.id or 0)
    assert (row.name, row.role, row.opening) == ("plan.png", "attachment", "original")


def test_references_follow_one_another_and_begin_again_each_year(work: Work) -> None:
    assert [a_dossier(work).reference for _ in range(3)] == ["D-2026-0001", "D-2026-0002", "D-2026-0003"]
    a_dossier(work).reference = "D-2026-12000"
    assert a_dossier(work).reference == "D-2026-12001"
    work.now = work.now.replace(year=2027)
    assert a_dossier(work).reference == "D-2027-0001"


def test_karim_and_claire_open_nothing(work: Work, people: Cast) -> None:
    order = an_order(work, people.client_id)
    for who in (people.technician, people.client, people.visitor):
        work.actor = who
        with pytest.raises((NotAllowed, NotFound)):
            services.open_from_order(work, order.id or 0)


def test_an_absent_order_is_not_found(work: Work) -> None:
    with pytest.raises(NotFound):
        services.open_from_order(work, 999)


@pytest.mark.postgresql
@pytest.mark.skipif(not databases.POSTGRESQL, reason="SQLite queues writers by itself")
def test_of_many_clicks_at_once_one_opens_the_dossier(people: Cast) -> None:
    with begin(people.assistant) as work:
        orders = [an_order(work).id or 0 for _ in range(3)]

    def click(turn: int) -> str:
        with begin(people.assistant) as work:
            return services.open_from_order(work, orders[turn % 3]).reference

    with ThreadPoolExecutor(9) as crowd:
        opened = list(crowd.map(click, range(18)))
    assert sorted(set(opened)) == ["D-2026-0001", "D-2026-0002", "D-2026-0003"]
    with begin(SYSTEM) as work:
        assert rows(work, "dossier") == 3
        assert {order.state for order in work.db.exec(select(Order)).all()} == {OrderState.IN_PROGRESS}
        assert {dossier.stage for dossier in work.db.scalars(queries.visible_to(SYSTEM)).all()} == {Stage.TO_PLAN}
