"""Figures kept while nothing is written about their records."""

from liciel_app.core.access import SYSTEM, VISITOR
from liciel_app.core.kept import while_unchanged
from liciel_app.core.work import Work, begin
from liciel_app.directory.models import Client, ClientKind
from tests.conftest import rows
from tests.people import Cast


def _clients(work: Work) -> int:
    return rows(work, "client")


def _told(actor: object = SYSTEM) -> int:
    with begin(SYSTEM, writing=False) as work:
        work.actor = actor  # type: ignore[assignment]
        return while_unchanged(work, ("client",), _clients)


def _arrives(*, recorded: bool) -> None:
    with begin(SYSTEM) as work:
        client = Client(kind=ClientKind.PRIVATE, name="M. Roux", created_at=work.now)
        work.db.add(client)
        if recorded:
            work.record("client.created", client)


def test_nathalie_is_told_the_same_figure_until_a_client_is_recorded(people: Cast) -> None:
    before = _told()
    _arrives(recorded=False)
    assert _told() == before
    _arrives(recorded=True)
    assert _told() == before + 2


def test_each_person_has_figures_of_their_own(people: Cast) -> None:
    before = _told()
    _arrives(recorded=False)
    assert (_told(SYSTEM), _told(VISITOR)) == (before, before + 1)


def test_whoever_is_writing_sees_what_she_has_just_written(people: Cast) -> None:
    before = _told()
    with begin(SYSTEM) as work:
        work.db.add(Client(kind=ClientKind.PRIVATE, name="M. Roux", created_at=work.now))
        work.db.flush()
        assert while_unchanged(work, ("client",), _clients) == before + 1
