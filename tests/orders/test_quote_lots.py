"""One quote for several flats: one document, one total, one acceptance, and each flat's own order."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Conflict, NotAllowed, NotFound
from liciel_app.core.money import euros, shared
from liciel_app.core.work import begin
from liciel_app.dossiers import services as dossiers
from liciel_app.orders import queries, quoted
from liciel_app.orders.documents import mentions, quote_pdf
from liciel_app.orders.documents.tags import QUOTE_TAGS, quote_values
from liciel_app.orders.models import Order
from liciel_app.orders.models_quotes import Quote, QuoteState
from liciel_app.orders.queries import quotes, quotes_paper, quotes_sheet
from liciel_app.orders.services import Received, accepting, cancelling, quoting, quoting_send
from liciel_app.orders.services.paper_signing import receive_scan
from tests.conftest import rows
from tests.orders.quotes import (
    PNG,
    a_draft_of_lots,
    a_draft_quote,
    a_sent_quote_of_lots,
    a_token,
    again,
    an_answer,
    by,
    mails,
    stored,
)
from tests.people import Cast


def paper_of(quote: Quote) -> quoted.QuotePaper:
    with begin(SYSTEM, writing=False) as work:
        return quotes_paper.quote_paper(work, again(quote))


def orders_of(quote: Quote) -> list[Order]:
    with begin(SYSTEM, writing=False) as work:
        return list(quotes.orders(work, quote).values())


def sheet_of(order: Order) -> quotes_sheet.QuoteSheet:
    """As the office reads it on that order's page."""
    with begin(SYSTEM, writing=False) as work:
        return quotes_sheet.quote_sheet(work, order.id or 0)


def accepted(people: Cast, quote: Quote, *options: int) -> None:
    by(people.visitor, accepting.accept, a_token(quote), an_answer(quote, options=options))
    worker.keep_all_due()


def test_the_lots_of_one_gesture_are_one_quote(people: Cast) -> None:
    quote = a_draft_of_lots(people)
    first, second = orders_of(quote)
    assert quote.gross_cents == first.gross_cents + second.gross_cents
    assert by(people.assistant, quoting.draft_quote, second.id or 0).id == quote.id
    with begin(SYSTEM, writing=False) as work:
        assert rows(work, "quote") == 1


def test_its_lines_are_grouped_by_lot_with_what_each_comes_to(people: Cast) -> None:
    paper = paper_of(a_draft_of_lots(people))
    first, second = paper.lots
    assert [lot.label for lot in paper.lots] == ["Lot 1", "Lot 2"]
    assert paper.lines_of(second)[0].code == "DPE"
    assert paper.totals_of(first).gross_cents + paper.totals_of(second).gross_cents == paper.totals().gross_cents


def test_it_is_one_document_with_a_mission_order_for_each_lot(people: Cast) -> None:
    quote = a_sent_quote_of_lots(people)
    letter = mails("quote.sent")[0]
    for name in ("Devis DV-2026-0001", "Ordre de mission ODM-2026-0001", "Ordre de mission ODM-2026-0002"):
        assert f"{name}.pdf" in letter.attachments
    for order in orders_of(quote):
        with begin(SYSTEM, writing=False) as work:
            assert len(queries.files(work, order.id or 0)) == 2
    assert "(2 lots)" in paper_of(quote).place


def test_a_quote_for_one_property_says_nothing_of_lots(people: Cast) -> None:
    told = json.loads(quoted.sealed(paper_of(a_draft_quote(people))))
    assert "lots" not in told
    assert all("lot" not in line for line in told["lines"])


def test_the_same_lots_are_the_same_bytes(people: Cast) -> None:
    paper = paper_of(a_sent_quote_of_lots(people))
    assert quoted.opened(quoted.sealed(paper)) == paper
    assert quote_pdf(paper) == quote_pdf(paper)


def test_one_acceptance_carries_each_lot_to_its_own_dossier(people: Cast) -> None:
    quote = a_sent_quote_of_lots(people)
    accepted(people, quote)
    with begin(SYSTEM, writing=False) as work:
        assert rows(work, "quoteacceptance") == 1
    opened = [by(people.assistant, dossiers.open_from_order, one.id or 0) for one in orders_of(quote)]
    assert opened[0].id != opened[1].id
    assert sum(one.gross_cents for one in opened) == quote.gross_cents


def test_the_evidence_holds_every_lots_mission_order(people: Cast) -> None:
    quote = a_sent_quote_of_lots(people)
    accepted(people, quote)
    with begin(SYSTEM, writing=False) as work:
        kept = quotes.acceptance(work, quote.id or 0)
    assert kept is not None
    roles = [(one["role"], one["name"]) for one in json.loads(kept.manifest)["documents"]]
    assert roles[:3] == [("devis", quote.number), ("ordre-de-mission", "Lot 1"), ("ordre-de-mission", "Lot 2")]
    assert kept.evidence_sha256 is not None


