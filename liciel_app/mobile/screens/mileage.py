"""A technician's own kilometres, on the phone: the month, its corrections, and the request."""

import reflex as rx

from liciel_app.agenda.screens.mileage_parts import amount_card, correction_dialog, days_card, month_bar
from liciel_app.agenda.screens.mileage_state import MyMileage
from liciel_app.mobile.frame import phone_page
from liciel_app.mobile.screens.phone import Phone
from liciel_app.ui.button import button
from liciel_app.ui.card import notice, stack
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.shell_phone import ThumbAction
from liciel_app.ui.ticker import ticker


@page(MyMileage.ADDRESS, title="Mes kilomètres", load=[Phone.load, MyMileage.load])
def my_mileage() -> rx.Component:
    return phone_page(
        t("Mes kilomètres"),
        ticker(MyMileage.tick, 3000),
        stack(month_bar(MyMileage), amount_card(MyMileage, _asking()), days_card(MyMileage)),
        correction_dialog(MyMileage),
        back=(t("Ma journée"), "/terrain"),
        ready=MyMileage.ready,
        actions=[
            ThumbAction(t("Ma journée"), "calendar-days", href="/terrain"),
            ThumbAction(t("Ajouter une journée"), "plus", on_click=MyMileage.open_day("")),
        ],
    )


def _asking() -> rx.Component:
    sheet = MyMileage.sheet
    may = (sheet.state == "") | (sheet.state == "returned")
    ask = button(t("Demander le remboursement"), MyMileage.ask, icon="send", kind="solid")
    why_not = notice(sheet.why_not, icon="calendar-clock")
    return rx.cond(may, rx.cond(sheet.why_not == "", ask, why_not), rx.fragment())
