"""The verbs of a dossier, one file per capability."""

from liciel_app.dossiers.services.binding import request_ddt
from liciel_app.dossiers.services.delivery import FileAccess, access, notify_client, record_download, remember_plan
from liciel_app.dossiers.services.filing import Inspected, add_file, may_add, remove_file
from liciel_app.dossiers.services.finishing import archive, hand_over, note_conclusion
from liciel_app.dossiers.services.holds import lift_hold, note_invoiced, note_paid, place_hold
from liciel_app.dossiers.services.opening import open_from_order
from liciel_app.dossiers.services.planning import assign, cancel_visit, follow, note_progress

__all__ = [
    "FileAccess",
    "Inspected",
    "access",
    "add_file",
    "archive",
    "assign",
    "cancel_visit",
    "follow",
    "hand_over",
    "lift_hold",
    "may_add",
    "note_conclusion",
    "note_invoiced",
    "note_paid",
    "note_progress",
    "notify_client",
    "open_from_order",
    "place_hold",
    "record_download",
    "remember_plan",
    "remove_file",
    "request_ddt",
]
