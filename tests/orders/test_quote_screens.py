"""The quote on the order's page, the list of quotes, the papers of the settings: allowed, and by the stranger."""

from typing import Any

import pytest

from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.office import queries_papers
from liciel_app.office.models_templates import PaperKind
from liciel_app.orders.models_quotes import QuoteState
from liciel_app.orders.queries import quotes
from liciel_app.orders.screens.paper_state import PaperSettings
from liciel_app.orders.screens.quote_list import QuoteList
from liciel_app.orders.screens.quote_state import QuotePanel
from liciel_app.orders.services import Received, cancelling
from liciel_app.orders.services.paper_signing import receive_scan
from tests.client import Browser, Tab
from tests.orders.drafts import an_order, the_grid
from tests.orders.quotes import PNG, a_draft_of_lots, a_draft_quote, a_sent_quote, again, by, mails, stored
from tests.orders.words import a_model
from tests.people import Cast

NATHALIE = "n.ferrand@atlantique-diag.example"
MARC = "m.delmas@atlantique-diag.example"


async def panel(browser: Browser, order_id: int, email: str = NATHALIE) -> Tab:
    tab = browser.tab(email, order_id=str(order_id))
    await tab.send(QuotePanel.load)
    return tab


async def test_nathalie_makes_completes_and_sends_a_quote(people: Cast, browser: Browser) -> None:
    def order(work: Any) -> int:
        the_grid(work)
        return an_order(work).id or 0

    order_id = by(people.assistant, order)
    tab = await panel(browser, order_id)
    await tab.send(QuotePanel.draft)
    await tab.send(QuotePanel.add_diagnostic, values={"code": "TERMITES", "optional": "on"})
    await tab.send(QuotePanel.ask, what="line", line_id=0)
    await tab.send(QuotePanel.save_line, values={"label": "Seconde visite", "price": "45,50", "quantity": "2"})
    await tab.send(QuotePanel.save_terms, values={"discount": "10", "valid_days": "15", "note": "Merci"})
    shown = (await tab.state(QuotePanel)).quote
    assert [line.label for line in shown.lines][-1] == "Seconde visite"
    assert (shown.discount, shown.valid_days, shown.state) == ("-10,00\u00a0€", "15", "draft")
    await tab.send(QuotePanel.send)
    assert (await tab.state(QuotePanel)).quote.state == "sent"


async def test_a_wrong_price_is_said_beside_its_field(people: Cast, browser: Browser) -> None:
    quote = a_draft_quote(people)
    tab = await panel(browser, quote.order_id)
    await tab.send(QuotePanel.ask, what="line", line_id=0)
    await tab.send(QuotePanel.save_line, values={"label": "x", "price": "1e400", "quantity": "1"})
    assert "price" in (await tab.state(QuotePanel)).errors


async def test_a_line_is_changed_and_dropped(people: Cast, browser: Browser) -> None:
    quote = a_draft_quote(people)
    tab = await panel(browser, quote.order_id)
    first = (await tab.state(QuotePanel)).quote.lines[0]
    await tab.send(QuotePanel.ask, what="line", line_id=first.id)
    await tab.send(QuotePanel.save_line, values={"label": "DPE", "price": "100", "quantity": "1"})
    assert (await tab.state(QuotePanel)).quote.lines[0].typed_price == "100,00"
    await tab.send(QuotePanel.drop_line, line_id=first.id)
    assert len((await tab.state(QuotePanel)).quote.lines) == 4


async def test_the_draft_is_written_again_without_a_cancelled_lot(people: Cast, browser: Browser) -> None:
    quote = a_draft_of_lots(people)
    with begin(SYSTEM) as work:
        second = quotes.orders(work, quote)[1]
    by(people.assistant, cancelling.cancel, second.id or 0, "Vendu sans lui")
    tab = await panel(browser, quote.order_id)
    assert (await tab.state(QuotePanel)).quote.called_off == ["Lot 2"]
    await tab.send(QuotePanel.leave_out)
    shown = (await tab.state(QuotePanel)).quote
    assert (shown.called_off, shown.lots, shown.id) == ([], [], quote.id)


