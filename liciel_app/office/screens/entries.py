"""The office's menu: each entry with the right it demands; and what can be created from anywhere."""

from dataclasses import dataclass
from typing import Final

from liciel_app.core.access import Permission


@dataclass(frozen=True)
class Entry:
    """`label` is French; `icon` a lucide name."""

    key: str
    label: str
    href: str
    icon: str
    permission: Permission


@dataclass(frozen=True)
class Creation:
    """What can be made from anywhere, and the page where one makes it."""

    label: str
    href: str
    permission: Permission


ENTRIES: Final = (
    Entry("home", "Tableau de bord", "/bureau", "layout-dashboard", Permission.ORDERS_READ),
    Entry("requests", "Demandes", "/bureau/demandes", "message-circle-question", Permission.ORDERS_READ),
    Entry("orders", "Commandes", "/bureau/commandes", "inbox", Permission.ORDERS_READ),
    Entry("quotes", "Devis", "/bureau/devis", "signature", Permission.ORDERS_READ),
    Entry("dossiers", "Dossiers", "/bureau/dossiers", "folder-kanban", Permission.DOSSIERS_READ),
    Entry("agenda", "Agenda", "/bureau/agenda", "calendar-days", Permission.AGENDA_READ),
    Entry("clients", "Clients", "/bureau/clients", "users", Permission.DIRECTORY_READ),
    Entry("invoices", "Factures", "/bureau/factures", "file-text", Permission.BILLING_READ),
    Entry("prices", "Tarifs", "/bureau/tarifs", "tags", Permission.PRICES_WRITE),
    Entry("outgoing", "Envois", "/bureau/envois", "send", Permission.MESSAGES_READ),
    Entry("journal", "Journal", "/bureau/journal", "scroll-text", Permission.JOURNAL_READ),
)
CREATIONS: Final = (Creation("Nouvelle commande", "/bureau/commandes/nouvelle", Permission.ORDERS_WRITE),)
