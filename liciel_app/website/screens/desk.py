"""The desk's order wizard: the five steps on one page, answered in any order while the client is on the telephone."""

from typing import Any, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed, office_page
from liciel_app.orders.screens.looks import look
from liciel_app.ui.button import button, submit_button
from liciel_app.ui.form import form
from liciel_app.ui.kinds import Node, Text, some
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.shortcuts import Shortcut, keyed
from liciel_app.website.screens.wizard_contact import contact_fields
from liciel_app.website.screens.wizard_offer import offer_step
from liciel_app.website.screens.wizard_people import people_fields
from liciel_app.website.screens.wizard_price import price_panel
from liciel_app.website.screens.wizard_property import address_block, property_step
from liciel_app.website.screens.wizard_questions import project_step
from liciel_app.website.screens.wizard_state import Wizard
from liciel_app.website.screens.wizard_steps import NAMES
from liciel_app.website.screens.wizard_visit import visit_step
from liciel_app.website.screens.wizard_whole import add_lot, lot_list, lot_name, waiting_drafts
from liciel_app.website.screens.wizard_writing import HEADING, TOP

ADDRESS: Final = "/bureau/commandes/nouvelle"
FORM: Final = "commande"


@page(ADDRESS, title="Nouvelle commande", load=[Wizard.load])
def desk_wizard() -> rx.Component:
    return office_page(
        t("Nouvelle commande"),
        "orders",
        look(),
        rx.el.div(custom_attrs={"id": TOP}),
        rx.el.div(_writing(), _side(), class_name="lx-order lx-desk"),
        wide=True,
        actions=button(t("Recommencer"), Wizard.restart, kind="ghost", icon="rotate-ccw"),
        shortcuts=tuple(
            Shortcut(str(rank + 1), t(name), f"#{_anchor(rank)}", native=True) for rank, name in enumerate(NAMES)
        ),
    )


def _writing() -> rx.Component:
    """The address stands in a form of its own: Enter takes the first place found."""
    return rx.el.div(
        _client_finder(),
        _section(0, address_block()),
        form(
            _section(0, lot_name(), property_step(), titled=False),
            _section(1, project_step()),
            _section(2, rx.cond(Wizard.offer.known, offer_step(), _not_yet()), add_lot()),
            _section(3, visit_step()),
            _section(4, contact_fields(), people_fields(_proposed)),
            on_submit=Wizard.order_all,
            key=Wizard.edition,
            custom_attrs={"id": FORM},
        ),
        class_name="lx-order-main",
    )


def _section(rank: int, *children: Node, titled: bool = True) -> rx.Component:
    title = rx.el.h2(
        rx.el.span(str(rank + 1), class_name="lx-order-mark", aria_hidden="true"),
        t(NAMES[rank]),
        class_name="lx-card-title",
    )
    attrs = {"id": _anchor(rank), "tabIndex": "-1"} if titled else {}
    return rx.el.section(
        *some(title if titled else None, *children), class_name="lx-card lx-desk-step", custom_attrs=attrs
    )


def _anchor(rank: int) -> str:
    return f"partie-{rank + 1}"


def _client_finder() -> rx.Component:
    """First of all: who is calling."""
    field = rx.el.input(
        type="search",
        placeholder=t("Qui appelle ? Nom, téléphone ou mail d’un client connu"),
        aria_label=t("Chercher un client connu"),
        auto_complete="off",
        auto_focus=True,
        on_change=Wizard.propose("").debounce(200),  # type: ignore[attr-defined]
        class_name="lx-input",
        **keyed("c"),
    )
    chosen = rx.el.p(
        rx.icon("user-check", size=17, aria_hidden="true"),
        rx.el.span(Wizard.client_name, class_name="lx-first"),
        button(t("Quelqu’un d’autre"), Wizard.somebody_else, kind="ghost"),
        class_name="lx-chosen-place",
    )
    return rx.el.section(
        rx.cond(Wizard.client_name != "", chosen, rx.fragment(rx.el.div(field, key=Wizard.edition), _proposed(""))),
        class_name="lx-card lx-desk-step",
        aria_label=t("Client"),
    )


def _proposed(role: str) -> rx.Component:
    """The clients that what is typed may name; the field of that role only shows them."""
    listed = rx.el.ul(rx.foreach(Wizard.found, _client), class_name="lx-places", aria_label=t("Clients connus"))
    shown = rx.cond((Wizard.role == role) & (Wizard.found.length() > 0), listed, rx.fragment())
    if not role:
        return rx.el.div(shown, aria_live="polite")
    look_up = button(
        t("Chercher parmi les clients"), Wizard.propose(role, Wizard.typed[f"{role}_name"]), kind="ghost", icon="search"
    )
    return rx.el.div(look_up, shown, aria_live="polite")


def _client(row: Any) -> rx.Component:
    words = rx.el.span(
        rx.el.span(row.name, class_name="lx-first"),
        rx.el.span(row.phone, " · ", row.email, " · ", row.town, class_name="lx-second"),
        class_name="lx-lines",
    )
    way = rx.el.button(
        rx.icon("user", size=17, aria_hidden="true"), words, type="button", on_click=Wizard.choose_client(row.id)
    )
    return rx.el.li(way, key=row.id.to_string())


def _side() -> rx.Component:
    may = allowed(Permission.ORDERS_VALIDATE)
    place = _submit(t("Valider la commande"))
    offer = button(t("Faire seulement le devis"), Wizard.quote_only, kind="outline", icon="file-plus")
    prepare = button(t("Préparer pour validation"), Wizard.prepare, kind="outline", icon="user-check")
    return rx.el.aside(
        price_panel(),
        lot_list(),
        rx.el.div(rx.cond(may, place, rx.fragment()), offer, prepare, class_name="lx-desk-ways"),
        waiting_drafts(),
        class_name="lx-order-side",
        aria_label=t("Votre commande"),
        id=HEADING,
        tab_index=-1,
    )


def _submit(words: Text) -> rx.Component:
    return submit_button(
        words, icon="check", props={"custom_attrs": {"form": FORM, "aria-keyshortcuts": "Control+Enter"}}
    )


def _not_yet() -> rx.Component:
    return rx.el.p(t("Le bien et le projet donnent la liste des diagnostics."), class_name="lx-hint")