async def test_a_new_version_and_a_link_to_hand_over(people: Cast, browser: Browser) -> None:
    quote = a_sent_quote(people)
    tab = await panel(browser, quote.order_id)
    await tab.send(QuotePanel.make_link)
    assert "/devis/" in (await tab.state(QuotePanel)).link
    await tab.send(QuotePanel.close, open_=False)
    await tab.send(QuotePanel.revoke)
    await tab.send(QuotePanel.revise)
    shown = (await tab.state(QuotePanel)).quote
    assert (shown.title, shown.state, [one.state for one in shown.versions]) == (
        "DV-2026-0001 v2",
        "draft",
        ["replaced"],
    )
    await tab.send(QuotePanel.drop)
    assert (await tab.state(QuotePanel)).quote.state == "replaced"


async def test_the_mission_order_is_opened_and_completed(people: Cast, browser: Browser) -> None:
    quote = a_draft_quote(people)
    tab = await panel(browser, quote.order_id)
    await tab.send(QuotePanel.open_mission)
    await tab.send(QuotePanel.save_mission, values={"cles": "Digicode 42B", "compteurs": "Oui"})
    mission = (await tab.state(QuotePanel)).mission
    told = {one.key: one.value for section in mission.sections for one in section.fields}
    assert (mission.number, told["cles"], told["compteurs"]) == ("ODM-2026-0001", "Digicode 42B", "Oui")
    await tab.send(QuotePanel.save_mission, values={"compteurs": "Peut-être"})
    assert "compteurs" in (await tab.state(QuotePanel)).errors


@pytest.mark.parametrize("email", ["", "b.dupuy@courriel.example", "k.benali@atlantique-diag.example"])
async def test_a_stranger_does_nothing_of_a_quote(people: Cast, browser: Browser, email: str) -> None:
    quote = a_draft_quote(people)
    tab = browser.tab(email, order_id=str(quote.order_id))
    sent: list[tuple[Any, dict[str, Any]]] = [
        (QuotePanel.load, {}),
        (QuotePanel.draft, {}),
        (QuotePanel.send, {}),
        (QuotePanel.revise, {}),
        (QuotePanel.drop, {}),
        (QuotePanel.price_again, {}),
        (QuotePanel.revoke, {}),
        (QuotePanel.make_link, {}),
        (QuotePanel.ask, {"what": "line", "line_id": 1}),
        (QuotePanel.add_diagnostic, {"values": {"code": "DPE"}}),
        (QuotePanel.save_line, {"values": {"label": "x", "price": "1"}}),
        (QuotePanel.drop_line, {"line_id": 1}),
        (QuotePanel.save_terms, {"values": {"discount": "0", "valid_days": "1"}}),
        (QuotePanel.hand_over, {}),
        (QuotePanel.scanned, {"ids": ["1"]}),
        (QuotePanel.record_paper, {"values": {"signed_on": "2026-11-23", "name": "X", "place": "Y", "ademe": "no"}}),
        (QuotePanel.open_mission, {}),
        (QuotePanel.save_mission, {"values": {}}),
        (QuoteList.load, {}),
        (PaperSettings.load, {}),
        (PaperSettings.put_in_force, {}),
        (PaperSettings.uploaded, {"kind": "cgv", "ids": ["x"]}),
        (PaperSettings.withdraw, {"kind": "cgv"}),
        (PaperSettings.save_deposit, {"values": {"kind": "private", "percent": "0"}}),
    ]
    for handler, payload in sent:
        await tab.send(handler, **payload)
    assert again(quote).state is QuoteState.DRAFT
    assert quote.number not in tab.received
    with begin(SYSTEM) as work:
        assert len(quotes.lines(work, quote.id or 0)) == 5


@pytest.mark.parametrize("email", ["", "b.dupuy@courriel.example", "k.benali@atlantique-diag.example"])
async def test_a_stranger_records_no_paper_signature(people: Cast, browser: Browser, email: str) -> None:
    quote = a_sent_quote(people, client_id=people.client_id)
    tab = browser.tab(email, order_id=str(quote.order_id))
    told = {"signed_on": "2026-11-23", "name": "X", "place": "Y", "ademe": "no", "withdrawal": "kept"}
    for handler, payload in ((QuotePanel.scanned, {"ids": ["1"]}), (QuotePanel.record_paper, {"values": told})):
        await tab.send(handler, **payload)
    assert again(quote).state is QuoteState.SENT


async def test_nathalie_hands_a_draft_over_and_records_its_paper(people: Cast, browser: Browser) -> None:
    quote = a_draft_quote(people)
    tab = await panel(browser, quote.order_id)
    await tab.send(QuotePanel.hand_over)
    worker.keep_all_due()
    received = Received(stored(PNG), len(PNG), "image/png")
    scan = by(people.assistant, receive_scan, quote.id or 0, name="devis.png", received=received)
    await tab.send(QuotePanel.scanned, ids=[str(scan.id)])
    told = {"signed_on": "2026-11-23", "name": "Paul Garrigue", "place": "Talence", "ademe": "no", "withdrawal": "kept"}
    await tab.send(QuotePanel.record_paper, values=told)
    assert (again(quote).state, mails("quote.sent")) == (QuoteState.ACCEPTED, [])


