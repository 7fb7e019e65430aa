"""The files, each as its client may have it now, and what they conclude."""

from typing import Any, Final

import reflex as rx

from liciel_app.portal.look import GROW, LINE, NUMBER, REACHABLE
from liciel_app.ui.badge import badge
from liciel_app.ui.button import doc_button
from liciel_app.ui.card import card, notice
from liciel_app.ui.language import t
from liciel_app.ui.links import doc_link, phone_link
from liciel_app.ui.session import Session

PLAIN: Final = {"font_weight": "400"}


def documents(dossier: Any, bill: Any) -> rx.Component:
    """`dossier` and `bill`: Vars of ClientDossier and InvoiceRow."""
    listed = rx.fragment(_state(dossier, bill), rx.el.ul(rx.foreach(dossier.documents, _document)))
    return card(t("Vos documents"), rx.cond(dossier.documents.length() > 0, listed, _not_yet(dossier)), flush=True)


def conclusions(dossier: Any) -> rx.Component:
    """The missions ordered; once the office has sent the documents, what each concludes."""
    return card(t("Diagnostics"), rx.el.ul(rx.foreach(dossier.missions, _mission)), flush=True)


def attachments(dossier: Any) -> rx.Component:
    lines = card(t("Vos pièces jointes"), rx.el.ul(rx.foreach(dossier.attachments, _attachment)), flush=True)
    return rx.cond(dossier.attachments.length() > 0, lines, rx.fragment())


def _state(dossier: Any, bill: Any) -> rx.Component:
    """Why a document is not free, and who can free it."""
    pay = rx.cond(bill.due != "", _pay(bill), rx.fragment())
    marked = notice(
        rx.fragment(
            rx.el.p(t("Consultation uniquement jusqu’au règlement")),
            rx.el.p(
                t("Chaque page porte la mention « POUR CONSULTATION UNIQUEMENT »."),
                " ",
                t("Les originaux sont libres dès le paiement."),
                style=PLAIN,
            ),
        ),
        tone="amber",
        icon="eye",
        action=pay,
    )
    blocked = notice(
        rx.fragment(
            rx.el.p(t("Disponible après règlement")),
            rx.el.p(
                t("Vos documents sont prêts et se débloquent dès le paiement. L’office peut aussi les débloquer :"),
                " ",
                phone_link(Session.me.office_phone, class_name="lx-link", style=NUMBER),
                style=PLAIN,
            ),
        ),
        tone="amber",
        icon="lock",
        action=pay,
    )
    shown = rx.match(dossier.gate, ("marked", marked), ("blocked", blocked), rx.fragment())
    return rx.el.div(shown, role="status", style={"padding": "0 var(--lx-pad) 12px", "&:empty": {"display": "none"}})


def _pay(bill: Any) -> rx.Component:
    words = rx.fragment(t("Payer"), " ", bill.due)
    return doc_button(words, f"/payer/{bill.id}", kind="solid", icon="credit-card")


def _document(file: Any) -> rx.Component:
    marks = rx.fragment(
        rx.cond(file.signed, badge(t("Signé"), "blue", "pen-line"), rx.fragment()),
        rx.cond(file.taken, badge(t("Téléchargé"), "green", "download"), rx.fragment()),
    )
    return rx.el.li(
        rx.el.span(
            rx.el.span(file.title, class_name="lx-first"),
            rx.el.span(file.name, " · ", file.detail, class_name="lx-second"),
            rx.el.span(marks, style={"display": "flex", "gap": "6px", "flex_wrap": "wrap", "padding_top": "3px"}),
            class_name="lx-lines",
            style=GROW,
        ),
        _way(file),
        key=file.id.to_string(),
        style=LINE,
    )


def _way(file: Any) -> rx.Component:
    spoken = rx.el.span(" ", file.title, class_name="lx-spoken")
    original = doc_button(rx.fragment(t("Télécharger"), spoken), file.link, icon="download")
    copy = doc_button(rx.fragment(t("Consulter"), spoken), file.link, icon="eye", kind="outline")
    blocked = badge(t("Disponible après règlement"), "amber", "lock")
    return rx.fragment(rx.match(file.opening, ("original", original), ("copy", copy), blocked))


def _mission(mission: Any) -> rx.Component:
    until = rx.el.span(t("Valable jusqu’au"), " ", mission.valid_until, class_name="lx-second")
    return rx.el.li(
        rx.el.span(
            rx.el.span(mission.label, class_name="lx-first"),
            rx.cond(mission.conclusion != "", rx.el.span(mission.conclusion), rx.fragment()),
            rx.cond(mission.valid_until != "", until, rx.fragment()),
            class_name="lx-lines",
            style=GROW,
        ),
        key=mission.id.to_string(),
        style=LINE,
    )


def _attachment(file: Any) -> rx.Component:
    return rx.el.li(
        doc_link(file.name, href=file.link, class_name="lx-link", style=REACHABLE),
        rx.el.span(file.detail, class_name="lx-second"),
        key=file.id.to_string(),
        style=LINE,
    )


def _not_yet(dossier: Any) -> rx.Component:
    words = rx.match(
        dossier.stage,
        ("to_plan", t("Vos documents arrivent après la visite.")),
        ("planned", t("Vos documents arrivent après la visite.")),
        t("Nous préparons vos rapports. Vous recevrez un message dès qu’ils sont prêts."),
    )
    return rx.el.p(words, style={"padding": "0 var(--lx-pad) 18px"})
