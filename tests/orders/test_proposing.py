"""A quote for a client who ordered nothing yet: no order until he accepts it."""

import pytest

from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import NotAllowed
from liciel_app.core.paging import Asked
from liciel_app.core.work import Work, begin
from liciel_app.orders import queries, services
from liciel_app.orders.models import Order
from liciel_app.orders.models_quotes import Quote
from liciel_app.orders.queries import quotes_list
from liciel_app.orders.services import accepting, quoting, quoting_send
from tests.conftest import rows
from tests.orders.drafts import a_draft, the_grid
from tests.orders.quotes import a_token, an_answer, by
from tests.people import Cast


def a_proposal(people: Cast) -> Quote:
    def write(work: Work) -> Quote:
        the_grid(work)
        order = services.propose(work, a_draft(client_id=people.client_id))
        return quoting.draft_quote(work, order.id or 0)

    return by(people.assistant, write)


def listed(people: Cast) -> int:
    with begin(people.assistant, writing=False) as work:
        assert sum(queries.counts(work).values()) == len(queries.orders_page(work, Asked()).rows)
        return len(queries.orders_page(work, Asked()).rows)


def test_a_proposal_is_a_quote_and_no_order(people: Cast) -> None:
    quote = a_proposal(people)
    assert listed(people) == 0
    with begin(people.assistant, writing=False) as work:
        assert [row.number for row in quotes_list.quotes_page(work, Asked()).rows] == [quote.number]
        assert rows(work, "message") == 0


def test_accepted_it_is_an_order_like_any_other(people: Cast) -> None:
    quote = a_proposal(people)
    by(people.assistant, quoting_send.send_quote, quote.id or 0)
    worker.keep_all_due()
    by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    assert listed(people) == 1
    with begin(SYSTEM, writing=False) as work:
        order = work.db.get_one(Order, quote.order_id)
        assert (order.proposed, order.client_id) == (False, people.client_id)


def test_the_same_gesture_is_one_proposal(people: Cast) -> None:
    draft = a_draft()
    made = {by(people.assistant, services.propose, draft).id for _ in range(2)}
    assert len(made) == 1


def test_only_the_desk_proposes(people: Cast) -> None:
    for stranger in (people.client, people.technician, people.visitor):
        with pytest.raises(NotAllowed):
            by(stranger, services.propose, a_draft())
