"""One dossier: where it stands, the one gesture it waits for, and everything about it in the trade's order."""

from typing import Any, Final

import reflex as rx

from liciel_app.billing.screens.dossier_files import files_tab, readers_dialog
from liciel_app.billing.screens.dossier_missions import missions_tab
from liciel_app.billing.screens.dossier_money import money_tab
from liciel_app.billing.screens.dossier_people import people_tab, site_tab
from liciel_app.billing.screens.dossier_side import side
from liciel_app.billing.screens.dossier_stages import dossier_stages
from liciel_app.billing.screens.dossier_state import SHOWN, DossierPage, Gesture
from liciel_app.billing.screens.invoice_panel import InvoicePanel, invoice_panel
from liciel_app.billing.screens.planning import Planning, planning_dialog
from liciel_app.core.access import Permission
from liciel_app.dossiers.screens.people_tabs import notes_tab, recipients_tab
from liciel_app.dossiers.screens.versions import Versions, versions_notice
from liciel_app.dossiers.screens.words import DELIVERIES, STAGES
from liciel_app.fieldwork.screens.visit_desk import VisitDesk
from liciel_app.office.screens.frame import allowed, office_page
from liciel_app.office.screens.tabs import Tab, tabs
from liciel_app.office.screens.timeline import timeline
from liciel_app.ui.badge import badge, status_badge
from liciel_app.ui.button import button, link_button
from liciel_app.ui.card import card, notice, split, stack
from liciel_app.ui.dialog import confirm_dialog
from liciel_app.ui.empty import empty, skeleton
from liciel_app.ui.kinds import Event, Text
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.shortcuts import Shortcut
from liciel_app.ui.ticker import ticker

TABS: Final = (
    ("", "Missions et tarif", "list-checks"),
    ("client", "Clients", "users"),
    ("immeuble", "Immeuble", "building-2"),
    ("destinataires", "Destinataires", "mails"),
    ("facturation", "Facturation", "receipt-euro"),
    ("notes", "Notes", "notebook-pen"),
    ("fichiers", "Fichiers", "files"),
    ("journal", "Journal", "scroll-text"),
)
SHEET: Any = DossierPage.sheet


@page("/bureau/dossiers/[dossier_id]", title="Dossier", load=[DossierPage.load, Versions.load, VisitDesk.load])
def dossier_page() -> rx.Component:
    return office_page(
        rx.cond(SHEET, SHEET.reference, t("Dossier")),
        "dossiers",
        ticker([DossierPage.tick, Versions.tick, VisitDesk.tick]),
        rx.cond(SHEET, _dossier(), _absent()),
        planning_dialog(),
        invoice_panel(),
        readers_dialog(),
        _cancel_dialog(),
        subtitle=rx.cond(SHEET, SHEET.title, ""),
        actions=rx.cond(SHEET, _main_action(), rx.fragment()),
        shortcuts=(
            Shortcut("e", t("Modifier les conclusions"), _address("")),
            Shortcut("n", t("Nouvelle note"), _address("notes")),
            Shortcut("f", t("Fichiers du dossier"), _address("fichiers")),
        ),
    )


def _absent() -> rx.Component:
    back = link_button(t("Revenir aux dossiers"), "/bureau/dossiers", kind="outline")
    return rx.cond(
        DossierPage.missing, empty(t("Ce dossier est introuvable."), back, icon="folder-x"), card(None, skeleton(6))
    )


def _dossier() -> rx.Component:
    kept: Any = DossierPage.details
    shown = kept == SHOWN
    return stack(
        card(None, _state_line(shown), rx.cond(shown, dossier_stages(SHEET.steps), rx.fragment())),
        _alert(),
        versions_notice(),
        tabs(t("Parties du dossier"), [_tab(*one) for one in TABS]),
        rx.cond(shown, split(_opened(), side()), _opened()),
    )


def _details(shown: rx.Var[bool]) -> rx.Component:
    """« Masquer les détails » leaves the page to the part one works on."""
    words = rx.cond(shown, t("Masquer les détails"), t("Afficher les détails"))
    return button(words, DossierPage.show_details(~shown), icon="panel-right", kind="ghost")


