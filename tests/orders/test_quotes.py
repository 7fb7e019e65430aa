"""Writing and sending quotes."""

from decimal import Decimal

import pytest

from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from liciel_app.core.work import begin
from liciel_app.orders import queries, quoted
from liciel_app.orders.models_quotes import QuoteState
from liciel_app.orders.queries import quotes, quotes_paper
from liciel_app.orders.services import quoting, quoting_send
from tests.orders.drafts import an_order, the_grid
from tests.orders.quotes import a_draft_quote, a_sent_quote, again, by, mails
from tests.people import Cast


def test_nathalie_makes_a_quote_of_an_order_with_its_lines_and_price(people: Cast) -> None:
    quote = a_draft_quote(people)
    with begin(people.assistant) as work:
        order = queries.get(work, quote.order_id)
        assert (quote.number, quote.version) == ("DV-2026-0001", 1)
        assert (quote.net_cents, quote.discount_cents, quote.gross_cents) == (
            order.net_cents,
            order.discount_cents,
            order.gross_cents,
        )
        assert [line.code for line in quotes.lines(work, quote.id or 0)] == ["DPE", "AMIANTE", "GAZ", "ELEC", "CARREZ"]


def test_a_second_click_opens_the_same_quote(people: Cast) -> None:
    quote = a_draft_quote(people)
    assert by(people.assistant, quoting.draft_quote, quote.order_id).id == quote.id


def test_an_optional_line_is_not_in_the_total(people: Cast) -> None:
    quote = a_draft_quote(people)
    by(people.assistant, quoting.add_diagnostic, quote.id or 0, "TERMITES", optional=True)
    with begin(people.assistant) as work:
        paper = quotes_paper.quote_paper(work, again(quote))
    assert again(quote).net_cents == quote.net_cents
    assert paper.totals([paper.options[0].position]).net_cents == quote.net_cents + 7_500


def test_the_list_prices_again_what_was_changed(people: Cast) -> None:
    quote = a_draft_quote(people)
    with begin(people.assistant) as work:
        lines = quotes.lines(work, quote.id or 0)
    by(people.assistant, quoting.drop_line, lines[0].id or 0)
    by(people.assistant, quoting.drop_line, lines[1].id or 0)
    priced = by(people.assistant, quoting.price_again, quote.id or 0)
    # gaz 75, électricité 75, Carrez 55: three diagnostics, 10 % off
    assert (priced.discount_cents, priced.net_cents) == (2_050, 18_450)


def test_a_line_in_the_offices_words_counts(people: Cast) -> None:
    quote = a_draft_quote(people)
    line = by(
        people.assistant,
        quoting.add_line,
        quote.id or 0,
        label="Prélèvement amiante",
        unit_cents=5_000,
        quantity=Decimal(3),
    )
    assert again(quote).net_cents == quote.net_cents + 15_000
    by(people.assistant, quoting.drop_line, line.id or 0)
    assert again(quote).net_cents == quote.net_cents


@pytest.mark.parametrize(
    "said",
    [
        {"label": " ", "unit_cents": 1},
        {"label": "x", "unit_cents": -1},
        {"label": "x", "unit_cents": 1, "quantity": Decimal("NaN")},
        {"label": "x", "unit_cents": 1, "quantity": Decimal(-2)},
    ],
)
def test_absurd_lines_are_refused(people: Cast, said: dict[str, object]) -> None:
    quote = a_draft_quote(people)
    with pytest.raises(Invalid):
        by(people.assistant, quoting.add_line, quote.id or 0, **said)


def test_a_discount_beyond_the_lines_is_refused(people: Cast) -> None:
    quote = a_draft_quote(people)
    with pytest.raises(Invalid):
        by(people.assistant, quoting.set_terms, quote.id or 0, discount_cents=10_000_000, valid_days=30, note="")


def test_sending_posts_both_papers_and_waits_for_the_client(people: Cast) -> None:
    quote = a_sent_quote(people)
    letter = mails("quote.sent")[0]
    assert (quote.state, quote.sent_by, quote.sent_to) == (
        QuoteState.SENT,
        "Nathalie Ferrand",
        "p.garrigue@courriel.example",
    )
    assert letter.recipient == quote.sent_to
    assert "Devis DV-2026-0001.pdf" in letter.attachments
    assert "Ordre de mission ODM-2026-0001.pdf" in letter.attachments
    with begin(SYSTEM) as work:
        names = [one.name for one in queries.files(work, quote.order_id)]
    assert names == ["Devis DV-2026-0001.pdf", "Ordre de mission ODM-2026-0001.pdf"]


def test_sending_twice_sends_once(people: Cast) -> None:
    quote = a_sent_quote(people)
    by(people.assistant, quoting_send.send_quote, quote.id or 0)
    worker.keep_all_due()
    assert len(mails("quote.sent")) == 1


def test_a_line_without_price_keeps_the_quote_home(people: Cast) -> None:
    quote = a_draft_quote(people, wanted=("DPE", "PEMD"))
    with pytest.raises(Refused, match="Il manque le prix"):
        by(people.assistant, quoting_send.send_quote, quote.id or 0)
    assert again(quote).state is QuoteState.DRAFT


def test_a_sent_quote_changes_only_by_a_new_version(people: Cast) -> None:
    quote = a_sent_quote(people)
    with pytest.raises(Conflict):
        by(people.assistant, quoting.add_diagnostic, quote.id or 0, "TERMITES", optional=False)
    newer = by(people.assistant, quoting.revise, quote.id or 0)
    assert (newer.number, newer.version, again(quote).state) == ("DV-2026-0001", 2, QuoteState.REPLACED)


def test_the_next_order_has_the_next_number_even_after_a_new_version(people: Cast) -> None:
    first, second = a_sent_quote(people), a_draft_quote(people)
    by(people.assistant, quoting.revise, first.id or 0)
    assert (second.number, a_draft_quote(people).number) == ("DV-2026-0002", "DV-2026-0003")


def test_the_same_quote_prints_the_same_bytes(people: Cast) -> None:
    from liciel_app.orders.quote_jobs import printed_quote

    quote = a_sent_quote(people)
    with begin(SYSTEM) as work:
        paper = quotes_paper.quote_paper(work, quote)
    assert printed_quote(paper) == printed_quote(quoted.opened(quoted.sealed(paper)))


def test_a_client_and_a_technician_write_no_quote(people: Cast) -> None:
    def order(work: object) -> int:
        the_grid(work)  # type: ignore[arg-type]
        return an_order(work, client_id=people.client_id).id or 0  # type: ignore[arg-type]

    order_id = by(people.assistant, order)
    for stranger in (people.client, people.technician, people.visitor):
        with pytest.raises((NotAllowed, NotFound)):
            by(stranger, quoting.draft_quote, order_id)


def test_another_client_does_not_see_the_quote(people: Cast) -> None:
    quote = a_sent_quote(people, client_id=people.client_id)
    with begin(people.client) as work:
        assert quotes.get(work, quote.id or 0).number == quote.number
    with begin(people.stranger) as work, pytest.raises(NotFound):
        quotes.get(work, quote.id or 0)


def test_a_draft_is_the_offices_own(people: Cast) -> None:
    quote = a_draft_quote(people, client_id=people.client_id)
    with begin(people.client) as work, pytest.raises(NotFound):
        quotes.get(work, quote.id or 0)
