"""An order being written, as it is kept and read again: never a price, and nothing that was not offered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from liciel_app.directory.models import ClientKind
from liciel_app.orders import questionnaire as asking
from liciel_app.orders.labels import LABELS
from liciel_app.orders.rules import MOST_LOTS
from liciel_app.website.wizard import filling, people
from liciel_app.website.wizard.places import PlaceRow

ANSWERED_BY_TYPING: Final = ("surface", "year", *filling.COUNTS)
# What neighbours of one building do not share.
_OWN: Final = frozenset({"surface", "gas", "electricity", "dpe_class", *filling.COUNTS})


@dataclass(frozen=True, slots=True)
class Lot:
    """One property of the order: `added` and `left_out` are what was changed of what is advised."""

    answers: Mapping[str, str] = field(default_factory=dict[str, str])
    place: PlaceRow = field(default_factory=PlaceRow)
    added: Sequence[str] = ()
    left_out: Sequence[str] = ()
    label: str = ""

    @property
    def neighbour(self) -> "Lot":
        """The next flat of the same building: what they share is not asked again."""
        shared = {key: value for key, value in self.answers.items() if key not in _OWN}
        return Lot(shared, self.place, self.added, self.left_out)


@dataclass(frozen=True, slots=True)
class Writing:
    """`lots`: every property; `at`: the one being written. `typed`: what they share."""

    submit_id: str
    typed: Mapping[str, str] = field(default_factory=dict[str, str])
    lots: tuple[Lot, ...] = (Lot(),)
    at: int = 0
    step: int = 0
    reached: int = 0
    picked: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def lot(self) -> Lot:
        return self.lots[self.at]

    @property
    def worth_keeping(self) -> bool:
        return any(lot.answers or lot.place.city for lot in self.lots)

    @property
    def title(self) -> str:
        """17 avenue Roul, 33400 Talence · 2 lots"""
        several = f" · {len(self.lots)} lots" if len(self.lots) > 1 else ""
        return (self.lot.place.label or self.typed.get("address", "")) + several

    def content(self) -> str:
        return json.dumps(asdict(replace(self, submit_id="")), ensure_ascii=False)


def opened(content: str, submit_id: str) -> Writing:
    """What `content` wrote; whatever is no longer offered is left out."""
    told: dict[str, Any] = json.loads(content)
    lots = tuple(_lot(one) for one in told.get("lots", ())[:MOST_LOTS]) or (Lot(),)
    step = min(max(int(told.get("step", 0)), 0), filling.CONTACT)
    return Writing(
        submit_id=submit_id,
        typed={key: text for key, text in told.get("typed", {}).items() if is_typed(key, text)},
        lots=lots,
        at=min(max(int(told.get("at", 0)), 0), len(lots) - 1),
        step=step,
        reached=min(max(int(told.get("reached", 0)), step), filling.CONTACT),
        picked={role: number for role, number in told.get("picked", {}).items() if isinstance(number, int)},
    )


def is_typed(key: str, text: str) -> bool:
    """Whether that may stand in a field shared by the lots."""
    if key == "client":
        return text in list(ClientKind)
    if key == filling.REQUEST:
        return text == "" or (text.isdecimal() and len(text) <= filling.FIELDS[key])
    if key == filling.URGENT:
        return text in ("", asking.YES)
    if key.endswith("_who"):
        return people.is_choice(key, text)
    return key in filling.FIELDS and key not in ANSWERED_BY_TYPING and len(text) <= filling.FIELDS[key]


def is_answer(key: str, text: str) -> bool:
    if key in ANSWERED_BY_TYPING:
        return len(text) <= filling.FIELDS[key]
    return asking.is_offered(key, text)


def _lot(told: Mapping[str, Any]) -> Lot:
    return Lot(
        answers={key: text for key, text in told.get("answers", {}).items() if is_answer(key, text)},
        place=PlaceRow(**told.get("place", {})),
        added=[code for code in told.get("added", ()) if code in LABELS],
        left_out=[code for code in told.get("left_out", ()) if code in LABELS],
        label=str(told.get("label", ""))[: filling.FIELDS[filling.LOT]],
    )