async def test_nathalie_adds_a_diagnostic_to_the_second_lot(people: Cast, browser: Browser) -> None:
    quote = a_draft_of_lots(people)
    tab = await panel(browser, quote.order_id)
    shown = (await tab.state(QuotePanel)).quote
    assert (shown.lots, shown.lines[0].heading[:5]) == ([["0", "Lot 1"], ["1", "Lot 2"]], "Lot 1")
    await tab.send(QuotePanel.add_diagnostic, values={"code": "TERMITES", "lot": "1"})
    await tab.send(QuotePanel.save_line, values={"label": "Seconde visite", "price": "50", "lot": "1"})
    with begin(SYSTEM, writing=False) as work:
        added = [(line.label, line.lot) for line in quotes.lines(work, quote.id or 0)][-2:]
    assert added[1] == ("Seconde visite", 1)
    assert added[0][1] == 1


async def test_the_list_counts_what_waits(people: Cast, browser: Browser) -> None:
    a_sent_quote(people)
    a_draft_quote(people)
    tab = browser.tab(NATHALIE, etat="sent")
    await tab.send(QuoteList.load)
    listed = await tab.state(QuoteList)
    assert [row.number for row in listed.rows] == ["DV-2026-0001"]
    assert {name: listed.counts[name] for name in ("draft", "sent", "expired")} == {"draft": 1, "sent": 1, "expired": 0}


async def test_the_client_finds_the_quote_to_sign_in_his_space(people: Cast, browser: Browser) -> None:
    from liciel_app.portal.screens.home import Space

    a_sent_quote(people, client_id=people.client_id)
    a_draft_quote(people, client_id=people.client_id)
    for email, expected in (("b.dupuy@courriel.example", ["DV-2026-0001"]), ("gerance@lespins.example", [])):
        tab = browser.tab(email)
        await tab.send(Space.load)
        assert [one.number for one in (await tab.state(Space)).overview.quotes] == expected


async def test_a_model_with_dangerous_tags_is_shown_and_never_in_force(people: Cast, browser: Browser) -> None:
    sha256 = stored(a_model("Bonjour {{ client_nom }}", "{{7*7}}", "{{ client.__class__ }}", "{% if x %}"))
    tab = browser.tab(MARC)
    await tab.send(PaperSettings.load)
    await tab.send(PaperSettings.uploaded, kind="modele_devis", ids=[f"{sha256} modele.docx"])
    assert (await tab.state(PaperSettings)).looked.faults == ["{{7*7}}", "{{ client.__class__ }}", "{% if x %}"]
    await tab.send(PaperSettings.put_in_force)
    assert "corrigez le modèle" in tab.toasts
    with begin(SYSTEM) as work:
        assert queries_papers.current(work, PaperKind.QUOTE_MODEL) is None


async def test_a_sound_model_is_put_in_force_and_prints_the_next_quote(people: Cast, browser: Browser) -> None:
    sha256 = stored(a_model("Devis pour {{ client_nom }}", "{{ lignes }}", "{{ totaux }}"))
    tab = browser.tab(MARC)
    await tab.send(PaperSettings.uploaded, kind="modele_devis", ids=[f"{sha256} modele.docx"])
    await tab.send(PaperSettings.put_in_force)
    a_sent_quote(people)
    worker.keep_all_due()
    with begin(SYSTEM) as work:
        paper = queries_papers.current(work, PaperKind.QUOTE_MODEL)
        assert paper is not None
        assert (paper.sha256, paper.version) == (sha256, 1)


async def test_marc_sets_the_deposit_of_agencies(people: Cast, browser: Browser) -> None:
    tab = browser.tab(MARC)
    await tab.send(PaperSettings.save_deposit, values={"kind": "agency", "percent": "", "amount": "100"})
    shown = {line.kind: (line.percent, line.amount) for line in (await tab.state(PaperSettings)).settings.deposits}
    assert (shown["agency"], shown["private"]) == (("", "100,00"), ("30", ""))
    await tab.send(PaperSettings.save_deposit, values={"kind": "martian", "percent": "5"})
    assert "n’existe pas" in tab.toasts
