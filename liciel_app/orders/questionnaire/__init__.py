# pyright: strict
"""The few questions a visitor is asked, each only when its answer can still change the list of diagnostics."""

from liciel_app.orders.questionnaire.asking import (
    Answers,
    Known,
    answers_of,
    asked,
    facts_of,
    is_offered,
    surface_of,
    year_of,
)
from liciel_app.orders.questionnaire.questions import (
    BY_KEY,
    KIND,
    QUESTIONS,
    SURFACE,
    UNKNOWN,
    YEAR,
    YES,
    Option,
    Question,
)

__all__ = [
    "BY_KEY",
    "KIND",
    "QUESTIONS",
    "SURFACE",
    "UNKNOWN",
    "YEAR",
    "YES",
    "Answers",
    "Known",
    "Option",
    "Question",
    "answers_of",
    "asked",
    "facts_of",
    "is_offered",
    "surface_of",
    "year_of",
]
