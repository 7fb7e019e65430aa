"""What the browser part is made of: the styles of the components used, through files the framework writes."""

import re
from pathlib import Path

import pytest
import reflex as rx

from liciel_app.ui import bundling

SOURCES = Path(bundling.__file__).parents[1]


def of_radix_themes(name: str) -> bool:
    made = getattr(rx, name, None)
    return "radix.themes" in f"{getattr(made, '__module__', '')} {type(made).__module__}"


def test_each_component_of_radix_themes_that_a_screen_uses_keeps_its_styles() -> None:
    names = {name for path in SOURCES.rglob("*.py") for name in re.findall(r"\brx\.([a-z_]+)\b", path.read_text())}
    used = {name.replace("_", "-") for name in names if of_radix_themes(name)}
    assert {"dialog", "tabs"} <= used - {"color-mode"} <= set(bundling.USED)  # of color_mode, only the value


def test_a_line_is_put_after_its_place_once() -> None:
    config = 'export default {\n  plugins: {\n    "postcss-import": {},\n    autoprefixer: {},\n  },\n};\n'
    once = bundling._purging(config)
    assert once.index("postcss-import") < once.index("purgecss") < once.index("autoprefixer")
    assert bundling._purging(once) == once


def test_a_configuration_written_otherwise_stops_the_build() -> None:
    with pytest.raises(RuntimeError, match=r"vite\.config\.js is not what it was"):
        bundling._grouping("export default {}")