def _state_line(shown: rx.Var[bool]) -> rx.Component:
    """Stage, delivery and money, as in the list."""
    told = rx.el.span(t("Client averti le"), " ", SHEET.notified, class_name="lx-second")
    held = badge(t("Originaux retenus jusqu’au règlement"), "orange", "lock")
    return rx.el.div(
        status_badge(SHEET.stage, STAGES),
        status_badge(SHEET.delivery, DELIVERIES),
        rx.cond(SHEET.amounts.paid, badge(t("Payé"), "green", "badge-check"), rx.fragment()),
        rx.cond(SHEET.held, held, rx.fragment()),
        rx.el.span(rx.cond(SHEET.notified != "", told, rx.fragment()), _details(shown), class_name="lx-state-end"),
        class_name="lx-state-line",
    )


def _alert() -> rx.Component:
    refusal = notice(SHEET.ddt.refusal, tone="red", icon="triangle-alert")
    working = notice(t("Le DDT s’assemble. Il arrive ici dans quelques secondes."), icon="loader")
    return rx.cond(SHEET.ddt.waiting, working, rx.cond(SHEET.ddt.refusal != "", refusal, rx.fragment()))


def _address(tab: str) -> Text:
    here = rx.cond(SHEET, f"/bureau/dossiers/{SHEET.id}", "/bureau/dossiers")
    return rx.Var.create(f"{here}?onglet={tab}" if tab else here).to(str)


def _tab(key: str, words: str, icon: str) -> Tab:
    address = f"/bureau/dossiers/{SHEET.id}"
    counts = {"fichiers": SHEET.files, "destinataires": DossierPage.recipients, "notes": DossierPage.notes}
    count = counts[key].length() if key in counts else None
    return Tab(t(words), f"{address}?onglet={key}" if key else address, DossierPage.tab == key, count, icon=icon)


def _opened() -> rx.Component:
    return rx.fragment(
        rx.match(
            DossierPage.tab,
            ("client", people_tab()),
            ("immeuble", site_tab()),
            ("destinataires", recipients_tab(DossierPage)),
            ("facturation", money_tab()),
            ("notes", notes_tab(DossierPage)),
            ("fichiers", files_tab()),
            ("journal", card(t("Journal du dossier"), timeline(DossierPage.happened))),
            missions_tab(),
        )
    )


def _main_action() -> rx.Component:
    """The one solid button of the page; nothing for who may only read."""
    files = f"/bureau/dossiers/{SHEET.id}?onglet=fichiers"
    action = rx.match(
        SHEET.action,
        ("plan", _solid(t("Planifier"), "calendar-plus", Planning.propose(SHEET.id))),
        ("reports", link_button(t("Déposer les rapports"), files, icon="file-up", kind="solid")),
        ("hand_over", _gesture("hand_over", t("Passer à l’administratif"), "clipboard-list")),
        ("ddt", _gesture("ddt", t("Générer le DDT"), "book-check")),
        ("ddt_waiting", button(t("DDT en préparation…"), icon="loader", kind="solid", props={"disabled": True})),
        ("invoice", _billing(_solid(t("Facturer"), "receipt-euro", DossierPage.issue))),
        ("notify", _gesture("notify", t("Avertir le client"), "send")),
        ("collect", _billing(_solid(t("Encaisser"), "hand-coins", InvoicePanel.open(_invoice_id())))),
        ("archive", _gesture("archive", t("Archiver"), "archive")),
        rx.fragment(),
    )
    return rx.cond(allowed(Permission.DOSSIERS_WRITE), rx.fragment(action), rx.fragment())


def _invoice_id() -> Any:
    invoice: Any = DossierPage.invoice
    return invoice.id


def _solid(words: Text, icon: str, event: Event) -> rx.Component:
    return button(words, event, icon=icon, kind="solid")


def _gesture(gesture: Gesture, words: Text, icon: str) -> rx.Component:
    return _solid(words, icon, DossierPage.act(gesture))


def _billing(gesture: rx.Component) -> rx.Component:
    return rx.cond(allowed(Permission.BILLING_WRITE), gesture, rx.fragment())


def _cancel_dialog() -> rx.Component:
    return confirm_dialog(
        t("Annuler ce rendez-vous ?"),
        t("Le dossier revient à planifier et le client reçoit l’annulation par mail."),
        open=DossierPage.cancelling,
        on_open_change=DossierPage.ask_cancel,
        on_confirm=DossierPage.act("cancel_visit"),
        confirm=t("Annuler le rendez-vous"),
        danger=True,
    )
