"""Every screen and every job of the product: importing this module registers them."""

from importlib import import_module
from typing import Final

JOBS: Final = (
    "orders.jobs",
    "orders.quote_jobs",
    "messaging.jobs",
    "agenda.jobs_calendars",
    "agenda.jobs_messages",
    "agenda.jobs_places",
    "agenda.jobs_recurring",
    "agenda.mileage.jobs",
    "dossiers.jobs",
    "dossiers.jobs_attestation",
    "dossiers.jobs_quotes",
    "dossiers.jobs_messages",
    "fieldwork.jobs",
    "billing.jobs",
    "billing.jobs_deposits",
)
SCREENS: Final = (
    "website.screens.wizard",
    "website.screens.desk",
    "website.screens.quote",
    "directory.screens.client_list",
    "directory.screens.follow_ups",
    "directory.screens.keys_screen",
    "orders.screens.order_list",
    "orders.screens.quote_list",
    "orders.screens.request_list",
    "orders.screens.paper_settings",
    "orders.screens.prices",
    "dossiers.screens.order_sheet",
    "office.screens.journal_screen",
    "office.screens.settings_screen",
    "messaging.screens.outgoing",
    "agenda.screens.calendars",
    "dossiers.screens.board_screen",
    "agenda.screens.answers",
    "agenda.screens.reminders",
    "agenda.screens.hours_screen",
    "agenda.screens.leaves_screen",
    "agenda.screens.resources_screen",
    "agenda.screens.recurring_screen",
    "agenda.screens.capacity_screen",
    "agenda.screens.mileage_screen",
    "agenda.screens.map_screen",
    "agenda.screens.tours_screen",
    "dossiers.screens.planning_slots",
    "dossiers.screens.dossier_list",
    "billing.screens.dashboard",
    "billing.screens.dossier_page",
    "billing.screens.invoice_list",
    "billing.screens.client_page",
    "mobile.screens.day",
    "mobile.screens.visit",
    "mobile.screens.calendars",
    "mobile.screens.mileage",
    "mobile.screens.me",
    "mobile.screens.add",
    "mobile.screens.interventions",
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
    import_module("liciel_app.core.worker")
    for name in JOBS:
        import_module(f"liciel_app.{name}")
