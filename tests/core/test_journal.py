"""The chain finds what was altered, removed or inserted."""

import pytest
from sqlalchemy import text

from liciel_app.core import journal
from liciel_app.core.access import SYSTEM
from liciel_app.core.database import is_sqlite
from liciel_app.core.work import Work, begin
from liciel_app.directory.models import Client
from tests.people import Cast


@pytest.fixture
def five_entries(people: Cast) -> None:
    for number in range(5):
        with begin(people.assistant) as work:
            client = work.db.get_one(Client, people.client_id)
            work.record("client.changed", client, before={"n": number}, after={"n": number + 1})


def _as_an_intruder(statement: str) -> None:
    """Somebody with the database's own password takes the trigger off first."""
    with begin(SYSTEM) as work:
        connection = work.db.connection()
        if is_sqlite(connection):
            for gesture in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS journalentry_no_{gesture}"))
        else:
            connection.execute(text("DROP TRIGGER journalentry_sealed ON journalentry"))
        connection.execute(text(statement))


def _flaw() -> journal.Flaw | None:
    with begin(SYSTEM, writing=False) as work:
        return journal.verify(work.db)


def test_an_untouched_chain_holds(five_entries: None) -> None:
    assert _flaw() is None


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE journalentry SET after = '{}' WHERE seq = 3", 3),
        ("UPDATE journalentry SET actor_name = 'Personne' WHERE seq = 1", 1),
        ("DELETE FROM journalentry WHERE seq = 2", 2),
        ("DELETE FROM journalentry WHERE seq = 5", 5),
        ("UPDATE journalentry SET seq = 6 WHERE seq = 4", 4),
    ],
)
def test_the_first_altered_row_is_named(five_entries: None, statement: str, seq: int) -> None:
    _as_an_intruder(statement)
    flaw = _flaw()
    assert flaw is not None
    assert flaw.seq == seq


def test_the_database_itself_refuses_to_change_the_journal(five_entries: None) -> None:
    for statement in ("UPDATE journalentry SET actor_name = 'x'", "DELETE FROM journalentry"):
        with pytest.raises(Exception, match="append-only"), begin(SYSTEM) as work:
            work.db.connection().execute(text(statement))


def test_a_live_page_asks_only_for_its_own_kinds(work: Work, people: Cast) -> None:
    work.record("client.changed", work.db.get_one(Client, people.client_id))
    work.seal()
    assert journal.latest(work.db, ("client",)) == 1
    assert journal.latest(work.db, ("order", "dossier")) == 0
