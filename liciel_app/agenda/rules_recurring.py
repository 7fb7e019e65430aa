# pyright: strict
"""Repetitions as people choose them, and the RRULE (RFC 5545) each one is."""

from datetime import date
from typing import Final

from liciel_app.core.errors import Invalid
from liciel_app.core.language import Language, day_as, day_short, say

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING_DAYS: Final = "working_days"
CHOICES: Final = {
    "weekly": "Chaque semaine",
    "two_weeks": "Toutes les deux semaines",
    WORKING_DAYS: "Chaque jour ouvré, du lundi au vendredi",
    "daily": "Chaque jour",
    "monthly_date": "Chaque mois, à la même date",
    "monthly_day": "Chaque mois, le même jour de la même semaine",
    "month_end": "Le dernier jour de chaque mois",
    "yearly": "Chaque année",
}
_SAID: Final = {
    "weekly": "Chaque semaine, le {day}",
    "two_weeks": "Une semaine sur deux, le {day}",
    "working_days": "Chaque jour ouvré",
    "daily": "Chaque jour",
    "monthly_date": "Chaque mois, le {number}",
    "monthly_day": "Chaque mois, le {rank} {day}",
    "month_end": "Le dernier jour de chaque mois",
    "yearly": "Chaque année, le {date}",
}
_RANKS: Final = ("premier", "deuxième", "troisième", "quatrième", "dernier")
_FIFTH: Final = 5


def rule_of(choice: str, first_on: date, until: date | None = None) -> str:
    """The rule of that choice for an event that begins that day, last day included. Raises Invalid.

    >>> rule_of("monthly_day", date(2026, 12, 7)), rule_of("two_weeks", date(2026, 12, 7), date(2027, 1, 4))
    ('FREQ=MONTHLY;BYDAY=1MO', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20270104')
    """
    if choice not in CHOICES:
        raise Invalid({"repeat": "Choisissez une répétition."})
    if until is not None and until < first_on:
        raise Invalid({"until": "La date de fin précède la date de début."})
    return _rules(first_on)[choice] + (f";UNTIL={until:%Y%m%d}" if until else "")


def in_words(rule: str, first_on: date, lang: Language = "fr") -> str:
    """« Chaque mois, le premier lundi, jusqu’au 04/01/2027 »; a rule made elsewhere is shown as it is."""
    body, _, end = rule.partition(";UNTIL=")
    choice = next((name for name, known in _rules(first_on).items() if known == body), "")
    if not choice:
        return rule
    words = say(
        _SAID[choice],
        lang,
        day=day_as(first_on, "EEEE", lang),
        number=str(first_on.day),
        rank=say(_RANKS[_rank(first_on) - 1], lang),
        date=day_as(first_on, "d MMMM", lang),
    )
    if not end:
        return words
    return f"{words}, {say('jusqu’au {day}', lang, day=day_short(date.fromisoformat(end[:8])))}"


def _rules(first_on: date) -> dict[str, str]:
    day, rank = DAYS[first_on.weekday()], _rank(first_on)
    return {
        "weekly": f"FREQ=WEEKLY;BYDAY={day}",
        "two_weeks": f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
        "working_days": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "daily": "FREQ=DAILY",
        "monthly_date": f"FREQ=MONTHLY;BYMONTHDAY={first_on.day}",
        "monthly_day": f"FREQ=MONTHLY;BYDAY={-1 if rank == _FIFTH else rank}{day}",
        "month_end": "FREQ=MONTHLY;BYMONTHDAY=-1",
        "yearly": "FREQ=YEARLY",
    }


def _rank(day: date) -> int:
    """The first, second… of its month; the fifth one counts as the last."""
    return (day.day - 1) // 7 + 1