def test_an_option_chosen_goes_to_its_own_lot(people: Cast) -> None:
    quote = a_draft_of_lots(people)
    line = by(people.assistant, quoting.add_diagnostic, quote.id or 0, "TERMITES", optional=True, lot=1)
    by(people.assistant, quoting_send.send_quote, quote.id or 0)
    worker.keep_all_due()
    accepted(people, quote, line.position)
    with begin(SYSTEM, writing=False) as work:
        codes = [{row.code for row in queries.lines(work, one.id or 0)} for one in orders_of(quote)]
    assert ["TERMITES" in known for known in codes] == [False, True]


def test_the_same_diagnostic_stands_once_in_each_lot(people: Cast) -> None:
    quote = a_draft_of_lots(people)
    by(people.assistant, quoting.add_diagnostic, quote.id or 0, "AMIANTE", optional=False, lot=1)
    for lot, refusal in ((1, Conflict), (7, NotFound)):
        with pytest.raises(refusal):
            by(people.assistant, quoting.add_diagnostic, quote.id or 0, "AMIANTE", optional=False, lot=lot)


def test_one_discount_is_shared_over_the_lots_to_the_cent(people: Cast) -> None:
    quote = a_draft_of_lots(people, ("DPE",), ("DPE",), ("DPE",))
    by(people.assistant, quoting.set_terms, quote.id or 0, discount_cents=1_000, valid_days=30, note="")
    paper = paper_of(quote)
    assert sorted(lot.discount_cents for lot in paper.lots) == [333, 333, 334]
    assert paper.totals().discount_cents == again(quote).discount_cents == 1_000


def test_the_lists_prices_again_lot_by_lot(people: Cast) -> None:
    quote = a_draft_of_lots(people)
    before = again(quote).gross_cents
    by(people.assistant, quoting.price_again, quote.id or 0)
    assert again(quote).gross_cents == before


def test_a_lot_called_off_before_the_sending_leaves_the_quote(people: Cast) -> None:
    quote = a_draft_of_lots(people)
    first, second = orders_of(quote)
    by(people.assistant, cancelling.cancel, second.id or 0, "Vendu sans lui")
    with pytest.raises(Conflict):
        by(people.assistant, quoting_send.send_quote, quote.id or 0)
    by(people.assistant, quoting.drop_draft, quote.id or 0)
    newer = by(people.assistant, quoting.draft_quote, first.id or 0)
    assert (paper_of(newer).lots, newer.gross_cents) == ((), first.gross_cents)


def test_a_draft_is_written_again_without_the_lot_called_off(people: Cast) -> None:
    quote = a_draft_of_lots(people, ("DPE", "AMIANTE"), ("DPE",), ("DPE", "CARREZ"))
    number = quote.id or 0
    by(people.assistant, quoting.add_line, number, label="Clés à l’agence", unit_cents=1_500, lot=2)
    by(people.assistant, quoting.set_terms, number, discount_cents=1_000, valid_days=12, note="Merci")
    before = paper_of(quote)
    first, second, third = orders_of(quote)
    by(people.assistant, cancelling.cancel, first.id or 0, "Vendu sans lui")
    assert sheet_of(second).called_off == ["Lot 1"]
    newer = by(people.assistant, quoting.leave_out_called_off, number)
    after = paper_of(newer)
    assert (newer.id, newer.order_id, [lot.label for lot in after.lots]) == (number, second.id, ["Lot 2", "Lot 3"])
    assert after.lots == before.lots[1:]
    assert (after.note, newer.valid_days, sheet_of(third).called_off) == ("Merci", 12, [])
    assert [line.label for line in after.lines_of(after.lots[1])][-1] == "Clés à l’agence"
    assert newer.gross_cents == after.totals().gross_cents
    assert sheet_of(first).id == 0
    by(people.assistant, quoting_send.send_quote, number)
    worker.keep_all_due()
    accepted(people, newer)
    assert again(newer).state is QuoteState.ACCEPTED


@pytest.mark.parametrize("gone", [0, 1])
def test_the_last_lot_standing_is_a_quote_for_one_property(people: Cast, gone: int) -> None:
    quote = a_draft_of_lots(people)
    orders = orders_of(quote)
    left = orders.pop(1 - gone)
    by(people.assistant, cancelling.cancel, orders[0].id or 0, "Vendu sans lui")
    newer = by(people.assistant, quoting.leave_out_called_off, quote.id or 0)
    paper = paper_of(newer)
    assert (paper.lots, newer.order_id, newer.gross_cents) == ((), left.id, left.gross_cents)
    assert "lots" not in json.loads(quoted.sealed(paper))
    by(people.assistant, quoting_send.send_quote, quote.id or 0)
    worker.keep_all_due()
    accepted(people, newer)
    with begin(SYSTEM, writing=False) as work:
        assert work.db.get_one(Order, left.id).gross_cents == newer.gross_cents


