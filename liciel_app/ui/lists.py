"""What every list does: searched, filtered, sorted, paged and live, and its address says all of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

import reflex as rx

from liciel_app.core import journal
from liciel_app.core.errors import NotFound, Refused
from liciel_app.core.language import Language, say
from liciel_app.core.paging import USUAL, Asked, Key, Move, Page
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.ui import bridge
from liciel_app.ui.choosing import Choosing
from liciel_app.ui.handler import Own, State, handler
from liciel_app.ui.kinds import Text
from liciel_app.ui.list_parts import Cell, Chip, Filter, Filters, Layout, figure
from liciel_app.ui.palette import Found

SEARCH: Final = "q"
SORT: Final = "tri"
_remembered: list[Callable[[Work, str], Layout | None]] = []
_remember: list[Callable[[Work, str, Layout], None]] = []
_LISTS: Final[dict[str, "type[LiveList]"]] = {}


def install(remembered: Callable[[Work, str], Layout | None], remember: Callable[[Work, str, Layout], None]) -> None:
    """Called once by the office's screens: whose layout it is, the office knows."""
    _remembered[:], _remember[:] = [remembered], [remember]


def known(name: str) -> "type[LiveList]":
    """The list of that name, for its workbook and its saved views."""
    if name not in _LISTS:
        raise NotFound("Cette liste n’existe pas.")
    return _LISTS[name]


def lists() -> "list[type[LiveList]]":
    return list(_LISTS.values())


class LiveList(Choosing, State, mixin=True):
    """A list adds its rows, its query and `READS`, who may read it.

    Whatever narrows or sorts leads to an address, and `load` alone reads the address: a link, a saved view, a click
    on a title and the Back button are one mechanism.
    """

    NAME: ClassVar[str] = ""
    """Its name for its workbook, its saved views and its layout: « commandes »; empty: it has none of them."""
    TITLE: ClassVar[str] = ""
    """French; what its findings are called in the palette. Empty: it is not searched there."""
    ADDRESS: ClassVar[str] = ""
    KINDS: ClassVar[tuple[str, ...]] = ()
    """The records of the journal that make it read again."""
    FILTERS: ClassVar[tuple[Filter, ...]] = ()
    ORDER: ClassVar[str] = ""
    """The column it is sorted by when nobody asked; empty: the query's own, latest first."""
    PUT_AWAY: ClassVar[tuple[str, ...]] = ()
    """The columns hidden from who never chose."""
    SHEET: ClassVar[tuple[Cell, ...]] = ()
    """Its workbook; empty: it is not exported."""

    q: rx.Field[str] = rx.field("")
    sort: rx.Field[str] = rx.field("")
    """Key of the sorted column, with a leading `-` when descending; empty: the list's own order."""
    filters: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    kept: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    """By filter, the end of an address that keeps everything else: `&q=…`; under the empty word, all of it."""
    chips: rx.Field[list[Chip]] = rx.field(default_factory=list[Chip])
    hidden: rx.Field[list[str]] = rx.field(default_factory=list[str])
    size: rx.Field[int] = rx.field(USUAL)
    total: rx.Field[int] = rx.field(0)
    figure: rx.Field[str] = rx.field("")
    """The total as people read it."""
    has_previous: rx.Field[bool] = rx.field(default=False)
    has_next: rx.Field[bool] = rx.field(default=False)
    loading: rx.Field[bool] = rx.field(default=True)
    _start: Key | None = None
    _end: Key | None = None
    _version: str = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.NAME:
            _LISTS[cls.NAME] = cls

    @staticmethod
    def _page(work: Work, asked: Asked, filters: Filters) -> Page[Any]:
        """The list's query."""
        raise NotImplementedError

    @staticmethod
    def _found(row: Any) -> Found:
        """A row as the palette names it."""
        raise NotImplementedError

    @staticmethod
    def _around(_work: Work) -> Mapping[str, Any]:
        """What stands around the rows, by name of var: counts of the tabs, sums."""
        return {}

    @handler(Own.READS)
    async def load(self) -> None:
        """The address says what is asked; a word it does not know is left out."""
        asked = self.router.url.query_parameters
        self.q, self.sort = one_line(asked.get(SEARCH, "")), asked.get(SORT, "") or self.ORDER
        self.filters = {one.name: _known_choice(one, asked.get(one.name, "")) for one in self.FILTERS}
        self._arrive()
        try:
            await self._show("first", arriving=True)
        except Refused:  # a sort that does not exist: the list is shown in its own order, and the refusal is said
            self.sort = self.ORDER
            await self._show("first", arriving=True)
            raise

    @handler(Own.READS)
    async def tick(self) -> None:
        await self._show("same", if_moved=True)

    @handler(Own.READS)
    async def turn(self, move: Move) -> None:
        await self._show(move)

    @handler(Own.READS)
    async def search(self, words: str) -> Any:
        self.q = one_line(words)
        return rx.redirect(self._address(), replace=True)

    @handler(Own.READS)
    async def sort_by(self, key: str) -> Any:
        """The same title again turns the order round."""
        self.sort = f"-{key}" if self.sort == key else key
        return rx.redirect(self._address(), replace=True)

    @handler(Own.READS)
    async def show_lines(self, size: int) -> None:
        """So many lines a page, from 10 to 350, remembered with the person."""
        before, self.size = self.size, size
        try:
            await self._show("first")
        except Refused:
            self.size = before
            raise
        await self._keep_layout()

    @handler(Own.READS)
    async def show_column(self, key: str) -> None:
        """Put away, or brought back; remembered with the person."""
        left = [one for one in self.hidden if one != key]
        self.hidden = left if key in self.hidden else [*self.hidden, key]
        await self._keep_layout()

    async def _show(self, move: Move, *, if_moved: bool = False, arriving: bool = False) -> None:
        """Read a page, perhaps only if something moved; somebody who arrives finds the layout they like."""
        question = _Question(
            type(self), self._asked(move), dict(self.filters), self._version, if_moved=if_moved, arriving=arriving
        )
        seen = await bridge.read(self, _look, question)
        if seen is None:
            return
        page, moved_on = seen.page, arriving or seen.version != self._version
        self._start, self._end, self._version = page.start, page.end, seen.version
        self.total, self.figure = page.total, figure(page.total)
        self.has_previous, self.has_next, self.loading = page.has_previous, page.has_next, False
        for name, value in {"rows": list(page.rows), **seen.around}.items():
            setattr(self, name, value)
        if moved_on:
            self._stand(seen, arriving=arriving)
            await self._follow()

    async def _follow(self) -> None:
        """Something moved: what the list shows beside its rows is read again."""

    def _stand(self, seen: "_Seen", *, arriving: bool) -> None:
        """What turning a page leaves as it is."""
        self.size, self.hidden = seen.layout.size, list(seen.layout.hidden) if arriving else self.hidden
        self.chips = list(self._chips(seen.language))
        self.kept = {name: self._rest_of_address(name) for name in ("", *self.filters)}

    def _arrive(self) -> None:
        """Somebody opens an address of the list: nothing is chosen yet."""
        self._leave_all()

    def _asked(self, move: Move) -> Asked:
        """On the first page, what comes in above is what one waits for: it is read from its top again."""
        if move == "same" and not self.has_previous:
            move = "first"
        falling = not self.sort or self.sort.startswith("-")
        sort = self.sort.removeprefix("-")
        return Asked(self.q, sort, falling, move, self._start, self._end, self.size, self.total)

    def _chips(self, lang: Language) -> Iterator[Chip]:
        for one in self.FILTERS:
            if value := self.filters.get(one.name, ""):
                yield Chip(say(one.label, lang), say(one.choices[value], lang), self._address(without=one.name))
        if self.q:
            yield Chip(say("Recherche", lang), self.q, self._address(without=SEARCH))

    def _address(self, *, without: str = "") -> str:
        rest = self._rest_of_address(without).removeprefix("&")
        return f"{self.ADDRESS}?{rest}" if rest else self.ADDRESS

    def _rest_of_address(self, without: str) -> str:
        sort = "" if self.sort == self.ORDER else self.sort
        words = {**self.filters, SEARCH: self.q, SORT: sort}
        on = {name: word for name, word in words.items() if word and name != without}
        return f"&{urlencode(on)}" if on else ""

    async def _keep_layout(self) -> None:
        if _remember and self.NAME:
            await bridge.do(self, _remember[0], self.NAME, Layout(tuple(self.hidden), self.size))


