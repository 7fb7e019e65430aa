"""Big choices rather than selects (screens.md 5.3): cards, switches, boxes to tick."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Unpack

import reflex as rx

from liciel_app.ui.field import FieldOptions
from liciel_app.ui.kinds import Flag, Node, Text, some


@dataclass(frozen=True)
class Choice:
    value: str
    label: Text
    detail: Text | None = None
    icon: str | None = None
    props: dict[str, Any] | None = None
    """For the input: `{"on_change": State.choose("sale")}`."""


def choice_cards(
    name: str, label: Text, choices: Sequence[Choice], *, columns: int = 3, **options: Unpack[FieldOptions]
) -> rx.Component:
    """One answer among a few, as cards one can hit with a thumb; the arrows move between them."""
    chosen = options.get("default_value", "")
    cards = rx.el.div(
        *[_card(name, choice, chosen) for choice in choices], class_name="lx-choices", style={"--columns": str(columns)}
    )
    identity = options.get("id", f"champ-{name}")
    legend = rx.el.legend(label, class_name="lx-label")
    hint = rx.el.p(options["hint"], class_name="lx-hint") if "hint" in options else None
    error = rx.Var.create(options.get("error", "")).to(str)
    sentence = rx.el.p(
        rx.icon("circle-alert", size=15, aria_hidden="true"), rx.el.span(error), role="alert", class_name="lx-error"
    )
    return rx.el.fieldset(
        *some(legend, hint, cards, rx.cond(error != "", sentence, rx.fragment())),
        class_name="lx-field lx-fieldset",
        custom_attrs={"id": identity, "tabIndex": "-1", "data-wide": "yes"},
    )


def checkbox_field(
    name: str, label: Node, *, detail: Text | None = None, checked: Flag = False, **props: Any
) -> rx.Component:
    """A box to tick. Its value in the form is « on » when ticked; the name is absent when it is not."""
    second = rx.el.span(detail, class_name="lx-second") if detail is not None else None
    words = rx.el.span(*some(rx.el.span(label, class_name="lx-first"), second), class_name="lx-lines")
    box = rx.el.input(type="checkbox", name=name, default_checked=checked, **props)
    return rx.el.label(box, words, class_name="lx-check")


def _card(name: str, choice: Choice, chosen: Any) -> rx.Component:
    radio = rx.el.input(
        type="radio",
        name=name,
        value=choice.value,
        default_checked=rx.Var.create(chosen).to(str) == choice.value,
        **(choice.props or {}),
    )
    picture = rx.icon(choice.icon, size=22, aria_hidden="true", class_name="lx-choice-icon") if choice.icon else None
    detail = rx.el.span(choice.detail, class_name="lx-second") if choice.detail is not None else None
    words = rx.el.span(*some(rx.el.span(choice.label, class_name="lx-first"), detail), class_name="lx-lines")
    return rx.el.label(*some(radio, picture, words), class_name="lx-choice")
