"""« Heures »: those of the big buttons, corrected with a reason, and the breaks."""

from typing import Any

import reflex as rx

from liciel_app.mobile.screens.kept_form import kept_form
from liciel_app.ui.card import card, facts, notice, stack
from liciel_app.ui.field import number_field, text_field, time_field
from liciel_app.ui.form import field_grid
from liciel_app.ui.kinds import Flag
from liciel_app.ui.language import t


def hours_tab(page: Any, ready: Flag) -> rx.Component:
    """`page`: the state, with `on_site`."""
    hours = page.on_site.hours
    typed = kept_form(
        "hours",
        t("Heures de la visite"),
        field_grid(
            time_field("arrived", t("Arrivée"), default_value=hours.arrived),
            time_field("started", t("Début"), default_value=hours.started),
            time_field("ended", t("Fin"), default_value=hours.ended),
            number_field("pause", t("Pauses"), default_value=hours.pause.to_string(), suffix=t("min")),
        ),
        text_field("reason", t("Motif"), hint=t("Nécessaire pour changer ce que les boutons ont noté."), optional=True),
        send=t("Envoyer les heures"),
        stays=True,
    )
    return stack(rx.cond(ready, _known(hours), rx.fragment()), card(t("Corriger"), typed))


def _known(hours: Any) -> rx.Component:
    held = facts(
        (t("Temps sur place"), rx.cond(hours.spent != "", hours.spent, "–")),
        (t("Notées par les boutons"), rx.cond(hours.tapped != "", hours.tapped, "–")),
    )
    why = rx.cond(hours.said != "", notice(hours.said, tone="amber", icon="pencil"), rx.fragment())
    return card(t("Heures de la visite"), held, why)
