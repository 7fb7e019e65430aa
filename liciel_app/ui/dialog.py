"""Questions asked over the page. Focus goes in, Échap goes out, focus comes back (Radix)."""

from typing import Any, Final, Required, TypedDict, Unpack

import reflex as rx

from liciel_app.ui.button import button, submit_button
from liciel_app.ui.form import form, form_error
from liciel_app.ui.kinds import Event, Flag, Node, Text, some
from liciel_app.ui.language import t

_REMEMBERS: Final = rx.Var("() => { (window.lxOpeners ??= []).push(document.activeElement) }")
_GIVES_BACK: Final = rx.Var(
    "(event) => { event.preventDefault(); const from = (window.lxOpeners ?? []).pop();"
    " (from?.isConnected ? from : document.querySelector('main'))?.focus() }"
)
FOCUS: Final = {"onOpenAutoFocus": _REMEMBERS, "onCloseAutoFocus": _GIVES_BACK}
"""Our dialogs have no trigger of Radix's, which then drops the focus: what opened them gets it back, else the page."""


class ConfirmOptions(TypedDict, total=False):
    open: Required[rx.Var[bool]]
    on_open_change: Required[Event]
    """Receives False when the person gives up."""
    on_confirm: Required[Event]
    confirm: Required[Text]
    """The verb of the button: « Annuler la facture »."""
    danger: bool
    typed: Text
    """A word to copy before an irreversible act; the server checks nothing with it."""


class FormDialogOptions(TypedDict, total=False):
    open: Required[rx.Var[bool]]
    on_open_change: Required[Event]
    on_submit: Required[Event]
    """Receives the values as a dict; closes the dialog itself when they are right."""
    submit: Required[Text]
    description: Text
    error: rx.Var[str]
    """A refusal of the whole form."""
    busy: Flag
    width: str
    form_props: dict[str, Any]


class PanelOptions(TypedDict, total=False):
    open: Required[rx.Var[bool]]
    on_open_change: Required[Event]
    description: Text
    footer: Node
    width: str


def confirm_dialog(title: Text, body: Node, **options: Unpack[ConfirmOptions]) -> rx.Component:
    """« Voulez-vous vraiment… ? » Only for what cannot be undone; the rest gets an « Annuler » toast."""
    kind = "danger" if options.get("danger") else "solid"
    yes = submit_button(options["confirm"], kind=kind)
    give_up = rx.alert_dialog.cancel(button(t("Ne rien faire"), kind="outline"))
    return rx.alert_dialog.root(
        rx.alert_dialog.content(
            rx.alert_dialog.title(title, class_name="lx-dialog-title"),
            rx.alert_dialog.description(body, class_name="lx-dialog-text"),
            rx.el.form(
                *some(_typed(options), rx.el.div(give_up, yes, class_name="lx-dialog-actions")),
                on_submit=lambda _values: options["on_confirm"],
            ),
            max_width="460px",
            class_name="lx-dialog",
            custom_attrs=FOCUS,
        ),
        open=options["open"],
        on_open_change=options["on_open_change"],
    )


def form_dialog(title: Text, *fields: Node, **options: Unpack[FormDialogOptions]) -> rx.Component:
    """A few fields over the page. The fields are born when it opens: they take the defaults of that moment."""
    error = form_error(options["error"]) if "error" in options else None
    give_up = rx.dialog.close(button(t("Fermer sans enregistrer"), kind="outline"))
    yes = submit_button(options["submit"], props={"disabled": options.get("busy", False)})
    content = form(
        *some(error, *fields, rx.el.div(give_up, yes, class_name="lx-dialog-actions")),
        on_submit=options["on_submit"],
        **options.get("form_props", {}),
    )
    panel: PanelOptions = {"open": options["open"], "on_open_change": options["on_open_change"]}
    if "description" in options:
        panel["description"] = options["description"]
    return panel_dialog(title, content, **{**panel, "width": options.get("width", "560px")})


def panel_dialog(title: Text, *children: Node, **options: Unpack[PanelOptions]) -> rx.Component:
    """Anything over the page: a preview, a detail."""
    described = "description" in options
    text = rx.dialog.description(options["description"], class_name="lx-dialog-text") if described else None
    footer = rx.el.div(options["footer"], class_name="lx-dialog-actions") if "footer" in options else None
    close = rx.dialog.close(
        rx.el.button(
            rx.icon("x", size=18, aria_hidden="true"),
            type="button",
            aria_label=t("Fermer"),
            class_name="lx-icon-button lx-dialog-close",
        )
    )
    silent = {} if described else {"aria_describedby": None}
    return rx.dialog.root(
        rx.dialog.content(
            *some(rx.dialog.title(title, class_name="lx-dialog-title"), text, *children, footer, close),
            max_width=options.get("width", "720px"),
            class_name="lx-dialog",
            custom_attrs=FOCUS,
            **silent,
        ),
        open=options["open"],
        on_open_change=options["on_open_change"],
    )


def _typed(options: ConfirmOptions) -> rx.Component | None:
    if "typed" not in options:
        return None
    word = rx.Var.create(options["typed"]).to(str)
    return rx.el.label(
        rx.el.span(t("Pour confirmer, recopiez :"), " ", rx.el.strong(word), class_name="lx-label"),
        rx.el.input(required=True, pattern=word, auto_complete="off", class_name="lx-input"),
        class_name="lx-field",
    )
