"""The office's kilometres: everybody's month, one person's with its approval, and who drives what."""

from typing import Any

import reflex as rx

from liciel_app.agenda.screens.mileage_parts import STATES, amount_card, correction_dialog, days_card, month_bar
from liciel_app.agenda.screens.mileage_state import Mileage
from liciel_app.office.screens.frame import office_page
from liciel_app.ui import cells
from liciel_app.ui.badge import status_badge
from liciel_app.ui.button import button
from liciel_app.ui.card import card, notice, stack
from liciel_app.ui.dialog import form_dialog
from liciel_app.ui.empty import empty
from liciel_app.ui.field import date_field, error_of, number_field, select_field, text_field
from liciel_app.ui.form import field_grid
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.table import Column, above, data_table
from liciel_app.ui.ticker import ticker


@page(Mileage.ADDRESS, title="Kilomètres", load=[Mileage.load])
def mileage_screen() -> rx.Component:
    return office_page(
        t("Kilomètres"),
        "mileage",
        ticker(Mileage.tick, 3000),
        stack(
            month_bar(Mileage),
            _people(),
            rx.cond(Mileage.sheet.account_id != 0, _person(), rx.fragment()),
            _vehicles(),
        ),
        correction_dialog(Mileage),
        _returning(),
        _entrusting(),
        _ending(),
        subtitle=t("Tournées, barème et remboursements"),
    )


def _people() -> rx.Component:
    table = data_table(
        [
            Column("name", t("Personne"), lambda row: row.name),
            Column("days", t("Journées"), lambda row: row.days.to_string(), align="right"),
            Column("km", t("Kilomètres remboursés"), lambda row: cells.money(row.km), align="right"),
            Column("vehicle", t("Véhicule"), lambda row: cells.or_dash(row.vehicle)),
            Column("amount", t("Montant"), lambda row: cells.money(row.amount), align="right"),
            Column("state", t("Relevé"), lambda row: status_badge(row.state, STATES), phone="corner"),
        ],
        Mileage.people,
        label=t("Kilomètres par personne"),
        loading=~Mileage.ready,
        empty=empty(t("Aucun diagnostiqueur."), icon="users"),
        row_href=_address,
        selected=lambda row: row.id == Mileage.sheet.account_id,
    )
    return card(None, table, flush=True)


def _address(row: Any) -> Any:
    return f"{Mileage.ADDRESS}?mois=" + Mileage.month + "&personne=" + row.id.to_string()


def _person() -> rx.Component:
    return stack(amount_card(Mileage, _gestures()), days_card(Mileage))


def _gestures() -> rx.Component:
    """What somebody else than the driver may do of a statement."""
    sheet = Mileage.sheet
    deciding = rx.fragment(
        button(t("Approuver"), Mileage.approve, icon="lock", kind="solid"),
        button(t("Renvoyer"), Mileage.show_return(True), icon="undo-2", kind="outline"),
    )
    paying = button(t("Marquer payé"), Mileage.mark_paid, icon="badge-check", kind="solid")
    own = notice(t("Un relevé est approuvé par une autre personne."), icon="user-check")
    others = rx.fragment(
        rx.cond(sheet.state == "asked", deciding, rx.fragment()),
        rx.cond(sheet.state == "approved", paying, rx.fragment()),
    )
    return rx.cond(sheet.mine & (sheet.state == "asked"), own, rx.cond(sheet.mine, rx.fragment(), others))


def _returning() -> rx.Component:
    why = text_field("why", t("Ce qui ne va pas"), error=error_of(Mileage.errors, "why"), required=True)
    return form_dialog(
        t("Renvoyer ce relevé"),
        why,
        open=Mileage.returning,
        on_open_change=Mileage.show_return,
        on_submit=Mileage.send_back,
        submit=t("Renvoyer"),
    )


def _vehicles() -> rx.Component:
    table = data_table(
        [
            Column("name", t("Véhicule"), lambda row: row.name),
            Column("person", t("Personne"), lambda row: row.person),
            Column("power", t("Barème"), lambda row: row.power),
            Column("since", t("Depuis le"), lambda row: cells.date(row.since)),
            Column("before", t("Déjà parcourus"), lambda row: cells.or_dash(row.km_before), align="right"),
            Column("until", t("Jusqu’au"), lambda row: cells.or_dash(row.until)),
            Column("gestures", t("Finir"), _end, title_hidden=True, phone="plain"),
        ],
        Mileage.vehicles,
        label=t("Véhicules"),
        row_key=lambda row: row.key,
        empty=empty(t("Aucun véhicule déclaré : les kilomètres ne sont pas remboursés."), icon="car"),
    )
    add = button(t("Déclarer un véhicule"), Mileage.show_entrusting(True), icon="plus", kind="outline")
    return card(t("Véhicules"), table, aside=add, flush=True, subtitle=t("Qui conduit quoi, depuis quand."))


def _end(row: Any) -> rx.Component:
    return above(button(t("Finir"), Mileage.show_ending(row.use_id), icon="calendar-x", kind="ghost"))


def _entrusting() -> rx.Component:
    errors = Mileage.errors
    kinds = [("car", t("Voiture")), ("motorcycle", t("Moto")), ("moped", t("Cyclomoteur"))]
    return form_dialog(
        t("Déclarer le véhicule d’une personne"),
        field_grid(
            select_field("account_id", t("Personne"), Mileage.drivers, error=error_of(errors, "account_id")),
            select_field("resource_id", t("Véhicule"), Mileage.names, error=error_of(errors, "resource_id")),
            select_field("category", t("Genre"), kinds, error=error_of(errors, "category")),
            number_field(
                "power", t("Puissance fiscale"), suffix="CV", hint=t("Case P.6 de la carte grise."),
                error=error_of(errors, "power"),
            ),
            select_field("electric", t("Électrique"), [("non", t("Non")), ("oui", t("Oui"))]),
            date_field("since", t("Conduit depuis le"), error=error_of(errors, "since"), required=True),
            number_field(
                "km_before", t("Kilomètres de l’année déjà remboursés avant ce jour"), suffix="km", optional=True,
                error=error_of(errors, "km_before"), wide=True,
            ),
        ),
        open=Mileage.entrusting,
        on_open_change=Mileage.show_entrusting,
        on_submit=Mileage.entrust,
        submit=t("Déclarer"),
        description=t("Les véhicules eux-mêmes se créent parmi les ressources de l’agenda."),
    )  # fmt: skip


def _ending() -> rx.Component:
    until = date_field("until", t("Dernier jour"), error=error_of(Mileage.errors, "until"), required=True)
    return form_dialog(
        t("Finir cette période"),
        until,
        open=Mileage.ending != 0,
        on_open_change=Mileage.close_ending,
        on_submit=Mileage.end_use,
        submit=t("Finir"),
    )
