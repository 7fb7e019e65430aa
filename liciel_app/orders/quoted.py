# pyright: strict
"""What a quote says, as plain values: its lines, its totals, its deposit, and the canonical text that is sealed."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from liciel_app.core.journal import canonical
from liciel_app.core.money import part, rounded
from liciel_app.office.parties import Seller

SERIES: Final = "DV"
MISSION_SERIES: Final = "ODM"
WITHDRAWAL_DAYS: Final = 14  # C. consom. L221-18
OPEN_CODE: Final = "AUTRE"
"""The code of a line the office wrote by hand: travel, samples, a second visit."""


@dataclass(frozen=True, slots=True)
class Line:
    """`unit_cents` before tax; none while the office has not priced it. `optional`: only if the client ticks it."""

    position: int
    code: str
    label: str
    unit_cents: int | None
    quantity: Decimal = Decimal(1)
    optional: bool = False
    note: str = ""
    lot: int = 0

    @property
    def net_cents(self) -> int:
        return rounded(self.quantity * (self.unit_cents or 0))


@dataclass(frozen=True, slots=True)
class Totals:
    net_cents: int
    discount_cents: int
    vat_cents: int
    rounding_cents: int
    gross_cents: int


@dataclass(frozen=True, slots=True)
class Deposit:
    """The office's rule for a kind of client: a part of the total, or a fixed amount, tax included."""

    percent: Decimal | None = None
    cents: int | None = None

    def of(self, gross_cents: int, vat_rate: Decimal) -> int:
        """In cents, never more than the total; a cent less where no price before tax gives that amount."""
        asked = self.cents if self.cents is not None else part(gross_cents, self.percent or Decimal(0))
        kept = max(0, min(asked, gross_cents))
        net = net_of(kept, vat_rate)
        return net + part(net, vat_rate)


@dataclass(frozen=True, slots=True)
class Client:
    name: str
    email: str
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    siret: str = ""
    professional: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """The property, in words: `kind` « Appartement », `project` « Vente », `surface` « 68 m² »."""

    street: str
    town: str
    kind: str
    project: str
    surface: str


@dataclass(frozen=True, slots=True)
class Lot:
    """One property of several: the lines of its `position`, its part of the discount, and its own order."""

    position: int
    label: str
    order_number: str
    site: Site
    discount_cents: int = 0
    rounding_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePaper:
    """Everything a quote prints. Same values, same bytes; `deposit` is the rule, applied to what is accepted.

    `rounding_cents`: the cent of a price list tax included that no VAT makes; it is part of the total. `lots`: the
    properties of a quote for several, of which `site` is the first; each is counted as the order it becomes.
    """

    number: str
    version: int
    issued_on: date
    valid_until: date
    order_number: str
    seller: Seller
    client: Client
    site: Site
    lines: tuple[Line, ...]
    discount_cents: int = 0
    rounding_cents: int = 0
    vat_rate: Decimal = Decimal(20)
    deposit: Deposit = field(default_factory=Deposit)
    wished_on: date | None = None
    note: str = ""
    lots: tuple[Lot, ...] = ()

    def totals(self, chosen: Collection[int] = ()) -> Totals:
        """With the optional lines of those positions."""
        return added([self.totals_of(lot, chosen) for lot in self.parts])

    def totals_of(self, lot: Lot, chosen: Collection[int] = ()) -> Totals:
        return totals(self.lines_of(lot), lot.discount_cents, self.vat_rate, chosen, lot.rounding_cents)

    def lines_of(self, lot: Lot) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.lot == lot.position)

    def lines_for(self, order_number: str) -> tuple[Line, ...]:
        """Those of the lot with that order."""
        return tuple(line for lot in self.parts if lot.order_number == order_number for line in self.lines_of(lot))

    @property
    def parts(self) -> tuple[Lot, ...]:
        """Its lots; the only property of a quote for one counts as a lot."""
        alone = Lot(0, "", self.order_number, self.site, self.discount_cents, self.rounding_cents)
        return self.lots or (alone,)

    @property
    def place(self) -> str:
        """Where, on one line: « 17 avenue Roul, 33400 Talence », and how many lots."""
        several = f" ({len(self.lots)} lots)" if len(self.lots) > 1 else ""
        return f"{self.site.street}, {self.site.town}".strip(" ,") + several

    def deposit_cents(self, chosen: Collection[int] = ()) -> int:
        return self.deposit.of(self.totals(chosen).gross_cents, self.vat_rate)

    @property
    def options(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.optional)

    @property
    def title(self) -> str:
        """DV-2026-0001, and its version from the second on."""
        return titled(self.number, self.version)


