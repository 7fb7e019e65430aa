"""One order, as the office reads it."""

import json
from dataclasses import dataclass, field

from liciel_app.core.clock import today
from liciel_app.core.language import day_short, moment, say
from liciel_app.core.work import Work
from liciel_app.orders.models import Order, OrderFile, OrderLine
from liciel_app.orders.obligations import Facts
from liciel_app.orders.queries.amounts import amounts, line_price
from liciel_app.orders.queries.attachments import files
from liciel_app.orders.queries.scope import get, lines
from liciel_app.orders.spoken import spoken


@dataclass(frozen=True, slots=True)
class LineRow:
    """`verdict` is the engine's word; `price` before tax, or « Sur devis »."""

    code: str
    label: str
    verdict: str
    why: str
    source: str
    note: str
    price: str


@dataclass(frozen=True, slots=True)
class FileRow:
    id: int
    name: str
    media_type: str
    weight: str


@dataclass(frozen=True, slots=True)
class Answer:
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """Amounts and dates as people read them; `state`, `transaction`, `kind` and `contact_kind` are codes."""

    id: int = 0
    number: str = ""
    state: str = ""
    placed: str = ""
    placed_by: str = ""
    contact_kind: str = ""
    contact: str = ""
    email: str = ""
    phone: str = ""
    transaction: str = ""
    kind: str = ""
    street: str = ""
    town: str = ""
    lat: float = 0
    lon: float = 0
    located: bool = False
    surface: str = ""
    wished: str = ""
    comment: str = ""
    lines: list[LineRow] = field(default_factory=list[LineRow])
    answers: list[Answer] = field(default_factory=list[Answer])
    files: list[FileRow] = field(default_factory=list[FileRow])
    net: str = ""
    discount: str = ""
    vat: str = ""
    rounding: str = ""
    gross: str = ""
    on_quote: bool = False
    travel_open: bool = False
    proposed: bool = False
    cancelled: str = ""
    """The reason of an order that was called off."""


def order_sheet(work: Work, order_id: int) -> OrderSheet:
    """Raises NotFound for an absent order and for somebody else's."""
    order = get(work, order_id)
    kept = lines(work, order_id)
    return OrderSheet(
        id=order_id,
        number=order.number,
        state="cancelled" if order.cancelled_at else str(order.state),
        placed=moment(order.placed_at),
        placed_by=order.placed_by,
        contact_kind=str(order.contact_kind),
        contact=order.contact_name,
        email=order.contact_email,
        phone=order.contact_phone,
        transaction=order.transaction,
        kind=order.property_kind,
        street=order.street,
        town=f"{order.postcode} {order.city}".strip(),
        lat=order.lat or 0,
        lon=order.lon or 0,
        located=order.lat is not None,
        surface=f"{order.surface.normalize():f} m²".replace(".", ","),
        wished=day_short(order.wished_on),
        comment=order.comment,
        lines=[_line(work, line) for line in kept],
        answers=_answers(work, order),
        files=[_file(one) for one in files(work, order_id)],
        **amounts(order),
        on_quote=any(line.on_quote for line in kept),
        travel_open=order.travel_open,
        proposed=order.proposed,
        cancelled=order.cancelled_why if order.cancelled_at else "",
    )


def _line(work: Work, line: OrderLine) -> LineRow:
    label, note = say(line.label, work.language), say(line.note, work.language)
    price = line_price(line.cents, line.note, work.language, open_="Sur devis" if line.on_quote else "")
    return LineRow(line.code, label, line.verdict, line.why, line.source, note, price)


def _answers(work: Work, order: Order) -> list[Answer]:
    """As the law stood on the day of the order."""
    facts = Facts.from_answers(json.loads(order.facts))
    told = spoken(facts, today(order.placed_at), work.language)
    return [Answer(question, answer) for question, answer in told]


def _file(one: OrderFile) -> FileRow:
    return FileRow(one.id or 0, one.name, one.media_type, weight(one.size))


def weight(size: int) -> str:
    """820 Ko, 2,4 Mo"""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))}\u00a0Ko"
    return f"{size / 1024 / 1024:.1f}\u00a0Mo".replace(".", ",")
