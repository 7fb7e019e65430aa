"""Orders that leave as a file and come back from it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from liciel_app.core.errors import NotAllowed, NotFound, Refused
from liciel_app.core.work import Work, begin
from liciel_app.orders import exchange
from liciel_app.orders.models import Order
from liciel_app.orders.queries import taken_out
from liciel_app.orders.services import importing
from tests.orders.drafts import an_order, the_grid
from tests.people import Cast


@pytest.fixture
def filed(work: Work) -> exchange.FiledOrder:
    the_grid(work)
    order = an_order(work, comment="=2+2 ; chien ; « code 12A »")
    return taken_out.filed_order(work, order.id or 0)


def elsewhere(work: Work) -> None:
    """An office that does not have this order: its own one becomes another."""
    for order in work.db.exec(select(Order)).all():
        order.submit_id, order.number = "an-order-of-its-own", "C-2026-9000"
        work.db.add(order)
    work.db.flush()


def come(work: Work, uid: str) -> exchange.FiledOrder:
    order = work.db.exec(select(Order).where(Order.submit_id == uid)).one()
    return taken_out.filed_order(work, order.id or 0)


@pytest.mark.parametrize("written", [exchange.as_json, exchange.as_csv])
def test_what_leaves_comes_back_the_same_in_another_office(
    work: Work, filed: exchange.FiledOrder, written: Any
) -> None:
    content = written([filed])
    elsewhere(work)
    assert importing.look_at(work, content) == importing.Looked(coming=1)
    assert importing.take_in(work, content) == importing.Looked(coming=1)
    assert come(work, filed.uid) == filed


def test_the_same_file_twice_changes_nothing(work: Work, filed: exchange.FiledOrder) -> None:
    assert importing.take_in(work, exchange.as_json([filed])) == importing.Looked(known=1)


def test_a_cell_never_becomes_a_formula(filed: exchange.FiledOrder) -> None:
    text = exchange.as_csv([filed]).decode("utf-8-sig")
    assert "'=2+2" in text
    assert ";=2+2" not in text


def test_a_wrong_value_is_named_by_row_and_column_and_nothing_comes_in(work: Work, filed: exchange.FiledOrder) -> None:
    good = json.loads(exchange.as_json([filed]))
    elsewhere(work)
    bad = good["orders"][0] | {"uid": "another-uid", "number": "C-2026-0999", "surface": "NaN"}
    content = json.dumps(good | {"orders": [*good["orders"], bad]}).encode()
    looked = importing.look_at(work, content)
    assert [(one.row, one.column) for one in looked.faults] == [(2, "surface")]
    with pytest.raises(Refused, match="Ligne 2, colonne « surface »"):
        importing.take_in(work, content)
    assert len(work.db.exec(select(Order)).all()) == 1


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"net_cents": 1}, "net_cents"),
        ({"gross_cents": 1}, "gross_cents"),
        ({"state": "lost"}, "state"),
        ({"placed_at": "hier"}, "placed_at"),
        ({"number": "42"}, "number"),
        ({"lines": []}, "lines"),
        ({"contact_kind": "martian"}, "contact_kind"),
        ({"price": 3}, "price"),
    ],
)
def test_each_kind_of_fault_names_its_column(
    work: Work, filed: exchange.FiledOrder, change: dict[str, Any], column: str
) -> None:
    told = json.loads(exchange.as_json([filed]))
    told["orders"][0] |= change
    assert column in {one.column for one in importing.look_at(work, json.dumps(told).encode()).faults}


def test_a_number_that_is_another_orders_is_refused(work: Work, filed: exchange.FiledOrder) -> None:
    told = json.loads(exchange.as_json([filed]))
    told["orders"][0]["uid"] = "somebody-else"
    with pytest.raises(Refused, match="est déjà celui d’une autre commande"):
        importing.take_in(work, json.dumps(told).encode())


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{}", b'{"format": "x"}', b"a;b\r\n1;2\r\n", b"{" * 5000])
def test_a_file_of_another_kind_is_refused(work: Work, content: bytes) -> None:
    with pytest.raises(Refused):
        importing.look_at(work, content)


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fall(content: bytes) -> None:
    try:
        orders, faults = exchange.read(content)
    except Refused:
        return
    assert orders == []
    assert isinstance(faults, list)


def test_a_client_takes_his_own_order_away_and_imports_nothing(people: Cast, office: Path) -> None:
    with begin(people.client) as work:
        order = an_order(work).id or 0
        assert taken_out.filed_order(work, order).contact_name
        with pytest.raises(NotAllowed):
            importing.take_in(work, b"{}")
    with begin(people.stranger) as work, pytest.raises(NotFound):
        taken_out.filed_order(work, order)


def test_the_order_form_is_the_same_bytes_twice_and_says_the_price(work: Work) -> None:
    import io

    import pypdf

    from liciel_app.orders.documents.order_form import order_form_pdf

    the_grid(work)
    order = an_order(work)
    form = taken_out.order_form(work, order.id or 0)
    printed = order_form_pdf(form)
    assert printed == order_form_pdf(form)
    words = pypdf.PdfReader(io.BytesIO(printed)).pages[0].extract_text()
    assert order.number in words
    assert "BON DE COMMANDE" in words
    assert form.totals[-1][1].replace("\u202f", " ").split(",")[0] in words.replace("\u202f", " ").replace("\xa0", " ")


def renumbered(filed: exchange.FiledOrder, number: str, **said: Any) -> exchange.FiledOrder:
    """The same order of another office, under that number."""
    return filed.model_copy(update={"uid": f"elsewhere-{number}", "number": number} | said)


def test_an_older_number_that_comes_in_does_not_stop_the_next_order(work: Work, filed: exchange.FiledOrder) -> None:
    ours = work.db.exec(select(Order)).one()
    ours.number = "C-2026-0012"
    work.db.add(ours)
    work.db.flush()
    importing.take_in(work, exchange.as_json([renumbered(filed, "C-2026-0011")]))
    assert [an_order(work).number, an_order(work).number] == ["C-2026-0013", "C-2026-0014"]


def test_an_order_told_twice_is_named_and_nothing_comes_in(work: Work, filed: exchange.FiledOrder) -> None:
    content = exchange.as_json([renumbered(filed, "C-2026-0099"), renumbered(filed, "C-2026-0099")])
    assert importing.look_at(work, content).faults == (
        exchange.Fault(2, "uid", "cette commande est deux fois dans le fichier"),
    )
    with pytest.raises(Refused):
        importing.take_in(work, content)


def test_half_an_emoji_is_refused_with_a_sentence(work: Work, filed: exchange.FiledOrder) -> None:
    elsewhere(work)
    content = exchange.as_json([filed]).replace(b"chien", b"\\ud83d")
    with pytest.raises(Refused, match="ni un JSON ni un CSV"):
        importing.take_in(work, content)


def test_a_cell_without_end_is_refused_with_a_sentence(work: Work, filed: exchange.FiledOrder) -> None:
    with pytest.raises(Refused, match="ni un JSON ni un CSV"):
        importing.look_at(work, exchange.as_csv([filed]) + b'"' + b"x" * 200_000)


def test_an_empty_cell_is_empty(filed: exchange.FiledOrder) -> None:
    text = exchange.as_csv([filed]).decode("utf-8-sig")
    assert ";';" not in text
    assert not any(line.endswith(";'") for line in text.splitlines())


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_sign_opens_a_formula_be_it_a_wide_one(filed: exchange.FiledOrder, sign: str) -> None:
    told = renumbered(filed, "C-2026-0098", comment=f"{sign}cmd|' /C calc'!A0")
    content = exchange.as_csv([told])
    assert f"'{sign}cmd" in content.decode()
    assert exchange.read(content)[0] == [told]


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"facts": {"licorne": 1}}, "facts.licorne"),
        ({"facts": {"permit": "32/13/2020"}}, "facts.permit"),
        ({"contact_email": "a@b.example\nBcc: x@y.example"}, "contact_email"),
    ],
)
def test_what_could_never_be_opened_does_not_come_in(
    work: Work, filed: exchange.FiledOrder, said: dict[str, Any], column: str
) -> None:
    content = exchange.as_json([renumbered(filed, "C-2026-0097", **said)])
    assert [fault.column for fault in importing.look_at(work, content).faults] == [column]
    with pytest.raises(Refused, match=column):
        importing.take_in(work, content)
