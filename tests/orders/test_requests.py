"""What people ask through the site, and how the office answers."""

from datetime import timedelta

import pytest
from sqlmodel import select

from liciel_app.core.access import VISITOR, visitor
from liciel_app.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from liciel_app.core.paging import Asked
from liciel_app.core.work import Work, begin
from liciel_app.directory import services as directory
from liciel_app.directory.models import Client, ClientKind
from liciel_app.messaging.models import Message
from liciel_app.orders.queries import requests as queries
from liciel_app.orders.services import requests
from liciel_app.orders.services.requests import Ask
from tests.client import Browser
from tests.people import Cast

INES = Ask(
    submit_id="inès-1",
    name="Inès Laborde",
    email="Ines.Laborde@courriel.example",
    phone="07 98 76 54 32",
    town="Bordeaux",
    message="Je loue un T2 en janvier : que faut-il ?",
    consent="J’accepte que mes réponses servent à traiter ma demande.",
)


def asked(people: Cast, said: Ask = INES) -> int:
    with begin(visitor("203.0.113.9")) as work:
        return requests.ask(work, said).id or 0


def letters(work: Work) -> list[tuple[str, str]]:
    return sorted((one.template, one.recipient) for one in work.db.exec(select(Message)).all())


def test_ines_asks_and_becomes_a_prospect_with_an_acknowledgement(people: Cast) -> None:
    number = asked(people)
    with begin(people.assistant) as work:
        sheet = queries.request_sheet(work, number)
        client = work.db.get_one(Client, sheet.client_id)
        assert (client.prospect, client.email) == (True, "ines.laborde@courriel.example")
        assert (sheet.row.state, sheet.origin, sheet.consent) == ("to_answer", "203.0.113.9", INES.consent)
        assert letters(work) == [
            ("request.received", "ines.laborde@courriel.example"),
            ("request.to_answer", "contact@atlantique-diag.example"),
        ]


def test_the_same_form_sent_twice_is_one_request(people: Cast) -> None:
    assert asked(people) == asked(people)
    with begin(people.assistant) as work:
        assert len(letters(work)) == 2


def test_a_known_client_who_asks_stays_what_he_is(people: Cast) -> None:
    from dataclasses import replace

    asked(people, replace(INES, email="b.dupuy@courriel.example", phone="01 02 03 04 05"))
    with begin(people.assistant) as work:
        client = work.db.get_one(Client, people.client_id)
        assert (client.prospect, client.phone) == (False, "")


def test_a_prospect_who_orders_is_a_client(people: Cast, work: Work) -> None:
    prospect = directory.prospect_for(work, kind=ClientKind.PRIVATE, name="Inès Laborde", email="ines@x.example")
    client = directory.client_for(work, kind=ClientKind.PRIVATE, name="Inès Laborde", email="ines@x.example")
    assert (client.id, client.prospect) == (prospect.id, False)


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"name": ""}, {"name"}),
        ({"email": "ines"}, {"email"}),
        ({"message": "  "}, {"message"}),
        ({"message": "x" * 4001}, {"message"}),
        ({"consent": ""}, {"consent"}),
        ({"phone": "12"}, {"phone"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(
    people: Cast, said: dict[str, str], fields: set[str]
) -> None:
    from dataclasses import replace

    with pytest.raises(Invalid) as refusal:
        asked(people, replace(INES, **said))
    assert set(refusal.value.fields) == fields
    with begin(people.assistant) as work:
        assert queries.counts(work)["to_answer"] == 0


def test_a_flood_from_one_address_is_stopped(people: Cast) -> None:
    from dataclasses import replace

    for turn in range(5):
        asked(people, replace(INES, submit_id=f"inès-{turn}"))
    with pytest.raises(Refused, match="Trop d’envois"):
        asked(people, replace(INES, submit_id="inès-6"))


def test_nathalie_takes_it_answers_by_mail_and_it_is_answered_once(people: Cast) -> None:
    number = asked(people)
    with begin(people.assistant) as work:
        assert queries.request_sheet(work, requests.take(work, number).id or 0).row.owner == "Nathalie Ferrand"
        requests.answer(work, number, "Le DPE, l’électricité et la surface Boutin.")
        with pytest.raises(Conflict, match="déjà reçu sa réponse"):
            requests.answer(work, number, "Encore")
        assert ("request.answered", "ines.laborde@courriel.example") in letters(work)
        page = queries.requests_page(work, Asked(search="laborde"), "answered")
        assert [row.id for row in page.rows] == [number]


def test_an_empty_answer_and_a_closing_without_reason_are_refused(people: Cast) -> None:
    number = asked(people)
    with begin(people.assistant) as work:
        with pytest.raises(Invalid):
            requests.answer(work, number, " ")
        with pytest.raises(Invalid):
            requests.close(work, number, "")
        assert requests.close(work, number, "Démarchage").closed_why == "Démarchage"


def test_nobody_outside_the_office_reads_or_answers(people: Cast) -> None:
    number = asked(people)
    for actor in (people.client, people.stranger, people.technician, VISITOR):
        with begin(actor) as work:
            with pytest.raises((NotFound, NotAllowed)):
                queries.request_sheet(work, number)
            with pytest.raises((NotFound, NotAllowed)):
                requests.answer(work, number, "Bonjour")


async def test_nathalie_answers_from_her_screen_and_a_stranger_does_not(browser: Browser, people: Cast) -> None:
    from liciel_app.orders.screens.request_list import RequestList

    number = asked(people)
    tab = browser.tab("n.ferrand@atlantique-diag.example")
    await tab.send(RequestList.load)
    await tab.send(RequestList.read, request_id=number)
    await tab.send(RequestList.answer, values={"id": str(number), "answer": ""})
    assert "answer" in (await tab.state(RequestList)).errors
    await tab.send(RequestList.answer, values={"id": str(number), "answer": "Le DPE."})
    assert "Réponse envoyée" in tab.toasts
    stranger = browser.tab("gerance@lespins.example")
    for event, payload in (
        (RequestList.load, {}),
        (RequestList.read, {"request_id": number}),
        (RequestList.take, {"request_id": number}),
        (RequestList.answer, {"values": {"id": str(number), "answer": "x"}}),
        (RequestList.classify, {"values": {"id": str(number), "why": "x"}}),
    ):
        await stranger.send(event, **payload)
    assert "Laborde" not in stranger.received


def test_a_form_sent_too_late_or_altered_is_refused(work: Work) -> None:
    from liciel_app.office import secrets

    token = secrets.signed(work, "contact")
    assert secrets.opened_at(work, "contact", token, longest=timedelta(hours=1)) <= work.now
    for bad in (token[:-1] + ("0" if token[-1] != "0" else "1"), "", "a.b.c", token.replace(".", "")):
        with pytest.raises(Refused, match="expiré"):
            secrets.opened_at(work, "contact", bad, longest=timedelta(hours=1))
    with pytest.raises(Refused, match="expiré"):
        secrets.opened_at(work, "quotes", token, longest=timedelta(hours=1))
