# pyright: strict
"""What a mission order says, as plain values (diagnostics.md 4.2)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from liciel_app.core.journal import canonical
from liciel_app.office.parties import Seller
from liciel_app.orders.quoted import Client, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionPaper:
    """Everything a mission order prints; same values, same bytes. `price`: a sentence. `answers`: by detail's key."""

    number: str
    issued_on: date
    order_number: str
    quote_title: str
    seller: Seller
    client: Client
    site: Site
    missions: tuple[tuple[str, str], ...]
    """Code and name of each diagnostic."""
    told: tuple[tuple[str, str], ...]
    """What the client said of the property: question, answer."""
    answers: Mapping[str, str]
    price: str
    certified: tuple[str, ...] = ()
    """« Karim Benali : DPE, Plomb »."""
    wished_on: date | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.missions)


def sealed(paper: MissionPaper) -> str:
    return canonical(asdict(paper))
