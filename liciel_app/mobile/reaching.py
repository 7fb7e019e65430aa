"""Calling, writing, driving there: links that leave the page for the phone's own applications."""

from typing import Any

import reflex as rx

from liciel_app.mobile.look import REACH, REACH_NOT, REACH_ONE
from liciel_app.ui.button import doc_button
from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t
from liciel_app.ui.links import NativeA


def reach(row: Any) -> rx.Component:
    """« Appeler », « SMS », « Itinéraire », side by side, for a row with a `reach`."""
    links = row.reach
    known = links.call != ""
    return rx.el.div(
        rx.cond(known, _big("phone", t("Appeler"), links.call), _missing("phone-off", t("Appeler"))),
        rx.cond(known, _big("message-square", t("SMS"), links.text), _missing("message-square-off", t("SMS"))),
        _big("navigation", t("Itinéraire"), links.road, target="_blank", rel="noopener"),
        style=REACH,
    )


def navigation_link(row: Any) -> rx.Component:
    """The phone's navigation application, where it has one that answers `geo:`."""
    return doc_button(t("Application GPS"), row.reach.geo, icon="compass", kind="ghost")


def _big(icon: str, words: Text, href: Any, **props: Any) -> rx.Component:
    inside = (rx.icon(icon, size=22, aria_hidden="true"), rx.el.span(words))
    return NativeA.create(*inside, href=href, style=REACH_ONE, class_name="lx-reach", **props)


def _missing(icon: str, words: Text) -> rx.Component:
    """No number is known: the place stays, so that the thumb finds the others."""
    spoken = rx.el.span(t("(pas de numéro)"), class_name="lx-spoken")
    return rx.el.span(
        rx.icon(icon, size=22, aria_hidden="true"),
        rx.el.span(words),
        spoken,
        style=REACH_NOT,
        class_name="lx-reach",
        custom_attrs={"data-known": "no"},
    )
