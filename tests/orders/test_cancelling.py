"""Orders called off, one by one and several at once."""

from datetime import timedelta

import pytest

from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Conflict, Invalid, NotAllowed, NotFound
from liciel_app.core.paging import Asked
from liciel_app.core.work import Work, begin
from liciel_app.dossiers import services as dossiers
from liciel_app.orders import queries, services
from liciel_app.orders.queries import quotes
from liciel_app.orders.services import accepting, cancelling, quoting_remind
from tests.conftest import MONDAY
from tests.orders.drafts import an_order, the_grid
from tests.orders.quotes import a_sent_quote, a_token, an_answer, by
from tests.people import Cast


@pytest.fixture
def three(work: Work) -> list[int]:
    the_grid(work)
    return [an_order(work).id or 0 for _turn in range(3)]


def test_an_order_called_off_leaves_its_tab_and_keeps_its_reason(work: Work, three: list[int]) -> None:
    cancelling.cancel(work, three[0], "Vente annulée")
    cancelling.cancel(work, three[0], "Autre chose")
    assert queries.counts(work) == {"to_process": 2, "in_progress": 0, "processed": 0, "cancelled": 1}
    assert [row.id for row in queries.orders_page(work, Asked(), "cancelled").rows] == [three[0]]
    assert queries.order_sheet(work, three[0]).cancelled == "Vente annulée"
    with pytest.raises(Conflict, match="Vente annulée"):
        services.begin_processing(work, three[0])
    cancelling.put_back(work, three[0])
    assert queries.counts(work)["to_process"] == 3


def test_a_reason_is_needed_and_an_order_with_its_dossier_stays(work: Work, three: list[int]) -> None:
    with pytest.raises(Invalid):
        cancelling.cancel(work, three[0], " ")
    dossiers.open_from_order(work, three[0])
    with pytest.raises(Conflict, match="son dossier"):
        cancelling.cancel(work, three[0], "Vente annulée")
    assert cancelling.foreseen(work, three[:1], "cancel").left[0][1] == "elle a son dossier"


def test_an_order_whose_quote_was_refused_is_called_off(people: Cast) -> None:
    quote = a_sent_quote(people)
    by(people.visitor, accepting.refuse, a_token(quote), "Trop cher")
    by(people.assistant, cancelling.cancel, quote.order_id, "Devis refusé")
    with begin(people.assistant, writing=False) as work:
        assert queries.order_sheet(work, quote.order_id).cancelled == "Devis refusé"


def test_a_signed_quote_keeps_its_order_standing(people: Cast) -> None:
    quote = a_sent_quote(people)
    by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    with pytest.raises(Conflict, match="signé"):
        by(people.assistant, cancelling.cancel, quote.order_id, "Vente annulée")
    with begin(people.assistant) as work:
        assert cancelling.foreseen(work, [quote.order_id], "cancel").left[0][1] == "son devis est signé"


def test_the_quote_of_an_order_called_off_is_neither_signed_nor_reminded(people: Cast) -> None:
    quote = a_sent_quote(people, client_id=people.client_id)
    token, answer = a_token(quote), an_answer(quote)
    by(people.assistant, cancelling.cancel, quote.order_id, "Vente annulée")
    with pytest.raises(Conflict, match="annulée"):
        by(people.visitor, accepting.accept, token, answer)
    with begin(SYSTEM, now=MONDAY + timedelta(days=4)) as work:
        assert quoting_remind.due_reminders(work) == []
    with begin(people.client) as work:
        assert quotes.awaiting(work) == []
    by(people.assistant, cancelling.put_back, quote.order_id)
    with begin(people.client) as work:
        assert [one.id for one in quotes.awaiting(work)] == [quote.id]


def test_what_is_foreseen_for_several_orders_is_what_happens(work: Work, three: list[int]) -> None:
    services.mark_processed(work, three[1])
    for gesture in ("processed", "cancel"):
        foreseen = cancelling.foreseen(work, three, gesture)  # type: ignore[arg-type]
        assert foreseen.changed == (three[0], three[2])
        assert [why for _number, why in foreseen.left] == ["déjà traitée"]
    done = cancelling.apply(work, three, "cancel", "Doublons")
    assert done.changed == (three[0], three[2])
    assert queries.counts(work)["cancelled"] == 2


def test_only_the_desk_calls_off_and_only_what_it_sees(people: Cast, three: list[int], work: Work) -> None:
    work.db.commit()
    for actor in (people.client, people.technician, people.stranger):
        with begin(actor) as other, pytest.raises((NotAllowed, NotFound)):
            cancelling.cancel(other, three[0], "Non")
    with pytest.raises(NotFound):
        cancelling.cancel(work, 999, "Non")
    assert cancelling.foreseen(work, [999], "cancel") == cancelling.Effect()
