"""Reading orders, their attachments, and the grid they are priced from."""

from liciel_app.orders.queries.attachments import file, files, files_from, waiting_files
from liciel_app.orders.queries.grids import grid, grid_of, office_point, price_list
from liciel_app.orders.queries.listing import OrderRow, counts, latest_change, orders_page
from liciel_app.orders.queries.scope import by_submit_id, get, lines, orders_from, visible_to
from liciel_app.orders.queries.sheet import Answer, FileRow, LineRow, OrderSheet, order_sheet

__all__ = [
    "Answer",
    "FileRow",
    "LineRow",
    "OrderRow",
    "OrderSheet",
    "by_submit_id",
    "counts",
    "file",
    "files",
    "files_from",
    "get",
    "grid",
    "grid_of",
    "latest_change",
    "lines",
    "office_point",
    "order_sheet",
    "orders_from",
    "orders_page",
    "price_list",
    "visible_to",
    "waiting_files",
]
