"""What every list does the same way, seen on the dossiers: chips, layout, lines chosen, saved views, rights."""

import pytest

from liciel_app.core.access import Permission
from liciel_app.core.work import begin
from liciel_app.dossiers.screens.dossier_list import DossierList
from liciel_app.office.screens.views import SavedViews
from liciel_app.ui.handler import Own, State, handler
from liciel_app.ui.lists import LiveList, lists
from tests.client import Browser, Tab
from tests.dossiers.cases import a_dossier
from tests.following import go
from tests.people import Cast

NATHALIE, MARC = "n.ferrand@atlantique-diag.example", "m.delmas@atlantique-diag.example"
KARIM = "k.benali@atlantique-diag.example"


@pytest.fixture
def twelve(people: Cast) -> list[int]:
    with begin(people.assistant) as work:
        return [a_dossier(work, people.client_id).id or 0 for _ in range(12)]


async def _list(browser: Browser, who: str = NATHALIE, **address: str) -> Tab:
    tab = browser.tab(who, **address)
    await tab.send(DossierList.load)
    return tab


def test_every_list_says_who_may_read_it() -> None:
    import liciel_app.liciel_app  # noqa: F401 registers every screen

    rights = {one.NAME: one.READS for one in lists()}
    assert all(rights.values())
    assert (
        rights.items()
        >= {
            "commandes": Permission.ORDERS_READ,
            "clients": Permission.DIRECTORY_READ,
            "dossiers": Permission.DOSSIERS_READ,
            "factures": Permission.BILLING_READ,
            "envois": Permission.MESSAGES_READ,
            "journal": Permission.JOURNAL_READ,
        }.items()
    )


def test_a_list_that_names_no_right_is_refused_at_import() -> None:
    with pytest.raises(TypeError, match="undeclared handlers"):
        type("Nobody", (LiveList, State), {"__module__": __name__})


def test_a_mixin_s_right_is_never_a_right_by_itself() -> None:
    class Bare(State, mixin=True):
        @handler(Own.WRITES)
        async def write(self) -> None: ...

    with pytest.raises(TypeError, match="write"):
        type("Unsaid", (Bare, State), {"__module__": __name__})


async def test_each_filter_is_a_chip_that_goes_away(browser: Browser, twelve: list[int]) -> None:
    shown = await (await _list(browser, etape="to_plan", fichiers="none", q="talence")).state(DossierList)
    assert [(one.label, one.value, one.href) for one in shown.chips] == [
        ("État", "À planifier", "/bureau/dossiers?fichiers=none&q=talence"),
        ("Téléchargements", "Non téléchargé", "/bureau/dossiers?etape=to_plan&q=talence"),
        ("Recherche", "talence", "/bureau/dossiers?etape=to_plan&fichiers=none"),
    ]
    assert shown.kept["etape"] == "&fichiers=none&q=talence"


async def test_a_sorted_address_opens_sorted(browser: Browser, twelve: list[int]) -> None:
    tab = await _list(browser)
    assert await go(tab, DossierList.sort_by, DossierList.load, key="reference") == "/bureau/dossiers?tri=reference"
    assert [row.id for row in (await tab.state(DossierList)).rows] == twelve


async def test_lines_a_page_and_columns_are_remembered_with_nathalie_alone(browser: Browser, twelve: list[int]) -> None:
    tab = await _list(browser)
    await tab.send(DossierList.show_lines, size=10)
    await tab.send(DossierList.show_column, key="missions")
    again = await (await _list(browser)).state(DossierList)
    assert (len(again.rows), again.size, again.hidden, again.has_next) == (
        10,
        10,
        [*DossierList.PUT_AWAY, "missions"],
        True,
    )
    his = await (await _list(browser, MARC)).state(DossierList)
    assert (his.size, his.hidden) == (25, [*DossierList.PUT_AWAY])


@pytest.mark.parametrize("size", [9, 351, -1])
async def test_nine_lines_a_page_and_three_hundred_and_fifty_one_are_refused(
    browser: Browser, twelve: list[int], size: int
) -> None:
    tab = await _list(browser)
    await tab.send(DossierList.show_lines, size=size)
    assert "entre 10 et 350" in tab.toasts
    assert (await tab.state(DossierList)).size == 25


async def test_lines_are_chosen_one_by_one_by_page_and_all(browser: Browser, twelve: list[int]) -> None:
    tab = await _list(browser)
    await tab.send(DossierList.show_lines, size=10)
    await tab.send(DossierList.choose, number=twelve[-1])
    assert (await tab.state(DossierList)).chosen == [twelve[-1]]
    await tab.send(DossierList.choose_page)
    assert len((await tab.state(DossierList)).chosen) == 10
    await tab.send(DossierList.choose_all)
    assert (await tab.state(DossierList)).everything
    await tab.send(DossierList.choose, number=twelve[-1])
    left = await tab.state(DossierList)
    assert (left.everything, len(left.chosen)) == (False, 9)
    await tab.send(DossierList.choose_none)
    assert (await tab.state(DossierList)).chosen == []


async def test_nathalie_names_what_she_sees_and_only_she_finds_it(browser: Browser, twelve: list[int]) -> None:
    tab = await _list(browser, etape="to_plan", q="Talence")
    await tab.send(SavedViews.read, list_name="dossiers")
    await tab.send(SavedViews.keep, values={"name": "Talence à planifier"})
    kept = (await tab.state(SavedViews)).rows
    assert [(one.name, one.href) for one in kept] == [
        ("Talence à planifier", "/bureau/dossiers?etape=to_plan&q=Talence")
    ]
    other = browser.tab(MARC)
    await other.send(SavedViews.read, list_name="dossiers")
    await other.send(SavedViews.forget, view_id=kept[0].id)
    assert ((await other.state(SavedViews)).rows, "Cette vue est introuvable." in other.toasts) == ([], True)
    await tab.send(SavedViews.forget, view_id=kept[0].id)
    assert ((await tab.state(SavedViews)).rows, "Vue supprimée." in tab.toasts) == ([], True)


async def test_a_view_without_a_name_is_refused_beside_the_field(browser: Browser, twelve: list[int]) -> None:
    tab = await _list(browser, q="Talence")
    await tab.send(SavedViews.read, list_name="dossiers")
    await tab.send(SavedViews.keep, values={"name": "  "})
    assert (await tab.state(SavedViews)).errors == {"name": "Donnez un nom à cette vue."}


async def test_karim_gets_no_list_no_view_and_no_layout(browser: Browser, twelve: list[int]) -> None:
    tab = await _list(browser, KARIM)
    for gesture, payload in (
        (DossierList.show_lines, {"size": 50}),
        (DossierList.show_column, {"key": "missions"}),
        (DossierList.choose, {"number": twelve[0]}),
        (DossierList.choose_page, {}),
        (DossierList.choose_all, {}),
        (DossierList.choose_none, {}),
        (SavedViews.read, {"list_name": "dossiers"}),
        (SavedViews.keep, {"values": {"name": "x"}}),
        (SavedViews.forget, {"view_id": 1}),
        (SavedViews.put_back, {"list_name": "dossiers", "name": "x", "query": "q=a"}),
    ):
        await tab.send(gesture, **payload)
    assert ((await tab.state(DossierList)).rows, (await tab.state(SavedViews)).rows) == ([], [])
