"""« Tarifs » in the manager's tab, and closed to everybody else."""

from dataclasses import replace

import pytest
from sqlmodel import select

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.directory.models import ClientKind
from liciel_app.directory.services import client_for
from liciel_app.office.models import Account
from liciel_app.orders import documents_prices, services
from liciel_app.orders.models import PriceList
from liciel_app.orders.pricing import DEMO_GRID
from liciel_app.orders.screens.prices_state import PriceDesk
from liciel_app.orders.screens.prices_terms import ClientPrices
from tests.client import Browser, Tab
from tests.conftest import rows

MARC, NATHALIE, CLAIRE = (
    "m.delmas@atlantique-diag.example",
    "n.ferrand@atlantique-diag.example",
    "b.dupuy@courriel.example",
)


async def opened(browser: Browser) -> Tab:
    with begin(SYSTEM) as work:
        services.save_grid(work, DEMO_GRID)
    tab = browser.tab(MARC)
    await tab.send(PriceDesk.load)
    return tab


def dpe() -> int:
    """What a small flat's energy report costs by the list in force."""
    with begin(SYSTEM, writing=False) as work:
        return services.current_grid(work).rows[0].cents[0] or 0


async def test_a_price_changes_when_it_is_saved_and_not_before(browser: Browser) -> None:
    tab = await opened(browser)
    await tab.send(PriceDesk.put, sheet="Prix", row=0, column=3, text="105,50")
    await tab.send(PriceDesk.try_out)
    seen = await tab.state(PriceDesk)
    assert (seen.changed, seen.trying, len(seen.comparisons)) == (True, True, 3)
    assert dpe() == 10_000
    await tab.send(PriceDesk.save)
    assert dpe() == 10_550
    seen = await tab.state(PriceDesk)
    assert (seen.changed, [row.state for row in seen.lists]) == (False, ["in_force", "replaced"])


async def test_a_hole_is_told_at_its_row_and_nothing_is_saved(browser: Browser) -> None:
    tab = await opened(browser)
    await tab.send(PriceDesk.put, sheet="Tranches", row=2, column=1, text="85")
    seen = await tab.state(PriceDesk)
    assert seen.faults == [
        "Tranches, ligne 3, Plus de : Il y a un trou : la tranche commence à 85, il n’y a rien entre 80 et 85."
    ]
    assert "Tranches.2.1" in seen.wrong
    await tab.send(PriceDesk.save)
    assert "Corrigez la grille" in tab.toasts
    with begin(SYSTEM, writing=False) as work:
        assert rows(work, str(PriceList.__tablename__)) == 1


async def test_coming_back_after_a_cut_loses_nothing_typed(browser: Browser) -> None:
    tab = await opened(browser)
    await tab.send(PriceDesk.add, sheet="Suppléments", first="")
    await tab.send(PriceDesk.put, sheet="Suppléments", row=0, column=1, text="15")
    await tab.send(PriceDesk.load)
    seen = await tab.state(PriceDesk)
    assert seen.tables["Suppléments"] == [["Dépendance", "15", ""]]
    await tab.send(PriceDesk.give_up)
    assert (await tab.state(PriceDesk)).tables["Suppléments"] == []


async def test_a_workbook_stands_on_the_screen_and_what_was_typed_can_be_taken_back(browser: Browser) -> None:
    tab = await opened(browser)
    await tab.send(PriceDesk.put, sheet="Prix", row=0, column=3, text="99")
    _, tables = documents_prices.read(documents_prices.workbook(replace(DEMO_GRID, name="Lue")))
    with begin(SYSTEM) as work:
        marc = work.db.exec(select(Account).where(Account.email == MARC)).one()
        work.actor = replace(SYSTEM, account_id=marc.id)
        draft = services.keep_draft(work, name="tarifs.xlsx", tables=tables).id
    await tab.send(PriceDesk.take_workbook, ids=[str(draft)])
    seen = await tab.state(PriceDesk)
    assert (seen.tables["Réglages"][0][1], seen.tables["Prix"][0][3], seen.heads["Prix"][3]) == (
        "Lue",
        "100,00",
        "≤ 50 m²",
    )
    assert "Classeur lu" in tab.toasts
    await tab.send(PriceDesk.take_back)
    assert (await tab.state(PriceDesk)).tables["Prix"][0][3] == "99"


async def test_opening_another_version_can_be_taken_back(browser: Browser) -> None:
    tab = await opened(browser)
    await tab.send(PriceDesk.put, sheet="Prix", row=0, column=3, text="99")
    await tab.send(PriceDesk.open, list_id=(await tab.state(PriceDesk)).shown)
    assert (await tab.state(PriceDesk)).tables["Prix"][0][3] == "100,00"
    await tab.send(PriceDesk.take_back)
    assert (await tab.state(PriceDesk)).tables["Prix"][0][3] == "99"


@pytest.mark.parametrize("who", [NATHALIE, CLAIRE, ""])
async def test_only_the_manager_opens_or_changes_prices(browser: Browser, who: str) -> None:
    with begin(SYSTEM) as work:
        services.save_grid(work, DEMO_GRID)
    tab = browser.tab(who)
    for gesture in (PriceDesk.load, PriceDesk.try_out, PriceDesk.save, ClientPrices.load):
        await tab.send(gesture)
    await tab.send(PriceDesk.put, sheet="Prix", row=0, column=3, text="1")
    await tab.send(ClientPrices.agree, values={"client": "x (n° 1)", "since": "2026-11-23", "discount": "50"})
    assert (await tab.state(PriceDesk)).tables == {}
    assert "100,00" not in tab.received
    with begin(SYSTEM, writing=False) as work:
        assert rows(work, "priceterms") == 0


async def test_the_manager_grants_a_client_a_discount(browser: Browser) -> None:
    with begin(SYSTEM) as work:
        client_for(work, kind=ClientKind.AGENCY, name="Immobilière des Chartrons", email="contact@chartrons.example")
    tab = await opened(browser)
    await tab.send(ClientPrices.load)
    await tab.send(ClientPrices.look_for, text="chartrons")
    (known,) = (await tab.state(ClientPrices)).known
    await tab.send(ClientPrices.agree, values={"client": known, "since": "2026-11-23", "discount": "10", "family": ""})
    (row,) = (await tab.state(ClientPrices)).rows
    assert (row.client, row.discount, row.state) == ("Immobilière des Chartrons", "10 %", "in_force")
    await tab.send(ClientPrices.agree, values={"client": "Dupuy", "since": "2026-11-23"})
    assert (await tab.state(ClientPrices)).errors == {"client": "Choisissez un client de la liste."}
