"""The live map of a day: numbered pins in the order of each tour, road, last check-in, and what has no known place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from liciel_app.agenda.driven import Driven, drawn, driven
from liciel_app.agenda.queries import TIME_TAKEN
from liciel_app.agenda.queries.map import Point, TourRow
from liciel_app.agenda.screens.map_day import MapDay, address, lines, map_day
from liciel_app.agenda.screens.map_view import content
from liciel_app.agenda.screens.tours_words import MAP, day_of, numbers, road
from liciel_app.core import clock
from liciel_app.core.access import Permission
from liciel_app.core.language import Language, language_of, say
from liciel_app.core.work import Work
from liciel_app.office.screens.frame import office_page
from liciel_app.ui import bridge
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.lists import version
from liciel_app.ui.map import Line
from liciel_app.ui.page import page
from liciel_app.ui.session import Session


@dataclass(frozen=True, slots=True)
class Road:
    """The road of each tour by technician, as people read it; empty until it is known."""

    words: dict[int, str]
    total: str = ""
    estimated: bool = False


class LiveMap(State):
    shown: rx.Field[MapDay] = rx.field(default_factory=MapDay)
    roads: rx.Field[dict[int, str]] = rx.field(default_factory=dict[int, str])
    total: rx.Field[str] = rx.field("")
    estimated: rx.Field[bool] = rx.field(default=False)
    lines: rx.Field[list[Line]] = rx.field(default_factory=list[Line])
    straight: rx.Field[bool] = rx.field(default=False)
    """Some line is not the road."""
    lit: rx.Field[str] = rx.field("")
    """The visit under the pointer, in the list and on the map."""
    loaded: rx.Field[bool] = rx.field(default=False)
    _day: str = ""
    _only: str = ""
    _seen: str = ""

    @handler(Permission.AGENDA_READ)
    async def load(self) -> Any:
        asked = self.router.url.query_parameters
        self._day, self._only = asked.get("jour", ""), asked.get("technicien", "")
        self._seen, self.lit = "", ""
        return await self._show()

    @handler(Permission.AGENDA_READ)
    async def tick(self) -> Any:
        return await self._show()

    @handler(Permission.AGENDA_READ)
    async def light(self, visit_id: str) -> None:
        self.lit = visit_id

    @handler(Permission.AGENDA_READ)
    async def choose_day(self, day: str) -> Any:
        return rx.redirect(address(day_of(day, clock.today()), numbers(self._only)))

    @handler(Permission.AGENDA_READ, background=True)
    async def measure(self) -> None:
        """The pins are there already: a routing service that is slow keeps nobody waiting."""
        async with self:
            tours, seen = list(self.shown.tours), self._seen
            lang = language_of((await self.get_state(Session)).lang)
        found, estimated = await rx.run_in_thread(lambda: driven([one.route for one in tours]))
        async with self:
            if seen == self._seen:
                told = _told([one.id for one in tours], found, lang)
                self.roads, self.total, self.estimated = told.words, told.total, estimated
        roads = await rx.run_in_thread(lambda: drawn(_reachable(tours, found)))
        async with self:
            if seen == self._seen:
                self._draw(roads)

    def _draw(self, roads: Sequence[Sequence[Point]] = ()) -> None:
        self.lines = lines(self.shown.tours, roads)
        self.straight = any(line.get("dashed") for line in self.lines)

    async def _show(self) -> Any:
        """Read again only when an appointment changed, or somebody became late."""
        seen = await bridge.read(self, _version)
        if seen == self._seen:
            return None
        before = [one.route for one in self.shown.tours]
        self.shown = await bridge.read(self, map_day, self._day, numbers(self._only))
        self._seen, self.loaded = seen, True
        if self.total and before == [one.route for one in self.shown.tours]:
            return None
        self._draw()
        return LiveMap.measure


@page(MAP, title="Carte", load=[LiveMap.load])
def map_screen() -> rx.Component:
    return office_page(t("Carte"), "agenda", content(LiveMap), wide=True)


def _version(work: Work) -> str:
    now = clock.local(work.now)
    return f"{version(work, (*TIME_TAKEN, 'account'))} {now:%H:%M}"


def _reachable(tours: list[TourRow], found: list[Driven]) -> list[list[Point]]:
    """Nobody draws a road that does not exist."""
    return [tour.route if one.reachable else [] for tour, one in zip(tours, found, strict=True)]


def _told(numbers: list[int], found: list[Driven], lang: Language) -> Road:
    nowhere = say("pas de route jusqu’à l’une des adresses", lang)
    words = {
        number: road(one.km, one.minutes, lang) if one.reachable else nowhere
        for number, one in zip(numbers, found, strict=True)
    }
    return Road(words, road(sum(one.km for one in found), sum(one.minutes for one in found), lang))