def test_nothing_is_left_out_of_a_quote_that_stands_that_falls_whole_or_that_left(people: Cast) -> None:
    quote = a_draft_of_lots(people)
    first, second = orders_of(quote)
    sent = a_sent_quote_of_lots(people)
    for one in (quote, sent):
        with pytest.raises(Conflict):
            by(people.assistant, quoting.leave_out_called_off, one.id or 0)
    for order in (first, second):
        by(people.assistant, cancelling.cancel, order.id or 0, "Vendus sans eux")
    assert sheet_of(first).called_off == []
    with pytest.raises(Conflict):
        by(people.assistant, quoting.leave_out_called_off, quote.id or 0)


def test_strangers_leave_no_lot_out(people: Cast) -> None:
    quote = a_draft_of_lots(people)
    by(people.assistant, cancelling.cancel, orders_of(quote)[1].id or 0, "Vendu sans lui")
    for stranger in (people.client, people.stranger, people.technician, people.visitor):
        with pytest.raises((NotAllowed, NotFound)):
            by(stranger, quoting.leave_out_called_off, quote.id or 0)


def test_the_office_reads_the_discount_once_with_each_subtotal(people: Cast) -> None:
    quote = a_draft_of_lots(people)
    by(people.assistant, quoting.set_terms, quote.id or 0, discount_cents=1_000, valid_days=30, note="")
    sheet, paper = sheet_of(orders_of(quote)[1]), paper_of(quote)
    ends = [line for line in sheet.lines if line.subtotal]
    assert [line.subtotal for line in ends] == [f"{euros(paper.totals_of(lot).net_cents)} HT" for lot in paper.lots]
    assert [line.less for line in ends] == [f"remise de {euros(lot.discount_cents)} comprise" for lot in paper.lots]
    assert (sheet.discount, sheet.typed_discount) == ("", "10,00")


def test_the_tags_of_the_property_tell_every_lot(people: Cast) -> None:
    told, alone = quote_values(paper_of(a_draft_of_lots(people))), quote_values(paper_of(a_draft_quote(people)))
    assert told["bien_type"] == "Lot 1 : Appartement ; Lot 2 : Appartement"
    assert told["bien_surface"] == "Lot 1 : 68 m² ; Lot 2 : 68 m²"
    assert told["bien_adresse"] == "Lot 1 : 17 avenue Roul, 33400 Talence ; Lot 2 : 17 avenue Roul, 33400 Talence"
    assert (alone["bien_type"], alone["bien_adresse"]) == ("Appartement", "17 avenue Roul, 33400 Talence")
    assert "lot par lot" in QUOTE_TAGS["bien_type"]


def test_the_deposit_is_explained_lot_by_lot_and_only_there(people: Cast) -> None:
    several, alone = (
        " ".join(mentions.of_quote(paper_of(one))) for one in (a_draft_of_lots(people), a_draft_quote(people))
    )
    assert "Ce qui en reste impayé à la première facture est annulé par un avoir" in several
    assert "solde à réception de la facture. " in alone
    assert "avoir" not in alone


def test_the_signed_paper_stands_with_every_lots_order(people: Cast) -> None:
    quote = a_sent_quote_of_lots(people)
    received = Received(stored(PNG), len(PNG), "image/png")
    by(people.assistant, receive_scan, quote.id or 0, name="devis.png", received=received)
    for order in orders_of(quote):
        with begin(SYSTEM, writing=False) as work:
            assert [one.name for one in queries.files(work, order.id or 0)].count("Devis signé – devis.png") == 1


def test_a_new_version_keeps_its_lots(people: Cast) -> None:
    quote = a_sent_quote_of_lots(people)
    newer = by(people.assistant, quoting.revise, quote.id or 0)
    assert paper_of(newer).lots == paper_of(quote).lots
    assert again(quote).state is QuoteState.REPLACED


def test_a_lot_altered_after_the_sending_cannot_be_signed(people: Cast) -> None:
    quote = a_sent_quote_of_lots(people)
    with begin(SYSTEM) as work:
        lot = quotes.lots(work, quote.id or 0)[0]
        lot.discount_cents = 100
        work.db.add(lot)
    with pytest.raises(Conflict):
        by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))


def test_a_draft_thrown_away_leaves_the_lots_without_quote(people: Cast) -> None:
    quote = a_draft_of_lots(people)
    by(people.assistant, quoting.drop_draft, quote.id or 0)
    with begin(SYSTEM, writing=False) as work:
        assert (rows(work, "quotelot"), rows(work, "quoteline")) == (0, 0)


@given(st.lists(st.integers(0, 10_000_000), min_size=1, max_size=20), st.data())
def test_parts_sum_to_the_whole_and_none_is_above_its_weight(weights: list[int], data: st.DataObject) -> None:
    whole = data.draw(st.integers(0, sum(weights)))
    parts = shared(whole, weights)
    assert sum(parts) == whole
    assert all(0 <= part <= weight for part, weight in zip(parts, weights, strict=True))
