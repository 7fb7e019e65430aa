"""Sentences on screens, switched at once: `t("Phrase française")`."""

from typing import Any

import reflex as rx

from liciel_app.core.language import sentences
from liciel_app.ui.session import Session

ASKED: set[str] = set()
"""Every sentence a screen was compiled with: what the catalogue must know."""


def t(sentence: str) -> rx.Var[str]:
    """The sentence in the reader's language; the French sentence is the catalogue's key."""
    ASKED.add(sentence)
    words: Any = rx.match(
        Session.lang,
        ("en", sentences("en").get(sentence, sentence)),
        ("it", sentences("it").get(sentence, sentence)),
        sentence,
    )
    return words
