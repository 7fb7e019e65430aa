"""Keys that work anywhere on an office page (screens.md 5.0), and the list of them under `?`.

A key presses what declares it: `button(…, props=keyed("n"))`, `Shortcut("n", t("Nouvelle commande"), href=…)`. What
lies over the page is asked first, and nothing fires while somebody types.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import reflex as rx
from reflex_base.utils.imports import ImportDict

from liciel_app.ui.kinds import Event, Text
from liciel_app.ui.language import t
from liciel_app.ui.links import NativeA

PALETTE: Final = "Control+K"
HELP: Final = "raccourcis"


@dataclass(frozen=True)
class Shortcut:
    """A screen's own key: an address, or an event. `shown` is the key as people read it."""

    key: str
    words: Text
    href: Text | None = None
    on_click: Event | None = None
    native: bool = False
    """A route of the server."""


def keyed(key: str) -> dict[str, Any]:
    """Props of an element pressed by that key; a field takes the focus instead."""
    return {"custom_attrs": {"aria-keyshortcuts": key}}


def shortcuts(own: Sequence[Shortcut] = ()) -> rx.Component:
    """Listens, and holds the list that `?` opens: the screen's own keys first, each also a button."""
    common: list[tuple[Text, Text]] = [
        ("Ctrl K", t("Aller à, créer, rechercher")),
        ("/", t("Rechercher")),
        (rx.Var.create("J K").to(str), t("Ligne suivante, ligne précédente")),
        ("X", t("Choisir la ligne")),
        (t("Entrée"), t("Ouvrir la ligne")),
        (t("Ctrl Entrée"), t("Enregistrer")),
        (t("Échap"), t("Fermer")),
        ("?", t("Cette liste")),
    ]
    lines = [*map(_own_line, own), *[_line(key, words) for key, words in common]]
    return rx.fragment(
        Keys.create(),
        rx.el.div(
            rx.el.h2(t("Raccourcis clavier"), class_name="lx-card-title"),
            rx.el.ul(*lines, class_name="lx-keys"),
            role="dialog",
            aria_label=t("Raccourcis clavier"),
            class_name="lx-keys-panel",
            custom_attrs={"id": HELP, "popover": "auto"},
        ),
    )


class Keys(rx.Fragment):
    """The one listener."""

    def add_imports(self) -> ImportDict:
        return {"react": ["useEffect"]}

    def add_hooks(self) -> list[str | rx.Var]:
        return [_LISTEN]


def _line(key: Text, words: Text) -> rx.Component:
    return rx.el.li(rx.el.span(words), rx.el.kbd(key))


def _own_line(one: Shortcut) -> rx.Component:
    key = {"class_name": "lx-link", **keyed(one.key)}
    if one.href is None:
        press = rx.el.button(one.words, type="button", on_click=one.on_click, **key)
    else:
        press = (NativeA.create if one.native else rx.el.a)(one.words, href=one.href, **key)
    return rx.el.li(press, rx.el.kbd(one.key.upper()))


_LISTEN: Final = (
    "useEffect(() => {"
    " const all = (what, inside = document) => [...inside.querySelectorAll(what)];"
    " const seen = (one) => one.getClientRects().length > 0;"
    " const over = () => all('[role=dialog], [role=alertdialog]').filter(seen).pop();"
    " const named = (key, one) => one.getAttribute('aria-keyshortcuts').split(' ').includes(key) && !one.disabled;"
    " const press = (key) => { const one = all('[aria-keyshortcuts]', over() ?? document).find((o) => named(key, o));"
    " one && (one.matches('input') ? one.select() || one.focus() : one.click()); return one };"
    " const step = (by, list) => { const at = list.indexOf(document.activeElement);"
    " const one = at < 0 ? list[by > 0 ? 0 : list.length - 1] : list[at + by]; one?.focus(); return one };"
    " const line = (by) => !over() && step(by, all('.lx-row-link').filter(seen));"
    " const tick = () => document.activeElement?.closest('tr')?.querySelector('.lx-choose input');"
    f" const help = () => {{ document.getElementById('{HELP}')?.togglePopover(); return true }};"
    " const drops = (e) => all('details.lx-pull[open]').filter((d) => !e || !d.contains(e.target))"
    ".map((d) => d.removeAttribute('open')).length;"
    f" const search = () => press('/') ?? press('{PALETTE}');"
    " const send = (e) => { const form = e.target.closest?.('form') ?? over()?.querySelector('form')"
    " ?? document.querySelector('main form'); form?.requestSubmit(); return form };"
    " const plain = {j: () => press('j') ?? line(1), k: () => press('k') ?? line(-1), '/': search, '?': help,"
    " x: () => { const box = !over() && tick(); box && box.click(); return box },"
    " Escape: () => drops() || (!over() && press('Escape'))};"
    " const typed = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';"
    " const found = (e, box, all_ = all('input, a.lx-found', box)) => ({ArrowDown: () => step(1, all_),"
    " ArrowUp: () => step(-1, all_)})[e.key]?.();"
    " const answer = (e) => { const ctrl = e.ctrlKey || e.metaKey, box = e.target.closest?.('[data-palette]');"
    f" if (ctrl) return e.key === 'k' ? press('{PALETTE}') || true : e.key === 'Enter' && send(e);"
    " if (box && found(e, box)) return true;"
    " if (e.altKey || e.defaultPrevented || (e.target.closest?.(typed) && e.key !== 'Escape')) return false;"
    " return (plain[e.key] ?? (() => e.key.length === 1 && press(e.key)))() };"
    " const go = (e) => answer(e) && e.preventDefault();"
    " document.addEventListener('keydown', go); document.addEventListener('click', drops);"
    " return () => { document.removeEventListener('keydown', go); document.removeEventListener('click', drops) } }, [])"
)
