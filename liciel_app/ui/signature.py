"""A place to sign with a finger or a mouse; what was drawn comes back as a PNG in a data address."""

from typing import Any, Final

import reflex as rx
from reflex_base.event import no_args_event_spec

from liciel_app.ui.button import button
from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t

_INK: Final = "#0b3d91"
_SMALL: Final = {"className": "lx-signature", "width": 296, "height": 180, "role": "img"}
"""For a phone of 360 px, one point of the drawing for one of the screen."""
_DRAWN: Final = "document.querySelector('canvas.lx-signature')?.toDataURL('image/png') ?? ''"


class SignatureCanvas(rx.NoSSRComponent):
    """react-signature-canvas; without a width of its own it takes the one of its frame."""

    library = "react-signature-canvas@1.1.0-alpha.2"  # the first that knows React 19
    tag = "SignatureCanvas"
    is_default = True

    pen_color: rx.Var[str]
    canvas_props: rx.Var[dict[str, Any]]
    clear_on_resize: rx.Var[bool]
    on_end: rx.EventHandler[no_args_event_spec]


def signature_pad(label: Text, *, on_signed: Any, on_clear: Any, round_: rx.Var[int], error: Text) -> rx.Component:
    """`on_signed` receives the data address after each stroke; another `round_` is a clean sheet."""
    sentence = rx.Var.create(error).to(str)
    pad = SignatureCanvas.create(
        pen_color=_INK,
        canvas_props=rx.Var.create({"className": "lx-signature", "role": "img", "aria-label": label}),
        clear_on_resize=False,
        on_end=rx.call_script(_DRAWN, callback=on_signed),
        key=round_.to_string(),
    )
    told = rx.el.p(rx.icon("circle-alert", size=15, aria_hidden="true"), rx.el.span(sentence), class_name="lx-error")
    return rx.el.div(
        rx.el.span(label, class_name="lx-label"),
        rx.el.div(pad, class_name="lx-signature-frame"),
        rx.cond(sentence != "", told, rx.fragment()),
        button(t("Effacer et recommencer"), on_clear, kind="outline", icon="eraser"),
        class_name="lx-field",
        custom_attrs={"id": "champ-signature", "tabIndex": "-1"},
    )


def kept_signature(label: Text) -> rx.Component:
    """Inside a form of `ui.drafts`: the drawing is its field `signature`, kept on the phone after each stroke."""
    drawn = rx.Var("() => lx.sign(document.querySelector('form canvas.lx-signature'))")
    erased = rx.Var("(e) => { const form = e.currentTarget.closest('form'); lx.wipe(form); lx.keepForm(form) }")
    pad = SignatureCanvas.create(
        pen_color=_INK,
        canvas_props=rx.Var.create({**_SMALL, "aria-label": label}),
        clear_on_resize=False,
        custom_attrs={"onEnd": drawn},
    )
    return rx.el.div(
        rx.el.span(label, class_name="lx-label"),
        rx.el.div(pad, class_name="lx-signature-frame", style={"width": "fit-content"}),
        rx.el.input(type="hidden", name="signature"),
        button(t("Effacer et recommencer"), kind="outline", icon="eraser", props={"custom_attrs": {"onClick": erased}}),
        class_name="lx-field",
    )
