"""One client: how to reach him, and everything since his first question, on one line of time."""

from typing import Any, ClassVar, Final

import reflex as rx

from liciel_app.billing import queries_history
from liciel_app.billing.queries_history import ClientFile
from liciel_app.billing.screens.invoice_list import INVOICE_STATUSES
from liciel_app.core.access import Permission
from liciel_app.core.work import Work
from liciel_app.directory.queries_notes import TalkRow
from liciel_app.directory.screens.client_list import ClientList
from liciel_app.directory.screens.portal_people import PeopleOfClient, people_card
from liciel_app.directory.screens.talk_words import TALKS
from liciel_app.directory.screens.talks import TalksOfClient, talks_card, talks_of
from liciel_app.directory.screens.words import KINDS
from liciel_app.dossiers.screens.words import STAGES
from liciel_app.messaging.screens.outgoing import STATES as SENDINGS
from liciel_app.office.queries_portal import PortalPerson, portal_people
from liciel_app.office.screens.frame import allowed, office_page
from liciel_app.orders.screens.quote_words import STATES as QUOTES
from liciel_app.orders.screens.request_list import STATES as REQUESTS
from liciel_app.orders.screens.words import NEW_ORDER
from liciel_app.orders.screens.words import STATES as ORDERS
from liciel_app.ui import cells
from liciel_app.ui.badge import badge, status_badge
from liciel_app.ui.button import link_button
from liciel_app.ui.card import card, facts, split, stack
from liciel_app.ui.empty import empty, skeleton
from liciel_app.ui.handler import State
from liciel_app.ui.language import t
from liciel_app.ui.links import mail_link, phone_link
from liciel_app.ui.page import page
from liciel_app.ui.ticker import ticker

_KINDS: Final = {
    "request": ("Demande", "message-circle-question", REQUESTS),
    "order": ("Commande", "inbox", ORDERS),
    "quote": ("Devis", "signature", QUOTES),
    "dossier": ("Dossier", "folder-kanban", STAGES),
    "invoice": ("Facture", "file-text", INVOICE_STATUSES),
    "talk": ("Échange", "messages-square", TALKS),
    "message": ("Envoi", "send", SENDINGS),
}
_LOOKS: Final = {f"{kind}:{code}": shown for kind, (_, _, looks) in _KINDS.items() for code, shown in looks.items()}


class ClientPage(TalksOfClient, PeopleOfClient, State):
    READS: ClassVar = Permission.DIRECTORY_READ
    WRITES: ClassVar = Permission.DIRECTORY_WRITE
    PARAM: ClassVar = "client_id"
    KINDS: ClassVar = ("client", "order", "quote", "dossier", "invoice", "siterequest", "talk", "message", "account")

    found: rx.Field[ClientFile | None] = rx.field(None)

    @staticmethod
    def _read(work: Work, number: int) -> tuple[ClientFile, list[TalkRow], list[PortalPerson]]:
        return queries_history.client_file(work, number), talks_of(work, number), portal_people(work, number)

    def _hold(self, found: Any) -> None:
        self.found, self.talks, self.people = found or (None, [], [])


@page(f"{ClientList.ADDRESS}/[client_id]", title="Client", load=[ClientPage.load])
def client_page() -> rx.Component:
    seen: Any = ClientPage.found
    order = link_button(t("Nouvelle commande"), f"{NEW_ORDER}?client={seen.client.id}", icon="plus", kind="solid")
    return office_page(
        rx.cond(seen, seen.client.name, t("Client")),
        "clients",
        ticker(ClientPage.tick),
        rx.cond(seen, _content(seen), _absent()),
        actions=rx.cond(seen, rx.cond(allowed(Permission.ORDERS_WRITE), order, rx.fragment()), rx.fragment()),
    )


def _content(seen: Any) -> rx.Component:
    back = rx.el.a(
        rx.icon("arrow-left", size=15, aria_hidden="true"),
        rx.el.span(t("Tous les clients")),
        href=ClientList.ADDRESS,
        class_name="lx-back",
    )
    listed = rx.el.ol(rx.foreach(seen.rows, _line), class_name="lx-timeline")
    nothing = empty(t("Rien encore avec ce client."), icon="history")
    return stack(
        back,
        split(
            card(
                t("Historique"),
                rx.cond(seen.rows.length() > 0, listed, nothing),
                subtitle=t("Du premier contact à la dernière facture."),
            ),
            stack(_details(seen), people_card(ClientPage), talks_card(ClientPage)),
        ),
    )


def _details(seen: Any) -> rx.Component:
    one = seen.client
    mail = rx.cond(one.email != "", mail_link(one.email, class_name="lx-link"), "—")
    phone = rx.cond(one.phone != "", phone_link(one.phone, class_name="lx-link"), "—")
    prospect = rx.cond(seen.prospect, badge(t("Prospect"), "amber", "sprout"), rx.fragment())
    return card(
        t("Coordonnées"),
        facts(
            (t("Type"), rx.el.span(status_badge(one.kind, KINDS), " ", prospect)),
            (t("Mail"), mail),
            (t("Téléphone"), phone),
            (t("Adresse"), cells.or_dash(seen.address)),
            (t("SIRET"), cells.or_dash(seen.siret)),
            (t("Client depuis"), one.since),
        ),
    )


def _line(row: Any) -> rx.Component:
    icons = [(name, rx.icon(icon, size=15)) for name, (_, icon, _) in _KINDS.items()]
    kinds = [(name, t(words)) for name, (words, _, _) in _KINDS.items()]
    mark = rx.el.span(
        rx.match(row.kind, *icons, rx.icon("dot", size=15)), aria_hidden="true", class_name="lx-when-mark"
    )
    kind = rx.el.span(rx.match(row.kind, *kinds, ""), class_name="lx-second")
    number = rx.cond(row.number != "", rx.el.a(row.number, href=row.href, class_name="lx-link"), rx.fragment())
    amount = rx.cond(row.amount != "", rx.el.span(" · ", row.amount), rx.fragment())
    said = rx.el.div(
        rx.el.p(kind, number, status_badge(row.look, _LOOKS), class_name="lx-happened-head"),
        rx.el.a(row.words, href=row.href, class_name="lx-first"),
        rx.el.span(row.at, amount, class_name="lx-second"),
        class_name="lx-lines",
    )
    return rx.el.li(mark, said, key=row.key, class_name="lx-happening")


def _absent() -> rx.Component:
    way = link_button(t("Tous les clients"), ClientList.ADDRESS, kind="outline")
    missing = empty(t("Ce client est introuvable."), way, icon="search-x")
    return rx.cond(ClientPage.missing, missing, skeleton(4))
