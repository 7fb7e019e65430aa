"""How quotes are named: their states, with a colour, an icon and a word (screens.md 5.0)."""

from collections.abc import Mapping
from typing import Final

from liciel_app.ui.badge import Status

STATES: Final[Mapping[str, Status]] = {
    "draft": Status("Brouillon", "grey", "pencil"),
    "sent": Status("En attente de validation client", "blue", "send"),
    "expired": Status("Expiré", "orange", "clock-alert"),
    "accepted": Status("Accepté", "green", "badge-check"),
    "refused": Status("Refusé", "red", "circle-x"),
    "replaced": Status("Remplacé", "black", "copy-x"),
}
TABS: Final[Mapping[str, str]] = {
    "draft": "Brouillons",
    "sent": "En attente",
    "expired": "Expirés",
    "accepted": "Acceptés",
    "refused": "Refusés",
}
