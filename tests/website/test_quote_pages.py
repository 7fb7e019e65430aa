"""The personal link of a quote: the screen it opens, its papers, its deposit, and what a stranger gets."""

import base64
import io
import re
import zipfile
from collections.abc import AsyncIterator
from email import message_from_bytes, policy
from pathlib import Path

import httpx
import pytest

from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import Work, begin
from liciel_app.office import queries_papers
from liciel_app.office.models_templates import OfficePaper
from liciel_app.orders.models_quotes import Quote, QuoteState
from liciel_app.orders.queries import quotes
from liciel_app.orders.services import accepting, quoting, quoting_send
from liciel_app.website.screens.quote_state import QuoteScreen
from tests.client import Browser, Tab
from tests.orders.quotes import (
    PNG,
    a_draft_of_lots,
    a_draft_quote,
    a_sent_quote,
    a_sent_quote_of_lots,
    a_token,
    again,
    an_answer,
    by,
    mails,
    office_papers,
)
from tests.people import Cast
from tests.website.conftest import browser as visitor

DRAWN = "data:image/png;base64," + base64.b64encode(PNG).decode()


@pytest.fixture
async def site(people: Cast) -> AsyncIterator[httpx.AsyncClient]:
    async with visitor() as opened:
        yield opened


async def opened(browser: Browser, quote: Quote, email: str = "") -> Tab:
    tab = browser.tab(email, token=a_token(quote))
    await tab.send(QuoteScreen.load)
    return tab


def form(quote: Quote, **said: str) -> dict[str, str]:
    with begin(SYSTEM, writing=False) as work:
        read = {f"lu-{paper.sha256}": "on" for paper in quotes_papers(work)}
    told = {
        "accord": "on",
        "ademe": "non",
        "withdrawal": "waived",
        "name": "Paul Garrigue",
        "email": "p.garrigue@courriel.example",
        "place": "Talence",
    }
    return told | read | said


def quotes_papers(work: Work) -> list[OfficePaper]:
    return queries_papers.legal(work)


async def test_the_mailed_link_opens_the_quote(people: Cast, browser: Browser, office: Path) -> None:
    a_sent_quote(people)
    tab = browser.tab(token=mailed_token(office))
    await tab.send(QuoteScreen.load)
    seen = (await tab.state(QuoteScreen)).opened.quote
    assert (seen.state, seen.number, seen.street) == ("open", "DV-2026-0001", "17 avenue Roul")


async def test_the_link_is_gone_from_the_office_once_the_mail_left(people: Cast) -> None:
    a_sent_quote(people)
    assert mails("quote.sent")[0].text == ""


async def test_paul_reads_his_two_flats_each_with_its_mission_order(
    people: Cast, browser: Browser, site: httpx.AsyncClient
) -> None:
    quote = a_sent_quote_of_lots(people)
    tab = await opened(browser, quote)
    seen = (await tab.state(QuoteScreen)).opened.quote
    assert [(part.label, part.mission) for part in seen.parts] == [
        ("Lot 1", "ordre-de-mission.pdf"),
        ("Lot 2", "ordre-de-mission-2.pdf"),
    ]
    token = a_token(quote)
    papers = [(await site.get(f"/devis/{token}/{part.mission}")).content for part in seen.parts]
    assert papers[0] != papers[1]
    assert (await site.get(f"/devis/{token}/ordre-de-mission-3.pdf")).status_code == 404


async def test_paul_reads_the_discount_once_and_his_options_in_their_lot(people: Cast, browser: Browser) -> None:
    draft = a_draft_of_lots(people)
    line = by(people.assistant, quoting.add_diagnostic, draft.id or 0, "TERMITES", optional=True, lot=1)
    by(people.assistant, quoting.set_terms, draft.id or 0, discount_cents=1_000, valid_days=30, note="")
    by(people.assistant, quoting_send.send_quote, draft.id or 0)
    worker.keep_all_due()
    tab = await opened(browser, draft)
    await tab.send(QuoteScreen.choose, position=line.position, wanted=True)
    seen = (await tab.state(QuoteScreen)).opened.quote
    assert (seen.several, seen.discount) == ("Biens (2 lots)", "")
    assert seen.parts[0].counted.endswith("€ comprise")
    assert seen.parts[1].counted.endswith("comprise, options choisies comprises")
    assert seen.parts[0].place == "17 avenue Roul, 33400 Talence · Appartement, 68 m²"
    assert sum(map(cents_of, (part.subtotal for part in seen.parts))) == cents_of(seen.gross)


