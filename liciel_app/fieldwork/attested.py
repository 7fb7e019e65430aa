# pyright: strict
"""An attestation of visit as plain values, and the canonical text that is sealed when somebody signs it."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any, Final

from liciel_app.core.journal import canonical
from liciel_app.office.parties import Seller

SENTENCE: Final = (
    "Je soussigné(e) atteste que la visite a eu lieu aux jour et heures ci-dessus, et avoir été informé(e) des pièces "
    "qui n’ont pas pu être visitées."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """`hours` and `signed` as people read them; `unseen`: rooms not visited, each with its reason.

    `signature`: the hash of what was drawn.
    """

    seller: Seller
    reference: str
    title: str
    address: str
    day: str
    hours: str
    length: str
    technician: str
    missions: tuple[str, ...]
    seen: tuple[str, ...]
    unseen: tuple[tuple[str, str], ...]
    name: str
    quality: str
    remarks: str
    sentence: str
    signed: str
    signature: str


def sealed(paper: Attestation) -> str:
    return canonical(asdict(paper))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def opened(text: str) -> Attestation:
    """The paper that `sealed` wrote."""
    told: dict[str, Any] = json.loads(text)
    lists: dict[str, Any] = {
        "seller": Seller(**told["seller"]),
        "missions": tuple(told["missions"]),
        "seen": tuple(told["seen"]),
        "unseen": tuple((name, why) for name, why in told["unseen"]),
    }
    return Attestation(**(told | lists))
