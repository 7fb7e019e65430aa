"""The office's papers: the four PDFs a client accepts, the Word models of quotes and mission orders, the deposits."""

from typing import Any

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed, office_page
from liciel_app.orders.screens.looks import look
from liciel_app.orders.screens.paper_state import PaperSettings
from liciel_app.ui.badge import badge
from liciel_app.ui.button import button, submit_button
from liciel_app.ui.card import card, notice, stack
from liciel_app.ui.dialog import panel_dialog
from liciel_app.ui.dropzone import file_drop
from liciel_app.ui.form import form
from liciel_app.ui.language import t
from liciel_app.ui.links import new_tab_link
from liciel_app.ui.page import page

ADDRESS = "/bureau/reglages/documents"
_MAY = allowed(Permission.OFFICE_WRITE)
_LOOKED = PaperSettings.looked
_WORD = ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page(ADDRESS, title="Documents et modèles", load=[PaperSettings.load])
def paper_settings() -> rx.Component:
    return office_page(
        t("Documents et modèles"),
        "settings",
        look(),
        stack(
            rx.el.div(rx.foreach(PaperSettings.settings.shelves, _shelf), class_name="lx-paper-shelves"),
            _deposits(),
        ),
        _tags(),
    )


def _shelf(shelf: Any) -> rx.Component:
    known = shelf.current.version.to(int) > 0
    here = _LOOKED.kind == shelf.kind
    return rx.el.section(
        rx.el.h2(shelf.label, class_name="lx-card-title"),
        rx.cond(known, _version(shelf.current), badge(t("Aucun document en vigueur"), "amber", "file-warning")),
        rx.cond(_MAY, rx.cond(here, _looked(), _drop(shelf)), rx.fragment()),
        rx.cond(known & _MAY & ~here, _off(shelf), rx.fragment()),
        rx.cond(shelf.former.length() > 0, _former(shelf), rx.fragment()),
        key=shelf.kind,
        class_name="lx-card lx-paper-shelf",
    )


def _version(row: Any) -> rx.Component:
    """Which version of what, by whom; its hash proves it."""
    href = rx.Var.create(f"/reglages/documents/{row.id}").to(str)
    told = rx.el.span(
        t("version"), " ", row.version.to_string(), " · ", row.deposited, " · ", row.by, class_name="lx-second"
    )
    mark = rx.el.span(row.mark, class_name="lx-second lx-figure")
    return rx.el.p(new_tab_link(row.name, href=href, class_name="lx-link"), rx.el.br(), told, " ", mark)


def _former(shelf: Any) -> rx.Component:
    rows = rx.el.ul(rx.foreach(shelf.former, lambda row: rx.el.li(_version(row), key=row.id.to_string())))
    return rx.el.details(rx.el.summary(t("Versions précédentes")), rows, class_name="lx-why")


def _off(shelf: Any) -> rx.Component:
    return button(t("Retirer"), PaperSettings.withdraw(shelf.kind), kind="ghost", icon="archive")


def _drop(shelf: Any) -> rx.Component:
    url = rx.Var.create(f"/reglages/documents?kind={shelf.kind}").to(str)
    done = PaperSettings.uploaded(shelf.kind)
    pdf = file_drop(url, label=t("Déposer un PDF"), multiple=False, max_bytes=10 * 1024 * 1024, on_done=done)
    word = rx.fragment(
        file_drop(
            url,
            label=t("Déposer un modèle Word (.docx)"),
            accept=_WORD,
            multiple=False,
            max_bytes=10 * 1024 * 1024,
            on_done=done,
        ),
        button(t("Voir les balises"), PaperSettings.show_tags(shelf.kind), kind="ghost", icon="braces"),
    )
    return rx.cond(shelf.model, word, pdf)


def _looked() -> rx.Component:
    """What was found in the file, before it is in force."""
    unsound = (_LOOKED.refused != "") | (_LOOKED.faults.length() > 0)
    force = button(t("Mettre en vigueur"), PaperSettings.put_in_force, kind="solid", icon="check")
    preview = new_tab_link(
        t("Essayer sur le dernier devis"),
        href=rx.Var.create(f"/reglages/modeles/{_LOOKED.kind}/{_LOOKED.sha256}/apercu.pdf").to(str),
        class_name="lx-link",
    )
    trying = rx.cond(_LOOKED.tags.length() > 0, preview, rx.fragment())
    return rx.el.div(
        rx.el.p(_LOOKED.name, class_name="lx-first"),
        rx.cond(_LOOKED.refused != "", notice(_LOOKED.refused, tone="red", icon="circle-x"), rx.fragment()),
        _listed(_LOOKED.faults, t("Balises inconnues ou dangereuses, à corriger :"), "red"),
        _listed(_LOOKED.empty, t("Balises vides sur le dernier devis :"), "amber"),
        _listed(_LOOKED.tags, t("Balises reconnues :"), "green"),
        rx.el.div(
            rx.cond(unsound, rx.fragment(), rx.fragment(force, trying)),
            button(t("Ne pas garder"), PaperSettings.give_up, kind="ghost", icon="x"),
            class_name="lx-quote-ways",
        ),
        role="status",
        class_name="lx-paper-looked",
    )


def _listed(words: Any, title: Any, tone: Any) -> rx.Component:
    tags = rx.el.span(rx.foreach(words, lambda word: rx.el.code(word, class_name="lx-tag")), class_name="lx-tags")
    return rx.cond(words.length() > 0, notice(rx.el.div(title, " ", tags), tone=tone, icon="braces"), rx.fragment())


def _tags() -> rx.Component:
    def row(pair: Any) -> rx.Component:
        return rx.el.li(rx.el.code(pair[0]), " ", rx.el.span(pair[1], class_name="lx-second"))

    return panel_dialog(
        t("Balises de ce modèle"),
        rx.el.p(t("Écrivez-les telles quelles dans Word. Toute autre balise est refusée."), class_name="lx-second"),
        rx.el.ul(rx.foreach(PaperSettings.tags, row), class_name="lx-paper-tags"),
        open=PaperSettings.showing_tags,
        on_open_change=PaperSettings.hide_tags,
    )


def _deposits() -> rx.Component:
    words = rx.el.p(
        t("Demandé à l’acceptation du devis, déduit de la facture. Un taux du total TTC, ou un montant fixe."),
        class_name="lx-second",
    )
    return card(t("Acomptes"), words, rx.foreach(PaperSettings.settings.deposits, _deposit))


def _deposit(line: Any) -> rx.Component:
    def box(name: str, label: Any, value: Any, unit: str) -> rx.Component:
        typed = rx.el.input(
            type="text", name=name, default_value=value, input_mode="decimal", class_name="lx-input", disabled=~_MAY
        )
        field = rx.el.span(typed, rx.el.span(unit, class_name="lx-suffix"), class_name="lx-affixed")
        return rx.el.label(rx.el.span(label, class_name="lx-label"), field, class_name="lx-field")

    return form(
        rx.el.input(type="hidden", name="kind", value=line.kind),
        rx.el.div(
            rx.el.span(line.label, class_name="lx-first"),
            box("percent", t("Taux"), line.percent, "%"),
            box("amount", t("Montant fixe"), line.amount, "€"),
            rx.cond(_MAY, submit_button(t("Enregistrer"), kind="outline"), rx.fragment()),
            class_name="lx-deposit-row",
        ),
        on_submit=PaperSettings.save_deposit,
        key=line.kind,
    )
