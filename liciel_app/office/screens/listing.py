"""What every list of the office keeps: what was asked, the keys of the page shown, and how far it has seen."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from liciel_app.core import journal
from liciel_app.core.paging import COUNT_CAP, Asked, Key, Move, Page
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.ui import bridge
from liciel_app.ui.handler import State
from liciel_app.ui.kinds import Text


class Listing(State, mixin=True):
    """A state adds its rows and its handlers, each with its permission; nothing here can be called by a browser."""

    q: rx.Field[str] = rx.field("")
    sort: rx.Field[str] = rx.field("")
    """Key of the sorted column, with a leading `-` when descending; empty: the list's own order."""
    total: int = 0
    figure: str = ""
    """The total as people read it."""
    has_previous: rx.Field[bool] = rx.field(default=False)
    has_next: rx.Field[bool] = rx.field(default=False)
    loading: rx.Field[bool] = rx.field(default=True)
    _start: Key | None = None
    _end: Key | None = None
    _seen: str = ""

    def _asked(self, move: Move) -> Asked:
        """On the first page, what comes in above is what one waits for: it is read from its top again."""
        if move == "same" and not self.has_previous:
            move = "first"
        falling = not self.sort or self.sort.startswith("-")
        return Asked(self.q, self.sort.removeprefix("-"), falling, move, self._start, self._end)

    def _turned_to(self, page: Page[Any]) -> Sequence[Any]:
        """Note where the page stands; its rows."""
        self._start, self._end, self.total = page.start, page.end, page.total
        self.figure = f"{page.total:,}".replace(",", "\u202f") + ("+" if page.total == COUNT_CAP else "")
        self.has_previous, self.has_next, self.loading = page.has_previous, page.has_next, False
        return page.rows

    def _turn_sort(self, key: str) -> None:
        """The same title again turns the order round."""
        self.sort = f"-{key}" if self.sort == key else key

    def _ask(self, words: str) -> None:
        self.q = one_line(words)

    async def _moved_on(self, *kinds: str) -> bool:
        """Whether something was written about those kinds of records since last asked, or the language changed."""
        seen = await bridge.read(self, version, kinds)
        if seen == self._seen:
            return False
        self._seen = seen
        return True


def counted(listing: Any, one: Text, many: Text) -> rx.Var[str]:
    """« 1 248 dossiers », for the foot of the list."""
    noun = rx.cond(listing.total > 1, many, one)
    return rx.Var.create(f"{listing.figure} {noun}").to(str)


def version(work: Work, kinds: tuple[str, ...]) -> str:
    """Changes whenever something is written about records of those kinds, and with the reader's language."""
    return f"{journal.latest(work.db, kinds)} {work.language}"
