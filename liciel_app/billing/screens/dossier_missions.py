"""« Missions et tarif »: what was ordered, what was concluded, what it costs."""

from typing import Any

import reflex as rx

from liciel_app.billing.screens.dossier_state import DossierPage
from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed
from liciel_app.ui import cells
from liciel_app.ui.button import submit_button
from liciel_app.ui.card import card, stack
from liciel_app.ui.field import date_field, textarea_field
from liciel_app.ui.form import form
from liciel_app.ui.language import t

SHEET: Any = DossierPage.sheet


def missions_tab() -> rx.Component:
    return stack(_missions(), _price())


def _missions() -> rx.Component:
    may_write = allowed(Permission.DOSSIERS_WRITE)
    fields = form(
        rx.el.ol(rx.foreach(SHEET.missions, _editable), class_name="lx-missions"),
        rx.el.div(
            submit_button(t("Enregistrer les conclusions"), kind="outline", icon="save"), class_name="lx-card-foot"
        ),
        on_submit=DossierPage.conclude,
        key=SHEET.id.to(str),
    )
    read = rx.el.ol(rx.foreach(SHEET.missions, _readable), class_name="lx-missions")
    return card(
        t("Missions"),
        rx.cond(may_write, fields, read),
        subtitle=t("Les conclusions figurent dans la synthèse du DDT."),
        flush=True,
    )


def _editable(mission: Any) -> rx.Component:
    conclusion = f"conclusion-{mission.id}"
    until = f"until-{mission.id}"
    return _line(
        mission,
        rx.el.div(
            textarea_field(
                conclusion,
                t("Conclusion"),
                rows=2,
                default_value=mission.conclusion,
                id=conclusion,
                props={"max_length": 2000},
            ),
            date_field(
                until,
                t("Valable jusqu’au"),
                default_value=mission.valid_until_iso,
                id=until,
                error=_error(until),
            ),
            class_name="lx-conclusion",
        ),
    )


def _error(name: str) -> rx.Var[str]:
    """The refusal of a field whose name is only known in the browser."""
    errors: Any = DossierPage.errors
    return rx.cond(errors.contains(name), errors[name], "").to(str)


def _readable(mission: Any) -> rx.Component:
    until = rx.el.span(t("Valable jusqu’au"), " ", mission.valid_until, class_name="lx-second")
    return _line(
        mission,
        rx.el.div(
            cells.or_dash(mission.conclusion),
            rx.cond(mission.valid_until != "", until, rx.fragment()),
            class_name="lx-lines",
        ),
    )


def _line(mission: Any, below: rx.Component) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(mission.icon, class_name="lx-tag"),
            rx.el.span(mission.label, class_name="lx-first"),
            cells.money(mission.price),
            class_name="lx-mission-head",
        ),
        below,
        key=mission.id.to(str),
        class_name="lx-mission",
    )


def _price() -> rx.Component:
    """Before tax, discount, tax, total."""
    amounts = SHEET.amounts
    discount = _amount(t("Remise"), f"− {amounts.discount}")
    rounding = _amount(t("Arrondi"), amounts.rounding)
    return card(
        t("Tarif"),
        rx.el.dl(
            rx.foreach(SHEET.extras, lambda extra: _amount(extra.label, extra.price)),
            rx.cond(amounts.discount != "", discount, rx.fragment()),
            _amount(t("Total HT"), amounts.net),
            _amount(t("TVA"), amounts.vat),
            rx.cond(amounts.rounding != "", rounding, rx.fragment()),
            _amount(t("Total TTC"), amounts.gross, total=True),
            class_name="lx-sum",
        ),
    )


def _amount(words: Any, figure: Any, *, total: bool = False) -> rx.Component:
    return rx.el.div(
        rx.el.dt(words), rx.el.dd(figure, class_name="lx-figure"), custom_attrs={"data-total": "yes" if total else "no"}
    )
