"""What an order form says, as plain values."""

from dataclasses import dataclass
from datetime import date

from liciel_app.office.parties import Seller


@dataclass(frozen=True, slots=True)
class OrderForm:
    """Amounts and dates as people read them; `digest`: first signs of the hash of its data."""

    seller: Seller
    number: str
    placed_on: date
    contact: tuple[str, ...]
    site: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str], ...]
    totals: tuple[tuple[str, str], ...]
    comment: str
    digest: str
