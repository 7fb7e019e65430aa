"""The price a visitor is shown is the one ordered, quoted, carried to the dossier and invoiced, to the cent."""

import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from liciel_app.billing import jobs
from liciel_app.billing import services as billing
from liciel_app.billing.models import Invoice
from liciel_app.core import worker
from liciel_app.core.money import euros
from liciel_app.core.work import Work, begin
from liciel_app.dossiers import queries as dossiers
from liciel_app.dossiers import services as dossier_services
from liciel_app.office.models import Office
from liciel_app.orders import exchange
from liciel_app.orders.models import Order
from liciel_app.orders.pricing import DEMO_GRID, By, Extra, Grid, Row, Supplement, Travel
from liciel_app.orders.queries import quotes_paper
from liciel_app.orders.services import accepting, importing, quoting, quoting_send, save_grid
from liciel_app.website.wizard import placing
from liciel_app.website.wizard.keeping import Lot, Writing
from liciel_app.website.wizard.places import PlaceRow
from tests.orders.quotes import a_token, again, an_answer, by
from tests.people import Cast

ARCACHON = PlaceRow("3 allée des Dunes, 33120 Arcachon", "3 allée des Dunes", "33120", "Arcachon", 44.6586, -1.1689)
ANSWERS = {
    "kind": "appartement",
    "surface": "68",
    "rooms": "3",
    "outbuildings": "2",
    "year": "1965",
    "transaction": "vente",
    "coowned": "yes",
    "gas": "old",
    "electricity": "old",
}
PAUL = {"client": "private", "name": "Paul Garrigue", "email": "p.garrigue@courriel.example", "phone": "0698765432"}
SUPPLEMENTS = (
    Supplement(Extra.OUTBUILDING, 1_550),
    Supplement(Extra.URGENT, percent=Decimal(20)),
    Supplement(Extra.SATURDAY, 4_999),
)
FAR = (Travel(Decimal(30), 0), Travel(Decimal(90), 3_333))
BY_ROOMS = (*(row for row in DEMO_GRID.rows if row.code != "DPE"), Row("DPE", (9_901, 11_003, 13_007), By.ROOMS))
LISTS = {
    "the demo's": DEMO_GRID,
    "by rooms, with supplements and travel": replace(
        DEMO_GRID, rows=BY_ROOMS, room_bands=(1, 3), supplements=SUPPLEMENTS, travel=FAR
    ),
    "odd, tax included": replace(DEMO_GRID, taxed=True, supplements=SUPPLEMENTS, travel=FAR, packs=()),
    "with a floor": replace(DEMO_GRID, floor_cents=99_999),
}


def opened(people: Cast, grid: Grid) -> None:
    def open_office(work: Work) -> None:
        office = work.db.get_one(Office, 1)
        office.lat, office.lon = 44.85, -0.579
        work.db.add(office)
        save_grid(work, grid)

    by(people.manager, open_office)


def written(**typed: str) -> Writing:
    saturday = date(2026, 11, 28).isoformat()
    return Writing(str(uuid.uuid4()), {**PAUL, "wished_on": saturday, **typed}, (Lot(ANSWERS, ARCACHON),))


def ordered(people: Cast, writing: Writing) -> tuple[Any, Order]:
    """What the page shows, and the order it makes."""
    with begin(people.visitor) as work:
        shown = placing.look(work, writing, "fr").offer
        placed = placing.place(work, writing, "fr")
    with begin(people.assistant, writing=False) as work:
        from liciel_app.orders import queries

        page = queries.orders_page(work, _asked(placed.number))
        return shown, queries.get(work, page.rows[0].id)


def invoiced(people: Cast, order: Order) -> tuple[Invoice, Any]:
    dossier = by(people.assistant, dossier_services.open_from_order, order.id or 0)
    invoice = by(people.assistant, billing.issue, dossier.id or 0)
    with begin(people.assistant, writing=False) as work:
        return work.db.get_one(Invoice, invoice.id), jobs.paper_of(work, work.db.get_one(Invoice, invoice.id))


@pytest.mark.parametrize("name", LISTS)
def test_the_price_shown_is_the_price_invoiced(people: Cast, name: str) -> None:
    opened(people, LISTS[name])
    shown, order = ordered(people, written(urgent="yes"))
    invoice, paper = invoiced(people, order)
    assert shown.total == euros(order.gross_cents) == euros(invoice.gross_cents) == euros(paper.bill.gross_cents)
    assert (order.net_cents, order.vat_cents, order.rounding_cents) == (
        invoice.net_cents,
        invoice.vat_cents,
        invoice.rounding_cents,
    )
    assert invoice.gross_cents == invoice.net_cents + invoice.vat_cents + invoice.rounding_cents


