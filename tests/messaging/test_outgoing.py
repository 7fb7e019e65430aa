"""The screen of what left the office."""

import pytest

from liciel_app.core import worker
from liciel_app.core.paging import Asked
from liciel_app.core.work import Work, begin
from liciel_app.messaging import queries
from liciel_app.messaging.letters import compose
from liciel_app.messaging.screens.outgoing import Outgoing
from liciel_app.messaging.services import Enclosure, Envelope, write_mail, write_sms
from tests.client import Browser
from tests.people import Cast

NATHALIE = "n.ferrand@atlantique-diag.example"
CLAIRE = "b.dupuy@courriel.example"


def a_mail(work: Work, *, secret: bool = False) -> int:
    template = "password.reset"
    enclosed = (Enclosure("plan.pdf", "application/pdf", b"x" * 3000),)
    envelope = Envelope(CLAIRE, template, enclosures=enclosed, secret=secret)
    message = write_mail(work, envelope, name="Claire", link="https://exemple.invalid/secret")
    work.db.flush()
    assert message is not None
    return message.id or 0


@pytest.fixture
def mail(people: Cast) -> int:
    with begin(people.assistant) as work:
        return a_mail(work)


async def test_nathalie_reads_a_mail_that_waits_then_left(browser: Browser, mail: int) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(Outgoing.load)
    shown = await tab.state(Outgoing)
    assert [(row.state, row.recipient, row.enclosed) for row in shown.rows] == [("waiting", CLAIRE, True)]
    worker.keep_all_due()
    await tab.send(Outgoing.tick)
    await tab.send(Outgoing.read, message_id=mail)
    shown = await tab.state(Outgoing)
    assert shown.reading is not None
    assert (shown.reading.row.state, shown.reading.enclosures) == ("sent", ["plan.pdf (3\u00a0Ko)"])
    assert "Bonjour Claire" in shown.reading.text
    await tab.send(Outgoing.close, is_open=False)
    assert not (await tab.state(Outgoing)).open


async def test_the_text_with_a_personal_link_is_never_shown(browser: Browser, people: Cast) -> None:
    with begin(people.assistant) as work:
        number = a_mail(work, secret=True)
    tab = browser.tab(NATHALIE)
    await tab.send(Outgoing.load)
    await tab.send(Outgoing.read, message_id=number)
    assert "exemple.invalid" not in tab.received


def test_a_message_is_found_by_recipient_and_subject(work: Work, people: Cast) -> None:
    a_mail(work)
    write_sms(work, to="+33612345678", text="Votre visite est demain à 9 h.", key="reminder:1")
    work.db.flush()
    for words, channel in (("dupuy mot de passe", "mail"), ("visite demain", "sms")):
        (row,) = queries.messages_page(work, Asked(search=words)).rows
        assert row.channel == channel


async def test_the_address_of_the_screen_holds_its_filters(browser: Browser, mail: int) -> None:
    tab = browser.tab(NATHALIE, etat="sent")
    await tab.send(Outgoing.load)
    assert (await tab.state(Outgoing)).rows == []
    await tab.send(Outgoing.search, words="dupuy")
    assert "/bureau/envois?etat=sent&q=dupuy" in tab.received


@pytest.mark.parametrize("email", ["e.roux@atlantique-diag.example", CLAIRE, ""])
async def test_strangers_read_no_mail(browser: Browser, mail: int, email: str) -> None:
    tab = browser.tab(email)
    await tab.send(Outgoing.load)
    await tab.send(Outgoing.tick)
    await tab.send(Outgoing.search, words="dupuy")
    await tab.send(Outgoing.turn, move="last")
    await tab.send(Outgoing.read, message_id=mail)
    await tab.send(Outgoing.close, is_open=True)
    shown = await tab.state(Outgoing)
    assert (shown.rows, shown.reading, shown.open) == ([], None, False)


def test_a_paragraph_with_nothing_to_say_leaves_no_gap() -> None:
    values = {"name": "Claire", "address": "x", "reference": "y", "link": "z", "payment": "", "office": "O"}
    _, text = compose("dossier.available", "fr", {**values, "office_phone": ""})
    assert "\n\n\n" not in text