def counted(listing: Any, one: Text, many: Text) -> rx.Var[str]:
    """« 1 248 dossiers », for the foot of the list."""
    noun = rx.cond(listing.total > 1, many, one)
    return rx.Var.create(f"{listing.figure} {noun}").to(str)


def version(work: Work, kinds: tuple[str, ...]) -> str:
    """Changes whenever something is written about records of those kinds, with the day, and with the language."""
    return f"{journal.latest(work.db, kinds) if kinds else 0} {work.today} {work.language}"


@dataclass(frozen=True, slots=True)
class _Question:
    of: type[LiveList]
    asked: Asked
    filters: Filters
    known: str
    """The version of what is shown."""
    if_moved: bool
    arriving: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    page: Page[Any]
    around: Mapping[str, Any]
    layout: Layout
    version: str
    language: Language


def _look(work: Work, question: _Question) -> _Seen | None:
    listing, asked = question.of, question.asked
    seen = version(work, listing.KINDS)
    moved = seen != question.known
    if question.if_moved and not moved:
        return None
    layout = _liked(work, listing) if question.arriving else Layout(size=asked.size)
    counted = listing.KINDS and not moved and not question.arriving  # the same rows as a moment ago
    asked = replace(asked, size=layout.size, total=asked.total if counted else None)
    page = listing._page(work, asked, question.filters)  # noqa: SLF001 the list's own query
    around = listing._around(work) if moved else {}  # noqa: SLF001 another page changes no count
    return _Seen(page, around, layout, seen, work.language)


def _liked(work: Work, listing: type[LiveList]) -> Layout:
    kept = _remembered[0](work, listing.NAME) if listing.NAME and _remembered else None
    return kept or Layout(listing.PUT_AWAY)


def _known_choice(one: Filter, code: str) -> str:
    return code if code in one.choices else ""
