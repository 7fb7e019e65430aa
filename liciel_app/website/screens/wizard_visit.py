"""Step 4: a real slot or a wished day, what to know to get in, the plans."""

from typing import Any

import reflex as rx

from liciel_app.core.config import settings
from liciel_app.orders.rules import FILES_PER_ORDER
from liciel_app.ui.button import button, icon_button
from liciel_app.ui.choice import checkbox_field
from liciel_app.ui.dropzone import PDF, file_drop
from liciel_app.ui.field import date_field, error_of, textarea_field
from liciel_app.ui.language import t
from liciel_app.website.screens.wizard_fields import heard
from liciel_app.website.screens.wizard_needs import needs_fields
from liciel_app.website.screens.wizard_state import Wizard

_MEGABYTE = 1024 * 1024


def visit_step() -> rx.Component:
    return rx.fragment(_slots(), _day(), _urgent(), needs_fields(), _comment(), _plans())


def _slots() -> rx.Component:
    """Real ones first, the nearest to our roads; a wished day is the other choice."""
    error = error_of(Wizard.errors, "slot")
    said = rx.el.p(
        rx.icon("circle-alert", size=15, aria_hidden="true"), rx.el.span(error), class_name="lx-error", role="alert"
    )
    waiting = rx.el.p(
        rx.icon("loader", size=15, aria_hidden="true"), rx.el.span(t("Nous cherchons…")), class_name="lx-hint"
    )
    none = rx.el.p(
        t("Aucun créneau ne se présente ces jours-ci : indiquez un jour, nous vous rappelons."), class_name="lx-hint"
    )
    listed = rx.el.ul(
        rx.foreach(Wizard.slots, _slot), class_name="lx-places lx-slot-choices", aria_label=t("Créneaux libres")
    )
    fresh = button(t("Chercher les créneaux libres"), Wizard.seek_slots, kind="ghost", icon="refresh-cw")
    return rx.el.div(
        rx.el.p(t("Quel créneau vous convient ?"), class_name="lx-label"),
        rx.cond(error != "", said, rx.fragment()),
        rx.cond(
            Wizard.seeking,
            waiting,
            rx.cond(Wizard.slots.length() > 0, listed, rx.cond(Wizard.sought, none, rx.fragment())),
        ),
        _chosen(),
        fresh,
        class_name="lx-question",
        custom_attrs={"id": "bloc-slot"},
        aria_live="polite",
    )


def _slot(row: Any) -> rx.Component:
    chosen = Wizard.typed["slot"] == row.key
    words = rx.el.span(
        rx.el.span(row.day, ", ", rx.el.span(row.hours, class_name="lx-figure"), class_name="lx-first"),
        rx.el.span(rx.cond(row.who != "", row.who + " · ", ""), row.why, class_name="lx-second"),
        class_name="lx-lines",
    )
    mark = rx.cond(
        chosen,
        rx.icon("circle-check", size=19, aria_hidden="true"),
        rx.icon("calendar-clock", size=19, aria_hidden="true"),
    )
    way = rx.el.button(
        mark, words, type="button", on_click=Wizard.choose_slot(row.key), aria_pressed=chosen.to_string()
    )
    return rx.el.li(way, key=row.key)


def _chosen() -> rx.Component:
    """Said again after a reload, when the proposals are not looked for yet."""
    told = rx.el.p(
        rx.icon("calendar-check", size=15, aria_hidden="true"),
        rx.el.span(t("Créneau retenu :"), " ", Wizard.slot_words),
        class_name="lx-consequence",
        role="status",
    )
    return rx.cond(Wizard.slot_words != "", told, rx.fragment())


def _day() -> rx.Component:
    field = date_field(
        "wished_on",
        t("Ou un autre jour qui vous arrangerait"),
        hint=t("Nous vous rappelons pour fixer l’heure ; laissez vide si tout vous va."),
        optional=True,
        default_value=Wizard.typed["wished_on"],
        error=error_of(Wizard.errors, "wished_on"),
        props={"min": Wizard.tomorrow, "on_change": Wizard.wish_day},
    )
    return rx.el.div(
        field, class_name="lx-question lx-day", custom_attrs={"id": "bloc-wished_on"}, key=Wizard.typed["slot"]
    )


def _urgent() -> rx.Component:
    """Only where the list has a price for it."""
    box = checkbox_field(
        "",
        t("C’est urgent"),
        detail=t("Nous passons avant les autres visites ; le supplément s’affiche dans le prix."),
        checked=Wizard.typed["urgent"] == "yes",
        on_change=Wizard.hurry,
    )
    return rx.cond(Wizard.offer.counts.contains("urgent"), rx.el.div(box, class_name="lx-question"), rx.fragment())


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
        rx.Var.create(f"/commande/fichiers?submit_id={Wizard.files_of}").to(str),
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
            rx.cond(Wizard.whole.lots.length() > 0, rx.el.span(" ", _lot_of_files()), rx.fragment()),
            rx.el.span(t("facultatif"), class_name="lx-optional"),
            class_name="lx-label",
        ),
        zone,
        rx.cond(Wizard.files.length() > 0, kept, rx.fragment()),
        class_name="lx-question",
    )


def _lot_of_files() -> rx.Component:
    """Each lot has its own: the one being written."""
    return rx.fragment(
        rx.foreach(Wizard.whole.lots, lambda lot: rx.cond(lot.here, rx.el.span("(", lot.label, ")"), rx.fragment()))
    )


def _file(file: Any) -> rx.Component:
    words = rx.el.span(
        rx.icon("paperclip", size=17, aria_hidden="true"),
        rx.el.span(file.name, class_name="lx-first"),
        rx.el.span(file.weight, class_name="lx-second"),
        class_name="lx-piece",
    )
    return rx.el.li(words, icon_button("trash-2", t("Retirer"), Wizard.remove_file(file.id)), key=file.id.to_string())
