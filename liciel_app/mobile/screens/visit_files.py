"""« Fichiers »: the reports go up, their types are checked, each mission gets its conclusion."""

from typing import Any, Final

import reflex as rx

from liciel_app.dossiers.pdf.kinds import TITLES
from liciel_app.mobile.look import LISTED, REACHABLE, WIDE_BUTTON
from liciel_app.mobile.screens.handing_over import missing_list
from liciel_app.ui.badge import badge
from liciel_app.ui.button import button, icon_button
from liciel_app.ui.card import card, notice, stack
from liciel_app.ui.drafts import draft_field
from liciel_app.ui.dropzone import IMAGES, PDF, file_drop
from liciel_app.ui.language import t
from liciel_app.ui.links import doc_link
from liciel_app.ui.offline import last_said

PADDED: Final = {"padding": "0 var(--lx-pad) 14px"}
NAMED: Final = {"flex": "1", "min_width": "0", "display": "grid", "gap": "8px"}


def files_tab(page: Any) -> rx.Component:
    """`page`: the state, with its `sheet` and its handlers."""
    return stack(_reports(page), _conclusions(page), _photos(page), _closing(page))


def _reports(page: Any) -> rx.Component:
    sheet = page.sheet
    drop = file_drop(
        f"/dossiers/{sheet.id}/fichiers",
        label=t("Ajoutez vos rapports"),
        hint=t("Fichiers PDF, plusieurs à la fois"),
        accept=PDF,
        on_done=page.uploaded,
    )
    return card(
        t("Rapports"),
        rx.el.div(drop, style=PADDED),
        rx.el.ul(rx.foreach(sheet.reports, lambda file: _file(file, page, _kind(file, page)))),
        aside=rx.cond(sheet.reports.length() > 0, badge(sheet.reports.length().to_string(), "blue", "file-text")),
        flush=True,
    )


def _photos(page: Any) -> rx.Component:
    sheet = page.sheet
    drop = file_drop(
        f"/dossiers/{sheet.id}/fichiers?role=attachment",
        label=t("Ajoutez des photos ou des plans"),
        hint=t("Pour le bureau ; le client ne les voit pas"),
        accept=f"{IMAGES},{PDF}",
        camera=True,
        on_done=page.uploaded,
    )
    return card(
        t("Photos et pièces jointes"),
        rx.el.div(drop, style=PADDED),
        rx.el.ul(rx.foreach(sheet.photos, lambda file: _file(file, page))),
        flush=True,
    )


def _file(file: Any, page: Any, *more: rx.Component) -> rx.Component:
    name = doc_link(file.name, href=file.link, class_name="lx-link", style=REACHABLE)
    signed = rx.cond(file.signed, rx.el.span(" · ", t("signé"), class_name="lx-second"), rx.fragment())
    take_back = icon_button("trash-2", t("Retirer ce fichier"), page.take_back(file.id))
    return rx.el.li(
        rx.el.div(
            rx.el.div(name, rx.el.div(rx.el.span(file.detail, class_name="lx-second"), signed)), *more, style=NAMED
        ),
        rx.cond(file.mine, take_back, rx.fragment()),
        key=file.id.to_string(),
        style={**LISTED, "align_items": "flex-start"},
    )


def _kind(file: Any, page: Any) -> rx.Component:
    """What its name announced; one tap corrects it."""
    options = [rx.el.option(t(words), value=code) for code, words in TITLES.items()]
    choice = rx.el.select(
        *options,
        default_value=file.kind,
        on_change=lambda kind: page.correct_kind(file.id, kind),
        aria_label=t("Type de document"),
        class_name="lx-input",
        key=file.kind,
    )
    arrow = rx.icon("chevron-down", size=16, class_name="lx-select-arrow", aria_hidden="true")
    return rx.el.span(choice, arrow, class_name="lx-select")


def _conclusions(page: Any) -> rx.Component:
    return card(
        t("Conclusions"),
        rx.el.ul(rx.foreach(page.sheet.missions, _conclusion), class_name="lx-stack"),
        rx.el.p(last_said, class_name="lx-second", role="status"),
        subtitle=t("Une phrase par mission ; gardée à chaque lettre, envoyée dès que vous quittez le champ."),
    )


def _conclusion(mission: Any) -> rx.Component:
    identity = f"conclusion-{mission.id}"
    return rx.el.li(
        rx.el.label(mission.label, html_for=identity, class_name="lx-label"),
        rx.el.textarea(
            id=identity,
            default_value=mission.conclusion,
            rows="2",
            max_length=2000,
            class_name="lx-input lx-area",
            custom_attrs=draft_field(
                "conclusion", mission.label, base=mission.conclusion, about=mission.id.to_string()
            ),
        ),
        key=mission.id.to_string(),
        class_name="lx-field",
    )


def _closing(page: Any) -> rx.Component:
    finish = button(
        t("Administratif à terminer"),
        page.ask_hand_over(True),
        kind="solid",
        icon="clipboard-check",
        props={"style": WIDE_BUTTON},
    )
    not_his = notice(t("Le responsable de la visite remet le dossier au bureau."), tone="blue", icon="users")
    return rx.cond(
        page.sheet.open,
        card(t("Remettre au bureau"), stack(missing_list(page.sheet), rx.cond(page.sheet.lead != "", not_his, finish))),
        notice(t("Ce dossier est remis au bureau."), tone="green", icon="circle-check"),
    )
