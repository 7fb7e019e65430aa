# pyright: strict
"""What a mission order says, as plain values (diagnostics.md 4.2)."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from liciel_app.core.journal import canonical
from liciel_app.office.parties import Seller
from liciel_app.orders.quoted import Client, Site

_FILE: Final = re.compile(r"ordre-de-mission(?:-([2-9]|1\d|20))?\.pdf")


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


def file_of(rank: int) -> str:
    """The name, in addresses, of the mission order of a quote's lot: the first, rank 0, has no number."""
    return f"ordre-de-mission-{rank + 1}.pdf" if rank else "ordre-de-mission.pdf"


def rank_of(name: str) -> int | None:
    """None for the name of another paper."""
    asked = _FILE.fullmatch(name)
    return int(asked[1] or 1) - 1 if asked else None
