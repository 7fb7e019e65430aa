"""One labelled field. Inputs are uncontrolled: the browser keeps what was typed, so a refusal loses nothing.

`default_value` may arrive after the page (a record read by the server): an untouched field follows it. To fill the same
form with another record, give the form another `key`.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypedDict, Unpack

import reflex as rx

from liciel_app.ui.kinds import Flag, Node, Text, some
from liciel_app.ui.language import t


class FieldOptions(TypedDict, total=False):
    default_value: Text | rx.Var[int]
    hint: Text
    error: Text
    """The sentence of the refusal, empty when there is none: `error_of(State.errors, "street")`."""
    required: bool
    optional: bool
    """Shows « facultatif » beside the label."""
    disabled: Flag
    id: str
    """`champ-<name>` when not given; needed only when two forms of a page share a name."""
    wide: bool
    """Takes the whole width of a `field_grid`."""
    prefix: Node
    suffix: Node
    """A unit at the edge of the field: « € », « m² »."""
    props: dict[str, Any]
    """Anything else for the input: `{"max_length": 5, "list": "communes"}`."""


def error_of(errors: rx.Var[Any], name: str) -> rx.Var[str]:
    """The sentence of one field in a `dict[str, str]` of refusals, empty when the field is right."""
    return rx.Var(
        f"({errors!s}?.[{name!r}] ?? '')",
        _var_type=str,
        _var_data=errors._get_all_var_data(),  # noqa: SLF001
    ).to(str)


def text_field(name: str, label: Text, **options: Unpack[FieldOptions]) -> rx.Component:
    return _input(name, label, options, {"type": "text"})


def email_field(name: str, label: Text, **options: Unpack[FieldOptions]) -> rx.Component:
    return _input(name, label, options, {"type": "email", "auto_complete": "email", "input_mode": "email"})


def phone_field(name: str, label: Text, **options: Unpack[FieldOptions]) -> rx.Component:
    return _input(name, label, options, {"type": "tel", "auto_complete": "tel", "input_mode": "tel"})


def password_field(name: str, label: Text, **options: Unpack[FieldOptions]) -> rx.Component:
    return _input(name, label, options, {"type": "password", "auto_complete": "current-password"})


def number_field(name: str, label: Text, **options: Unpack[FieldOptions]) -> rx.Component:
    """A text field with a numeric keyboard: « 62,5 » must reach the server as it was typed."""
    return _input(name, label, options, {"type": "text", "input_mode": "decimal", "auto_complete": "off"})


def money_field(name: str, label: Text, **options: Unpack[FieldOptions]) -> rx.Component:
    return number_field(name, label, **{"suffix": "€", **options})


def date_field(name: str, label: Text, **options: Unpack[FieldOptions]) -> rx.Component:
    """The browser's own calendar; the value is an ISO date, empty when none."""
    return _input(name, label, options, {"type": "date"})


def time_field(name: str, label: Text, **options: Unpack[FieldOptions]) -> rx.Component:
    return _input(name, label, options, {"type": "time", "step": "300"})


def textarea_field(name: str, label: Text, *, rows: int = 4, **options: Unpack[FieldOptions]) -> rx.Component:
    def area(props: dict[str, Any]) -> rx.Component:
        return rx.el.textarea(**{"rows": str(rows), "class_name": "lx-input lx-area", **props})

    return field(name, label, area, **options)


def select_field(
    name: str, label: Text, choices: Sequence[tuple[str, Text]] | rx.Var[Any], **options: Unpack[FieldOptions]
) -> rx.Component:
    """The browser's own list, the best one on a phone. `choices`: pairs (value, words), or a Var of such pairs."""

    def pick(props: dict[str, Any]) -> rx.Component:
        key = props.get("default_value", "")
        arrow = rx.icon("chevron-down", size=16, class_name="lx-select-arrow", aria_hidden="true")
        listed = rx.el.select(*_options(choices), **{"class_name": "lx-input", "key": key, **props})
        return rx.el.span(listed, arrow, class_name="lx-select")

    return field(name, label, pick, **options)


def field(
    name: str, label: Text, control: Callable[[dict[str, Any]], rx.Component], **options: Unpack[FieldOptions]
) -> rx.Component:
    """A label, a control of your own, its hint and its error. `control` receives the props that tie it to them."""
    identity = options.get("id", f"champ-{name}")
    title = rx.el.label(*_label(label, options), html_for=identity, class_name="lx-label")
    inside = _affixed(control(_props(name, identity, options)), options)
    return rx.el.div(
        *some(title, _hint(identity, options), inside, _error(identity, options)),
        class_name="lx-field",
        custom_attrs={"data-wide": "yes" if options.get("wide") else "no"},
    )


def described(identity: str, options: FieldOptions) -> dict[str, Any]:
    """The attributes that make a screen reader say the hint and the error of a control."""
    hint = f"{identity}-aide" if "hint" in options else ""
    error = rx.Var.create(options.get("error", "")).to(str)
    if "error" not in options:
        return {"aria_describedby": hint} if hint else {}
    return {
        "aria_invalid": rx.cond(error != "", "true", "false"),
        "aria_describedby": rx.cond(error != "", f"{identity}-erreur {hint}".strip(), hint),
    }


def _input(name: str, label: Text, options: FieldOptions, kind: dict[str, Any]) -> rx.Component:
    def line(props: dict[str, Any]) -> rx.Component:
        return rx.el.input(**{"class_name": "lx-input", **kind, **props})

    return field(name, label, line, **options)


def _props(name: str, identity: str, options: FieldOptions) -> dict[str, Any]:
    extra = options.get("props", {})
    props: dict[str, Any] = {"name": name, **described(identity, options), **extra}
    props["custom_attrs"] = {
        **extra.get("custom_attrs", {}),
        "id": identity,
    }  # a plain id: `id=` would make a React ref
    for key in ("default_value", "disabled"):
        if key in options:
            props[key] = options.get(key)
    if options.get("required"):
        props["aria_required"] = "true"
    return props


def _label(label: Text, options: FieldOptions) -> list[Node]:
    optional = rx.el.span(t("facultatif"), class_name="lx-optional") if options.get("optional") else None
    return some(rx.el.span(label), optional)


def _hint(identity: str, options: FieldOptions) -> rx.Component | None:
    if "hint" not in options:
        return None
    return rx.el.p(options["hint"], custom_attrs={"id": f"{identity}-aide"}, class_name="lx-hint")


def _error(identity: str, options: FieldOptions) -> rx.Component | None:
    if "error" not in options:
        return None
    error = rx.Var.create(options["error"]).to(str)
    sentence = rx.el.p(
        rx.icon("circle-alert", size=15, aria_hidden="true"),
        rx.el.span(error),
        custom_attrs={"id": f"{identity}-erreur"},
        class_name="lx-error",
    )
    return rx.cond(error != "", sentence, rx.fragment())


def _affixed(control: rx.Component, options: FieldOptions) -> rx.Component:
    prefix = rx.el.span(options["prefix"], class_name="lx-prefix") if "prefix" in options else None
    suffix = rx.el.span(options["suffix"], class_name="lx-suffix") if "suffix" in options else None
    if prefix is None and suffix is None:
        return control
    return rx.el.span(*some(prefix, control, suffix), class_name="lx-affixed")


def _options(choices: Sequence[tuple[str, Text]] | rx.Var[Any]) -> list[rx.Component]:
    if isinstance(choices, rx.Var):
        return [rx.foreach(choices, lambda choice: rx.el.option(choice[1], value=choice[0]))]
    return [rx.el.option(words, value=value) for value, words in choices]
