"""The list of dossiers: phases, search and sort, live, and closed to strangers."""

from datetime import timedelta

import pytest

from liciel_app.core.work import begin
from liciel_app.dossiers import services
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.screens.dossier_list import DossierList
from tests.client import Browser, Tab
from tests.conftest import MONDAY
from tests.dossiers.cases import TUESDAY_AT_NINE, a_dossier, a_planned_dossier
from tests.following import go
from tests.people import Cast

NATHALIE = "n.ferrand@atlantique-diag.example"


@pytest.fixture
def two(people: Cast) -> tuple[Dossier, Dossier]:
    """One to plan, one planned."""
    with begin(people.assistant) as work:
        return a_dossier(work, people.stranger_client_id), a_planned_dossier(work, people)


async def _list(browser: Browser, email: str = NATHALIE, **address: str) -> Tab:
    tab = browser.tab(email, **address)
    await tab.send(DossierList.load)
    return tab


async def test_nathalie_sees_them_all_with_their_counts(browser: Browser, two: tuple[Dossier, Dossier]) -> None:
    shown = await (await _list(browser)).state(DossierList)
    assert [row.reference for row in shown.rows] == [two[1].reference, two[0].reference]
    assert (shown.counts["to_plan"], shown.counts["planned"], shown.counts[""], shown.figure) == (1, 1, 2, "2")
    assert (shown.rows[0].visit, shown.rows[0].technician) == ("24/11/2026 09\u00a0h\u00a000", "Karim Benali")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ({"etape": "planned"}, [1]),
        ({"etape": "finished"}, []),
        ({"etape": "nonsense"}, [1, 0]),
        ({"fichiers": "none"}, [1, 0]),
        ({"q": "sci les pins"}, [0]),
        ({"q": "dupuy", "etape": "planned"}, [1]),
    ],
)
async def test_the_address_holds_the_filters(
    browser: Browser, two: tuple[Dossier, Dossier], address: dict[str, str], found: list[int]
) -> None:
    shown = await (await _list(browser, **address)).state(DossierList)
    assert [row.id for row in shown.rows] == [two[rank].id for rank in found]


async def test_typing_in_the_search_field_leads_to_the_address_that_finds(
    browser: Browser, two: tuple[Dossier, Dossier]
) -> None:
    tab = await _list(browser, etape="planned")
    address = await go(tab, DossierList.search, DossierList.load, words="  Émile & Zola ")
    assert address == "/bureau/dossiers?etape=planned&q=%C3%89mile+%26+Zola"


async def test_a_title_sorts_and_sorts_the_other_way(browser: Browser, two: tuple[Dossier, Dossier]) -> None:
    tab = await _list(browser)
    for expected in ([0, 1], [1, 0]):
        await go(tab, DossierList.sort_by, DossierList.load, key="reference")
        assert [row.id for row in (await tab.state(DossierList)).rows] == [two[rank].id for rank in expected]


async def test_a_dossier_moved_elsewhere_comes_to_the_top_of_the_open_list(
    browser: Browser, people: Cast, two: tuple[Dossier, Dossier]
) -> None:
    tab = await _list(browser)
    with begin(people.manager, now=MONDAY + timedelta(minutes=1)) as work:
        starts_at = TUESDAY_AT_NINE.replace(hour=14)
        technician_id = people.technician.account_id or 0
        services.assign(work, two[0].id or 0, technician_id=technician_id, starts_at=starts_at, minutes=60)
    await tab.send(DossierList.tick)
    shown = await tab.state(DossierList)
    assert [(row.id, row.stage) for row in shown.rows] == [(two[0].id, "planned"), (two[1].id, "planned")]


async def test_pages_turn_by_key(browser: Browser, people: Cast) -> None:
    with begin(people.assistant) as work:
        opened = [a_dossier(work, people.client_id).id for _ in range(30)]
    tab = await _list(browser)
    await tab.send(DossierList.turn, move="next")
    shown = await tab.state(DossierList)
    assert ([row.id for row in shown.rows], shown.has_next) == (opened[4::-1], False)
    await tab.send(DossierList.turn, move="previous")
    assert not (await tab.state(DossierList)).has_previous


@pytest.mark.parametrize("email", ["k.benali@atlantique-diag.example", "b.dupuy@courriel.example", ""])
async def test_strangers_get_no_row(browser: Browser, two: tuple[Dossier, Dossier], email: str) -> None:
    tab = await _list(browser, email)
    await tab.send(DossierList.tick)
    await tab.send(DossierList.search, words="dupuy")
    await tab.send(DossierList.sort_by, key="reference")
    await tab.send(DossierList.turn, move="last")
    assert (await tab.state(DossierList)).rows == []
    assert two[0].reference not in tab.received
    assert "/bureau/dossiers" not in tab.received


async def test_a_row_opens_beside_and_the_keys_pass_from_one_to_the_next(
    browser: Browser, two: tuple[Dossier, Dossier]
) -> None:
    tab = await _list(browser)
    await tab.send(DossierList.peek, number=two[1].id)
    shown = await tab.state(DossierList)
    assert shown.beside is not None
    assert (shown.peeked, shown.beside.reference) == (two[1].id, two[1].reference)
    for by, expected in ((1, two[0]), (1, two[0]), (-1, two[1]), (-1, two[1])):
        await tab.send(DossierList.pass_on, by=by)
        assert (await tab.state(DossierList)).peeked == expected.id
    await tab.send(DossierList.leave_peek)
    assert ((await tab.state(DossierList)).peeked, (await tab.state(DossierList)).beside) == (0, None)


async def test_a_second_click_opens_the_dossier_s_own_page(browser: Browser, two: tuple[Dossier, Dossier]) -> None:
    tab = await _list(browser)
    await tab.send(DossierList.peek, number=two[0].id)
    assert f"/bureau/dossiers/{two[0].id}" not in tab.toasts
    await tab.send(DossierList.peek, number=two[0].id)
    assert f"/bureau/dossiers/{two[0].id}" in tab.toasts


async def test_what_changes_elsewhere_changes_beside(
    browser: Browser, people: Cast, two: tuple[Dossier, Dossier]
) -> None:
    tab = await _list(browser)
    await tab.send(DossierList.peek, number=two[0].id)
    with begin(people.manager, now=MONDAY + timedelta(minutes=1)) as work:
        starts_at = TUESDAY_AT_NINE.replace(hour=14)
        services.assign(
            work, two[0].id or 0, technician_id=people.technician.account_id or 0, starts_at=starts_at, minutes=60
        )
    await tab.send(DossierList.tick)
    beside = (await tab.state(DossierList)).beside
    assert (beside.stage if beside else "") == "planned"


@pytest.mark.parametrize("email", ["k.benali@atlantique-diag.example", "b.dupuy@courriel.example", ""])
async def test_nobody_else_peeks(browser: Browser, two: tuple[Dossier, Dossier], email: str) -> None:
    tab = await _list(browser, email)
    await tab.send(DossierList.peek, number=two[1].id)
    await tab.send(DossierList.pass_on, by=1)
    await tab.send(DossierList.leave_peek)
    assert two[1].reference not in tab.received


async def test_an_unknown_row_is_not_found(browser: Browser, two: tuple[Dossier, Dossier]) -> None:
    tab = await _list(browser)
    await tab.send(DossierList.peek, number=4242)
    assert ("introuvable" in tab.toasts, (await tab.state(DossierList)).peeked) == (True, 0)
