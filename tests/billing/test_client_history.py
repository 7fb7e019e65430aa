"""A client's page: everything from his first question to his last invoice."""

import uuid

import pytest

from liciel_app.billing import queries_history
from liciel_app.billing import services as billing
from liciel_app.billing.screens.client_page import ClientPage
from liciel_app.core.access import Actor
from liciel_app.core.errors import NotFound
from liciel_app.core.work import Work, begin
from liciel_app.directory import services_notes
from liciel_app.dossiers import services as dossiers
from liciel_app.orders.services import quoting, requests
from liciel_app.orders.services.requests import Ask
from tests.client import Browser
from tests.orders.drafts import an_order, the_grid
from tests.orders.quotes import by
from tests.people import Cast

CLAIRE = "b.dupuy@courriel.example"


def a_history(people: Cast) -> None:
    ask = Ask(submit_id=str(uuid.uuid4()), name="Claire Dupuy", email=CLAIRE, message="Un devis ?", consent="oui")
    by(people.visitor, requests.ask, ask)

    def go_on(work: Work) -> int:
        the_grid(work)
        order = an_order(work, client_id=people.client_id)
        quoting.draft_quote(work, order.id or 0)
        return dossiers.open_from_order(work, order.id or 0).id or 0

    by(people.assistant, billing.issue, by(people.assistant, go_on))


def kinds(people: Cast, reader: Actor) -> set[str]:
    with begin(reader, writing=False) as work:
        return {row.kind for row in queries_history.client_file(work, people.client_id).rows}


def test_everything_is_on_one_line_of_time(people: Cast) -> None:
    a_history(people)
    by(people.sales, services_notes.note_talk, people.client_id, kind="call", text="Relancée, elle vend en mars.")
    expected = {"request", "order", "quote", "dossier", "invoice", "talk", "message"}
    assert kinds(people, people.manager) == expected
    assert kinds(people, people.sales) == expected - {"invoice", "message"}
    with begin(people.manager, writing=False) as work:
        rows = queries_history.client_file(work, people.client_id).rows
    assert all(row.href.startswith("/bureau/") and row.at for row in rows)


def test_somebody_elses_history_is_not_found(people: Cast) -> None:
    a_history(people)
    with begin(people.stranger, writing=False) as work, pytest.raises(NotFound):
        queries_history.client_file(work, people.client_id)


async def test_a_stranger_opens_no_clients_page(browser: Browser, people: Cast) -> None:
    a_history(people)
    for email in ("", "gerance@lespins.example"):
        tab = browser.tab(email, client_id=str(people.client_id))
        await tab.send(ClientPage.load)
        assert "Dupuy" not in tab.received


async def test_the_desk_opens_it(browser: Browser, people: Cast) -> None:
    a_history(people)
    tab = browser.tab("n.ferrand@atlantique-diag.example", client_id=str(people.client_id))
    await tab.send(ClientPage.load)
    found = (await tab.state(ClientPage)).found
    assert found is not None
    assert found.client.email == CLAIRE
