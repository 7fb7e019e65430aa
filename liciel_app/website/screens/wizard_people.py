"""The people of an order in their roles: who they are is chosen, and typed once only when they are somebody else."""

from collections.abc import Callable
from typing import Final

import reflex as rx

from liciel_app.orders.models_drafts import PersonRole
from liciel_app.ui.field import email_field, error_of, phone_field, select_field, text_field
from liciel_app.ui.form import field_grid
from liciel_app.ui.language import t
from liciel_app.website.screens.wizard_fields import heard
from liciel_app.website.screens.wizard_state import Wizard
from liciel_app.website.wizard.people import OTHER, ROLES, WHO

Beneath = Callable[[str], rx.Component]
_NOTHING: Final = lambda _role: rx.fragment()  # noqa: E731 the site proposes nobody


def people_fields(beneath: Beneath = _NOTHING) -> rx.Component:
    """`beneath`: what stands under the name of a role, such as the clients the desk knows."""
    return rx.fragment(*[_role(role, beneath) for role in PersonRole])


def people_fold() -> rx.Component:
    """On the site: folded, for who orders for somebody else."""
    return rx.el.details(
        rx.el.summary(t("Propriétaire, occupant, notaire…")),
        rx.el.p(
            t("Utile si vous commandez pour quelqu’un d’autre, ou si un locataire nous ouvre."), class_name="lx-hint"
        ),
        people_fields(),
        class_name="lx-fold",
    )


def _role(role: PersonRole, beneath: Beneath) -> rx.Component:
    field = f"{role}_who"
    pick = select_field(
        field,
        t(ROLES[role]),
        [(value, t(words)) for value, words in WHO[role]],
        default_value=Wizard.typed[field],
        props={"on_change": Wizard.fill(field)},
    )
    shown = rx.cond(Wizard.typed[field] == OTHER, _details(role, beneath), rx.fragment())
    return rx.el.div(pick, shown, class_name="lx-question lx-role", custom_attrs={"id": f"bloc-{field}"})


def _details(role: PersonRole, beneath: Beneath) -> rx.Component:
    name, email, phone = f"{role}_name", f"{role}_email", f"{role}_phone"

    def options(key: str) -> dict:
        return {
            "default_value": Wizard.typed[key],
            "error": error_of(Wizard.errors, key),
            "props": heard(key, auto_complete="off"),
        }

    named = rx.el.div(
        text_field(name, t("Nom"), **options(name)), beneath(str(role)), custom_attrs={"id": f"bloc-{name}"}
    )
    return field_grid(
        named,
        rx.el.div(
            email_field(email, t("Adresse mail"), optional=True, **options(email)), custom_attrs={"id": f"bloc-{email}"}
        ),
        rx.el.div(
            phone_field(phone, t("Téléphone"), optional=True, **options(phone)), custom_attrs={"id": f"bloc-{phone}"}
        ),
        columns=3,
    )
