"""The client's words for the office's codes, and what these pages add to the kit's looks."""

from typing import Any, Final

from liciel_app.ui.badge import STATUSES, Status

STAGES: Final = {
    "to_plan": Status("Rendez-vous à fixer", "grey", "calendar-plus"),
    "planned": Status("Rendez-vous fixé", "blue", "calendar-check"),
    "on_site": Status("Visite en cours", "amber", "map-pin"),
    "admin_to_finish": Status("Rapports en préparation", "violet", "file-pen"),
    "finished": Status("Documents disponibles", "green", "circle-check"),
    "archived": STATUSES["archived"],
}
BILLS: Final = {
    "issued": Status("À régler", "amber", "clock"),
    "partly_paid": STATUSES["partly_paid"],
    "credited": Status("Annulée par avoir", "black", "undo-2"),
    "late": STATUSES["late"],
    "paid": STATUSES["paid"],
}

Style = dict[str, Any]
GRID: Style = {
    "display": "grid",
    "gap": "var(--lx-gap)",
    "grid_template_columns": "repeat(auto-fill, minmax(min(100%, 300px), 1fr))",
}
TILE: Style = {"display": "grid", "gap": "8px", "align_content": "start", "padding": "16px var(--lx-pad)"}
SPREAD: Style = {
    "display": "flex",
    "align_items": "center",
    "justify_content": "space-between",
    "gap": "8px 12px",
    "flex_wrap": "wrap",
}
LAST_TILE: Style = {"display": "grid", "@media (max-width: 767px)": {"grid_column": "1 / -1"}}
PAIRS: Style = {"grid_template_columns": "repeat(auto-fill, minmax(140px, 1fr))"}
NUMBER: Style = {"white_space": "nowrap"}
ROW: Style = {"display": "flex", "align_items": "center", "gap": "8px 12px", "flex_wrap": "wrap"}
REACHABLE: Style = {"display": "inline-flex", "align_items": "center", "min_height": "44px"}
LINE: Style = {
    **SPREAD,
    "padding": "12px var(--lx-pad)",
    "border_top": "1px solid var(--lx-line-soft)",
    "min_height": "52px",
    "box_sizing": "border-box",
}
GROW: Style = {"flex": "1 1 160px", "min_width": "0"}
QUIET: Style = {"color": "var(--lx-quiet)"}
DAY: Style = {"font_size": "17px", "line_height": "24px", "font_weight": "650"}
