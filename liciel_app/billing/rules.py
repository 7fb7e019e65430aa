"""Amounts, numbers and dates of an invoice, and what to believe of a payment platform's event: plain values only."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal, TypeVar

from liciel_app.billing.models import InvoiceState, Verdict
from liciel_app.core.errors import Invalid, Refused
from liciel_app.core.money import Net, VatLine, rounded, shared, total
from liciel_app.office.parties import Seller

EURO: Final = "978"
DESK: Final = "office"
"""The provider of what the office received by itself."""
INVOICES: Final = "FA"
DEPOSITS: Final = "AC"
CREDITS: Final = "AV"
LONGEST_DELAY: Final = 60  # days from the invoice's date between professionals: C. com. L441-10
MIDNIGHT: Final = timedelta(days=1)

METHODS: Final[Mapping[str, str]] = MappingProxyType(
    {"transfer": "Virement", "cheque": "Chèque", "cash": "Espèces", "card": "Carte bancaire"}
)
METHOD_WORDS: Final[Mapping[str, str]] = MappingProxyType({**METHODS, "deposit": "Acompte"})
"""Every way money came; the last one is not the desk's to choose."""
DOUBTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "currency": "La monnaie n’est pas l’euro.",
        "refund": "La plateforme annonce un remboursement.",
        "amount": "Le montant n’est pas celui qui était demandé.",
        "not_due": "La facture n’attend plus ce montant : elle est peut-être payée deux fois.",
        "ended": "Cette transaction avait déjà été refusée ou annulée.",
        "unknown": "Aucune demande de paiement ne porte cette référence.",
        "unreadable": "La notification gardée ne se vérifie plus : la clé de la boutique a peut-être changé.",
    }
)

Outcome = Literal["paid", "pending", "declined"]
PartyT = TypeVar("PartyT", "Seller", "Buyer")


@dataclass(frozen=True, slots=True)
class Line:
    """One service sold: `unit_cents` before tax."""

    label: str
    unit_cents: int
    vat_rate: Decimal
    quantity: Decimal = Decimal(1)

    @property
    def net_cents(self) -> int:
        return rounded(self.quantity * self.unit_cents)


@dataclass(frozen=True, slots=True)
class Bill:
    """`net_cents` is the taxable total, the discount already taken off; one VAT line per rate.

    `rounding_cents` (EN 16931, BT-114): the cent of a price set tax included that no VAT makes.
    """

    net_cents: int
    discount_cents: int
    vat_cents: int
    vat_lines: tuple[VatLine, ...]
    rounding_cents: int = 0

    @property
    def gross_cents(self) -> int:
        return self.net_cents + self.vat_cents + self.rounding_cents


@dataclass(frozen=True, slots=True)
class Buyer:
    """The client as it was when the invoice was issued. `reference`: the dossier's."""

    name: str
    professional: bool
    street: str = ""
    postcode: str = ""
    city: str = ""
    siret: str = ""
    vat_number: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class PlatformEvent:
    """What a believed notification says. `transaction` names the movement of money, the same in all its events."""

    reference: str
    transaction: str
    cents: int
    currency: str
    outcome: Outcome
    refund: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """What the office knows when an event comes: what it asked for, and what it knows of that transaction."""

    asked_cents: int
    due_cents: int
    transaction: Literal["new", "recorded", "ended"] = "new"


def bill(lines: Sequence[Line], discount_cents: int = 0, rounding_cents: int = 0) -> Bill:
    """Totals with VAT once per rate on the net total (EN 16931); the discount is shared among the rates to the cent.

    Raises Refused for no line, a negative price or a discount beyond the lines.
    """
    before = sum(line.net_cents for line in lines)
    if not lines:
        raise Refused("Rien à facturer : ce dossier n’a aucune mission.")
    if any(line.net_cents < 0 for line in lines) or not 0 <= discount_cents <= before:
        raise Refused("La remise et les prix d’une facture ne peuvent pas donner un total négatif.")
    bases: dict[Decimal, int] = {}
    for line in lines:
        bases[line.vat_rate] = bases.get(line.vat_rate, 0) + line.net_cents
    rates = sorted(bases)
    taken = dict(zip(rates, shared(discount_cents, [bases[rate] for rate in rates]), strict=True))
    totals = total(Net(base - taken[rate], rate) for rate, base in bases.items())
    return Bill(totals.net_cents, discount_cents, totals.vat_cents, totals.vat_lines, rounding_cents)


def taken_back(bill: Bill) -> Bill:
    """The same amounts, the other way: what a credit note prints."""
    lines = tuple(VatLine(line.rate, -line.base_cents, -line.vat_cents) for line in bill.vat_lines)
    return Bill(-bill.net_cents, 0, -bill.vat_cents, lines, -bill.rounding_cents)


def series_of(day: date, prefix: str = INVOICES) -> str:
    """A year's own series: FA-2026."""
    return f"{prefix}-{day.year}"


def numbered(series: str, number: int) -> str:
    """FA-2026-0412"""
    return f"{series}-{number:04d}"


def issue_day(today: date, last: date | None) -> date:
    """Dates never go back within a series. Two clerks at midnight are a day apart; more is a wrong clock: Refused."""
    if last is None or last <= today:
        return today
    if last - today > MIDNIGHT:
        raise Refused(
            "La dernière facture est datée du {day} : vérifiez l’horloge du serveur.", day=last.strftime("%d/%m/%Y")
        )
    return last


def due_day(issued_on: date, days: int, *, professional: bool) -> date:
    agreed = max(days, 0)
    return issued_on + timedelta(days=min(agreed, LONGEST_DELAY) if professional else agreed)


def state_of(gross_cents: int, paid_cents: int) -> InvoiceState:
    if paid_cents >= gross_cents:
        return InvoiceState.PAID
    return InvoiceState.PARTLY_PAID if paid_cents > 0 else InvoiceState.ISSUED


def check_receipt(method: str, received_on: date, today: date) -> None:
    """What the desk types about money received. Raises Invalid."""
    wrong: dict[str, str] = {}
    if method not in METHODS:
        wrong["method"] = "Choisissez un moyen de paiement."
    if received_on > today:
        wrong["received_on"] = "La date du règlement est dans l’avenir."
    if wrong:
        raise Invalid(wrong)


def judge(event: PlatformEvent, expected: Expected | None) -> tuple[Verdict, str]:
    """What becomes of an event, and the key of DOUBTS when a person must look. Never paid when anything differs."""
    if expected is None:
        return Verdict.UNMATCHED, "unknown"
    if event.outcome == "declined":
        return Verdict.DECLINED, ""
    doubt = _doubt(event, expected)
    if doubt:
        return Verdict.TO_CHECK, doubt
    return (Verdict.ACCEPTED if event.outcome == "paid" else Verdict.PENDING), ""


def kept(party: Seller | Buyer) -> str:
    """A party as the invoice keeps it."""
    return json.dumps(asdict(party), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def party(kind: type[PartyT], text: str) -> PartyT:
    known = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in json.loads(text).items() if name in known})


def _doubt(event: PlatformEvent, expected: Expected) -> str:
    """The first thing that forbids to believe that this invoice is being paid; empty when nothing does."""
    if event.currency != EURO:
        return "currency"
    if event.refund:
        return "refund"
    if event.cents != expected.asked_cents:
        return "amount"
    if expected.transaction == "ended":
        return "ended"
    return "not_due" if expected.transaction == "new" and event.cents != expected.due_cents else ""
