"""White cards on a grey page: sections, figures, to-do lists, facts."""

from typing import Any, TypedDict, Unpack

import reflex as rx

from liciel_app.ui.badge import count_badge
from liciel_app.ui.kinds import Node, Text, some
from liciel_app.ui.tokens import Tone


class CardOptions(TypedDict, total=False):
    aside: Node
    """At the right of the title: a link, a switch."""
    subtitle: Text
    footer: Node
    flush: bool
    """Children touch the edges (tables, maps, lists)."""
    props: dict[str, Any]


def card(title: Text | None, *children: Node, **options: Unpack[CardOptions]) -> rx.Component:
    """A section of a page."""
    heading = _heading(title, options) if title is not None else None
    footer = rx.el.footer(options["footer"], class_name="lx-card-foot") if "footer" in options else None
    body = rx.el.div(*children, class_name="lx-card-flush" if options.get("flush") else "lx-card-body")
    return rx.el.section(*some(heading, body, footer), class_name="lx-card", **options.get("props", {}))


def _heading(title: Text, options: CardOptions) -> rx.Component:
    subtitle = rx.el.p(options["subtitle"], class_name="lx-card-subtitle") if "subtitle" in options else None
    words = rx.el.div(*some(rx.el.h2(title, class_name="lx-card-title"), subtitle))
    return rx.el.div(*some(words, options.get("aside")), class_name="lx-card-head")


def tiles(*children: Node) -> rx.Component:
    """A row of figures: four on a screen, two on a phone."""
    return rx.el.div(*children, class_name="lx-tiles")


class TileOptions(TypedDict, total=False):
    icon: str
    tone: Tone
    detail: Node
    """A second line under the figure."""
    href: Text
    """Where the figure comes from; the whole tile is then the link."""


def tile(label: Text, figure: Text | rx.Var[int], **options: Unpack[TileOptions]) -> rx.Component:
    """One figure of a dashboard."""
    tone = options.get("tone", "blue")
    icon = options.get("icon")
    picture = rx.el.span(rx.icon(icon, size=19, aria_hidden="true"), class_name="lx-tile-icon") if icon else None
    detail = rx.el.span(options["detail"], class_name="lx-tile-detail") if "detail" in options else None
    words = rx.el.span(
        *some(rx.el.span(label, class_name="lx-tile-label"), rx.el.span(figure, class_name="lx-tile-figure"), detail),
        class_name="lx-tile-words",
    )
    inside = some(words, picture)
    look: dict[str, Any] = {"class_name": "lx-tile", "custom_attrs": {"data-tone": tone}}
    return rx.el.a(*inside, href=options["href"], **look) if "href" in options else rx.el.div(*inside, **look)


def split(main: Node, side: Node) -> rx.Component:
    """Two columns, two thirds and one third; one above the other on a phone."""
    return rx.el.div(main, side, class_name="lx-split")


def stack(*children: Node) -> rx.Component:
    """One below the other with the page's gap."""
    return rx.el.div(*children, class_name="lx-stack")


def facts(*pairs: tuple[Text, Node]) -> rx.Component:
    """Labels and values of a record."""
    return rx.el.dl(
        *[rx.el.div(rx.el.dt(label), rx.el.dd(value), class_name="lx-fact") for label, value in pairs],
        class_name="lx-facts",
    )


def task(label: Text, icon: str, count: int | rx.Var[int], *, href: Text, tone: Tone = "grey") -> rx.Component:
    """A line of « À traiter »: what, how many, and the way to it."""
    return rx.el.a(
        rx.el.span(
            rx.icon(icon, size=17, aria_hidden="true"), class_name="lx-task-icon", custom_attrs={"data-tone": tone}
        ),
        rx.el.span(label, class_name="lx-task-label"),
        count_badge(count, tone),
        rx.icon("chevron-right", size=15, class_name="lx-task-go", aria_hidden="true"),
        href=href,
        class_name="lx-task",
    )


def notice(sentence: Node, *, tone: Tone = "blue", icon: str = "info", action: Node | None = None) -> rx.Component:
    """A coloured box inside a page: « Consultation uniquement jusqu’au règlement » and its button."""
    return rx.el.div(
        *some(rx.icon(icon, size=18, aria_hidden="true"), rx.el.div(sentence, class_name="lx-notice-words"), action),
        class_name="lx-notice",
        custom_attrs={"data-tone": tone},
    )
