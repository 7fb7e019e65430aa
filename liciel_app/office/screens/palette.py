"""The palette over every page of the office: screens, what can be created, and the findings of every list."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.language import say
from liciel_app.core.paging import SMALLEST, Asked
from liciel_app.core.text import normalise, one_line, terms
from liciel_app.core.work import Work
from liciel_app.office.screens.entries import CREATIONS, ENTRIES, SETTINGS, Creation, Entry, Setting
from liciel_app.ui import bridge, palette
from liciel_app.ui.handler import State, handler
from liciel_app.ui.lists import LiveList, lists
from liciel_app.ui.palette import Found, Group

MOST: Final = 5
"""Findings of a kind; three of them while nothing is typed, the latest."""
LATEST: Final = 3


class Palette(State):
    shown: rx.Field[bool] = rx.field(default=False)
    words: rx.Field[str] = rx.field("")
    groups: rx.Field[list[Group]] = rx.field(default_factory=list[Group])
    page: rx.Field[str] = rx.field("")
    """Where it was opened."""

    @handler(Permission.OFFICE_READ)
    async def show(self, shown: bool) -> None:
        self.shown, self.words = shown, ""
        self.page = self.router.url.path
        if shown:
            self.groups = await bridge.read(self, everything, "")

    @handler(Permission.OFFICE_READ)
    async def search(self, words: str) -> None:
        self.words = words
        self.groups = await bridge.read(self, everything, one_line(words))

    @handler(Permission.OFFICE_READ)
    async def open_first(self, asked: dict[str, str]) -> Any:
        """Entrée in the field: the first finding of what is typed now, though the page still shows the one before."""
        words = one_line(asked.get(palette.FIELD, ""))
        groups = await bridge.read(self, everything, words)
        if not groups:
            self.words, self.groups = words, groups
            return None
        self.shown, self.words = False, ""
        return rx.redirect(groups[0].found[0].href)


def stay_behind(opened: Palette) -> None:
    """Another page opens: the palette does not follow. Opened on this very one by a quick hand, it stays."""
    if opened.page != opened.router.url.path:
        opened.shown = False


def everything(work: Work, words: str) -> list[Group]:
    """Grouped by kind, first five each; the latest of each kind when nothing is asked."""
    screens = [
        Found(say(one.label, work.language), one.href)
        for one in (*ENTRIES, *SETTINGS)
        if work.actor.may(one.permission)
    ]
    creations = [Found(say(one.label, work.language), one.href) for one in CREATIONS if work.actor.may(one.permission)]
    listed = (
        Group(say("Aller à", work.language), _named(screens, words)),
        Group(say("Créer", work.language), _named(creations, words)),
    )
    records = list(_records(work, words))
    named = [group for group in listed if any(_begins(one, words) for one in group.found)]
    ordered = [*named, *records, *(group for group in listed if group not in named)]
    return [group for group in ordered if group.found]


def _open_to(work: Work, places: Sequence[Entry | Setting | Creation]) -> list[Found]:
    return [Found(say(one.label, work.language), one.href) for one in places if work.actor.may(one.permission)]


def palette_dialog() -> rx.Component:
    closing: Any = Palette.show
    return palette.palette(
        open=Palette.shown,
        on_open_change=closing,
        words=Palette.words,
        on_words=Palette.search,
        on_enter=Palette.open_first,
        groups=Palette.groups,
    )


def _records(work: Work, words: str) -> Iterator[Group]:
    for listing in lists():
        if listing.TITLE and listing.READS is not None and work.actor.may(listing.READS):
            yield Group(say(listing.TITLE, work.language), _first(work, listing, words))


def _first(work: Work, listing: type[LiveList], words: str) -> list[Found]:
    """The list's own query and rights."""
    nothing = {one.name: "" for one in listing.FILTERS}
    page = listing._page(work, Asked(search=words, size=SMALLEST), nothing)  # noqa: SLF001
    return [listing._found(row) for row in page.rows[: MOST if words else LATEST]]  # noqa: SLF001


def _begins(found: Found, words: str) -> bool:
    """Whoever types the name of a screen wants the screen before what is in it."""
    return normalise(found.words).startswith(normalise(words))


def _named(found: list[Found], words: str) -> list[Found]:
    wanted = terms(words)
    return [one for one in found if all(term in normalise(one.words) for term in wanted)]
