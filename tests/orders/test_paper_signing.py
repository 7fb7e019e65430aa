"""A quote signed on paper: recorded at the desk with its scan, with the effects of a signature on a screen."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlmodel import col, select

from liciel_app.billing import queries_deposits
from liciel_app.core import worker
from liciel_app.core.access import SYSTEM, Actor
from liciel_app.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from liciel_app.core.work import Work, begin
from liciel_app.directory.models import Client, ClientKind
from liciel_app.dossiers import services as dossiers
from liciel_app.orders import quote_jobs
from liciel_app.orders.models import Order
from liciel_app.orders.models_quotes import Quote, QuoteAcceptance, QuoteState
from liciel_app.orders.queries import quotes_sheet
from liciel_app.orders.services import Received, accepting, quoting, quoting_remind, quoting_send
from liciel_app.orders.services.paper_signing import SignedPaper, receive_scan, record_paper
from tests.orders.quotes import CLIENT, PNG, a_draft_quote, a_sent_quote, a_token, again, an_answer, by, mails, stored
from tests.people import Cast

TODAY = date(2026, 11, 23)


def a_scan(actor: Actor, quote: Quote) -> int:
    received = Received(stored(PNG), len(PNG), "image/png")
    return by(actor, receive_scan, quote.id or 0, name="devis.png", received=received).id or 0


def signed(scan: int, **said: Any) -> SignedPaper:
    told: dict[str, Any] = {
        "signed_on": TODAY,
        "name": "Paul Garrigue",
        "place": "Talence",
        "ademe": True,
        "withdrawal": "kept",
        "scan_id": scan,
    }
    return SignedPaper(**told | said)


def test_a_paper_signature_has_the_effects_of_one_on_a_screen(people: Cast) -> None:
    quote = a_sent_quote(people)
    made = by(people.assistant, record_paper, quote.id or 0, signed(a_scan(people.assistant, quote)))
    worker.keep_all_due()
    assert again(quote).state is QuoteState.ACCEPTED
    assert (made.recorded_by, made.signed_on) == ("Nathalie Ferrand", TODAY)
    assert len(mails("quote.accepted")) == 1
    with begin(people.assistant, writing=False) as work:
        assert queries_deposits.of_quote(work, quote.id or 0) is not None
        sheet = quotes_sheet.quote_sheet(work, quote.order_id)
        names = [one.name for one in _files(work, quote)]
    assert "sur papier le 23/11/2026 (enregistré par Nathalie Ferrand)" in sheet.answer
    assert "Devis signé – devis.png" in names


def test_its_evidence_holds_the_scan_and_is_verified(people: Cast) -> None:
    quote = a_sent_quote(people)
    by(people.assistant, record_paper, quote.id or 0, signed(a_scan(people.assistant, quote)))
    worker.keep_all_due()
    with begin(SYSTEM, writing=False) as work:
        kept = work.db.exec(select(QuoteAcceptance)).one()
        assert kept.evidence_sha256
        assert "Devis signé sur papier le 23/11/2026" in kept.manifest
        assert list(quote_jobs.altered(work)) == []


def test_the_day_on_the_paper_counts_not_the_day_it_is_recorded(
    people: Cast, set_clock: Callable[[datetime], None]
) -> None:
    quote = a_sent_quote(people)
    set_clock(datetime(2027, 1, 15, 9, tzinfo=timezone(timedelta(hours=1))))
    scan = a_scan(people.assistant, quote)
    made = by(people.assistant, record_paper, quote.id or 0, signed(scan, signed_on=date(2026, 12, 1)))
    assert made.withdrawal_until == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("signed_on", date(2026, 11, 22)),
        ("signed_on", date(2026, 11, 24)),
        ("name", " "),
        ("place", ""),
        ("ademe", None),
        ("withdrawal", ""),
        ("options", (99,)),
    ],
)
def test_what_the_paper_does_not_say_is_asked_beside_its_field(people: Cast, field: str, said: object) -> None:
    quote = a_sent_quote(people)
    with pytest.raises(Invalid) as refusal:
        by(people.assistant, record_paper, quote.id or 0, signed(a_scan(people.assistant, quote), **{field: said}))
    assert list(refusal.value.fields) == [field]


def test_no_signature_without_its_scan(people: Cast) -> None:
    quote = a_sent_quote(people)
    with pytest.raises(Invalid) as refusal:
        by(people.assistant, record_paper, quote.id or 0, signed(0))
    assert list(refusal.value.fields) == ["scan"]
    other = a_sent_quote(people)
    with pytest.raises(NotFound):
        by(people.assistant, record_paper, quote.id or 0, signed(a_scan(people.assistant, other)))


def test_what_is_signed_on_a_screen_is_not_signed_again_on_paper(people: Cast) -> None:
    quote = a_sent_quote(people)
    scan = a_scan(people.assistant, quote)
    by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    with pytest.raises(Conflict):
        by(people.assistant, record_paper, quote.id or 0, signed(scan))


def test_after_a_paper_signature_no_link_signs(people: Cast) -> None:
    quote = a_sent_quote(people)
    token = a_token(quote)
    by(people.assistant, record_paper, quote.id or 0, signed(a_scan(people.assistant, quote)))
    with pytest.raises(Conflict):
        by(people.visitor, accepting.accept, token, an_answer(quote, name="Somebody Else"))


def test_a_draft_and_a_replaced_version_wait_for_no_signature(people: Cast) -> None:
    draft = a_draft_quote(people)
    with pytest.raises(Conflict):
        a_scan(people.assistant, draft)
    by(people.assistant, quoting_send.send_quote, draft.id or 0)
    worker.keep_all_due()
    scan = a_scan(people.assistant, draft)
    by(people.assistant, quoting.revise, draft.id or 0)
    with pytest.raises(Conflict):
        by(people.assistant, record_paper, draft.id or 0, signed(scan))


def test_a_draft_handed_over_is_signed_on_paper_without_any_mail(people: Cast) -> None:
    quote = a_draft_quote(people)
    by(people.assistant, quoting_send.hand_over, quote.id or 0)
    worker.keep_all_due()
    by(people.assistant, quoting_send.hand_over, quote.id or 0)
    made = by(people.assistant, record_paper, quote.id or 0, signed(a_scan(people.assistant, quote)))
    worker.keep_all_due()
    assert (mails("quote.sent"), made.email) == ([], CLIENT)
    with begin(SYSTEM, writing=False) as work:
        assert list(quote_jobs.altered(work)) == []


def test_a_client_whose_sheet_has_no_mail_signs_on_paper(people: Cast) -> None:
    quote = a_draft_quote(people)
    with begin(SYSTEM) as work:
        order = work.db.get_one(Order, quote.order_id)
        order.client_id, order.contact_email = _without_mail(work), ""
        work.db.add(order)
    with pytest.raises(Refused, match="adresse mail"):
        by(people.assistant, quoting_send.send_quote, quote.id or 0)
    by(people.assistant, quoting_send.hand_over, quote.id or 0)
    worker.keep_all_due()
    by(people.assistant, record_paper, quote.id or 0, signed(a_scan(people.assistant, quote)))
    worker.keep_all_due()
    assert (again(quote).state, mails("quote.accepted")) == (QuoteState.ACCEPTED, [])


def test_a_newcomer_without_mail_signs_on_paper_and_is_known_once(people: Cast) -> None:
    for quote in (a_draft_quote(people), a_draft_quote(people)):
        with begin(SYSTEM) as work:
            order = work.db.get_one(Order, quote.order_id)
            order.contact_email = ""
            work.db.add(order)
        with pytest.raises(Refused, match="adresse mail"):
            by(people.assistant, quoting_send.send_quote, quote.id or 0)
        by(people.assistant, quoting_send.hand_over, quote.id or 0)
        worker.keep_all_due()
        by(people.assistant, record_paper, quote.id or 0, signed(a_scan(people.assistant, quote)))
        worker.keep_all_due()
        assert again(quote).state is QuoteState.ACCEPTED
        by(people.assistant, dossiers.open_from_order, quote.order_id)
    with begin(SYSTEM, writing=False) as work:
        known = work.db.exec(select(Client).where(col(Client.name) == "Paul Garrigue")).all()
    assert [(one.email, one.street, one.city) for one in known] == [("", "17 avenue Roul", "Talence")]


def test_what_was_handed_over_is_not_reminded_by_mail(people: Cast, set_clock: Callable[[datetime], None]) -> None:
    quote = a_draft_quote(people)
    by(people.assistant, quoting_send.hand_over, quote.id or 0)
    worker.keep_all_due()
    set_clock(datetime(2026, 12, 10, 9, tzinfo=timezone(timedelta(hours=1))))
    assert by(SYSTEM, quoting_remind.remind) == 0


def _without_mail(work: Work) -> int:
    client = Client(kind=ClientKind.PRIVATE, name="Paul Garrigue", email="", created_at=work.now)
    work.db.add(client)
    work.db.flush()
    return client.id or 0


def test_strangers_record_nothing(people: Cast) -> None:
    quote = a_sent_quote(people)
    scan = a_scan(people.assistant, quote)
    for stranger in (people.client, people.stranger, people.technician, people.visitor):
        with pytest.raises((NotAllowed, NotFound)):
            by(stranger, record_paper, quote.id or 0, signed(scan))
        with pytest.raises((NotAllowed, NotFound)):
            a_scan(stranger, quote)
        with pytest.raises((NotAllowed, NotFound)):
            by(stranger, quoting_send.hand_over, quote.id or 0)


def _files(work: Any, quote: Quote) -> Any:
    from liciel_app.orders import queries

    return queries.files(work, quote.order_id)
