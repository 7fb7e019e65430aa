"""A form of the phone: kept at each keystroke, sent once, with or without network."""

from typing import Any

import reflex as rx

from liciel_app.mobile.look import WIDE_BUTTON
from liciel_app.ui.button import submit_button
from liciel_app.ui.drafts import draft_form
from liciel_app.ui.kinds import Node, Text
from liciel_app.ui.language import t
from liciel_app.ui.links import NativeForm


def kept_form(kind: str, title: Text, *fields: Node, send: Text | None = None, stays: bool = False) -> rx.Component:
    """`kind`: what the server receives it as; `stays`: what was sent remains in sight. A refusal brings it back."""
    button = submit_button(t("Envoyer") if send is None else send, icon="send", props={"style": WIDE_BUTTON})
    attrs: dict[str, Any] = {**draft_form(kind, title, stays=stays), "noValidate": True}
    return NativeForm.create(*fields, button, class_name="lx-form", custom_attrs=attrs)
