"""« Fichiers » of a dossier: what came in, what the client took, the versions of the DDT."""

from typing import Any, Final

import reflex as rx

from liciel_app.billing.screens.dossier_state import DossierPage
from liciel_app.core.access import Permission
from liciel_app.dossiers.pdf.kinds import TITLES
from liciel_app.office.screens.frame import allowed
from liciel_app.ui.badge import badge
from liciel_app.ui.button import button, icon_button
from liciel_app.ui.card import card, stack
from liciel_app.ui.dialog import panel_dialog
from liciel_app.ui.dropzone import PDF, file_drop
from liciel_app.ui.empty import empty
from liciel_app.ui.language import t
from liciel_app.ui.links import doc_link, new_tab_link

MEGA: Final = 1024 * 1024
SHEET: Any = DossierPage.sheet
WRITES: Any = allowed(Permission.DOSSIERS_WRITE)


def files_tab() -> rx.Component:
    return stack(_drop(), _listed())


def readers_dialog() -> rx.Component:
    """Who took a file, when, and whether it was the original."""
    nobody = empty(t("Personne n’a encore téléchargé ce fichier."), icon="download")
    listed = rx.el.ul(rx.foreach(DossierPage.readers, _reader), class_name="lx-readers")
    return panel_dialog(
        t("Téléchargements"),
        rx.cond(DossierPage.readers.length() > 0, listed, nobody),
        open=DossierPage.reading,
        on_open_change=DossierPage.close_readers,
        description=DossierPage.readers_of,
        width="560px",
    )


def _drop() -> rx.Component:
    most: Any = DossierPage.most_mb
    drop = file_drop(
        f"/dossiers/{SHEET.id}/fichiers",
        label=t("Déposez les rapports ici"),
        hint=rx.Var.create(f"{t('Fichiers PDF, plusieurs à la fois ; taille maximale :')} {most} {t('Mo')}").to(str),
        accept=PDF,
        max_bytes=most * MEGA,
        on_done=DossierPage.uploaded,
    )
    open_dossier = WRITES & (SHEET.stage != "archived")
    return rx.cond(open_dossier, card(None, drop), rx.fragment())


def _listed() -> rx.Component:
    again = button(t("Refaire le DDT"), DossierPage.act("ddt"), icon="book-check", kind="outline")
    offered = WRITES & (SHEET.ddt.file_id > 0) & (SHEET.stage != "archived") & ~SHEET.action.contains("ddt")
    files = rx.el.ul(rx.foreach(SHEET.files, _file), class_name="lx-files")
    return card(
        t("Fichiers du dossier"),
        rx.cond(
            SHEET.files.length() > 0,
            files,
            empty(t("Aucun fichier. Déposez les rapports du technicien."), icon="files"),
        ),
        aside=rx.cond(offered, again, rx.fragment()),
        flush=True,
    )


def _file(file: Any) -> rx.Component:
    return rx.el.li(
        rx.match(
            file.role,
            ("ddt", rx.icon("book-check", size=20, aria_hidden="true")),
            ("invoice", rx.icon("receipt-euro", size=20, aria_hidden="true")),
            ("attachment", rx.icon("paperclip", size=20, aria_hidden="true")),
            rx.icon("file-text", size=20, aria_hidden="true"),
        ),
        rx.el.div(_name(file), _detail(file), rx.foreach(file.flags, _flag), class_name="lx-lines lx-file-words"),
        rx.cond((file.role == "report") & file.current, _kind(file), rx.el.span(_role(file), class_name="lx-second")),
        _taken(file),
        _gestures(file),
        key=file.id.to(str),
        class_name="lx-file",
        custom_attrs={"data-old": ~file.current},
    )


def _name(file: Any) -> rx.Component:
    version = rx.cond(file.version > 1, badge(f"v{file.version}", "grey"), rx.fragment())
    return rx.el.span(
        new_tab_link(file.name, href=file.link, class_name="lx-link"),
        version,
        rx.cond(file.signed, badge(t("Signé"), "green", "signature"), rx.fragment()),
        rx.cond(file.current, rx.fragment(), badge(t("Remplacé"), "grey", "history")),
        class_name="lx-file-name",
    )


def _detail(file: Any) -> rx.Component:
    pages = rx.cond(file.pages > 0, rx.fragment(file.pages.to(str), " ", t("pages"), " · "), rx.fragment())
    author = rx.cond(file.uploaded_by != "", rx.fragment(" · ", file.uploaded_by), rx.fragment())
    return rx.el.span(file.size, " · ", pages, file.uploaded, author, class_name="lx-second")


def _flag(words: Any) -> rx.Component:
    return rx.el.span(rx.icon("info", size=13, aria_hidden="true"), words, class_name="lx-flag")


def _kind(file: Any) -> rx.Component:
    """What the report's name announced; a choice corrects it."""
    options = [rx.el.option(t(words), value=code) for code, words in TITLES.items()]
    choice = rx.el.select(
        *options,
        default_value=file.kind,
        on_change=lambda kind: DossierPage.correct_kind(file.id, kind),
        aria_label=t("Type de document"),
        class_name="lx-input",
        key=file.kind,
        disabled=~WRITES,
    )
    arrow = rx.icon("chevron-down", size=16, class_name="lx-select-arrow", aria_hidden="true")
    return rx.el.span(choice, arrow, class_name="lx-select lx-file-kind")


def _role(file: Any) -> Any:
    return rx.match(
        file.role,
        ("ddt", t("DDT")),
        ("invoice", t("Facture")),
        ("attachment", t("Pièce jointe")),
        t("Rapport"),
    )


def _taken(file: Any) -> rx.Component:
    """How often the client took it; opens who and when."""
    icon = rx.cond(
        file.delivery == "all",
        rx.icon("circle-check", size=15, aria_hidden="true"),
        rx.icon("download", size=15, aria_hidden="true"),
    )
    return rx.el.button(
        icon,
        rx.el.span(file.downloads.to(str)),
        rx.el.span(t("téléchargements par le client"), class_name="lx-spoken"),
        type="button",
        title=t("Qui l’a téléchargé"),
        on_click=DossierPage.show_readers(file.id, file.name),
        class_name="lx-taken-count",
        custom_attrs={"data-state": file.delivery},
    )


def _gestures(file: Any) -> rx.Component:
    download = doc_link(
        rx.icon("file-down", size=17, aria_hidden="true"),
        href=file.link,
        download="",
        title=t("Télécharger"),
        aria_label=t("Télécharger"),
        class_name="lx-icon-button",
    )
    remove = icon_button("trash-2", t("Retirer ce fichier"), DossierPage.take_back(file.id))
    removable = WRITES & (file.role != "invoice") & (SHEET.stage != "archived") & file.current
    return rx.el.span(download, rx.cond(removable, remove, rx.fragment()), class_name="lx-file-gestures")


def _reader(row: Any) -> rx.Component:
    what = rx.cond(row.original, badge(t("Original"), "green"), badge(t("Copie de consultation"), "orange"))
    side = rx.cond(row.by_client, rx.fragment(), badge(t("Bureau"), "grey"))
    return rx.el.li(
        rx.el.span(
            rx.el.span(row.reader, class_name="lx-first"),
            rx.el.span(row.at, " · ", row.origin, class_name="lx-second"),
            class_name="lx-lines",
        ),
        side,
        what,
    )
