"""The activity chart, alone in its module: its library travels with the pages that show it only."""

from typing import Any

import reflex as rx

from liciel_app.ui.kinds import Text


def activity_chart(bars: Any, words: Text) -> rx.Component:
    """`bars`: a Var of `queries_board.Bar`s; the period under way is lighter, its number will still grow."""
    grown: dict[str, Any] = {"stack_id": "dossiers", "is_animation_active": False, "max_bar_size": 76}
    return rx.el.div(
        rx.recharts.bar_chart(
            rx.recharts.cartesian_grid(stroke_dasharray="3 3", vertical=False, stroke="var(--gray-5)"),
            rx.recharts.bar(
                _figures("past_figure"), data_key="past", fill="var(--accent-9)", radius=[4, 4, 0, 0], **grown
            ),
            rx.recharts.bar(
                _figures("current_figure"), data_key="current", fill="var(--accent-7)", radius=[4, 4, 0, 0], **grown
            ),
            rx.recharts.x_axis(data_key="name", axis_line=False, tick_line=False),
            rx.recharts.y_axis(axis_line=False, tick_line=False, width=34, allow_decimals=False),
            data=bars.to(list[dict[str, Any]]),
            width="100%",
            height=236,
            margin={"top": 18, "right": 4, "bottom": 0, "left": 0},
        ),
        role="img",
        aria_label=words,
        class_name="lx-chart",
    )


def _figures(key: str) -> rx.Component:
    return rx.recharts.label_list(data_key=key, position="top", fill="var(--gray-12)")
