# pyright: strict
"""Which diagnostics the law asks for, why, by which text, and for how long."""

from liciel_app.orders.obligations.cases import (
    LAW_READ_ON,
    answer,
    assess_case,
    parsed,
    read_case,
    replies,
    reply,
    result,
    told,
)
from liciel_app.orders.obligations.details import detail
from liciel_app.orders.obligations.engine import DEPENDS_ON, assess, sentences
from liciel_app.orders.obligations.facts import CASE_FLAGS, CASE_KEYS, Facts, Report
from liciel_app.orders.obligations.lines import Alert, Assessment, Existing, Line
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
    "CASE_FLAGS",
    "CASE_KEYS",
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
    "detail",
    "is_valid",
    "last_day",
    "parsed",
    "read_case",
    "replies",
    "reply",
    "result",
    "sentences",
    "told",
]
