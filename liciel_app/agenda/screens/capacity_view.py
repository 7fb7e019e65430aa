"""The two tables of capacity, what they lack in sentences, and the least number of people by domain."""

from typing import Any

import reflex as rx

from liciel_app.agenda.screens.hours_tabs import CAPACITY
from liciel_app.core.access import Permission
from liciel_app.office import certificates
from liciel_app.office.screens.frame import allowed
from liciel_app.office.screens.tabs import Tab, chips
from liciel_app.ui.badge import badge
from liciel_app.ui.card import card, notice
from liciel_app.ui.empty import empty
from liciel_app.ui.field import error_of, number_field
from liciel_app.ui.form import error_summary, field_grid, form, form_actions
from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t


def period_bar(state: Any) -> rx.Component:
    views = chips(
        t("Période"),
        [
            Tab(t("Semaine"), CAPACITY, lit=state.view != "mois"),
            Tab(t("Cinq semaines"), f"{CAPACITY}?vue=mois", lit=state.view == "mois"),
        ],
    )
    steps = rx.el.div(
        _step("chevron-left", t("Période précédente"), state.shown.before),
        rx.el.span(state.shown.title),
        _step("chevron-right", t("Période suivante"), state.shown.after),
        class_name="lx-steps-bar",
    )
    return rx.el.div(views, steps, class_name="lx-crew-bar")


def capacity_tables(state: Any) -> rx.Component:
    grid = state.shown.grid
    legend = rx.el.div(
        badge(t("De la place"), "green"),
        badge(t("Presque plein"), "amber"),
        badge(t("Manque ou dépassement"), "red"),
        badge(t("Fermé ou absent"), "grey"),
        class_name="lx-capacity-legend",
    )
    lacks = rx.foreach(grid.gaps, lambda gap: notice(gap, tone="red", icon="triangle-alert"))
    nobody = empty(t("Aucun technicien dans l’équipe."), icon="hard-hat")
    people = rx.cond(grid.people.length() > 0, _table(t("Technicien"), grid.heads, grid.people), nobody)
    return rx.fragment(
        lacks,
        card(t("Par technicien"), people, aside=legend, subtitle=t("Heures prises sur heures travaillées.")),
        card(
            t("Par spécialité"),
            _table(t("Spécialité"), grid.heads, grid.skills),
            subtitle=t("Techniciens certifiés au travail, leur temps libre, et ce qui est déjà placé."),
        ),
    )


def least_card(state: Any) -> rx.Component:
    """For the manager: how many people of each domain must be there; a leave that breaks it is not granted at once."""
    fields = [
        number_field(
            f"least-{code}",
            t(word),
            default_value=state.shown.least[code].to(str),
            error=error_of(state.errors, f"least-{code}"),
        )
        for code, word in certificates.DOMAINS.items()
    ]
    content = form(
        error_summary(state.errors),
        field_grid(*fields, columns=5),
        form_actions(t("Enregistrer les effectifs")),
        on_submit=state.save_least,
    )
    subtitle = t("Un congé qui ferait passer sous ce nombre demande une confirmation.")
    return rx.cond(
        allowed(Permission.OFFICE_WRITE), card(t("Effectif minimal par spécialité"), content, subtitle=subtitle)
    )


def _table(first: Text, heads: Any, lines: Any) -> rx.Component:
    head = rx.el.thead(rx.el.tr(rx.el.th(first, scope="col"), rx.foreach(heads, _head)))
    body = rx.el.tbody(rx.foreach(lines, _line))
    frame = rx.el.table(head, body, class_name="lx-capacity")
    return rx.el.div(frame, class_name="lx-capacity-frame", tab_index=0, role="region", aria_label=first)


def _head(head: Any) -> rx.Component:
    return rx.el.th(head.words, rx.el.span(head.detail, class_name="lx-second"), scope="col")


def _line(line: Any) -> rx.Component:
    return rx.el.tr(rx.el.th(line.name, scope="row"), rx.foreach(line.cells, _cell))


def _cell(cell: Any) -> rx.Component:
    return rx.el.td(rx.el.strong(cell.figure), rx.el.span(cell.detail), custom_attrs={"data-tone": cell.tone})


def _step(icon: str, label: Text, href: Any) -> rx.Component:
    return rx.el.a(
        rx.icon(icon, size=18, aria_hidden="true"),
        href=href,
        title=label,
        aria_label=label,
        class_name="lx-icon-button",
    )
