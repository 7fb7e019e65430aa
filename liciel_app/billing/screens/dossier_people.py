"""« Clients » and « Immeuble »: for whom, with whom, where."""

from typing import Any, Final

import reflex as rx

from liciel_app.billing.screens.dossier_state import DossierPage
from liciel_app.core.access import Permission
from liciel_app.dossiers.services.opening import KIND_WORDS
from liciel_app.fieldwork.screens.visit_desk import visit_desk
from liciel_app.office.screens.frame import allowed
from liciel_app.ui import cells
from liciel_app.ui.card import card, facts, stack
from liciel_app.ui.empty import empty
from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t
from liciel_app.ui.links import mail_link, new_tab_link, phone_link
from liciel_app.ui.map import live_map
from liciel_app.ui.session import Session

SHEET: Any = DossierPage.sheet
TRANSACTIONS: Final = (
    ("vente", "Vente"),
    ("location", "Location"),
    ("travaux", "Travaux"),
    ("demolition", "Démolition"),
    ("copro", "Copropriété"),
)


def people_tab() -> rx.Component:
    people = SHEET.people
    client = rx.cond(
        allowed(Permission.DIRECTORY_READ),
        rx.el.a(people.client, href=f"/bureau/clients?q={people.client_email}", class_name="lx-link"),
        rx.el.span(people.client),
    )
    return stack(
        card(
            t("Client"),
            facts(
                (t("Nom"), client),
                (t("Mail"), _mail(people.client_email)),
                (t("Téléphone"), _phone(people.client_phone)),
            ),
            subtitle=t("Donneur d’ordre, il reçoit la facture et les documents."),
        ),
        card(
            t("Contact sur place"),
            facts(
                (t("Nom"), cells.or_dash(people.contact)),
                (t("Mail"), _mail(people.contact_email)),
                (t("Téléphone"), _phone(people.contact_phone)),
            ),
        ),
    )


def site_tab() -> rx.Component:
    return stack(_site(), visit_desk(), _request())


def _site() -> rx.Component:
    site = SHEET.site
    kinds = [(code, t(word)) for code, word in KIND_WORDS.items()]
    projects = [(code, t(word)) for code, word in TRANSACTIONS]
    return card(
        t("Immeuble"),
        facts(
            (t("Adresse"), site.address),
            (t("Type de bien"), rx.match(site.kind, *kinds, site.kind)),
            (t("Projet"), rx.match(site.transaction, *projects, site.transaction)),
            (t("Surface"), rx.el.span(site.surface, " m²", class_name="lx-figure")),
        ),
        rx.el.div(rx.cond(site.located, _map(), _unplaced()), class_name="lx-below"),
        aside=new_tab_link(
            rx.icon("navigation", size=15, aria_hidden="true"),
            t("Itinéraire"),
            href=f"https://www.openstreetmap.org/directions?to={site.lat},{site.lon}",
            class_name="lx-aside-link",
        ),
    )


def _map() -> rx.Component:
    return live_map(
        DossierPage.places,
        label=t("Emplacement du bien et du bureau"),
        tiles_url=Session.me.tiles_url,
        attribution=Session.me.tiles_attribution,
        selected="site",
        height="340px",
    )


def _unplaced() -> rx.Component:
    return empty(t("L’adresse n’est pas encore située sur la carte."), icon="map-pin-off")


def _request() -> rx.Component:
    """What the client said when ordering."""
    order = SHEET.order
    number = rx.cond(
        order.id > 0,
        rx.el.a(order.number, href=f"/bureau/commandes/{order.id}", class_name="lx-link"),
        cells.or_dash(""),
    )
    return card(
        t("Demande du client"),
        facts(
            (t("Commande"), number),
            (t("Souhait de date"), cells.or_dash(order.wished_on)),
            (t("Message"), rx.cond(order.comment != "", rx.el.span(order.comment), cells.or_dash(""))),
        ),
    )


def _mail(address: Text) -> rx.Component:
    known = rx.Var.create(address).to(str)
    return rx.cond(known != "", mail_link(known), cells.or_dash(""))


def _phone(number: Text) -> rx.Component:
    known = rx.Var.create(number).to(str)
    return rx.cond(known != "", phone_link(known), cells.or_dash(""))
