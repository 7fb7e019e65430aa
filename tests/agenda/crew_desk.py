"""The pages of the crew, opened as each person of the cast would."""

from typing import Any

from tests.agenda.test_booking import NINE
from tests.client import Browser, Tab
from tests.people import Cast

NATHALIE, MARC = "n.ferrand@atlantique-diag.example", "m.delmas@atlantique-diag.example"
STRANGERS = ("", "b.dupuy@courriel.example", "gerance@lespins.example", "k.benali@atlantique-diag.example")
TUESDAY = NINE.date().isoformat()
FULL = {f"day-{number}": "08:30-12:30, 13:30-18:00" for number in range(5)}
RULES = {
    "notice_hours": "24",
    "working_days": "10",
    "proposals": "3",
    "buffer_minutes": "0",
    "window_minutes": "0",
    "client_moves": "2",
    "client_notice_hours": "24",
    "km_cents": "0,60",
    "hour_cents": "30,00",
    "leave_home_minute": "08:00",
}
EVENT = {"title": "Réunion", "repeat": "weekly", "first_on": TUESDAY, "start": "09:00", "minutes": "60"}


def karim_of(people: Cast) -> int:
    return people.technician.account_id or 0


async def opened(browser: Browser, state: Any, email: str = NATHALIE, **params: str) -> Tab:
    tab = browser.tab(email, **params)
    await tab.send(state.load)
    return tab
