"""The first sight of a page: what its reader came for, in the page as it is sent, before any script runs.

A built page is free of data; its own comes by the websocket, a second later on a small computer. At `place()` the
server puts plain HTML of its own; the live content takes its place when it comes.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import reflex as rx
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from liciel_app.core.errors import NotFound
from liciel_app.core.language import Language, say
from liciel_app.ui import serving, shelf
from liciel_app.ui.empty import skeleton

MARK: Final = "<!--premiere-vue-->"
"""Left in the built page where nothing is put: to a style sheet the place is then empty, and the grey lines show."""
ANY_RECORD: Final = "__spa-fallback"
"""What was built for the pages of one record, whose addresses nobody knows beforehand: `waiting()`."""
_THERE: Final = rx.Var(
    f"typeof document === 'undefined' ? {MARK!r}"
    " : (document.querySelector(`.lx-sight > [data-of=\"${location.pathname}\"]`)?.parentNode.innerHTML ?? '')",
    _var_type=str,
)
"""A page that takes over from `waiting()` keeps what its reader already sees; that of another address it leaves."""


def place() -> rx.Component:
    """Beside what waits for the data."""
    return rx.html(_THERE, class_name="lx-sight")


def waiting() -> rx.Component:
    """For `rx.App(hydrate_fallback=…)`: it stands where the page of a record will, until its own scripts have come."""
    lines = rx.el.div(skeleton(6), role="status")
    return rx.el.main(place(), lines, class_name="lx-main lx-narrow lx-waiting")


def sent(address: str, sight: str, *, built: str = "") -> HTMLResponse:
    """The built page of `address` with its reader's own sight in it: for nobody else, and asked for again each time."""
    page = shelf.page(serving.BUILT, built or address)
    if not page:
        raise NotFound("Introuvable.")
    inside = Markup('<div class="lx-stack" data-of="{}">{}</div>').format(address, Markup(sight)) if sight else ""  # noqa: S704 drawn by a template that escapes
    answer = HTMLResponse(page.replace(MARK, inside, 1))
    answer.headers["cache-control"] = "private, no-cache"
    answer.headers["vary"] = "Cookie"
    return answer


def drawn(template: Path, lang: Language, **values: Any) -> str:
    """`_()` in the template is the catalogue; every value is escaped."""

    def translated(sentence: str, **filled: object) -> str:
        return say(sentence, lang, **filled)

    return _templates(template.parent).get_template(template.name).render(_=translated, lang=lang, **values)


@lru_cache(maxsize=4)
def _templates(folder: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader([folder, Path(__file__).parent / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
