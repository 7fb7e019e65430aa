"""The office's menu: each entry with the right it demands; and what can be created from anywhere."""

from dataclasses import dataclass
from typing import Final

from liciel_app.core.access import Permission


@dataclass(frozen=True)
class Entry:
    """`label` is French; `icon` a lucide name; `section` the small title above the first of a group."""

    key: str
    label: str
    href: str
    icon: str
    permission: Permission
    section: str = ""


@dataclass(frozen=True)
class Setting:
    """Something the office decides for itself, and the sentence that says what."""

    label: str
    sentence: str
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
    Entry("requests", "Demandes", "/bureau/demandes", "message-circle-question", Permission.ORDERS_READ, "Affaires"),
    Entry("orders", "Commandes", "/bureau/commandes", "inbox", Permission.ORDERS_READ),
    Entry("quotes", "Devis", "/bureau/devis", "signature", Permission.ORDERS_READ),
    Entry("dossiers", "Dossiers", "/bureau/dossiers", "folder-kanban", Permission.DOSSIERS_READ),
    Entry("clients", "Clients", "/bureau/clients", "users", Permission.DIRECTORY_READ),
    Entry("follow_ups", "Relances", "/bureau/relances", "alarm-clock", Permission.DIRECTORY_READ),
    Entry("invoices", "Factures", "/bureau/factures", "file-text", Permission.BILLING_READ),
    Entry("agenda", "Agenda", "/bureau/agenda", "calendar-days", Permission.AGENDA_READ, "Terrain"),
    Entry("answers", "Réponses et rappels", "/bureau/reponses", "messages-square", Permission.AGENDA_READ),
    Entry("crew", "Équipe et moyens", "/bureau/horaires", "hard-hat", Permission.AGENDA_READ),
    Entry("mileage", "Kilomètres", "/bureau/kilometres", "route", Permission.MILEAGE_READ),
    Entry("outgoing", "Envois", "/bureau/envois", "send", Permission.MESSAGES_READ, "Bureau"),
    Entry("journal", "Journal", "/bureau/journal", "scroll-text", Permission.JOURNAL_READ),
    Entry("settings", "Réglages", "/bureau/reglages", "settings", Permission.OFFICE_READ),
)
SETTINGS: Final = (
    Setting(
        "Tarifs",
        "Les prix par diagnostic, par surface et par client.",
        "/bureau/tarifs",
        "tags",
        Permission.PRICES_WRITE,
    ),
    Setting(
        "Documents et modèles",
        "CGV, notices, modèles de devis, d’ordre de mission, d’attestation et de fiche de terrain, acomptes.",
        "/bureau/reglages/documents",
        "files",
        Permission.ORDERS_READ,
    ),
    Setting(
        "Horaires et certificats",
        "Heures de travail, domiciles, certifications, règles de planification.",
        "/bureau/horaires",
        "clock",
        Permission.AGENDA_READ,
    ),
    Setting(
        "Ressources",
        "Véhicules, instruments et salles, leurs étalonnages et leurs assurances.",
        "/bureau/ressources",
        "wrench",
        Permission.AGENDA_READ,
    ),
    Setting(
        "Rappels",
        "Les délais des rappels par mail et par SMS, et les heures de silence.",
        "/bureau/rappels",
        "bell",
        Permission.AGENDA_READ,
    ),
    Setting(
        "Agendas externes",
        "Google, Microsoft 365, CalDAV et les adresses privées à lire ailleurs.",
        "/bureau/agendas-externes",
        "calendar-sync",
        Permission.AGENDA_READ,
    ),
    Setting(
        "Clés d’accès",
        "Les logiciels qui envoient commandes et modèles, au nom de qui, et leur dernier usage.",
        "/bureau/reglages/cles",
        "key-round",
        Permission.OFFICE_WRITE,
    ),
)
CREATIONS: Final = (Creation("Nouvelle commande", "/bureau/commandes/nouvelle", Permission.ORDERS_WRITE),)
