"""One quote for several flats: one document, one total, one acceptance, and each flat's own order."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Conflict, NotFound
from liciel_app.core.money import shared
from liciel_app.core.work import begin
from liciel_app.dossiers import services as dossiers
from liciel_app.orders import queries, quoted
from liciel_app.orders.documents import quote_pdf
from liciel_app.orders.models import Order
from liciel_app.orders.models_quotes import Quote, QuoteState
from liciel_app.orders.queries import quotes, quotes_paper
from liciel_app.orders.services import accepting, cancelling, quoting, quoting_send
from tests.conftest import rows
from tests.orders.quotes import (
    a_draft_of_lots,
    a_draft_quote,
    a_sent_quote_of_lots,
    a_token,
    again,
    an_answer,
    by,
    mails,
)
from tests.people import Cast


def paper_of(quote: Quote) -> quoted.QuotePaper:
    with begin(SYSTEM, writing=False) as work:
        return quotes_paper.quote_paper(work, again(quote))


def orders_of(quote: Quote) -> list[Order]:
    with begin(SYSTEM, writing=False) as work:
        return list(quotes.orders(work, quote).values())


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
