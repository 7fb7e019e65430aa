"""Working hours, public holidays, recurring events and dates of validity, on plain values."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, Literal

from liciel_app.core.errors import Invalid

WEEKEND: Final = 5
MIDNIGHT: Final = 24 * 60
MOST_OCCURRENCES: Final = 800
LONGEST_LEAVE: Final = timedelta(days=366)
Fault = Literal["checked", "insured"]
FAULTS: Final[dict[Fault, str]] = {
    "checked": "{name} : contrôle périmé depuis le {day}.",
    "insured": "{name} : assurance échue depuis le {day}.",
}
Interval = tuple[int, int]
"""Minutes from midnight on the office's clock."""
Week = tuple[tuple[Interval, ...], ...]
"""The intervals of Monday to Sunday."""
MAINLAND: Final = "FR"
ZONES: Final = frozenset({"57", "6AE", "971", "972", "973", "974", "976"})
"""Where there are more public holidays than the eleven of everybody."""
_ALSACE: Final = {"57": "57", "67": "6AE", "68": "6AE"}
_OVERSEAS: Final = 3


def zone_of(postcode: str) -> str:
    """Whose public holidays a place has: Moselle « 57 », Alsace « 6AE », overseas by number; « » the rest of France.

    >>> zone_of("67000"), zone_of("97400"), zone_of("33000")
    ('6AE', '974', '')
    """
    if postcode.startswith(("97", "98")):
        zone = postcode[:_OVERSEAS]
        return {"971": "971", "972": "972", "973": "973", "974": "974", "976": "976"}.get(zone, "")
    return _ALSACE.get(postcode[:2], "")


@lru_cache(maxsize=64)
def named_holidays(year: int, zone: str) -> dict[date, str]:
    """`{day: name}`; `zone` as `zone_of` gives it, or « FR » for the eleven days of everybody.

    Code du travail, L3133-1; L3134-13 for Alsace-Moselle; L3422-2 overseas.
    """
    import holidays

    return dict(holidays.country_holidays("FR", subdiv=zone if zone in ZONES else None, years=year, language="fr"))


def check_week(week: Week) -> None:
    """Raises Invalid naming the first day whose hours are reversed, outside the day, or overlap."""
    for weekday, intervals in enumerate(week):
        field = f"day-{weekday}"
        ends = 0
        for starts, stops in sorted(intervals):
            if not 0 <= starts < MIDNIGHT or not 0 < stops <= MIDNIGHT:
                raise Invalid({field: "Une heure va de 00:00 à 24:00."})
            if stops <= starts:
                raise Invalid({field: "La fin précède le début."})
            if starts < ends:
                raise Invalid({field: "Ces horaires se chevauchent."})
            ends = stops


def lies_within(starts: datetime, ends: datetime, hours: Iterable[Interval]) -> bool:
    """Whether what begins and ends then, on the office's clock, lies wholly in one interval of the first day."""
    midnight = datetime.combine(starts.date(), time())
    first, last = (moment.replace(tzinfo=None) - midnight for moment in (starts, ends))
    return any(timedelta(minutes=opens) <= first and last <= timedelta(minutes=closes) for opens, closes in hours)


def minutes_of(moment: time) -> int:
    """From midnight."""
    return moment.hour * 60 + moment.minute


def check_leave(first: date, last: date) -> None:
    if last < first:
        raise Invalid({"last_on": "La date de fin précède la date de début."})
    if last - first > LONGEST_LEAVE:
        raise Invalid({"last_on": "Un congé dure un an au plus."})


def fault_of(checked_until: date | None, insured_until: date | None, day: date) -> tuple[Fault, date] | None:
    """Why a vehicle or an instrument may not be taken that day, and since when; the last day is good."""
    if checked_until is not None and checked_until < day:
        return "checked", checked_until
    if insured_until is not None and insured_until < day:
        return "insured", insured_until
    return None


def occurrences(rule: str, first_on: date, after: date, until: date) -> Iterator[date]:
    """The days of an RRULE (RFC 5545) in ]after, until]. Days, not instants: the hour stays the office's all year.

    Raises Invalid for a rule that cannot be read.
    """
    from dateutil.rrule import rrulestr

    try:
        found = rrulestr(rule, dtstart=datetime.combine(first_on, datetime.min.time()))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Invalid({"rule": "Cette répétition ne peut pas être lue."}) from None
    start = datetime.combine(after, datetime.min.time())
    for count, instant in enumerate(found.xafter(start, inc=False)):
        if instant.date() > until or count >= MOST_OCCURRENCES:
            return
        yield instant.date()
