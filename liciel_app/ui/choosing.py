"""Lines chosen in a list, on this page and on others, for what is done to several at once."""

import reflex as rx

from liciel_app.ui.handler import Own, State, handler


class Choosing(State, mixin=True):
    """The numbers come from the browser: whatever is done to them starts again from the list's own query."""

    chosen: rx.Field[list[int]] = rx.field(default_factory=list[int])
    everything: rx.Field[bool] = rx.field(default=False)
    """All the lines the filters find are chosen, also those of other pages."""

    @handler(Own.READS)
    async def choose(self, number: int) -> None:
        """A line chosen, or left."""
        self.everything = False
        left = [one for one in self.chosen if one != number]
        self.chosen = left if number in self.chosen else [*self.chosen, number]

    @handler(Own.READS)
    async def choose_page(self) -> None:
        """All the lines shown, or none of them when all are chosen already."""
        shown: list[int] = [row.id for row in getattr(self, "rows", [])]
        left = [one for one in self.chosen if one not in shown]
        self.chosen = left if set(shown) <= set(self.chosen) else [*left, *shown]
        self.everything = False

    @handler(Own.READS)
    async def choose_all(self) -> None:
        """Everything the filters find, page after page."""
        self.everything = True

    @handler(Own.READS)
    async def choose_none(self) -> None:
        self._leave_all()

    def _leave_all(self) -> None:
        self.chosen, self.everything = [], False
