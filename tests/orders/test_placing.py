"""From a visitor's draft to an order « À traiter »."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, select

from liciel_app.core.access import Actor
from liciel_app.core.errors import Invalid, Refused
from liciel_app.core.journal import JournalEntry
from liciel_app.core.work import Work, begin
from liciel_app.messaging.models import Message
from liciel_app.orders import queries, services
from liciel_app.orders.models import Order, OrderLine, OrderState
from liciel_app.orders.rules import PER_HOUR, Site
from tests.conftest import MONDAY, rows
from tests.orders.drafts import a_draft, an_order, the_grid
from tests.people import Cast

HOME = Actor(kind="visitor", name="Visiteur", origin="192.0.2.7")


@pytest.fixture
def grid(people: Cast) -> None:
    with begin(people.manager) as work:
        the_grid(work)


def test_paul_s_order_waits_to_be_processed_with_the_server_s_prices(grid: None, work: Work) -> None:
    order = an_order(work)
    assert (order.number, order.state) == ("C-2026-0001", OrderState.TO_PROCESS)
    # 115 + 80 + 75 + 75 + 55 = 400, four and more: -15 %, VAT 20 %.
    assert (order.discount_cents, order.net_cents, order.vat_cents, order.gross_cents) == (6000, 34000, 6800, 40800)
    assert [line.code for line in queries.lines(work, order.id or 0)] == ["DPE", "AMIANTE", "GAZ", "ELEC", "CARREZ"]


def test_each_line_keeps_its_reason_and_its_source_of_that_day(grid: None, work: Work) -> None:
    order = an_order(work, wanted=("DPE", "GAZ", "BOUTIN"))
    dpe, gas, boutin = queries.lines(work, order.id or 0)
    assert (dpe.verdict, gas.verdict, boutin.verdict) == ("mandatory", "mandatory", "not_required")
    assert gas.why == "L’installation de gaz a plus de 15 ans."
    assert gas.source.startswith("CCH")


def test_numbers_follow_each_other_and_start_again_with_the_year(
    people: Cast, grid: None, set_clock: Callable[[datetime], None]
) -> None:
    with begin(people.assistant) as work:
        assert [an_order(work).number for _ in range(3)] == ["C-2026-0001", "C-2026-0002", "C-2026-0003"]
    set_clock(MONDAY + timedelta(days=60))
    with begin(people.assistant) as work:
        assert an_order(work).number == "C-2027-0001"


def test_clicking_twice_makes_one_order(people: Cast, grid: None) -> None:
    draft = a_draft()
    with begin(HOME) as work:
        first = services.place(work, draft)
    with begin(HOME) as work:
        assert services.place(work, draft).id == first.id
        assert rows(work, "order") == 1
        assert rows(work, "orderline") == 5


def test_the_client_and_the_office_each_get_one_mail(grid: None, work: Work) -> None:
    order = an_order(work, language="en")
    mails = {mail.template: mail for mail in work.db.exec(select(Message)).all()}
    assert mails["order.received"].recipient == "p.garrigue@courriel.example"
    assert mails["order.received"].language == "en"
    assert "408,00" in mails["order.to_process"].text
    assert f"/bureau/commandes/{order.id}" in mails["order.to_process"].text


def test_what_the_grid_cannot_price_is_ordered_and_left_to_the_office(grid: None, work: Work) -> None:
    order = an_order(work, wanted=("DPE", "DTG"))
    dpe, dtg = queries.lines(work, order.id or 0)
    assert (dpe.on_quote, dtg.on_quote, dtg.cents) == (False, True, 0)
    assert order.net_cents == dpe.cents == 11500


def test_without_any_price_the_mails_promise_a_quote(work: Work) -> None:
    order = an_order(work)
    templates = set(work.db.exec(select(Message.template)).all())
    assert templates == {"order.received_to_quote", "order.to_quote"}
    assert order.gross_cents == 0


def test_a_place_beyond_the_free_distance_leaves_the_travel_open(grid: None, work: Work) -> None:
    from liciel_app.office.models import Office

    office = work.db.get_one(Office, 1)
    office.lat, office.lon = 44.85, -0.579
    assert not an_order(work).travel_open
    assert an_order(work, site=Site("1 quai", "33260", "La Teste-de-Buch", 44.63, -1.14)).travel_open


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"contact": {"email": "paul"}}, "email"),
        ({"contact": {"name": ""}}, "name"),
        ({"contact": {"phone": "12"}}, "phone"),
        ({"facts": {"surface": None}}, "surface"),
        ({"facts": {"transaction": None}}, "transaction"),
        ({"site": Site("17 avenue Roul", "", "")}, "address"),
        ({"site": Site("", "33400", "Talence")}, "address"),
        ({"wanted": ()}, "wanted"),
        ({"wanted": ("DPE", "ASTROLOGIE")}, "wanted"),
        ({"wanted": ("ANC",)}, "wanted"),
        ({"wished_on": date(2026, 11, 23)}, "wished_on"),
        ({"wished_on": date(2028, 1, 1)}, "wished_on"),
        ({"comment": "a" * 2001}, "comment"),
        ({"submit_id": "1"}, "submit_id"),
    ],
)
def test_a_wrong_value_is_said_beside_its_field_and_nothing_is_saved(
    grid: None, work: Work, said: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        an_order(work, **said)
    assert list(refusal.value.fields) == [field]
    assert rows(work, "order") == rows(work, "message") == 0


def test_a_stranger_s_eleventh_order_of_the_hour_is_refused(
    people: Cast, grid: None, set_clock: Callable[[datetime], None]
) -> None:
    for _ in range(PER_HOUR):
        with begin(HOME) as work:
            an_order(work)
    with begin(HOME) as work, pytest.raises(Refused, match="Réessayez dans une heure"):
        an_order(work)
    with begin(replace(HOME, origin="192.0.2.8")) as work:
        an_order(work)
    set_clock(MONDAY + timedelta(minutes=61))
    with begin(HOME) as work:
        assert an_order(work).number == "C-2026-0012"


def test_the_office_may_place_as_many_as_it_answers_calls(grid: None, work: Work) -> None:
    for _ in range(PER_HOUR + 2):
        an_order(work)
    assert queries.counts(work)["to_process"] == PER_HOUR + 2


def test_claire_s_order_is_hers_and_the_client_she_names_is_not_heard(people: Cast, grid: None) -> None:
    with begin(people.client) as work:
        order = an_order(work, client_id=people.stranger_client_id)
    assert order.client_id == people.client_id


def test_the_journal_tells_who_placed_it_and_from_where(people: Cast, grid: None) -> None:
    with begin(HOME) as work:
        order = an_order(work)
    with begin(people.manager) as work:
        entry = work.db.exec(select(JournalEntry).where(col(JournalEntry.action) == "order.placed")).one()
        assert (entry.subject_id, entry.actor_name, entry.origin) == (order.id, "Visiteur", "192.0.2.7")


def test_control_characters_never_reach_the_order(grid: None, work: Work) -> None:
    order = an_order(work, contact={"name": "Paul\nBcc: x\u202e Garrigue"}, site=Site("17\x00 rue", "33400", "Talence"))
    assert order.contact_name == "Paul Bcc: x Garrigue"
    assert order.street == "17 rue"


def test_an_order_refused_half_way_leaves_no_trace(people: Cast, grid: None) -> None:
    with pytest.raises(RuntimeError), begin(HOME) as work:
        an_order(work, submit_id=str(uuid.uuid4()))
        raise RuntimeError
    with begin(people.manager) as work:
        assert work.db.exec(select(Order)).all() == work.db.exec(select(OrderLine)).all() == []
