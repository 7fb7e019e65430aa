"""How orders are named: their states, what is sold or let, and what it is (screens.md 5.0 and 5.8)."""

from collections.abc import Mapping
from typing import Any, Final

import reflex as rx

from liciel_app.directory.rules import KIND_WORDS
from liciel_app.orders.kinds import PROJECTS, PROPERTIES
from liciel_app.ui.badge import STATUSES, Status
from liciel_app.ui.language import t

NEW_ORDER: Final = "/bureau/commandes/nouvelle"
STATES: Final[Mapping[str, Status]] = {
    "to_process": STATUSES["to_process"],
    "in_progress": STATUSES["in_progress"],
    "processed": Status("Traitée", "green", "circle-check"),
    "cancelled": Status("Annulée", "black", "ban"),
}
VERDICTS: Final[Mapping[str, Status]] = {
    "mandatory": Status("Obligatoire", "blue", "shield-check"),
    "conditional": Status("Conditionnel", "amber", "circle-help"),
    "unknown": Status("Conditionnel", "amber", "circle-help"),
    "not_required": Status("Non requis", "grey", "circle-minus"),
}


def project(code: Any) -> rx.Var[str]:
    return _word(code, PROJECTS)


def property_kind(code: Any) -> rx.Var[str]:
    return _word(code, PROPERTIES)


def client_kind(code: Any) -> rx.Var[str]:
    return _word(code, {str(kind): words for kind, words in KIND_WORDS.items()})


def tags(words: rx.Var[list[str]]) -> rx.Component:
    """The diagnostics of an order as small words: DPE, Pb, Am…"""
    return rx.el.span(rx.foreach(words, lambda word: rx.el.span(word, class_name="lx-tag")), class_name="lx-tags")


def _word(code: Any, words: Mapping[str, str]) -> rx.Var[str]:
    return rx.match(code, *[(key, t(word)) for key, word in words.items()], code).to(str)  # type: ignore[union-attr]
