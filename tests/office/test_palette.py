"""« Ctrl K »: everything grouped by kind, by rights, the latest when nothing is typed."""

import pytest

from liciel_app.core.work import begin
from liciel_app.office.screens.frame import Frame
from liciel_app.office.screens.palette import Palette
from tests.client import Browser, Tab
from tests.dossiers.cases import a_dossier
from tests.people import Cast

NATHALIE, MARC = "n.ferrand@atlantique-diag.example", "m.delmas@atlantique-diag.example"


@pytest.fixture
def dossiers(people: Cast) -> list[str]:
    with begin(people.assistant) as work:
        return [a_dossier(work, people.client_id).reference for _ in range(7)]


async def _groups(tab: Tab) -> dict[str, list[str]]:
    return {one.title: [found.words for found in one.found] for one in (await tab.state(Palette)).groups}


async def test_it_opens_on_screens_creations_and_the_latest(browser: Browser, dossiers: list[str]) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(Palette.show, shown=True)
    groups = await _groups(tab)
    assert list(groups)[:2] == ["Aller à", "Créer"]
    assert "Nouvelle commande" in groups["Créer"]
    assert "Journal" not in groups["Aller à"]
    assert [words.partition(" ")[0] for words in groups["Dossiers"]] == dossiers[:3:-1]


async def test_one_field_finds_in_every_list_five_of_each(browser: Browser, dossiers: list[str]) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(Palette.search, words="dupuy")
    groups = await _groups(tab)
    assert {title: len(found) for title, found in groups.items()} == {"Dossiers": 5}
    await tab.send(Palette.search, words="factures")
    assert (await _groups(tab))["Aller à"] == ["Factures"]
    await tab.send(Palette.search, words="licorne")
    assert await _groups(tab) == {}


async def test_marc_goes_to_the_journal(browser: Browser, dossiers: list[str]) -> None:
    tab = browser.tab(MARC)
    await tab.send(Palette.search, words="journ")
    assert (await tab.state(Palette)).groups[0].found[0].href == "/bureau/journal"


@pytest.mark.parametrize("who", ["k.benali@atlantique-diag.example", "b.dupuy@courriel.example", ""])
async def test_strangers_find_nothing(browser: Browser, dossiers: list[str], who: str) -> None:
    tab = browser.tab(who)
    await tab.send(Palette.show, shown=True)
    await tab.send(Palette.search, words="dupuy")
    await tab.send(Palette.open_first, asked={"mots": "factures"})
    assert (await tab.state(Palette)).groups == []
    assert "/bureau/factures" not in tab.received


async def test_enter_opens_what_is_typed_whatever_is_still_shown(browser: Browser, dossiers: list[str]) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(Palette.show, shown=True)
    await tab.send(Palette.open_first, asked={"mots": "factures"})
    assert "/bureau/factures" in tab.received
    assert not (await tab.state(Palette)).shown


async def test_enter_on_nothing_found_stays_and_says_so(browser: Browser, dossiers: list[str]) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(Palette.show, shown=True)
    await tab.send(Palette.open_first, asked={"mots": "licorne"})
    kept = await tab.state(Palette)
    assert (kept.shown, kept.words, kept.groups) == (True, "licorne", [])


async def test_marc_finds_a_setting_by_its_name(browser: Browser, dossiers: list[str]) -> None:
    tab = browser.tab(MARC)
    await tab.send(Palette.search, words="tarifs")
    assert (await tab.state(Palette)).groups[0].found[0].href == "/bureau/tarifs"


async def test_opened_by_a_quick_hand_it_stays_when_the_page_has_finished_opening(
    browser: Browser, dossiers: list[str]
) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(Palette.show, shown=True)
    await tab.send(Frame.arrive)
    assert (await tab.state(Palette)).shown