def titled(number: str, version: int) -> str:
    return f"{number} v{version}" if version > 1 else number


def totals(
    lines: Sequence[Line],
    discount_cents: int,
    vat_rate: Decimal,
    chosen: Collection[int] = (),
    rounding_cents: int = 0,
) -> Totals:
    """VAT once, on the net total; the discount is on the lines that are not optional."""
    kept = [line for line in lines if not line.optional or line.position in chosen]
    net = sum(line.net_cents for line in kept) - discount_cents
    vat = part(net, vat_rate)
    return Totals(net, discount_cents, vat, rounding_cents, net + vat + rounding_cents)


def added(counted: Sequence[Totals]) -> Totals:
    """Lots together: what their orders, and later their invoices, come to."""
    return Totals(
        net_cents=sum(one.net_cents for one in counted),
        discount_cents=sum(one.discount_cents for one in counted),
        vat_cents=sum(one.vat_cents for one in counted),
        rounding_cents=sum(one.rounding_cents for one in counted),
        gross_cents=sum(one.gross_cents for one in counted),
    )


def net_of(gross_cents: int, vat_rate: Decimal) -> int:
    """The largest price before tax whose total does not exceed that amount, tax included."""
    net = rounded(Decimal(gross_cents) * 100 / (100 + vat_rate))
    return net if net + part(net, vat_rate) <= gross_cents else net - 1


def is_expired(valid_until: date | None, today: date) -> bool:
    """The last day of validity is still a good one."""
    return valid_until is not None and today > valid_until


def withdrawal_ends(accepted_on: date, closed: Collection[date] = ()) -> date:
    """The last day to withdraw: fourteen days from the day after the contract, carried over a day that is not worked.

    C. consom. L221-18 and L221-19; règlement (CEE) 1182/71, art. 3. `closed`: public holidays.
    """
    day = accepted_on + timedelta(days=WITHDRAWAL_DAYS)
    while day.weekday() >= 5 or day in closed:  # noqa: PLR2004 Saturday
        day += timedelta(days=1)
    return day


def sealed(paper: QuotePaper) -> str:
    """The canonical text of a quote: what `data_hash` is taken of. What it has not, rounding or lots, is not in it."""
    told = asdict(paper)
    if not paper.rounding_cents:
        del told["rounding_cents"]
    if not paper.lots:
        del told["lots"]
        for line in told["lines"]:
            del line["lot"]
    return canonical(told)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def opened(text: str) -> QuotePaper:
    """The paper that `sealed` wrote."""
    told: dict[str, Any] = json.loads(text)
    lines = tuple(_line(line) for line in told["lines"])
    deposit = told["deposit"]
    return QuotePaper(
        number=told["number"],
        version=told["version"],
        issued_on=date.fromisoformat(told["issued_on"]),
        valid_until=date.fromisoformat(told["valid_until"]),
        order_number=told["order_number"],
        seller=Seller(**told["seller"]),
        client=Client(**told["client"]),
        site=Site(**told["site"]),
        lines=lines,
        discount_cents=told["discount_cents"],
        rounding_cents=told.get("rounding_cents", 0),
        vat_rate=Decimal(told["vat_rate"]),
        deposit=Deposit(_decimal(deposit["percent"]), deposit["cents"]),
        wished_on=date.fromisoformat(told["wished_on"]) if told["wished_on"] else None,
        note=told["note"],
        lots=tuple(Lot(**lot | {"site": Site(**lot["site"])}) for lot in told.get("lots", ())),
    )


def _line(told: dict[str, Any]) -> Line:
    quantity = Decimal(told.pop("quantity"))
    return Line(**told, quantity=quantity)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
