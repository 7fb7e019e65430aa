"""Keys that work anywhere on an office page: `/` and `Ctrl K` lead to the search field (screens.md 5.0)."""

import reflex as rx
from reflex_base.utils.imports import ImportDict

SEARCH = "recherche"
"""Id of the global search field."""


class Shortcuts(rx.Fragment):
    """None fires while typing in a field, except with Ctrl or ⌘."""

    def add_imports(self) -> ImportDict:
        return {"react": ["useEffect"]}

    def add_hooks(self) -> list[str | rx.Var]:
        return [_LISTEN]


_LISTEN = (
    "useEffect(() => {"
    " const typing = (e) => e.target.closest?.('input, textarea, select, [contenteditable], [role=dialog]');"
    " const wanted = (e) => e.key === '/' ? !typing(e) : e.key === 'k' && (e.ctrlKey || e.metaKey);"
    f" const go = (e) => wanted(e) && (e.preventDefault(), document.getElementById('{SEARCH}')?.focus());"
    " document.addEventListener('keydown', go);"
    " return () => document.removeEventListener('keydown', go) }, [])"
)
