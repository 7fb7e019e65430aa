"""« Notes »: what is written on site, with or without network, and the versions that crossed."""

from typing import Any

import reflex as rx

from liciel_app.dossiers.screens.versions import versions_view
from liciel_app.mobile.look import WIDE_BUTTON
from liciel_app.ui.button import button
from liciel_app.ui.card import card, stack
from liciel_app.ui.drafts import draft_field, send_field
from liciel_app.ui.language import t
from liciel_app.ui.offline import photo_button


def note_box() -> rx.Component:
    """Needs no data: its visit is the one of the page's address. Kept at each keystroke, sent when asked."""
    field = rx.el.textarea(
        id="note-de-visite",
        rows="4",
        max_length=4000,
        class_name="lx-input lx-area",
        custom_attrs=draft_field("note", t("Note de visite"), sends="asked"),
    )
    keep = button(
        t("Envoyer la note"),
        kind="solid",
        icon="send",
        props={"style": WIDE_BUTTON, "custom_attrs": {"onClick": send_field("note")}},
    )
    label = rx.el.label(t("Note de visite"), html_for="note-de-visite", class_name="lx-label")
    hint = rx.el.p(t("Gardée sur ce téléphone à chaque lettre ; le bureau la lit dès l’envoi."), class_name="lx-hint")
    return card(t("Écrire"), stack(rx.el.div(label, hint, field, class_name="lx-field"), keep))


def photo_box() -> rx.Component:
    """One tap; works without network too."""
    return card(
        t("Photos"),
        rx.el.div(
            photo_button(t("Prendre une photo"), "camera", about="", camera=True),
            photo_button(t("Choisir dans la galerie"), "images", about="", camera=False),
            class_name="lx-phone-ways",
        ),
        subtitle=t("Pour le bureau, avec l’heure et, si vous l’autorisez, le lieu."),
    )


def written(page: Any) -> rx.Component:
    """`page`: the state, with its `sheet` and `choose`."""
    sheet = page.sheet
    listed = card(t("Déjà écrit"), rx.el.ul(rx.foreach(sheet.written, _note), class_name="lx-stack"))
    return stack(
        versions_view(sheet.crossed, page.choose),
        rx.cond(sheet.written.length() > 0, listed, rx.fragment()),
    )


def _note(note: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(note.text, style={"white_space": "pre-line"}),
        rx.el.p(note.author, " · ", note.written, class_name="lx-second"),
        key=note.id.to_string(),
    )
