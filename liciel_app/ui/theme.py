"""The look as Reflex and the browser are told about it, once, when the app is built."""

from typing import Any

import reflex as rx
from reflex_base.config import get_config

from liciel_app.ui.serving import MODE_SHEET

STYLESHEETS = [
    f"/css/{name}.css"
    for name in (
        "liciel",
        "shell",
        "table",
        "list",
        "form",
        "badge",
        "parts",
        "map",
        "dropzone",
        "office",
        "phone",
        "print",
    )
]
BRAND = "#3e63dd"


def theme() -> rx.Component:
    """For `rx.plugins.RadixThemesPlugin(theme=theme())` in rxconfig.py."""
    return rx.theme(accent_color="indigo", gray_color="slate", radius="medium", panel_background="solid")


def head_components() -> list[rx.Component]:
    """Icons, manifest and the colour of the phone's status bar, for `rx.App(head_components=…)`."""
    return [
        rx.el.link(rel="icon", href=asset("/icons/icon.svg"), type="image/svg+xml"),
        rx.el.link(rel="icon", href=asset("/favicon.ico"), sizes="32x32"),
        rx.el.link(rel="apple-touch-icon", href=asset("/icons/icon-180.png")),
        rx.el.link(rel="manifest", href=asset("/manifest.json")),
        rx.el.link(rel="stylesheet", href=asset(MODE_SHEET)),
        _meta("theme-color", BRAND),
        _meta("mobile-web-app-capable", "yes"),
        _meta("apple-mobile-web-app-title", "Liciel"),
        _meta("format-detection", "telephone=no"),
    ]


def asset(path: str) -> str:
    """The address of a file of assets/, wherever the app is mounted."""
    return get_config().prepend_frontend_path(path)


def _meta(name: str, content: str) -> rx.Component:
    props: dict[str, Any] = {"name": name, "content": content}
    return rx.el.meta(**props)