def cents_of(amount: str) -> int:
    """« 1 234,50 € »"""
    return int(re.sub(r"\D", "", amount))


async def test_one_flat_is_no_lot_and_keeps_its_discount_line(people: Cast, browser: Browser) -> None:
    draft = a_draft_quote(people)
    by(people.assistant, quoting.set_terms, draft.id or 0, discount_cents=1_000, valid_days=30, note="")
    by(people.assistant, quoting_send.send_quote, draft.id or 0)
    worker.keep_all_due()
    seen = (await (await opened(browser, draft)).state(QuoteScreen)).opened.quote
    assert (seen.several, seen.discount, seen.parts[0].counted) == ("", "-12,00\u00a0€", "")


async def test_a_guessed_link_shows_nothing(people: Cast, browser: Browser) -> None:
    quote = a_sent_quote(people)
    tab = browser.tab(token="guessed")
    await tab.send(QuoteScreen.load)
    assert (await tab.state(QuoteScreen)).missing
    assert quote.number not in tab.received


async def test_who_guesses_too_much_is_stopped(people: Cast, browser: Browser) -> None:
    a_sent_quote(people)
    tab = browser.tab(token="guessed")
    for _ in range(21):
        await tab.send(QuoteScreen.load)
    assert "Réessayez dans une heure" in tab.toasts


async def test_paul_ticks_signs_and_pays_a_deposit(people: Cast, browser: Browser) -> None:
    office_papers(people)
    draft = a_draft_quote(people)
    by(people.assistant, quoting.add_diagnostic, draft.id or 0, "TERMITES", optional=True)
    by(people.assistant, quoting_send.send_quote, draft.id or 0)
    worker.keep_all_due()
    quote = again(draft)
    tab = await opened(browser, quote)
    await tab.send(QuoteScreen.choose, position=6, wanted=True)
    await tab.send(QuoteScreen.signed, data_url=DRAWN)
    await tab.send(QuoteScreen.accept, values=form(quote))
    worker.keep_all_due()
    await tab.send(QuoteScreen.tick)
    shown = (await tab.state(QuoteScreen)).opened
    with begin(SYSTEM) as work:
        made = quotes.acceptance(work, quote.id or 0)
        assert made is not None
        assert made.net_cents == quote.net_cents + 7_500
        assert (made.ademe, made.withdrawal, made.origin) == (False, "waived", "127.0.0.1")
    assert (shown.quote.state, shown.deposit.number) == ("accepted", "AC-2026-0001")


async def test_what_is_missing_is_said_beside_its_field(people: Cast, browser: Browser) -> None:
    office_papers(people)
    quote = a_sent_quote(people)
    tab = await opened(browser, quote)
    await tab.send(QuoteScreen.accept, values={"name": "Paul Garrigue"})
    errors = (await tab.state(QuoteScreen)).errors
    assert set(errors) == {"agreed", "read", "ademe", "withdrawal", "email", "place", "signature"}
    assert again(quote).state is QuoteState.SENT


@pytest.mark.parametrize("drawn", ["data:text/html;base64,PGI+", "data:image/png;base64,!!", "x" * 700_000])
async def test_a_signature_is_a_small_picture(people: Cast, browser: Browser, drawn: str) -> None:
    quote = a_sent_quote(people)
    tab = await opened(browser, quote)
    await tab.send(QuoteScreen.signed, data_url=drawn)
    await tab.send(QuoteScreen.accept, values=form(quote))
    assert (await tab.state(QuoteScreen)).errors == {"signature": "Signez dans le cadre."}


