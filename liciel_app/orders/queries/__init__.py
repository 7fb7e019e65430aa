"""Reading orders, their attachments, and the grid they are priced from."""

from liciel_app.orders.queries.attachments import file, files, files_from, waiting_files
from liciel_app.orders.queries.beside import has_files, lot_rows, lots_of, missing_count, need_rows, people
from liciel_app.orders.queries.grids import (
    WRITTEN,
    InForce,
    agreements,
    grid,
    grid_of,
    in_force,
    latest_list,
    office_point,
    price_list,
    price_lists,
    terms_of,
    vat_rate,
)
from liciel_app.orders.queries.listing import OrderRow, counts, latest_change, order_numbers, orders_page
from liciel_app.orders.queries.price_desk import exported
from liciel_app.orders.queries.scope import by_submit_id, get, lines, orders_from, visible_to
from liciel_app.orders.queries.sheet import Answer, FileRow, LineRow, OrderSheet, order_sheet

__all__ = [
    "WRITTEN",
    "Answer",
    "FileRow",
    "InForce",
    "LineRow",
    "OrderRow",
    "OrderSheet",
    "agreements",
    "by_submit_id",
    "counts",
    "exported",
    "file",
    "files",
    "files_from",
    "get",
    "grid",
    "grid_of",
    "has_files",
    "in_force",
    "latest_change",
    "latest_list",
    "lines",
    "lot_rows",
    "lots_of",
    "missing_count",
    "need_rows",
    "office_point",
    "order_numbers",
    "order_sheet",
    "orders_from",
    "orders_page",
    "people",
    "price_list",
    "price_lists",
    "terms_of",
    "vat_rate",
    "visible_to",
    "waiting_files",
]
