"""What one person may do and when, in one reading: asked in the transaction that books, his row being locked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Date, Integer, String, bindparam, cast, literal, null, select, union_all
from sqlmodel import col

from liciel_app.agenda import rules_time
from liciel_app.agenda.models_time import AgendaSettings, WorkingHours
from liciel_app.agenda.queries import people
from liciel_app.agenda.rules_time import Interval, Week
from liciel_app.core.work import Work
from liciel_app.office.models import Certification, Office


@dataclass(frozen=True, slots=True)
class Allowed:
    """`zone`: whose public holidays the office has. `certificates`: by domain their last day, None without a known end;
    of two for one domain the longer counts.
    """

    zone: str
    week: Week
    certificates: Mapping[str, date | None]

    def holiday(self, on: date) -> str:
        """Its name; empty on the other days."""
        return people.holidays_of(self.zone, on, on).get(on, "")


def allowed(work: Work, account_id: int) -> Allowed:
    words: dict[str, str] = {}
    hours: list[tuple[int, Interval]] = []
    held: dict[str, date | None] = {}
    rows: Any = work.db.connection().execute(_OF, {"account_id": account_id})
    for what, told, weekday, starts, ends, until in rows:
        if what == _HOURS:
            hours.append((weekday, (starts, ends)))
        elif what == _HELD:
            known = held.get(told, date.min)
            held[told] = None if until is None or known is None else max(until, known)
        else:
            words[what] = told
    zone = words.get(_ZONE) or rules_time.zone_of(words.get(_POSTCODE, ""))
    return Allowed(zone, _week(sorted(hours)), held)


def _week(hours: list[tuple[int, Interval]]) -> Week:
    """Who has no hours of his own has the office's."""
    kept = (tuple(interval for weekday, interval in hours if weekday == day) for day in range(7))
    return tuple(kept) if hours else people.STANDARD


_ZONE, _POSTCODE, _HOURS, _HELD = "zone", "postcode", "hours", "held"
_NO_WORDS: Final[Any] = cast(null(), String)
_NO_NUMBER: Final[Any] = cast(null(), Integer)
_NO_DAY: Final[Any] = cast(null(), Date)
_NO_HOURS: Final = (_NO_NUMBER, _NO_NUMBER, _NO_NUMBER)
_OF: Final[Any] = union_all(
    select(
        literal(_HOURS),
        _NO_WORDS,
        col(WorkingHours.weekday),
        col(WorkingHours.starts_minute),
        col(WorkingHours.ends_minute),
        _NO_DAY,
    ).where(col(WorkingHours.account_id) == bindparam("account_id")),
    select(literal(_HELD), col(Certification.code), *_NO_HOURS, col(Certification.until)).where(
        col(Certification.account_id) == bindparam("account_id")
    ),
    select(literal(_ZONE), col(AgendaSettings.holidays_zone), *_NO_HOURS, _NO_DAY).where(col(AgendaSettings.id) == 1),
    select(literal(_POSTCODE), col(Office.postcode), *_NO_HOURS, _NO_DAY).where(col(Office.id) == 1),
)
"""Four tables in one look."""
