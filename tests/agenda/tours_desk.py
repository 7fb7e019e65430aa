"""The page « Tournées » as Nathalie opens it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from liciel_app.agenda.screens.tours_mending import Repairs
from liciel_app.agenda.screens.tours_state import Tours
from liciel_app.core.work import Work, begin
from tests.client import Browser, Tab
from tests.people import Cast

NATHALIE = "n.ferrand@atlantique-diag.example"
TUESDAY = date(2026, 11, 24)


@contextmanager
def desk(people: Cast) -> Iterator[Work]:
    with begin(people.assistant) as work:
        yield work


async def opened(browser: Browser, email: str = NATHALIE, **asked: str) -> Tab:
    tab = browser.tab(email, **{"jour": TUESDAY.isoformat(), **asked})
    await tab.send(Tours.load)
    await tab.send(Repairs.load)
    return tab
