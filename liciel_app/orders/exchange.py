"""Orders as a file others can read, and we can read again: JSON, or CSV with one row per line of an order.

`{"format": "liciel-commandes", "version": 1, "orders": [{…, "lines": [{…}]}]}`; amounts are integer cents.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from liciel_app.core.errors import Refused
from liciel_app.orders.models import Order, OrderLine, OrderState

FORMAT: Final = "liciel-commandes"
VERSION: Final = 1
MOST: Final = 5_000
LARGEST: Final = 20 * 1024 * 1024
SEPARATOR: Final = ";"
_OPENS_A_FORMULA: Final = frozenset("=+-@\t\r'＝＋－＠")
"""What spreadsheets read as the beginning of one, full-width signs too; and the apostrophe that prevents it."""
Cents = Annotated[int, Field(ge=0, le=100_000_000)]
Word = Annotated[str, Field(max_length=2000)]


class FiledLine(BaseModel):
    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(min_length=1, max_length=40)]
    label: Word
    cents: Cents
    on_quote: bool = False
    why: Word = ""
    source: Word = ""
    verdict: Word = ""
    note: Word = ""


class FiledOrder(BaseModel):
    """`uid` names the order wherever it travels; `facts` are the answers about the property, by name."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    uid: Annotated[str, Field(min_length=8, max_length=36)]
    number: Annotated[str, Field(pattern=r"^C-\d{4}-\d{4,}$")]
    state: OrderState
    placed_at: AwareDatetime
    placed_by: Word = ""
    contact_kind: Word
    contact_name: Annotated[str, Field(min_length=1, max_length=200)]
    contact_email: Word
    contact_phone: Word = ""
    transaction: Word
    property_kind: Word
    street: Word = ""
    postcode: Annotated[str, Field(max_length=10)] = ""
    city: Word
    lat: Annotated[float | None, Field(ge=-90, le=90)] = None
    lon: Annotated[float | None, Field(ge=-180, le=180)] = None
    surface: Annotated[Decimal, Field(ge=0, le=100_000)]
    facts: dict[str, Any] = Field(default_factory=dict)
    wished_on: date | None = None
    comment: Word = ""
    language: Word = "fr"
    net_cents: Cents
    discount_cents: Cents = 0
    vat_cents: Cents
    rounding_cents: Annotated[int, Field(ge=0, le=1)] = 0
    gross_cents: Cents
    travel_open: bool = False
    rooms: Annotated[int | None, Field(ge=1, le=200)] = None
    outbuildings: Annotated[int, Field(ge=0, le=50)] = 0
    urgent: bool = False
    saturday: bool = False
    lines: Annotated[list[FiledLine], Field(min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> "FiledOrder":
        if sum(line.cents for line in self.lines) - self.discount_cents != self.net_cents:
            raise ValueError("net_cents: le total HT n’est pas la somme des lignes moins la remise")
        if self.net_cents + self.vat_cents + self.rounding_cents != self.gross_cents:
            raise ValueError("gross_cents: le total TTC n’est pas le total HT plus la TVA et l’arrondi")
        return self


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` counts from 1 (the heading of a CSV is row 1)."""

    row: int
    column: str
    sentence: str


ORDER_FIELDS: Final = tuple(name for name in FiledOrder.model_fields if name != "lines")
LINE_FIELDS: Final = tuple(FiledLine.model_fields)
COLUMNS: Final = (*ORDER_FIELDS, *(f"line_{name}" for name in LINE_FIELDS))

LATER: Final = frozenset({"rounding_cents", "rooms", "outbuildings", "urgent", "saturday"})
"""Columns that files written before them do not have."""


def filed(order: Order, lines: Sequence[OrderLine]) -> FiledOrder:
    known = {name: getattr(order, name) for name in ORDER_FIELDS if name not in {"uid", "facts"}}
    known["contact_kind"] = str(order.contact_kind)
    told = [FiledLine(**{name: getattr(line, name) for name in LINE_FIELDS}) for line in lines]
    return FiledOrder(uid=order.submit_id, facts=json.loads(order.facts), lines=told, **known)


def as_json(orders: Iterable[FiledOrder]) -> bytes:
    told = [one.model_dump(mode="json") for one in orders]
    document = {"format": FORMAT, "version": VERSION, "orders": told}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(orders: Iterable[FiledOrder]) -> bytes:
    """UTF-8 with its mark and semicolons, as spreadsheets of this country open them. Formulas are kept from running."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in orders:
        told = one.model_dump(mode="json")
        head = [_cell(told[name]) for name in ORDER_FIELDS]
        writer.writerows([*head, *(_cell(line[name]) for name in LINE_FIELDS)] for line in told["lines"])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def read(content: bytes) -> tuple[list[FiledOrder], list[Fault]]:
    """What was read, and every fault by row and column. Raises Refused for a file of neither kind."""
    if len(content) > LARGEST:
        raise Refused("Ce fichier est trop lourd : 20 Mo au plus.")
    try:
        text = content.decode("utf-8-sig")
        rows = list(_json_rows(text) if text.lstrip().startswith("{") else _csv_rows(text))
    except (UnicodeDecodeError, csv.Error):  # the second: a cell without end
        raise Refused("Ce fichier n’est ni un JSON ni un CSV de commandes.") from None
    if len(rows) > MOST:
        raise Refused("Ce fichier contient trop de commandes : 5 000 au plus.")
    read_orders: list[FiledOrder] = []
    faults: list[Fault] = []
    for row, told in rows:
        try:
            read_orders.append(FiledOrder.model_validate(told))
        except ValidationError as error:
            faults += [_fault(row, one) for one in error.errors(include_url=False, include_input=False)]
    return read_orders, faults


def _json_rows(text: str) -> Iterator[tuple[int, Any]]:
    try:
        document = _unicode(json.loads(text))
    except (ValueError, RecursionError):
        raise Refused("Ce fichier n’est ni un JSON ni un CSV de commandes.") from None
    if document.get("format") != FORMAT or document.get("version") != VERSION:
        raise Refused("Ce fichier n’est pas un export de commandes.")
    listed = document.get("orders")
    if not isinstance(listed, list):
        raise Refused("Ce fichier n’est pas un export de commandes.")
    yield from enumerate(listed, 1)


def _csv_rows(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows of one `uid` are one order; its own columns are those of its first row."""
    reader = csv.DictReader(io.StringIO(text), delimiter=SEPARATOR)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ()) and name not in LATER]
    if missing:
        raise Refused("Il manque la colonne « {column} ».", column=missing[0])
    orders: dict[str, tuple[int, dict[str, Any]]] = {}
    for number, row in enumerate(reader, 2):
        uid = row["uid"] or ""
        if uid not in orders:
            orders[uid] = (number, {**_values(row, ORDER_FIELDS), "lines": []})
        orders[uid][1]["lines"].append(_values(row, LINE_FIELDS, prefix="line_"))
    yield from orders.values()


def _values(row: dict[str, Any], names: Iterable[str], prefix: str = "") -> dict[str, Any]:
    """Without the empty cells: they take their field's usual value."""
    found: dict[str, Any] = {}
    for name in names:
        cell = _plain(row.get(prefix + name) or "")
        if name == "facts":
            found[name] = _facts(cell)
        elif cell:
            found[name] = cell
        elif name in {"label", "contact_email", "contact_kind", "transaction", "property_kind", "city"}:
            found[name] = ""
    return found


def _facts(cell: str) -> Any:
    try:
        return _unicode(json.loads(cell or "{}"))
    except ValueError:
        return cell


def _unicode(document: Any) -> Any:
    """The document; half of an emoji in it (RFC 8259 8.2) raises ValueError: no database holds it."""
    json.dumps(document, ensure_ascii=False).encode()
    return document


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | bool) else str(value)
    return f"'{text}" if text[:1] in _OPENS_A_FORMULA and not _is_number(text) else text


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" else cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _fault(row: int, error: Any) -> Fault:
    column, sentence = ".".join(str(step) for step in error["loc"]), _SENTENCES.get(error["type"], "valeur refusée")
    if error["type"] == "value_error" and not column:
        column, _, sentence = str(error["ctx"]["error"]).partition(": ")
    return Fault(row, column, sentence)


_SENTENCES: Final = {
    "missing": "il manque une valeur",
    "extra_forbidden": "colonne inconnue",
    "int_parsing": "il faut un nombre entier",
    "int_type": "il faut un nombre entier",
    "decimal_parsing": "il faut un nombre",
    "float_parsing": "il faut un nombre",
    "finite_number": "il faut un nombre fini",
    "greater_than_equal": "valeur trop petite",
    "less_than_equal": "valeur trop grande",
    "enum": "état inconnu",
    "datetime_from_date_parsing": "une date s’écrit 2026-11-23T08:00:00+01:00",
    "datetime_parsing": "une date s’écrit 2026-11-23T08:00:00+01:00",
    "timezone_aware": "l’heure doit dire son fuseau",
    "date_from_datetime_parsing": "un jour s’écrit 2026-11-23",
    "date_parsing": "un jour s’écrit 2026-11-23",
    "string_pattern_mismatch": "un numéro s’écrit C-2026-0001",
    "string_too_long": "texte trop long",
    "string_too_short": "texte trop court",
    "dict_type": "il faut un objet JSON",
    "bool_parsing": "il faut true ou false",
    "too_short": "il faut au moins une ligne",
}
