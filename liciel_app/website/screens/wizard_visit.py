"""Step 4: a wish for the day, what to know to get in, the plans."""

from typing import Any

import reflex as rx

from liciel_app.core.config import settings
from liciel_app.orders.rules import FILES_PER_ORDER
from liciel_app.ui.button import icon_button
from liciel_app.ui.dropzone import PDF, file_drop
from liciel_app.ui.field import date_field, error_of, textarea_field
from liciel_app.ui.language import t
from liciel_app.website.screens.wizard_fields import heard
from liciel_app.website.screens.wizard_needs import needs_fields
from liciel_app.website.screens.wizard_state import Wizard

_MEGABYTE = 1024 * 1024


def visit_step() -> rx.Component:
    return rx.fragment(_day(), needs_fields(), _comment(), _plans())


def _day() -> rx.Component:
    field = date_field(
        "wished_on",
        t("Quel jour vous arrangerait ?"),
        hint=t("Nous vous rappelons pour fixer l’heure ; laissez vide si tout vous va."),
        optional=True,
        default_value=Wizard.typed["wished_on"],
        error=error_of(Wizard.errors, "wished_on"),
        props={"min": Wizard.tomorrow, "on_change": Wizard.fill("wished_on")},
    )
    return rx.el.div(field, class_name="lx-question lx-day", custom_attrs={"id": "bloc-wished_on"})


def _comment() -> rx.Component:
    field = textarea_field(
        "comment",
        t("Autre chose à savoir ?"),
        rows=3,
        optional=True,
        default_value=Wizard.typed["comment"],
        error=error_of(Wizard.errors, "comment"),
        props=heard("comment", placeholder=t("Locataire à prévenir, travaux en cours, animal…")),
    )
    return rx.el.div(field, class_name="lx-question", custom_attrs={"id": "bloc-comment"})


def _plans() -> rx.Component:
    """What the server keeps of each file is listed below; the drop zone shows what is on its way."""
    most = settings().max_attachment_mb
    zone = file_drop(
        rx.Var.create(f"/commande/fichiers?submit_id={Wizard.submit_id}").to(str),
        label=t("Déposez un plan, un ancien diagnostic, une photo"),
        hint=rx.Var.create(f"PDF, JPEG, PNG · {most} {t('Mo par fichier')} · {FILES_PER_ORDER} {t('au plus')}").to(str),
        accept=f"{PDF},image/jpeg,image/png",
        max_bytes=most * _MEGABYTE,
        camera=True,
        on_done=Wizard.files_sent,
    )
    kept = rx.el.ul(rx.foreach(Wizard.files, _file), class_name="lx-pieces", aria_label=t("Fichiers joints"))
    return rx.el.div(
        rx.el.p(
            rx.el.span(t("Un plan à joindre ?")),
            rx.el.span(t("facultatif"), class_name="lx-optional"),
            class_name="lx-label",
        ),
        zone,
        rx.cond(Wizard.files.length() > 0, kept, rx.fragment()),
        class_name="lx-question",
    )


def _file(file: Any) -> rx.Component:
    words = rx.el.span(
        rx.icon("paperclip", size=17, aria_hidden="true"),
        rx.el.span(file.name, class_name="lx-first"),
        rx.el.span(file.weight, class_name="lx-second"),
        class_name="lx-piece",
    )
    return rx.el.li(words, icon_button("trash-2", t("Retirer"), Wizard.remove_file(file.id)), key=file.id.to_string())
