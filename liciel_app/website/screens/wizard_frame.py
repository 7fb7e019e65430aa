"""The frame of the wizard: the office's name, its phone number, the languages, the legal pages."""

import reflex as rx

from liciel_app.core.language import NAMES
from liciel_app.ui.kinds import Node, Text
from liciel_app.ui.language import t
from liciel_app.ui.links import doc_link, phone_link
from liciel_app.ui.session import Session
from liciel_app.ui.shell_parts import skip_link
from liciel_app.website.screens.wizard_state import Wizard


def public_page(*children: Node) -> rx.Component:
    main = rx.el.main(*children, class_name="lx-public-main", custom_attrs={"id": "contenu", "tabIndex": "-1"})
    return rx.el.div(skip_link(), _header(), main, _footer(), class_name="lx-public")


def _header() -> rx.Component:
    brand = doc_link(
        rx.el.span(rx.icon("house-plus", size=18, aria_hidden="true"), class_name="lx-logo"),
        rx.el.span(Session.me.office, class_name="lx-office"),
        href="/",
        class_name="lx-brand",
    )
    phone = phone_link(
        Session.me.office_phone,
        rx.icon("phone", size=16, aria_hidden="true"),
        rx.el.span(Session.me.office_phone),
        class_name="lx-public-link lx-public-phone",
        custom_attrs={"aria-label": t("Appeler l’office")},
    )
    called = rx.cond(Session.me.office_phone != "", phone, rx.fragment())
    return rx.el.header(
        rx.el.div(brand, rx.el.nav(called, _account(), aria_label=t("Raccourcis")), class_name="lx-public-bar"),
        class_name="lx-public-head",
    )


def _account() -> Node:
    """A visitor may log in; who is known goes home."""

    def way(words: Text, href: str, icon: str) -> rx.Component:
        return doc_link(
            rx.icon(icon, size=16, aria_hidden="true"), rx.el.span(words), href=href, class_name="lx-public-link"
        )

    return rx.match(
        Session.me.kind,
        ("client", way(t("Mon espace"), "/espace", "user")),
        ("staff", way(t("Le bureau"), "/bureau", "layout-dashboard")),
        ("technician", way(t("Mes visites"), "/terrain", "map-pin")),
        way(t("Se connecter"), "/connexion", "log-in"),
    )


def _footer() -> rx.Component:
    legal = [
        doc_link(t(words), href=href)
        for words, href in (
            ("Mentions légales", "/mentions-legales"),
            ("Confidentialité", "/confidentialite"),
            ("Conditions générales de vente", "/cgv"),
        )
    ]
    tongues = [
        rx.el.button(
            name,
            type="button",
            lang=code,
            aria_pressed=(rx.Var.create(Session.lang).to(str) == code).to_string(),
            on_click=[Session.speak(code), Wizard.refresh],
        )
        for code, name in NAMES.items()
    ]
    return rx.el.footer(
        rx.el.nav(*legal, aria_label=t("Informations légales"), class_name="lx-public-legal"),
        rx.el.div(*tongues, role="group", aria_label=t("Langue"), class_name="lx-switch"),
        class_name="lx-public-foot",
    )
