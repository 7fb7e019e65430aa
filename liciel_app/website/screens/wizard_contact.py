"""Step 5: who orders; what is read before saying yes."""

import reflex as rx

from liciel_app.ui.field import email_field, error_of, phone_field, text_field
from liciel_app.ui.form import field_grid
from liciel_app.ui.language import t
from liciel_app.ui.links import new_tab_link
from liciel_app.website.screens.wizard_fields import heard
from liciel_app.website.screens.wizard_people import people_fold
from liciel_app.website.screens.wizard_state import Wizard


def contact_step() -> rx.Component:
    return rx.fragment(contact_fields(), people_fold(), _promise())


def contact_fields() -> rx.Component:
    return rx.fragment(_name(), field_grid(_email(), _phone()))


def _name() -> rx.Component:
    private = Wizard.typed["client"] == "private"
    field = text_field(
        "name",
        rx.cond(private, t("Nom et prénom"), t("Nom ou raison sociale")).to(str),
        default_value=Wizard.typed["name"],
        error=error_of(Wizard.errors, "name"),
        props=heard("name", auto_complete="name"),
    )
    return rx.el.div(field, class_name="lx-question", custom_attrs={"id": "bloc-name"})


def _email() -> rx.Component:
    field = email_field(
        "email",
        t("Adresse mail"),
        hint=t("Pour la confirmation et vos rapports."),
        default_value=Wizard.typed["email"],
        error=error_of(Wizard.errors, "email"),
        props=heard("email"),
    )
    return rx.el.div(field, class_name="lx-question", custom_attrs={"id": "bloc-email"})


def _phone() -> rx.Component:
    field = phone_field(
        "phone",
        t("Téléphone"),
        hint=t("Pour convenir du rendez-vous."),
        optional=True,
        default_value=Wizard.typed["phone"],
        error=error_of(Wizard.errors, "phone"),
        props=heard("phone"),
    )
    return rx.el.div(field, class_name="lx-question", custom_attrs={"id": "bloc-phone"})


def _promise() -> rx.Component:
    terms = new_tab_link(t("conditions générales de vente"), href="/cgv", class_name="lx-link")
    privacy = new_tab_link(t("données personnelles"), href="/confidentialite", class_name="lx-link")
    return rx.el.div(
        rx.el.p(
            rx.icon("lock-keyhole", size=16, aria_hidden="true"),
            rx.el.span(t("Vous ne payez rien maintenant. Le règlement se fait à la remise des rapports.")),
        ),
        rx.el.p(
            rx.icon("file-check", size=16, aria_hidden="true"),
            rx.el.span(
                t("Valider, c’est accepter nos"), " ", terms, " ", t("et l’usage fait de vos"), " ", privacy, "."
            ),
        ),
        class_name="lx-promise",
    )
