"""The journal's screen, the timeline, and the words of what changed."""

import json

import pytest
from sqlalchemy import text

from liciel_app.core.access import SYSTEM
from liciel_app.core.paging import Asked
from liciel_app.core.work import Work, begin
from liciel_app.directory.models import Client
from liciel_app.office import queries
from liciel_app.office.changes import changes
from liciel_app.office.screens.journal_screen import Journal
from tests.client import Browser
from tests.following import go
from tests.people import Cast

MARC = "m.delmas@atlantique-diag.example"


@pytest.fixture
def renamed(people: Cast) -> int:
    """Nathalie did something to the client."""
    with begin(people.assistant) as work:
        client = work.db.get_one(Client, people.client_id)
        work.record("message.written", client, before={"name": "Dupuy"}, after={"name": "Dupuis"})
    return people.client_id


async def test_marc_reads_who_did_what(browser: Browser, renamed: int) -> None:
    tab = browser.tab(MARC)
    await tab.send(Journal.load)
    login, gesture = (await tab.state(Journal)).rows
    assert login.word == "Connexion"
    assert (gesture.word, gesture.who, gesture.kind, gesture.subject_id) == (
        "Message écrit",
        "Nathalie Ferrand",
        "client",
        renamed,
    )
    assert [(one.field, one.before, one.after) for one in gesture.changes] == [("Nom", "Dupuy", "Dupuis")]


async def test_he_searches_an_action_in_words(browser: Browser, renamed: int) -> None:
    tab = browser.tab(MARC)
    await go(tab, Journal.search, Journal.load, words="message ecrit")
    assert [row.action for row in (await tab.state(Journal)).rows] == ["message.written"]
    await go(tab, Journal.search, Journal.load, words="licorne")
    assert (await tab.state(Journal)).rows == []
    await tab.send(Journal.turn, move="first")


async def test_the_chain_is_verified_and_an_altered_entry_is_named(browser: Browser, renamed: int) -> None:
    tab = browser.tab(MARC)
    await tab.send(Journal.verify)
    assert (await tab.state(Journal)).chain == "intact"
    with begin(SYSTEM) as work:
        _unseal(work)
        work.db.connection().execute(text("UPDATE journalentry SET actor_name = 'Personne' WHERE seq = 1"))
    await tab.send(Journal.verify)
    shown = await tab.state(Journal)
    assert (shown.chain, shown.flaw) == ("altered", 1)


def _unseal(work: Work) -> None:
    """What a forger with the whole database in his hands would do first."""
    connection = work.db.connection()
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TRIGGER journalentry_no_update"))
    else:
        connection.execute(text("ALTER TABLE journalentry DISABLE TRIGGER USER"))


@pytest.mark.parametrize("email", ["n.ferrand@atlantique-diag.example", "b.dupuy@courriel.example", ""])
async def test_strangers_read_no_entry(browser: Browser, renamed: int, email: str) -> None:
    tab = browser.tab(email)
    await tab.send(Journal.load)
    await tab.send(Journal.search, words="message")
    await tab.send(Journal.turn, move="last")
    await tab.send(Journal.verify)
    shown = await tab.state(Journal)
    assert (shown.rows, shown.chain) == ([], "")


def test_the_timeline_of_a_record_is_for_the_office(people: Cast, renamed: int) -> None:
    for actor, seen in ((people.assistant, 1), (people.technician, 0), (people.client, 0), (people.visitor, 0)):
        with begin(actor, writing=False) as work:
            assert len(queries.timeline(work, "client", renamed)) == seen
            assert list(queries.journal_page(work, Asked()).rows) == []


def test_changes_are_told_in_words() -> None:
    before = {"stage": "to_plan", "technician_id": None, "visit_at": None, "appointment_id": None, "name": "x"}
    after = {"stage": "planned", "technician_id": 4, "visit_at": "2026-11-24 08:00:00+00:00", "appointment_id": 9}
    told = changes(json.dumps(before), json.dumps(after | {"name": "x"}), {4: "Karim Benali"}, "fr")
    assert [(one.field, one.before, one.after) for one in told] == [
        ("Étape", "À planifier", "Planifié"),
        ("Technicien", "", "Karim Benali"),
        ("Rendez-vous", "", "24/11/2026 09\u00a0h\u00a000"),
    ]


def test_money_days_and_fingerprints_are_readable() -> None:
    after = {"gross_cents": 36180, "due_on": "2026-12-23", "sha256": "a" * 64, "original": True, "odd_at": "demain"}
    told = changes("{}", json.dumps(after), {}, "fr")
    assert [one.after for one in told] == ["361,80\u00a0€", "23/12/2026", "aaaaaaaaaaaa…", "Oui", "demain"]
