"""The agenda of the week of the clock: Karim's exactly as described, the others' around it."""

from datetime import date, datetime, timedelta
from typing import Final

from liciel_app.agenda import rules_time
from liciel_app.agenda import services as agenda
from liciel_app.core.clock import at_office
from liciel_app.core.work import Work
from liciel_app.office.models import Account

Spot = tuple[float, float, str, str]
Visit = tuple[Account, datetime, int, Spot | None]

# Karim: day of the week, hour, minute, minutes, and where when it is said
KARIM: Final[tuple[tuple[int, int, int, int, Spot | None], ...]] = (
    (0, 8, 30, 105, (44.8392, -0.6120, "33000", "Bordeaux")),
    (0, 10, 30, 120, (44.8285, -0.5930, "33400", "Talence")),
    (0, 13, 30, 120, (44.8200, -0.5660, "33800", "Bordeaux")),
    (0, 15, 45, 135, (44.8466, -0.5870, "33000", "Bordeaux")),
    (1, 9, 0, 150, (44.8440, -0.6560, "33700", "Mérignac")),
    (1, 14, 0, 120, (44.8050, -0.6310, "33600", "Pessac")),
    (2, 14, 0, 180, (44.8570, -0.5320, "33150", "Cenon")),
    (4, 9, 0, 180, (44.8080, -0.5480, "33130", "Bègles")),
)
OTHERS: Final = (
    ("s.lacaze", 0, 9),
    ("s.lacaze", 0, 14),
    ("s.lacaze", 1, 10),
    ("s.lacaze", 3, 9),
    ("s.lacaze", 4, 14),
    ("j.morel", 0, 10),
    ("j.morel", 2, 9),
    ("j.morel", 3, 14),
)


def visits(staff: dict[str, Account], monday: date) -> list[Visit]:
    made: list[Visit] = [
        (staff["k.benali"], at_office(monday + timedelta(days=day), hour, minute), minutes, spot)
        for day, hour, minute, minutes, spot in KARIM
    ]
    made += [(staff[login], at_office(monday + timedelta(days=day), hour), 120, None) for login, day, hour in OTHERS]
    return [visit for visit in made if visit[1].date() not in closed_days(visit[1].year)]


def closed_days(year: int) -> frozenset[date]:
    """Public holidays: the office is in Bordeaux."""
    return frozenset(rules_time.named_holidays(year, rules_time.MAINLAND))


def days_off(work: Work, staff: dict[str, Account], monday: date) -> None:
    """Karim is on leave on Thursday; Sophie asked for the last days of the next month and waits."""
    karim, sophie = staff["k.benali"].id or 0, staff["s.lacaze"].id or 0
    thursday = monday + timedelta(days=3)
    granted = agenda.ask_leave(work, account_id=karim, first_on=thursday, last_on=thursday, reason="Congé annuel")
    agenda.decide_leave(work, granted.id or 0, approved=True)
    first = monday + timedelta(days=28)
    agenda.ask_leave(
        work, account_id=sophie, first_on=first, last_on=first + timedelta(days=4), reason="Vacances en famille"
    )
