"""Reflex's own configuration. One port; the address in built files becomes the visitor's own (ui.serving)."""

import reflex as rx

from liciel_app.ui.bundling import SmallThemes

config = rx.Config(
    app_name="liciel_app",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    cors_allowed_origins=[],
    react_strict_mode=False,
    frontend_compression_formats=["gzip", "brotli"],
    plugins=[
        SmallThemes(
            theme=rx.theme(accent_color="indigo", gray_color="slate", radius="medium", panel_background="solid")
        ),
    ],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
