"""What the browser part is made of, kept small: the styles the screens use, and few files for a page to ask for.

Radix Themes brings 800 kB of styles, nearly all for components no screen has: reading them held every page's first
paint for a fifth of a second. PurgeCSS keeps what the components below are made of, and everything that is not Radix's.
"""

from dataclasses import dataclass
from typing import Any, Final

import reflex as rx

USED: Final = ("alert-dialog", "dialog", "heading", "tabs", "text", "theme")
"""The components of Radix Themes the kit is made of, and those they are made of themselves."""
COLOURS: Final = ("indigo", "slate", "gray", "red", "green", "amber", "blue", "orange", "violet")
"""The scales `assets/css` names; the accent's and the greys' among them."""
PURGECSS: Final = "@fullhuman/postcss-purgecss@8.0.0"
_RADIX: Final = "@radix-ui/themes"
_POSTCSS: Final = ('  plugins: {\n    "postcss-import": {},', "postcss.config.js")
_CHUNKS: Final = ("          groups: [", "vite.config.js")


@dataclass
class SmallThemes(rx.plugins.RadixThemesPlugin):
    """Reflex's own plugin for Radix Themes, with the part of its styles that is used."""

    def get_stylesheet_paths(self, **_: Any) -> tuple[str, ...]:
        tokens = ("tokens/base.css", *(f"tokens/colors/{colour}.css" for colour in COLOURS))
        return tuple(f"{_RADIX}/{sheet}" for sheet in (*tokens, "components.css", "utilities.css"))

    def get_frontend_development_dependencies(self, **_: Any) -> tuple[str, ...]:
        return (PURGECSS,)

    def pre_compile(self, **context: Any) -> None:
        context["add_modify_task"](_POSTCSS[1], _purging)
        context["add_modify_task"](_CHUNKS[1], _grouping)


def _purging(config: str) -> str:
    sources = ", ".join(f'"node_modules/{_RADIX}/dist/esm/components/{name}.js"' for name in USED)
    kept = "/^(?!(.+:)?rt-)/, /^rt-r-(size|align|weight|max-w|m[btlrxy]?|lt)(-|$)/"
    purge = f'    "@fullhuman/postcss-purgecss": {{content: [{sources}], safelist: {{standard: [{kept}]}}}},'
    return _after(config, _POSTCSS, purge)


def _grouping(config: str) -> str:
    """Each icon was a file of its own, and a page has thirty."""
    return _after(config, _CHUNKS, '            { test: /lucide-react/, name: "icons" },')


def _after(config: str, where: tuple[str, str], line: str) -> str:
    """`line` put after the place named by `where`, once. Raises when Reflex writes that file otherwise than it did."""
    anchor, file = where
    if line in config:
        return config
    if anchor not in config:
        raise RuntimeError(f"{file} is not what it was: « {anchor.strip()} » not found")
    return config.replace(anchor, f"{anchor}\n{line}", 1)
