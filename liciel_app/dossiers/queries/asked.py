"""A dossier as an address of a page names it: a question, not a fact."""

from typing import Final

from liciel_app.core.errors import NotFound

_DIGITS: Final = 9


def number(text: str) -> int:
    """Raises NotFound for what is no number a table could hold."""
    if not (text.isascii() and text.isdecimal()) or len(text) > _DIGITS:
        raise NotFound("Ce dossier est introuvable.")
    return int(text)
