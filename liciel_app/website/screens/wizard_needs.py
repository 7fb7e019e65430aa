"""What to know before the visit: keys, code, syndic, plans; left empty, it is asked again before the day."""

import reflex as rx

from liciel_app.orders.needs import NEEDS, Need
from liciel_app.ui.field import error_of, text_field
from liciel_app.ui.form import field_grid
from liciel_app.ui.language import t
from liciel_app.website.screens.wizard_fields import heard
from liciel_app.website.screens.wizard_state import Wizard


def needs_fields() -> rx.Component:
    """Only what this property needs."""
    return field_grid(*[_field(code, need) for code, need in NEEDS.items()])


def _field(code: str, need: Need) -> rx.Component:
    field = text_field(
        code,
        t(need.words),
        optional=True,
        default_value=Wizard.typed[code],
        error=error_of(Wizard.errors, code),
        props=heard(code, placeholder=t(need.example), auto_complete="off"),
    )
    block = rx.el.div(field, class_name="lx-question", custom_attrs={"id": f"bloc-{code}"})
    return rx.cond(Wizard.offer.needed.contains(code), block, rx.fragment())
