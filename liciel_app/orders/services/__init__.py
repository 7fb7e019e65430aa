"""The verbs of orders: placing one, attaching files to it, moving it through the office, keeping its prices."""

from liciel_app.orders.services.attaching import (
    DROP_ABANDONED,
    Received,
    attach,
    detach,
    drop_abandoned,
    drop_lot_files,
    may_attach,
)
from liciel_app.orders.services.drafts import FORGET_DRAFTS
from liciel_app.orders.services.lots import place_lots
from liciel_app.orders.services.missing import answer_need, still_missing
from liciel_app.orders.services.placing import place, propose
from liciel_app.orders.services.price_drafts import keep_draft
from liciel_app.orders.services.price_offers import price, tariff
from liciel_app.orders.services.price_terms import Agreement, agree
from liciel_app.orders.services.pricing_grid import current_grid, publish, save_grid
from liciel_app.orders.services.processing import begin_processing, mark_processed

__all__ = [
    "DROP_ABANDONED",
    "FORGET_DRAFTS",
    "Agreement",
    "Received",
    "agree",
    "answer_need",
    "attach",
    "begin_processing",
    "current_grid",
    "detach",
    "drop_abandoned",
    "drop_lot_files",
    "keep_draft",
    "mark_processed",
    "may_attach",
    "place",
    "place_lots",
    "price",
    "propose",
    "publish",
    "save_grid",
    "still_missing",
    "tariff",
]
