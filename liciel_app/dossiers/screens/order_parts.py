"""The cards beside an order: who to call, the property, the visit wished for, the plans joined."""

from typing import Any

import reflex as rx

from liciel_app.orders.screens.words import client_kind, property_kind
from liciel_app.ui.card import card, facts
from liciel_app.ui.cells import or_dash
from liciel_app.ui.language import t
from liciel_app.ui.links import mail_link, new_tab_link, phone_link
from liciel_app.ui.map import live_map
from liciel_app.ui.session import Session


def contact_card(sheet: Any) -> rx.Component:
    phone = rx.cond(sheet.phone != "", phone_link(sheet.phone, class_name="lx-link"), or_dash(""))
    return card(
        t("Contact"),
        facts(
            (t("Nom"), sheet.contact),
            (t("Type"), client_kind(sheet.contact_kind)),
            (t("Mail"), mail_link(sheet.email, class_name="lx-link")),
            (t("Téléphone"), phone),
        ),
    )


def property_card(sheet: Any) -> rx.Component:
    where = rx.el.p(rx.el.span(sheet.street, class_name="lx-first"), rx.el.br(), sheet.town, class_name="lx-address")
    told = rx.el.dl(
        _fact(t("Type de bien"), property_kind(sheet.kind)),
        _fact(t("Surface"), sheet.surface),
        rx.foreach(sheet.answers, lambda one: _fact(one.question, one.answer)),
        class_name="lx-facts lx-facts-tight",
    )
    return card(
        t("Bien"), where, rx.cond(sheet.located & (Session.me.tiles_url != ""), _map(sheet), rx.fragment()), told
    )


def visit_card(sheet: Any) -> rx.Component:
    """The day and the words of the client."""
    day = rx.cond(sheet.wished != "", sheet.wished, t("Pas de préférence"))
    comment = rx.cond(sheet.comment != "", rx.el.blockquote(sheet.comment, class_name="lx-said"), rx.fragment())
    return card(t("Rendez-vous souhaité"), rx.el.p(day, class_name="lx-first"), comment)


def files_card(sheet: Any) -> rx.Component:
    listed = rx.el.ul(rx.foreach(sheet.files, _file), class_name="lx-pieces")
    return rx.cond(sheet.files.length() > 0, card(t("Pièces jointes"), listed), rx.fragment())


def papers_card(sheet: Any) -> rx.Component:
    """What one takes away: the order form, the attachments, the data others can read."""
    address = "/commandes/" + sheet.id.to_string()
    pieces = rx.cond(
        sheet.files.length() > 0,
        _paper(t("Pièces jointes (ZIP)"), address + "/pieces.zip", "file-archive"),
        rx.fragment(),
    )
    listed = rx.el.ul(
        _paper(t("Bon de commande (PDF)"), address + "/bon-de-commande.pdf", "file-text"),
        pieces,
        _paper(t("Données (JSON)"), address + "/donnees.json", "file-json"),
        _paper(t("Données (CSV)"), address + "/donnees.csv", "file-spreadsheet"),
        class_name="lx-pieces",
    )
    return card(t("Télécharger"), listed)


def _paper(label: Any, href: Any, icon: str) -> rx.Component:
    words = rx.el.span(label, class_name="lx-first")
    link = new_tab_link(rx.icon(icon, size=18, aria_hidden="true"), words, href=href, class_name="lx-piece")
    return rx.el.li(link)


def _file(file: Any) -> rx.Component:
    picture = rx.cond(
        file.media_type == "application/pdf",
        rx.icon("file-text", size=18, aria_hidden="true"),
        rx.icon("image", size=18, aria_hidden="true"),
    )
    link = new_tab_link(
        picture,
        rx.el.span(file.name, class_name="lx-first"),
        rx.el.span(file.weight, class_name="lx-second"),
        href=f"/commande/fichiers/{file.id}",
        class_name="lx-piece",
    )
    return rx.el.li(link, key=file.id.to_string())


def _fact(label: Any, value: Any) -> rx.Component:
    return rx.el.div(rx.el.dt(label), rx.el.dd(value), class_name="lx-fact")


def _map(sheet: Any) -> rx.Component:
    pin = {
        "id": "bien",
        "lat": sheet.lat,
        "lon": sheet.lon,
        "label": sheet.street.to(str) + ", " + sheet.town.to(str),
        "color": "#3e63dd",
        "number": "",
    }
    return live_map(
        rx.Var.create([pin]),
        label=t("Emplacement du bien"),
        tiles_url=Session.me.tiles_url,
        attribution=Session.me.tiles_attribution,
        height="180px",
    )
