"""The verbs of orders: placing one, attaching files to it, moving it through the office, keeping its prices."""

from liciel_app.orders.services.attaching import DROP_ABANDONED, Received, attach, detach, drop_abandoned, may_attach
from liciel_app.orders.services.placing import place
from liciel_app.orders.services.pricing_grid import current_grid, save_grid
from liciel_app.orders.services.processing import begin_processing, mark_processed

__all__ = [
    "DROP_ABANDONED",
    "Received",
    "attach",
    "begin_processing",
    "current_grid",
    "detach",
    "drop_abandoned",
    "mark_processed",
    "may_attach",
    "place",
    "save_grid",
]
