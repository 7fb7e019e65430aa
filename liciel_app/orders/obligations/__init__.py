# pyright: strict
"""Which diagnostics the law asks for, why, by which text, and for how long."""

from liciel_app.orders.obligations.cases import LAW_READ_ON, answer, assess_case, result
from liciel_app.orders.obligations.engine import (
    DEPENDS_ON,
    Alert,
    Assessment,
    Existing,
    Line,
    assess,
    sentences,
)
from liciel_app.orders.obligations.facts import Facts, Report
from liciel_app.orders.obligations.questions import ASKED
from liciel_app.orders.obligations.validity import is_valid, last_day
from liciel_app.orders.obligations.words import (
    Clay,
    DpeClass,
    Installation,
    Kind,
    Said,
    Supply,
    Transaction,
    Usage,
    Verdict,
)

__all__ = [
    "ASKED",
    "DEPENDS_ON",
    "LAW_READ_ON",
    "Alert",
    "Assessment",
    "Clay",
    "DpeClass",
    "Existing",
    "Facts",
    "Installation",
    "Kind",
    "Line",
    "Report",
    "Said",
    "Supply",
    "Transaction",
    "Usage",
    "Verdict",
    "answer",
    "assess",
    "assess_case",
    "is_valid",
    "last_day",
    "result",
    "sentences",
]
