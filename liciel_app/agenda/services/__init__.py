"""The agenda's verbs: booking and moving, publishing and undoing, hours and leave, recurring events, resources."""

from liciel_app.agenda.services.booking import book, cancel, move, note_progress
from liciel_app.agenda.services.certifying import certify
from liciel_app.agenda.services.hours import home_of, save_settings, set_home, set_hours
from liciel_app.agenda.services.leaves import ask_leave, decide_leave, withdraw_leave
from liciel_app.agenda.services.publishing import publish, restore
from liciel_app.agenda.services.recurring import end_recurrence, extend_recurrences, repeat
from liciel_app.agenda.services.resources import close_resource, save_resource
from liciel_app.agenda.services.staffing import set_least
from liciel_app.agenda.services.taking import take_along

__all__ = [
    "ask_leave",
    "book",
    "cancel",
    "certify",
    "close_resource",
    "decide_leave",
    "end_recurrence",
    "extend_recurrences",
    "home_of",
    "move",
    "note_progress",
    "publish",
    "repeat",
    "restore",
    "save_resource",
    "save_settings",
    "set_home",
    "set_hours",
    "set_least",
    "take_along",
    "withdraw_leave",
]
