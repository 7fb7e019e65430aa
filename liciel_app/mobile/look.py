"""What these pages add to the kit's looks: big times, big buttons, tabs under the thumb."""

from typing import Any, Final

import reflex as rx

from liciel_app.ui.badge import STATUSES, Status

VISITS: Final = {
    "planned": STATUSES["planned"],
    "on_the_way": Status("En route", "amber", "car"),
    "arrived": Status("Sur place", "amber", "map-pin"),
    "started": Status("En cours", "amber", "timer"),
    "done": STATUSES["done"],
    "cancelled": STATUSES["cancelled"],
    "day_off": Status("Congé", "grey", "calendar-off"),
}
QUIET_PIN: Final = "#7c8794"
"""The pin of a visit that is done."""

Style = dict[str, Any]
HOURS: Style = {"font_size": "21px", "line_height": "26px", "font_weight": "700", "letter_spacing": "-0.01em"}
ROW: Style = {"display": "flex", "align_items": "center", "gap": "10px", "min_width": "0"}
SPREAD: Style = {**ROW, "justify_content": "space-between", "flex_wrap": "wrap"}
TAGS: Style = {"display": "flex", "flex_wrap": "wrap", "gap": "6px"}
TAG: Style = {
    "padding": "2px 9px",
    "border_radius": "6px",
    "background": "var(--accent-3)",
    "color": "var(--accent-12)",
    "font_weight": "600",
    "font_size": "13px",
}
REACH: Style = {"display": "grid", "grid_template_columns": "repeat(3, minmax(0, 1fr))", "gap": "8px"}
REACH_ONE: Style = {
    "display": "flex",
    "flex_direction": "column",
    "align_items": "center",
    "justify_content": "center",
    "gap": "4px",
    "min_height": "60px",
    "border_radius": "12px",
    "background": "var(--accent-3)",
    "color": "var(--accent-12)",
    "font_weight": "600",
}
REACH_NOT: Style = {**REACH_ONE, "background": "var(--gray-3)", "color": "var(--gray-11)"}
WIDE_BUTTON: Style = {"width": "100%", "min_height": "56px", "font_size": "16px", "border_radius": "12px"}
NUMBER: Style = {
    "display": "grid",
    "place_items": "center",
    "flex": "none",
    "width": "30px",
    "height": "30px",
    "border_radius": "50%",
    "color": "#fff",
    "font_weight": "700",
    "text_shadow": "0 0 2px #000, 0 0 2px #000",
}
PAIRS: Style = {"grid_template_columns": "repeat(auto-fill, minmax(140px, 1fr))"}
LISTED: Style = {
    "display": "flex",
    "align_items": "center",
    "gap": "12px",
    "min_height": "48px",
    "box_sizing": "border-box",
    "padding": "10px var(--lx-pad)",
    "border_top": "1px solid var(--lx-line-soft)",
}
REACHABLE: Style = {"display": "inline-flex", "align_items": "center", "min_height": "44px"}
KEPT: Style = {"&[data-state=inactive]": {"display": "none"}, "padding_top": "12px"}
"""A tab that stays mounted: what is typed or being sent in it goes on."""
TAB: Style = {"flex": "1", "min_height": "48px", "font_size": "15px"}


def tags(words: rx.Var[list[str]]) -> rx.Component:
    """The missions as small words: DPE, Pb, Am."""
    return rx.el.span(rx.foreach(words, lambda word: rx.el.span(word, style=TAG, class_name="lx-tag")), style=TAGS)