@pytest.mark.parametrize("name", LISTS)
def test_the_price_quoted_and_signed_is_the_price_invoiced(people: Cast, name: str) -> None:
    opened(people, LISTS[name])
    shown, order = ordered(people, written())
    draft = by(people.assistant, quoting.draft_quote, order.id or 0)
    by(people.assistant, quoting_send.send_quote, draft.id or 0)
    worker.keep_all_due()
    quote = again(draft)
    made = by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    worker.keep_all_due()
    with begin(people.assistant, writing=False) as work:
        paper = quotes_paper.quote_paper(work, quote)
    invoice, _ = invoiced(people, order)
    assert shown.total == euros(quote.gross_cents) == euros(made.gross_cents) == euros(invoice.gross_cents)
    assert paper.totals().gross_cents == quote.gross_cents


def test_a_price_no_vat_makes_keeps_its_cent(people: Cast) -> None:
    opened(people, Grid(name="TTC", valid_from=date(2026, 1, 1), taxed=True, rows=(Row("DPE", (10_005,), By.FLAT),)))
    lot = Lot(ANSWERS, ARCACHON, left_out=("AMIANTE", "GAZ", "ELEC", "CARREZ", "ERP", "BRUIT", "TERMITES", "CREP"))
    shown, order = ordered(people, Writing(str(uuid.uuid4()), PAUL, (lot,)))
    invoice, paper = invoiced(people, order)
    assert shown.total == "100,05\u00a0€"
    assert (order.rounding_cents, order.gross_cents, invoice.gross_cents) == (1, 10_005, 10_005)
    assert paper.bill.rounding_cents == 1


def test_a_changed_quote_forgets_the_cent_of_another_price(people: Cast) -> None:
    opened(people, Grid(name="TTC", valid_from=date(2026, 1, 1), taxed=True, rows=(Row("DPE", (10_005,), By.FLAT),)))
    lot = Lot(ANSWERS, ARCACHON, left_out=("AMIANTE", "GAZ", "ELEC", "CARREZ", "ERP", "BRUIT", "TERMITES", "CREP"))
    _, order = ordered(people, Writing(str(uuid.uuid4()), PAUL, (lot,)))
    draft = by(people.assistant, quoting.draft_quote, order.id or 0)
    assert draft.gross_cents == 10_005
    by(people.assistant, quoting.set_terms, draft.id or 0, discount_cents=100, valid_days=30, note="")
    assert again(draft).rounding_cents == 0
    by(people.assistant, quoting.price_again, draft.id or 0)
    assert (again(draft).rounding_cents, again(draft).gross_cents) == (1, 10_005)


def test_what_is_sold_beside_a_diagnostic_is_no_mission_to_do(people: Cast) -> None:
    opened(people, LISTS["by rooms, with supplements and travel"])
    _, order = ordered(people, written(urgent="yes"))
    dossier = by(people.assistant, dossier_services.open_from_order, order.id or 0)
    with begin(people.assistant, writing=False) as work:
        sheet = dossiers.dossier_sheet(work, dossier.id or 0)
    assert {one.code for one in sheet.extras} == {"outbuilding", "urgent", "saturday", "travel"}
    assert not {one.code for one in sheet.missions} & {one.code for one in sheet.extras}


def _asked(number: str) -> Any:
    from liciel_app.core.paging import Asked

    return Asked(search=number)


@pytest.mark.parametrize(("net", "vat"), [(34_000, 0), (34_000, 2_890), (34_000, 6_800), (33_333, 6_667)])
def test_an_order_from_elsewhere_is_invoiced_with_its_own_tax(people: Cast, net: int, vat: int) -> None:
    """Of an office whose VAT is exempted, or of one overseas."""
    told = {
        "uid": "elsewhere-0001",
        "number": "C-2026-0099",
        "state": "to_process",
        "placed_at": "2026-11-02T09:00:00+01:00",
        "contact_kind": "private",
        "contact_name": "Paul Garrigue",
        "contact_email": "p.garrigue@courriel.example",
        "transaction": "vente",
        "property_kind": "appartement",
        "city": "Talence",
        "surface": "68",
        "net_cents": net,
        "vat_cents": vat,
        "gross_cents": net + vat,
        "lines": [{"code": "DPE", "label": "DPE", "cents": net}],
    }
    by(people.assistant, importing.take_in, exchange.as_json([exchange.FiledOrder.model_validate(told)]))
    with begin(people.assistant) as work:
        order = work.db.exec(select(Order).where(Order.number == "C-2026-0099")).one()
        dossier = dossier_services.open_from_order(work, order.id or 0)
        invoice = billing.issue(work, dossier.id or 0)
        quote = quoting.draft_quote(work, order.id or 0)
    assert (invoice.net_cents, invoice.vat_cents, invoice.gross_cents) == (net, vat, net + vat)
    assert quote.vat_rate == dossier.vat_percent
