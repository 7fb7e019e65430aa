"""The public order wizard: five steps, the price at the side, an order at the end."""

from typing import Any, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed
from liciel_app.orders.screens.looks import look
from liciel_app.ui.button import button, submit_button
from liciel_app.ui.card import notice
from liciel_app.ui.form import form
from liciel_app.ui.kinds import Text, some
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.session import Session
from liciel_app.website.screens.wizard_contact import contact_step
from liciel_app.website.screens.wizard_end import end_page
from liciel_app.website.screens.wizard_frame import public_page
from liciel_app.website.screens.wizard_offer import offer_step
from liciel_app.website.screens.wizard_price import price_bar, price_panel
from liciel_app.website.screens.wizard_property import address_block, property_step
from liciel_app.website.screens.wizard_questions import project_step
from liciel_app.website.screens.wizard_state import HEADING, TOP, Wizard
from liciel_app.website.screens.wizard_steps import step_bar
from liciel_app.website.screens.wizard_visit import visit_step
from liciel_app.website.screens.wizard_whole import add_lot, later, lot_list, lot_name, waiting_drafts

FORM: Final = "commande"
_TITLES: Final = (
    ("Parlons de votre bien", "Quelques réponses suffisent pour connaître vos diagnostics et leur prix."),
    ("Votre projet", "Nous ne posons que les questions qui changent la liste."),
    ("Vos diagnostics et leur prix", "La loi du jour, une raison pour chacun. Ajoutez ou retirez ce que vous voulez."),
    ("Quand pouvons-nous venir ?", "Donnez une préférence : nous vous confirmons le rendez-vous."),
    ("Vos coordonnées", "Pour vous confirmer la commande et vous remettre les rapports."),
)


def _property() -> rx.Component:
    return rx.fragment(lot_name(), property_step())


def _offer() -> rx.Component:
    return rx.fragment(offer_step(), add_lot())


_STEPS: Final = (_property, project_step, _offer, visit_step, contact_step)


@page("/commander", title="Commander un diagnostic", load=[Wizard.load])
def wizard() -> rx.Component:
    return public_page(
        look(),
        rx.el.div(custom_attrs={"id": TOP}),
        rx.cond(Wizard.placed.number != "", end_page(), _writing()),
    )


def _writing() -> rx.Component:
    return rx.el.div(
        rx.el.div(_asked(), step_bar(), _step(), lot_list(), later(), waiting_drafts(), class_name="lx-order-main"),
        rx.el.aside(price_panel(), class_name="lx-order-side", aria_label=t("Votre commande")),
        price_bar(_onward("lx-order-bar-go", "Valider")),
        class_name="lx-order",
    )


def _asked() -> rx.Component:
    """What the last gesture led to, for who does not order by himself."""
    told = t("Votre commande attend sa validation : les personnes qui peuvent la valider sont prévenues par mail.")
    here = Wizard.prepared & (Wizard.step == 0)
    return rx.cond(here, rx.el.div(notice(told, tone="green", icon="user-check"), role="status"), rx.fragment())


def _step() -> rx.Component:
    return rx.el.section(
        _heading(),
        rx.cond(Wizard.step == 0, address_block(), rx.fragment()),
        form(
            rx.el.input(type="hidden", name="step", value=Wizard.step.to_string()),
            rx.match(Wizard.step, *[(rank, step()) for rank, step in enumerate(_STEPS)], rx.fragment()),
            _ways(),
            on_submit=Wizard.forward,
            key=Wizard.edition,
            custom_attrs={"id": FORM},
        ),
        class_name="lx-card lx-order-card",
        aria_labelledby=HEADING,
    )


def _heading() -> rx.Component:
    """The same element at each step, so that the focus can come back to it."""
    return rx.el.header(
        rx.el.h1(_by_step(0), id=HEADING, tab_index=-1, class_name="lx-title"),
        rx.el.p(_by_step(1), class_name="lx-subtitle"),
        class_name="lx-order-heading",
    )


def _by_step(which: int) -> rx.Var[str]:
    words: Any = rx.match(Wizard.step, *[(rank, t(title[which])) for rank, title in enumerate(_TITLES)], "")
    return words


def _ways() -> rx.Component:
    back = button(t("Retour"), Wizard.back, icon="arrow-left", kind="ghost")
    return rx.el.div(
        *some(rx.cond(Wizard.step > 0, back, rx.el.span()), _onward("lx-order-go", "Valider la commande")),
        class_name="lx-order-ways",
    )


def _onward(place: str, final: str) -> rx.Component:
    """In the card on a screen, under the thumb on a phone: one of the two is shown."""
    last = Wizard.step == len(_STEPS) - 1
    prepares = (Session.me.kind == "client") & ~allowed(Permission.ORDERS_VALIDATE)
    words: Text = rx.cond(last, rx.cond(prepares, t("Demander la validation"), t(final)), t("Continuer")).to(str)
    return rx.el.span(submit_button(words, props={"custom_attrs": {"form": FORM}}), class_name=place)
