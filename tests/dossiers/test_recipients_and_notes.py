"""Who else is told when the documents are ready, and what the office notes for itself."""

import pytest
from sqlmodel import select

from liciel_app.core.access import Actor
from liciel_app.core.errors import Conflict, Invalid, NotAllowed, NotFound
from liciel_app.core.work import begin
from liciel_app.dossiers import services
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.queries import people as read
from liciel_app.dossiers.services import notes, recipients
from liciel_app.messaging.models import Message
from tests.conftest import rows
from tests.dossiers.cases import a_planned_dossier, a_report
from tests.people import Cast

NOTARY = {"role": "notary", "name": "Maître Castagnet", "email": "Etude@Castagnet.example"}


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    with begin(people.assistant) as work:
        made = a_planned_dossier(work, people)
        a_report(work, made)
        return made


def _add(people: Cast, dossier: Dossier, **said: str) -> int:
    with begin(people.assistant) as work:
        one = recipients.add_recipient(work, dossier.id or 0, **(NOTARY | said))
        work.db.flush()
        return one.id or 0


def _listed(who: Actor, dossier: Dossier) -> list[tuple[str, str, bool]]:
    with begin(who, writing=False) as work:
        return [(one.role, one.email, one.told != "") for one in read.recipients(work, dossier.id or 0)]


def _mails(people: Cast, template: str) -> list[str]:
    with begin(people.manager, writing=False) as work:
        return list(work.db.exec(select(Message.recipient).where(Message.template == template)))


def test_the_notary_is_told_once_the_client_is(people: Cast, dossier: Dossier) -> None:
    _add(people, dossier)
    assert _listed(people.assistant, dossier) == [("notary", "etude@castagnet.example", False)]
    with begin(people.assistant) as work:
        services.notify_client(work, dossier.id or 0)
        recipients.tell_recipients(work, dossier.id or 0)
        recipients.tell_recipients(work, dossier.id or 0)
    assert _listed(people.assistant, dossier) == [("notary", "etude@castagnet.example", True)]
    assert _mails(people, "dossier.ready_for_recipient") == ["etude@castagnet.example"]


def test_nobody_is_told_before_the_client(people: Cast, dossier: Dossier) -> None:
    _add(people, dossier)
    with begin(people.assistant) as work:
        recipients.tell_recipients(work, dossier.id or 0)
    assert _mails(people, "dossier.ready_for_recipient") == []


def test_somebody_added_afterwards_is_promised_a_mail_at_once(people: Cast, dossier: Dossier) -> None:
    with begin(people.assistant) as work:
        services.notify_client(work, dossier.id or 0)
        before = rows(work, "promise")
    _add(people, dossier)
    with begin(people.manager, writing=False) as work:
        assert rows(work, "promise") > before


@pytest.mark.parametrize(
    ("said", "field"), [({"role": "king"}, "role"), ({"name": " "}, "name"), ({"email": "nowhere"}, "email")]
)
def test_wrong_values_are_said_beside_their_field(
    people: Cast, dossier: Dossier, said: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        _add(people, dossier, **said)
    assert set(refusal.value.fields) == {field}


def test_the_client_and_the_same_address_twice_are_refused(people: Cast, dossier: Dossier) -> None:
    _add(people, dossier)
    for email in ("etude@castagnet.example", "b.dupuy@courriel.example"):
        with pytest.raises(Conflict):
            _add(people, dossier, email=email)


def test_a_recipient_removed_is_not_told_and_comes_back(people: Cast, dossier: Dossier) -> None:
    number = _add(people, dossier)
    with begin(people.assistant) as work:
        recipients.remove_recipient(work, number)
        services.notify_client(work, dossier.id or 0)
        recipients.tell_recipients(work, dossier.id or 0)
    assert (_listed(people.assistant, dossier), _mails(people, "dossier.ready_for_recipient")) == ([], [])
    with begin(people.assistant) as work:
        recipients.put_back_recipient(work, number)
    assert len(_listed(people.assistant, dossier)) == 1


def test_a_note_keeps_its_author_and_hour_and_can_be_taken_away(people: Cast, dossier: Dossier) -> None:
    with begin(people.assistant) as work:
        notes.write_note(work, dossier.id or 0, "  Clés chez la gardienne \n")
    with begin(people.manager) as work:
        (note,) = read.notes(work, dossier.id or 0)
        assert (note.text, note.author) == ("Clés chez la gardienne", "Nathalie Ferrand")
        assert note.written.startswith("23/11/2026")
        notes.remove_note(work, note.id)
        assert read.notes(work, dossier.id or 0) == []
        notes.put_back_note(work, note.id)
        assert len(read.notes(work, dossier.id or 0)) == 1


def test_an_empty_note_is_refused(people: Cast, dossier: Dossier) -> None:
    with begin(people.assistant) as work, pytest.raises(Invalid):
        notes.write_note(work, dossier.id or 0, "  ")


def test_a_client_reads_no_note_and_writes_none(people: Cast, dossier: Dossier) -> None:
    with begin(people.assistant) as work:
        note = notes.write_note(work, dossier.id or 0, "Prudence")
        work.db.flush()
        number = note.id or 0
    recipient = _add(people, dossier)
    for who in (people.client, people.stranger):
        assert _listed(who, dossier) == []
        with begin(who) as work:
            assert read.notes(work, dossier.id or 0) == []
            with pytest.raises((NotAllowed, NotFound)):
                notes.write_note(work, dossier.id or 0, "x")
            for gesture, of in (
                (notes.remove_note, number),
                (notes.put_back_note, number),
                (recipients.remove_recipient, recipient),
                (recipients.put_back_recipient, recipient),
            ):
                with pytest.raises((NotAllowed, NotFound)):
                    gesture(work, of)


def test_an_unknown_note_or_recipient_is_not_found(people: Cast, dossier: Dossier) -> None:
    with begin(people.assistant) as work:
        for gesture in (notes.remove_note, recipients.remove_recipient):
            with pytest.raises(NotFound):
                gesture(work, 4242)
