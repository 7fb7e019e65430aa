"""« Clés d’accès » in the manager's tab, and in everybody else's."""

import pytest
from sqlmodel import select

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.directory import services_keys
from liciel_app.directory.models_keys import AccessKey
from liciel_app.directory.screens.keys_screen import AccessKeys
from tests.client import Browser
from tests.people import Cast

MARC = "m.delmas@atlantique-diag.example"
PINS = {"name": "Logiciel des Pins", "client_email": "gerance@lespins.example", "scope-orders": "on"}


async def test_marc_makes_a_key_sees_it_once_and_revokes_it(browser: Browser, people: Cast) -> None:
    tab = browser.tab(MARC)
    await tab.send(AccessKeys.load)
    await tab.send(AccessKeys.ask, open_=True)
    await tab.send(AccessKeys.make, values={"name": ""})
    assert set((await tab.state(AccessKeys)).errors) == {"name", "scopes"}
    await tab.send(AccessKeys.make, values=PINS)
    made = (await tab.state(AccessKeys)).made
    assert made.startswith("lk_")
    await tab.send(AccessKeys.noted, open_=False)
    state = await tab.state(AccessKeys)
    (row,) = state.rows
    assert (state.made, row.client, row.scopes, row.used) == ("", "SCI Les Pins", ["orders"], "")
    await tab.send(AccessKeys.part, key_id=row.id)
    await tab.send(AccessKeys.keep, open_=True)
    await tab.send(AccessKeys.revoke)
    assert (await tab.state(AccessKeys)).rows[0].revoked != ""
    with begin(SYSTEM, writing=False) as work:
        assert services_keys.holder_of(work, made, "").kind == "visitor"


@pytest.mark.parametrize("email", ["", "n.ferrand@atlantique-diag.example", "b.dupuy@courriel.example"])
async def test_nobody_but_a_manager_sees_or_makes_keys(browser: Browser, people: Cast, email: str) -> None:
    with begin(people.manager) as work:
        services_keys.make_key(work, name="Secret", client_email="", scopes=("orders",))
    tab = browser.tab(email)
    await tab.send(AccessKeys.load)
    for handler in (AccessKeys.ask, AccessKeys.noted, AccessKeys.keep):
        await tab.send(handler, open_=True)
    await tab.send(AccessKeys.make, values=PINS)
    await tab.send(AccessKeys.part, key_id=1)
    await tab.send(AccessKeys.revoke)
    with begin(SYSTEM, writing=False) as work:
        (row,) = work.db.exec(select(AccessKey)).all()
    assert row.revoked_at is None
    assert "Secret" not in tab.received
    assert "lk_" not in tab.received
