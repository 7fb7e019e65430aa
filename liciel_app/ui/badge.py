"""A status is a colour, an icon and a word, never a colour alone (screens.md 5.0)."""

from collections.abc import Mapping
from dataclasses import dataclass

import reflex as rx

from liciel_app.ui.kinds import Node, Text, some
from liciel_app.ui.language import t
from liciel_app.ui.tokens import Tone


@dataclass(frozen=True)
class Status:
    """How one status is shown. `label` is the French sentence of the catalogue, `icon` a lucide name."""

    label: str
    tone: Tone
    icon: str


STATUSES: Mapping[str, Status] = {
    "draft": Status("Brouillon", "grey", "pencil"),
    "to_plan": Status("À planifier", "grey", "calendar-plus"),
    "not_downloaded": Status("Non téléchargé", "grey", "circle-dashed"),
    "planned": Status("Planifié", "blue", "calendar-check"),
    "issued": Status("Émise", "blue", "file-check"),
    "sent": Status("Envoyé", "blue", "send"),
    "to_process": Status("À traiter", "amber", "inbox"),
    "in_progress": Status("En cours", "amber", "loader"),
    "to_read": Status("À consulter", "amber", "mail"),
    "paperwork": Status("Administratif à terminer", "violet", "clipboard-list"),
    "done": Status("Terminé", "green", "circle-check"),
    "read": Status("Consulté", "green", "mail-open"),
    "paid": Status("Payé", "green", "badge-check"),
    "downloaded": Status("Téléchargé", "green", "download"),
    "partly_paid": Status("Partiellement payé", "orange", "circle-slash-2"),
    "partly_downloaded": Status("Partiellement téléchargé", "orange", "folder-down"),
    "unpaid": Status("Impayé", "red", "circle-alert"),
    "late": Status("En retard", "red", "clock-alert"),
    "refused": Status("Refusé", "red", "circle-x"),
    "failed": Status("Échec", "red", "triangle-alert"),
    "cancelled": Status("Annulé", "black", "ban"),
    "archived": Status("Archivé", "black", "archive"),
}


def badge(label: Text, tone: Tone | rx.Var[str] = "grey", icon: str | None = None) -> rx.Component:
    """A coloured pill. `label` is shown as it is: give it through `t` when it is a sentence."""
    picture = rx.icon(icon, size=13, aria_hidden="true") if icon else None
    return rx.el.span(*some(picture, rx.el.span(label)), class_name="lx-badge", custom_attrs={"data-tone": tone})


def status_badge(status: Text, statuses: Mapping[str, Status] = STATUSES) -> rx.Component:
    """The pill of a status code. A domain passes its own mapping for codes of its own."""
    if isinstance(status, str):
        return _pill(statuses[status])
    pills = [(code, _pill(shown)) for code, shown in statuses.items()]
    return rx.fragment(rx.match(status, *pills, badge(status)))


def count_badge(count: int | rx.Var[int], tone: Tone = "grey", *, label: Text | None = None) -> rx.Component:
    """A number beside a word; nothing at all when it is zero. `label` says for screen readers what is counted."""
    spoken = rx.el.span(label, class_name="lx-spoken") if label is not None else None
    pill = rx.el.span(
        *some(rx.Var.create(count).to_string(), spoken), class_name="lx-count", custom_attrs={"data-tone": tone}
    )
    return rx.cond(rx.Var.create(count).to(int) > 0, pill, rx.fragment())


def avatar(initials: Text, *, size: int = 28) -> rx.Component:
    """The initials of a person; the name always stands beside it, so it is silent for screen readers."""
    return rx.el.span(
        initials,
        class_name="lx-avatar",
        aria_hidden="true",
        style={"--size": f"{size}px"},
    )


def person(name: Text, initials: Text, detail: Node | None = None) -> rx.Component:
    """Initials, name, and a second line in grey."""
    second = rx.el.span(detail, class_name="lx-second") if detail is not None else None
    return rx.el.span(
        avatar(initials),
        rx.el.span(*some(rx.el.span(name, class_name="lx-first"), second), class_name="lx-lines"),
        class_name="lx-person",
    )


def technician(name: Text, color: Text, number: Text | rx.Var[int] | None = None) -> rx.Component:
    """A technician as on the map and in the agenda: the hue, the number of the pin, the name."""
    dot = rx.el.span(
        number if number is not None else "", class_name="lx-hue", style={"background": color}, aria_hidden="true"
    )
    return rx.el.span(dot, rx.el.span(name), class_name="lx-technician")


def _pill(status: Status) -> rx.Component:
    return badge(t(status.label), status.tone, status.icon)
