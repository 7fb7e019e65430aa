"""The office's list of orders, and who sees what."""

import pytest

from liciel_app.core.errors import NotFound
from liciel_app.core.paging import Asked
from liciel_app.core.work import Work, begin
from liciel_app.orders import queries, services
from liciel_app.orders.models import OrderState
from liciel_app.orders.rules import Site
from tests.orders.drafts import an_order, the_grid
from tests.people import Cast


@pytest.fixture
def three(work: Work) -> list[int]:
    the_grid(work)
    told = (("Zoé Ziegler", ("ERP",)), ("Émile Aubry", ("DPE", "GAZ", "ELEC")), ("Paul Garrigue", ("DPE", "GAZ")))
    return [an_order(work, contact={"name": name}, wanted=wanted).id or 0 for name, wanted in told]


def test_an_order_is_found_by_its_missions(work: Work, three: list[int]) -> None:
    found = queries.orders_page(work, Asked(search="gaz")).rows
    assert [row.id for row in found] == three[:0:-1]
    assert queries.orders_page(work, Asked(search="termites")).rows == []


def test_the_newest_order_comes_first_with_its_missions_in_short(work: Work, three: list[int]) -> None:
    found = queries.orders_page(work, Asked()).rows
    assert [row.id for row in found] == three[::-1]
    assert found[0].missions == ["DPE", "Gaz"]
    assert (found[0].town, found[0].amount, found[0].placed) == (
        "33400 Talence",
        "228,00\u00a0€",
        "23/11/2026 08\u00a0h\u00a000",
    )


@pytest.mark.parametrize(("sort", "names"), [("client", "EPZ"), ("amount", "ZPE"), ("placed", "ZÉP")])
def test_every_column_that_sorts_sorts(work: Work, three: list[int], sort: str, names: str) -> None:
    found = queries.orders_page(work, Asked(sort=sort, descending=False)).rows
    assert [row.contact[0] for row in found] == list(names.replace("E", "É"))


def test_tabs_count_and_show_one_state_each(work: Work, three: list[int]) -> None:
    services.begin_processing(work, three[0])
    services.mark_processed(work, three[1])
    assert queries.counts(work) == {"to_process": 1, "in_progress": 1, "processed": 1, "cancelled": 0}
    for state, number in zip(OrderState, (three[2], three[0], three[1]), strict=True):
        assert [row.id for row in queries.orders_page(work, Asked(), state).rows] == [number]
    assert not queries.orders_page(work, Asked(), "unheard-of").rows


@pytest.mark.parametrize("search", ["ziegler", "ZOE zieg", "C-2026-0001", "avenue roul ziegler"])
def test_nathalie_finds_an_order_by_name_number_or_place(work: Work, three: list[int], search: str) -> None:
    assert [row.id for row in queries.orders_page(work, Asked(search=search)).rows] == three[:1]


def test_an_order_only_moves_forward_and_says_so_once(work: Work, three: list[int]) -> None:
    services.mark_processed(work, three[0])
    assert services.begin_processing(work, three[0]).state is OrderState.PROCESSED
    services.mark_processed(work, three[0])
    assert queries.get(work, three[0]).state is OrderState.PROCESSED


def test_claire_sees_her_orders_and_nobody_else_s(people: Cast) -> None:
    with begin(people.client) as work:
        hers = an_order(work).id or 0
    with begin(people.client) as work:
        assert queries.order_sheet(work, hers).number == "C-2026-0001"
    for other in (people.stranger, people.technician, people.visitor):
        with begin(other) as work, pytest.raises(NotFound):
            queries.order_sheet(work, hers)
        with begin(other) as work, pytest.raises(NotFound):
            services.begin_processing(work, hers)


def test_the_sheet_reads_the_answers_back_in_words(work: Work, three: list[int]) -> None:
    sheet = queries.order_sheet(work, three[1])
    told = {answer.question: answer.answer for answer in sheet.answers}
    assert told["Année de construction"] == "1965"
    assert told["Installation de gaz"] == "Plus de 15 ans"
    assert (sheet.surface, sheet.gross, sheet.discount) == ("68 m²", "286,20\u00a0€", "-26,50\u00a0€")


def test_an_address_without_a_point_is_no_pin_on_the_map(work: Work, three: list[int]) -> None:
    order = an_order(work, site=Site("1 rue Neuve", "33000", "Bordeaux"))
    sheet = queries.order_sheet(work, order.id or 0)
    assert (sheet.located, sheet.lat) == (False, 0)
