"""Reading the agenda: visits, what takes whom, hours, leave and resources."""

from liciel_app.agenda.queries.people import (
    LeaveRow,
    PersonHours,
    ResourceRow,
    asked_leaves,
    coming_holidays,
    holidays_between,
    hours_of,
    leaves,
    resources,
    settings_of,
)
from liciel_app.agenda.queries.publishing import ToPublish, to_publish
from liciel_app.agenda.queries.things import held_by, served
from liciel_app.agenda.queries.visits import (
    TIME_TAKEN,
    VisitRow,
    booked,
    day,
    get,
    locked,
    provisional_of,
    resources_taken,
    takes,
    visible_to,
    visit,
    week,
)

__all__ = [
    "TIME_TAKEN",
    "LeaveRow",
    "PersonHours",
    "ResourceRow",
    "ToPublish",
    "VisitRow",
    "asked_leaves",
    "booked",
    "coming_holidays",
    "day",
    "get",
    "held_by",
    "holidays_between",
    "hours_of",
    "leaves",
    "locked",
    "provisional_of",
    "resources",
    "resources_taken",
    "served",
    "settings_of",
    "takes",
    "to_publish",
    "visible_to",
    "visit",
    "week",
]
