"""Every screen and every job of the product: importing this module registers them."""

from importlib import import_module
from typing import Final

JOBS: Final = (
    "orders.jobs",
    "messaging.jobs",
    "dossiers.jobs",
    "billing.jobs",
)
SCREENS: Final = (
    "website.screens.wizard",
    "directory.screens.client_list",
    "orders.screens.order_list",
    "dossiers.screens.order_sheet",
    "office.screens.journal_screen",
    "messaging.screens.outgoing",
    "agenda.screens.agenda_screen",
    "dossiers.screens.dossier_list",
    "billing.screens.dashboard",
    "billing.screens.dossier_page",
    "billing.screens.invoice_list",
    "mobile.screens.day",
    "mobile.screens.visit",
    "portal.screens.home",
    "portal.screens.dossier",
)


def open_all() -> None:
    open_jobs()
    for name in SCREENS:
        import_module(f"liciel_app.{name}")


def open_jobs() -> None:
    """What the worker needs: every table and every job, no screen."""
    import_module("liciel_app.tables")
    for name in JOBS:
        import_module(f"liciel_app.{name}")
