# pyright: strict
"""What a quote says, as plain values: its lines, its totals, its deposit, and the canonical text that is sealed."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from liciel_app.core.errors import Invalid, Refused
from liciel_app.core.journal import canonical
from liciel_app.core.money import part, rounded
from liciel_app.office.parties import Seller

SERIES: Final = "DV"
MISSION_SERIES: Final = "ODM"
WITHDRAWAL_DAYS: Final = 14  # C. consom. L221-18
LONGEST_VALIDITY: Final = 366
LARGEST_CENTS: Final = 100_000_000
LARGEST_QUANTITY: Final = 999
LONGEST_LABEL: Final = 200
LONGEST_NOTE: Final = 1000
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


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePaper:
    """Everything a quote prints. Same values, same bytes; `deposit` is the rule, applied to what is accepted.

    `rounding_cents`: the cent of a price list tax included that no VAT makes; it is part of the total.
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

    def totals(self, chosen: Collection[int] = ()) -> Totals:
        """With the optional lines of those positions."""
        counted = totals(self.lines, self.discount_cents, self.vat_rate, chosen)
        whole = counted.gross_cents + self.rounding_cents
        return replace(counted, rounding_cents=self.rounding_cents, gross_cents=whole)

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


def totals(lines: Sequence[Line], discount_cents: int, vat_rate: Decimal, chosen: Collection[int] = ()) -> Totals:
    """VAT once, on the net total; the discount is on the lines that are not optional."""
    kept = [line for line in lines if not line.optional or line.position in chosen]
    net = sum(line.net_cents for line in kept) - discount_cents
    vat = part(net, vat_rate)
    return Totals(net, discount_cents, vat, 0, net + vat)


def net_of(gross_cents: int, vat_rate: Decimal) -> int:
    """The largest price before tax whose total does not exceed that amount, tax included."""
    net = rounded(Decimal(gross_cents) * 100 / (100 + vat_rate))
    return net if net + part(net, vat_rate) <= gross_cents else net - 1


def check_line(label: str, unit_cents: int | None, quantity: Decimal) -> None:
    """Raises Invalid with one sentence per wrong field."""
    priced = unit_cents is None or 0 <= unit_cents <= LARGEST_CENTS
    counted = quantity.is_finite() and 0 < quantity <= LARGEST_QUANTITY
    checks = {
        "label": (0 < len(label.strip()) <= LONGEST_LABEL, "Indiquez ce qui est proposé, en 200 signes au plus."),
        "price": (priced, "Indiquez un prix hors taxes, entre 0 et 1 000 000 €."),
        "quantity": (counted, "Indiquez une quantité entre 0,01 et 999."),
    }
    _refuse_faults(checks)


def check_terms(lines: Sequence[Line], discount_cents: int, valid_days: int, note: str) -> None:
    firm = sum(line.net_cents for line in lines if not line.optional)
    checks = {
        "discount": (0 <= discount_cents <= firm, "La remise ne peut pas dépasser le total des lignes fermes."),
        "valid_days": (1 <= valid_days <= LONGEST_VALIDITY, "La validité se compte de 1 à 366 jours."),
        "note": (len(note) <= LONGEST_NOTE, "Ce message est trop long : 1 000 signes au plus."),
    }
    _refuse_faults(checks)


def check_ready(lines: Sequence[Line], client: Client, discount_cents: int) -> None:
    """Raises Refused when the quote cannot leave as it stands."""
    firm = [line for line in lines if not line.optional]
    if not firm:
        raise Refused("Ce devis n’a aucune ligne ferme.")
    missing = next((line.label for line in lines if line.unit_cents is None), "")
    if missing:
        raise Refused("Il manque le prix de « {label} ».", label=missing)
    if discount_cents > sum(line.net_cents for line in firm):
        raise Refused("La remise dépasse le total des lignes fermes.")
    if "@" not in client.email:
        raise Refused("Ce client n’a pas d’adresse mail : complétez sa fiche.")


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
    """The canonical text of a quote: what `data_hash` is taken of. Without a rounding it says nothing of it."""
    told = asdict(paper)
    if not paper.rounding_cents:
        del told["rounding_cents"]
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
    )


def _line(told: dict[str, Any]) -> Line:
    quantity = Decimal(told.pop("quantity"))
    return Line(**told, quantity=quantity)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _refuse_faults(checks: Mapping[str, tuple[bool, str]]) -> None:
    wrong = {name: sentence for name, (good, sentence) in checks.items() if not good}
    if wrong:
        raise Invalid(wrong)
