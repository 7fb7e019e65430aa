"""Every screen and every job of the product: importing this module registers them."""

from importlib import import_module
from typing import Final

JOBS: Final = (
    "orders.jobs",
    "orders.quote_jobs",
    "messaging.jobs",
    "dossiers.jobs",
    "dossiers.jobs_quotes",
    "billing.jobs",
    "billing.jobs_deposits",
)
SCREENS: Final = (
    "website.screens.wizard",
    "website.screens.desk",
    "website.screens.quote",
    "directory.screens.client_list",
    "orders.screens.order_list",
    "orders.screens.quote_list",
    "orders.screens.request_list",
    "orders.screens.paper_settings",
    "orders.screens.prices",
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
    "portal.screens.orders",
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
