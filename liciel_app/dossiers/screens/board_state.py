"""The board at work: what is shown, what is held in hand, and what can still be undone."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import reflex as rx

from liciel_app.agenda.screens import board_roads
from liciel_app.agenda.screens.board_events import Event
from liciel_app.core import clock
from liciel_app.core.access import Permission
from liciel_app.core.errors import Refused
from liciel_app.core.language import Language, language_of, say
from liciel_app.dossiers.queries.tray import Tray
from liciel_app.dossiers.screens import board_gestures as gestures
from liciel_app.dossiers.screens.board_gestures import Carried
from liciel_app.dossiers.screens.board_peek import Peek, peek
from liciel_app.dossiers.screens.board_reading import (
    ADDRESS,
    MONTH,
    VIEWS,
    Asked,
    Drawn,
    Read,
    Shown,
    day_of,
    draw,
    read,
    seen,
    span,
)
from liciel_app.dossiers.screens.board_wondering import told, wonder
from liciel_app.ui import bridge, toast
from liciel_app.ui.handler import State, handler
from liciel_app.ui.session import Session

WHOLE_DAY: Final = "day"


@dataclass(frozen=True, slots=True)
class Undoable:
    """The card after a gesture: what was done, and the road it added."""

    words: str = ""
    road: str = ""


class Done(State):
    """Apart from the board: a drop is acknowledged by the card alone, before anything else is painted again."""

    card: rx.Field[Undoable] = rx.field(default_factory=Undoable)


class Board(State):
    shown: rx.Field[Shown] = rx.field(default_factory=Shown)
    frame: rx.Field[dict[str, Any]] = rx.field(default_factory=dict[str, Any])
    events: rx.Field[list[Event]] = rx.field(default_factory=list[Event])
    people: rx.Field[list[Event]] = rx.field(default_factory=list[Event])
    roads: rx.Field[dict[str, Any]] = rx.field(default_factory=dict[str, Any])
    """Where what is held could go, and the road it would add."""
    refusals: rx.Field[dict[str, Any]] = rx.field(default_factory=dict[str, Any])
    """Where it may not, and why."""
    revision: rx.Field[int] = rx.field(0)
    tray: rx.Field[Tray] = rx.field(default_factory=Tray)
    view: rx.Field[str] = rx.field("")
    picked: rx.Field[str] = rx.field("")
    """Chosen by a tap or a key: the next hour pointed at is where it goes."""
    picked_words: rx.Field[str] = rx.field("")
    lit: rx.Field[str] = rx.field("")
    """The appointment under the pointer, on the board and on the map."""
    peek: rx.Field[Peek] = rx.field(default_factory=Peek)
    peeking: rx.Field[bool] = rx.field(default=False)
    mapped: rx.Field[bool] = rx.field(default=True)
    loaded: rx.Field[bool] = rx.field(default=False)
    _asked: Asked = Asked()
    _seen: str = ""
    _held: str = ""
    _versions: dict[int, int] = {}  # noqa: RUF012 the framework copies it
    _road: board_roads.Roads | None = None
    _done: Carried | None = None

    @handler(Permission.AGENDA_READ)
    async def load(self) -> None:
        """What stands in the address is a question: an unknown view is the day, an unknown technician all of them."""
        asked = self.router.url.query_parameters
        view, only = asked.get("vue", ""), asked.get("tech", "")
        self._asked = Asked(view if view in VIEWS else "", asked.get("jour", ""), int(only) if only.isdecimal() else 0)
        self.view = self._asked.view
        self.picked, self.picked_words, self.lit, self.peeking, self._seen = "", "", "", False, ""
        await self._refresh()

    @handler(Permission.AGENDA_READ)
    async def tick(self) -> None:
        await self._refresh()

    @handler(Permission.AGENDA_READ)
    async def light(self, what: str) -> None:
        """`v12` on the calendar, `12` on the map."""
        number = what.removeprefix(gestures.VISIT)
        self.lit = number if number.isdecimal() else ""

    @handler(Permission.AGENDA_READ)
    async def show_map(self, shown: bool) -> None:
        self.mapped = shown

    @handler(Permission.AGENDA_READ)
    async def open(self, what: str) -> Any:
        """An appointment opens beside the board; a sum of the month leads to its day."""
        if what.startswith("s"):
            return rx.redirect(f"{ADDRESS}?jour={what.partition('-')[2]}")
        number = what.partition("-")[0][1:]
        if what[:1] in ("v", "a") and number.isdecimal():
            self.peek = await bridge.read(self, peek, int(number))
            self.peeking = True
        return None

    @handler(Permission.AGENDA_READ)
    async def show_peek(self, shown: bool) -> None:
        self.peeking = shown

    @handler(Permission.AGENDA_WRITE)
    async def grab(self, what: str) -> None:
        """Something is held: where it could go is told while it is carried."""
        self._held = what
        found = await bridge.read(self, wonder, gestures.held(what), self._asked)
        holding = await _aside(partial(told, found, await self._language()))
        self.roads, self.refusals = holding.roads, holding.refusals

    @handler(Permission.AGENDA_WRITE)
    async def release(self) -> None:
        self._held = ""

    @handler(Permission.AGENDA_WRITE)
    async def pick(self, what: str, words: str) -> None:
        """Chosen by a tap or a key, or put down again; then an hour is pointed at."""
        self.peeking = False
        if what in ("", self.picked):
            self._put_down()
            return
        self.picked, self.picked_words = what, words[:120]
        await self.grab(what)

    @handler(Permission.AGENDA_WRITE)
    async def move(self, place: dict[str, str]) -> AsyncIterator[None]:
        """Dragged to another hour or column, or made longer. Refused, it goes back where it was."""
        async for _ in self._carry(place.get("id", ""), place):
            yield

    @handler(Permission.AGENDA_WRITE)
    async def drop(self, place: dict[str, str]) -> AsyncIterator[None]:
        """A card of the tray let go on the board."""
        async for _ in self._carry(self._held, place):
            yield

    @handler(Permission.AGENDA_WRITE)
    async def point(self, place: dict[str, str]) -> AsyncIterator[Any]:
        """An hour was tapped: what was picked goes there. Without anything picked, a day of the month opens."""
        if self.picked:
            async for _ in self._carry(self.picked, place):
                yield
        elif self._asked.view == MONTH:
            yield rx.redirect(f"{ADDRESS}?jour={place.get('start', '')[:10]}")

    @handler(Permission.AGENDA_WRITE)
    async def undo(self) -> Any:
        done, self._done = self._done, None
        await self._tell(Undoable())
        if done is None:
            return None
        await bridge.do(self, gestures.put_back, done)
        await self._read_again()
        return toast.done(say("C’est annulé.", await self._language()))

    @handler(Permission.AGENDA_WRITE)
    async def keep(self) -> None:
        """The card is put away: what was done stays done."""
        self._done = None
        await self._tell(Undoable())

    @handler(Permission.AGENDA_WRITE)
    async def publish(self) -> Any:
        """What is provisional among the days shown is told to its people."""
        first, after = span(self._asked.view, day_of(self._asked.day, clock.today()))
        told = await bridge.do(self, gestures.publish, clock.at_office(first, 0), clock.at_office(after, 0))
        await self._read_again()
        lang = await self._language()
        if not told:
            return toast.told(say("Rien n’attendait d’être publié.", lang))
        sentence = "Publié : {count} rendez-vous, leurs clients et techniciens sont avertis."
        return toast.done(say(sentence, lang, count=told))

    async def _carry(self, what: str, place: dict[str, str]) -> AsyncIterator[None]:
        """Where the calendar says. A refusal is a sentence, and the board shows again what stands."""
        rows, self._held = self.roads, ""
        wanted, place = gestures.held(what), dict(place)
        if place.get("end") == WHOLE_DAY:
            place |= {"start": _start_of_day(rows, place), "end": ""}
        seen = self._versions.get(wanted.number) if wanted.kind == gestures.VISIT else None
        async for _ in self._place(wanted, gestures.spot(place, seen)):
            yield

    async def _place(self, what: gestures.Held, where: gestures.Spot) -> AsyncIterator[None]:
        """The service decides; a card says at once what it did and undoes it, the board and its roads follow."""
        try:
            done = await bridge.do(self, gestures.carry, what, where)
        except Refused:
            self.revision += 1
            raise
        before, self._done = self._road, done
        await self._tell(Undoable(done.words))
        yield
        self._put_down()
        self.peeking = False
        await self._read_again()
        self.revision += 1
        await self._tell(Undoable(done.words, self._added(before, await self._language())))

    async def _tell(self, done: Undoable) -> None:
        (await self.get_state(Done)).card = done

    def _put_down(self) -> None:
        self.picked, self.picked_words, self.roads, self.refusals = "", "", {}, {}

    def _added(self, before: board_roads.Roads | None, lang: Language) -> str:
        """The road of what is shown, less what it was."""
        if before is None or self._road is None or not (before.legs or self._road.legs):
            return ""
        totals = [sum(roads.days.values(), board_roads.Road()) for roads in (self._road, before)]
        return board_roads.added_words(totals[0] - totals[1], lang)

    async def _refresh(self) -> None:
        """Read again only when something changed, or the line of the present moved."""
        if await bridge.read(self, seen) != self._seen:
            await self._read_again()

    async def _read_again(self) -> None:
        found = await bridge.read(self, read, self._asked)
        self._put(found, await _aside(partial(draw, found)))

    def _put(self, found: Read, drawn: Drawn) -> None:
        """What is as it was is not sent again."""
        self._seen, self._road = found.version, drawn.roads
        self._versions = {one.id: one.version for one in found.board.booked}
        told = {"shown": drawn.shown, "frame": drawn.frame, "tray": found.tray}
        for name, value in (told | {"people": drawn.laid.people, "events": drawn.laid.events}).items():
            if getattr(self, name) != value:
                setattr(self, name, value)
        self.loaded = True

    async def _language(self) -> Language:
        return language_of((await self.get_state(Session)).lang)


async def _aside(work: Callable[[], Any]) -> Any:
    """Beside the event loop: thinking and the road must not keep the others waiting."""
    return await rx.run_in_thread(work)


def _start_of_day(rows: dict[str, Any], place: dict[str, str]) -> str:
    """Only a day was pointed at: its best gap, nine o’clock where none is known."""
    day = place.get("start", "")[:10]
    best = board_roads.best_of(rows.get(place.get("resource", ""), []), day)
    return best or f"{day}T09:00:00"
