"""Every screen and every job of the product: importing this module registers them."""

from importlib import import_module
from typing import Final

JOBS: Final = (
    "messaging.jobs",
    "dossiers.jobs",
    "billing.jobs",
)
SCREENS: Final = ("office.screens.dashboard",)


def open_all() -> None:
    open_jobs()
    for name in SCREENS:
        import_module(f"liciel_app.{name}")


def open_jobs() -> None:
    """What the worker needs: every table and every job, no screen."""
    import_module("liciel_app.tables")
    for name in JOBS:
        import_module(f"liciel_app.{name}")
