"""What a hostile websocket client tries (reflex.md 1.2), and gets."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import reflex as rx

from liciel_app.core.access import SYSTEM, Permission
from liciel_app.core.work import begin
from liciel_app.office import services
from liciel_app.ui.handler import PUBLIC, State, handler
from tests.client import Browser, Tab, a_browser, a_redis
from tests.people import Cast

NATHALIE = "n.ferrand@atlantique-diag.example"
CLAIRE = "b.dupuy@courriel.example"
KARIM = "k.benali@atlantique-diag.example"
RAN: list[str] = []


class Vault(State):
    """A screen with something to protect, of each kind a handler can be."""

    secret: str = ""
    number: int = 0

    @handler(Permission.JOURNAL_READ)
    async def for_managers(self) -> None:
        RAN.append("for_managers")

    @handler(Permission.ORDERS_READ)
    async def open_it(self) -> None:
        RAN.append("open_it")
        self.secret = "le coffre de Nathalie"

    @handler(Permission.ORDERS_READ, background=True)
    async def in_background(self) -> None:
        RAN.append("in_background")

    @handler(PUBLIC)
    async def submit(self, values: dict[str, str]) -> None:
        RAN.append(f"submit {values}")

    @handler(PUBLIC)
    async def count(self, by: int, of: list[str] | None = None) -> None:
        RAN.append(f"count {by!r} {of!r}")
        self.number += by


@pytest.fixture(params=["memory", "redis"])
async def browser(people: Cast, request: pytest.FixtureRequest) -> AsyncIterator[Browser]:
    """Each attack is tried on both ways of keeping the tabs' states."""
    if request.param == "memory":
        async with a_browser() as opened:
            yield opened
        return
    async with a_redis(request.getfixturevalue("valkey")) as manager, a_browser(manager) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _nothing_ran() -> None:
    RAN.clear()


async def test_a_stranger_cannot_run_a_handler_that_asks_for_a_right(browser: Browser) -> None:
    tab = browser.tab()
    await tab.send(Vault.open_it)
    assert RAN == []
    assert "Reconnectez-vous" in tab.toasts


async def test_a_stranger_cannot_run_a_background_handler(browser: Browser) -> None:
    await browser.tab().send(Vault.in_background)
    assert RAN == []


async def test_nathalie_runs_what_her_role_allows_and_nothing_more(browser: Browser) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(Vault.open_it)
    await tab.send(Vault.in_background)
    await tab.send(Vault.for_managers)
    assert RAN == ["open_it", "in_background"]
    assert "pas le droit" in tab.toasts


async def test_claire_the_client_cannot_run_an_office_handler(browser: Browser) -> None:
    await browser.tab(CLAIRE).send(Vault.open_it)
    assert RAN == []


def test_a_state_with_an_undeclared_handler_does_not_load() -> None:
    with pytest.raises(TypeError, match="forgotten"):

        class Open(State):
            async def forgotten(self) -> None: ...


def test_a_state_that_inherits_an_undeclared_handler_does_not_load() -> None:
    class Careless(rx.State, mixin=True):  # noqa: TID251 what somebody might write
        async def inherited(self) -> None: ...

    with pytest.raises(TypeError, match="inherited"):

        class Heir(Careless, State): ...


async def test_a_handler_of_a_bare_reflex_state_is_refused_at_run_time(browser: Browser) -> None:
    class Bare(rx.State):  # noqa: TID251 what somebody might write
        async def unguarded(self) -> None:
            RAN.append("unguarded")

    for tab in (browser.tab(), browser.tab(NATHALIE)):
        await tab.send(Bare.unguarded)
    assert RAN == []


async def test_setvar_changes_nothing(browser: Browser) -> None:
    tab = browser.tab(NATHALIE)
    name = f"{Vault.get_full_name()}.setvar"
    await tab.send_raw(name, {"var_name": "secret", "value": "changé"})
    assert (await tab.state(Vault)).secret == ""


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"by": "beaucoup"},
        {"by": 1, "admin": True},
        {"by": [1]},
        {"by": None},
        {"by": 1, "of": "x"},
        {"by": 1e400},
        {"by": 10**25},
        {"by": 1, "of": ["\ud83d"]},
    ],
)
async def test_a_malformed_payload_never_reaches_the_handler(browser: Browser, payload: dict[str, Any]) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send_raw(f"{Vault.get_full_name()}.count", payload)
    assert RAN == []
    assert "mal formée" in tab.toasts


async def test_a_well_formed_payload_arrives_with_its_types(browser: Browser) -> None:
    await browser.tab().send(Vault.count, by=2, of=["a"])
    assert RAN == ["count 2 ['a']"]


async def test_a_form_arrives_as_its_fields_and_a_broken_one_not_at_all(browser: Browser) -> None:
    tab = browser.tab()
    await tab.send(Vault.submit, values={"__reflex_form_data__": [["name", "Dupuy"], ["town", "Talence"]]})
    for broken in (
        {"__reflex_form_data__": 5},
        {"__reflex_form_data__": [["a"]]},
        {"__reflex_form_data__": [["a", 1]]},
    ):
        await tab.send(Vault.submit, values=broken)
    assert RAN == ["submit {'name': 'Dupuy', 'town': 'Talence'}"]


async def test_another_tab_s_token_gives_an_empty_state(browser: Browser) -> None:
    """Whoever presents a disconnected tab's token gets a wiped tab, not its data."""
    hers = browser.tab(NATHALIE)
    await hers.send(Vault.open_it)
    thief = Tab(browser.processor, browser.wire, token=hers.token)
    browser.wire.deltas.clear()
    await thief.send_raw("reflex___state____state.hydrate", {})
    assert "coffre" not in thief.received
    assert (await thief.state(Vault)).secret == ""


async def test_a_tab_that_changes_hands_is_wiped(browser: Browser) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(Vault.open_it)
    tab.cookie = browser.tab(KARIM).cookie
    browser.wire.deltas.clear()
    await tab.send_raw("reflex___state____state.hydrate", {})
    assert "coffre" not in tab.received


async def test_logging_out_elsewhere_kills_the_tab_s_rights_at_its_next_event(browser: Browser) -> None:
    tab = browser.tab(NATHALIE)
    with begin(SYSTEM) as work:
        services.log_out(work, tab.cookie)
    await tab.send(Vault.open_it)
    assert RAN == []


async def test_nothing_stays_on_the_screen_of_a_tab_whose_person_left_elsewhere(browser: Browser) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(Vault.open_it)
    with begin(SYSTEM) as work:
        services.log_out(work, tab.cookie)
    await tab.send(Vault.open_it)
    assert "window.location.reload()" in tab.received
    assert (await tab.state(Vault)).secret == ""


async def test_a_forged_cookie_is_nobody_s(browser: Browser) -> None:
    tab = browser.tab()
    for cookie in ("", "x" * 43, "'; DROP TABLE account; --", "\x00"):
        tab.cookie = cookie
        await tab.send(Vault.open_it)
    assert RAN == []