async def test_refused_with_a_reason(people: Cast, browser: Browser) -> None:
    quote = a_sent_quote(people)
    tab = await opened(browser, quote)
    await tab.send(QuoteScreen.ask_refusal, open_=True)
    await tab.send(QuoteScreen.refuse, values={"reason": "Trop cher"})
    assert (await tab.state(QuoteScreen)).refused
    assert again(quote).state is QuoteState.REFUSED


async def test_clearing_asks_for_another_signature(people: Cast, browser: Browser) -> None:
    quote = a_sent_quote(people)
    tab = await opened(browser, quote)
    await tab.send(QuoteScreen.signed, data_url=DRAWN)
    await tab.send(QuoteScreen.clear)
    await tab.send(QuoteScreen.accept, values=form(quote))
    assert "signature" in (await tab.state(QuoteScreen)).errors


async def test_the_papers_of_the_link(people: Cast, site: httpx.AsyncClient) -> None:
    office_papers(people)
    token = a_token(a_sent_quote(people))
    for name in ("devis.pdf", "ordre-de-mission.pdf", "retractation.pdf"):
        answer = await site.get(f"/devis/{token}/{name}")
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-"), name
    with begin(SYSTEM) as work:
        condition = quotes_papers(work)[0]
    assert (await site.get(f"/devis/{token}/documents/{condition.sha256}")).status_code == 200
    for absent in ("preuve.zip", "acompte.pdf", "autre.pdf", "documents/0"):
        assert (await site.get(f"/devis/{token}/{absent}")).status_code == 404, absent
    assert (await site.get("/devis/guessed/devis.pdf")).status_code == 404


async def test_after_signing_the_proof_and_the_deposit_are_there(people: Cast, site: httpx.AsyncClient) -> None:
    quote = a_sent_quote(people)
    spent = a_token(quote)
    by(people.visitor, accepting.accept, spent, an_answer(quote))
    worker.keep_all_due()
    token = follow_token(quote)
    proof = await site.get(f"/devis/{token}/preuve.zip")
    assert "signature.png" in zipfile.ZipFile(io.BytesIO(proof.content)).namelist()
    assert (await site.get(f"/devis/{token}/acompte.pdf")).content[:5] == b"%PDF-"
    assert (await site.get(f"/devis/{spent}/devis.pdf")).status_code == 404


async def test_the_deposit_is_paid_on_the_platform(people: Cast, site: httpx.AsyncClient) -> None:
    quote = a_sent_quote(people)
    by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    worker.keep_all_due()
    token = follow_token(quote)
    page = await site.get(f"/devis/{token}/payer")
    assert page.status_code == 200
    assert "vads_amount" in page.text
    assert str(quote.deposit_cents) in page.text
    reference = page.text.partition('name="vads_order_id" value="')[2].partition('"')[0]
    back = await site.get(f"/acompte/retour/{reference}")
    assert (back.status_code, "Garrigue" in back.text) == (200, False)
    assert (await site.get("/acompte/retour/AC-2026-0001-zzzzzz")).status_code == 404


async def test_a_link_to_sign_pays_nothing(people: Cast, site: httpx.AsyncClient) -> None:
    token = a_token(a_sent_quote(people))
    assert (await site.get(f"/devis/{token}/payer")).status_code == 404
    assert (await site.get("/devis/guessed/payer")).status_code == 404


async def test_a_visitor_reads_nothing_of_the_office(people: Cast, site: httpx.AsyncClient) -> None:
    quote = a_sent_quote(people)
    for address in (f"/bureau/devis/{quote.id}/devis.pdf", f"/espace/devis/{quote.id}"):
        assert (await site.get(address)).status_code == 303


def follow_token(quote: Quote) -> str:
    from liciel_app.orders.models_quotes import LinkPurpose

    return by(SYSTEM, quoting_send.new_link, quote, purpose=LinkPurpose.FOLLOW).rpartition("/")[2]


def mailed_token(office: Path) -> str:
    """As the client finds it in his mail."""
    letters = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in office.rglob("*.eml")]
    texts = [letter.get_body(("plain",)).get_content() for letter in letters if "devis" in str(letter["subject"])]  # type: ignore[union-attr]
    found = re.search(r"/devis/([\w-]+)", texts[0])
    assert found is not None
    return found.group(1)
