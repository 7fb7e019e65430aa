# pyright: strict
"""A tour sheet as plain values, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from liciel_app.agenda.travel import Point
from liciel_app.office.parties import Seller

ADDRESS: Final = "/feuille-de-tournee"


def address_of(account_id: int, day: date) -> str:
    """Where the sheet of that person's day is."""
    return f"{ADDRESS}/{account_id}/{day.isoformat()}"


@dataclass(frozen=True, slots=True)
class StopRow:
    """`number` is the pin's, empty for what has no place on the map. `road`: the way there from the place before."""

    number: str
    start: str
    end: str
    title: str
    address: str
    contact: str
    phone: str
    warnings: str
    notes: str
    state: str
    at: Point | None
    road: str = ""


@dataclass(frozen=True, slots=True)
class TourSheet:
    """`day`: ISO. `home` is where the tour starts and `end` where it comes back; `total`: kilometres and minutes."""

    account_id: int
    person: str
    phone: str
    hue: str
    day: str
    title: str
    seller: Seller
    home: Point | None
    home_name: str
    end: Point | None
    stops: list[StopRow] = field(default_factory=list[StopRow])
    total: str = ""
    way_back: str = ""
    estimated: bool = False
    road: list[Point] = field(default_factory=list[Point])
    """How the tour goes by the road; empty where nobody knows."""

    @property
    def line(self) -> list[Point]:
        return self.road or self.places

    @property
    def places(self) -> list[Point]:
        """The tour's points in order, from home to home; without any stop on the map, nobody leaves home."""
        located = [stop.at for stop in self.stops if stop.at is not None]
        ends = (self.home, *located, self.end) if located else (self.home,)
        return [place for place in ends if place is not None]

    @property
    def unlocated(self) -> Sequence[StopRow]:
        return [stop for stop in self.stops if stop.at is None]


@dataclass(frozen=True, slots=True)
class LinkRow:
    id: int
    made: str
    by: str
