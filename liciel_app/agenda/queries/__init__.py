"""Reading the agenda: visits, what takes whom, hours, leave and resources."""

from liciel_app.agenda.queries.people import (
    LeaveRow,
    PersonHours,
    ResourceRow,
    holidays_between,
    hours_of,
    leaves,
    resources,
    settings_of,
)
from liciel_app.agenda.queries.visits import VisitRow, booked, day, get, locked, resource_taken, visible_to, visit, week

__all__ = [
    "LeaveRow",
    "PersonHours",
    "ResourceRow",
    "VisitRow",
    "booked",
    "day",
    "get",
    "holidays_between",
    "hours_of",
    "leaves",
    "locked",
    "resource_taken",
    "resources",
    "settings_of",
    "visible_to",
    "visit",
    "week",
]
