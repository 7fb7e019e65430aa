# pyright: strict
"""An assessment in full, as plain JSON in French: every line with its reasons, what is left to ask, the warnings."""

from datetime import date
from typing import Any

from liciel_app.orders.obligations.lines import Assessment, Existing, Line
from liciel_app.orders.obligations.questions import ASKED
from liciel_app.orders.obligations.words import Transaction


def detail(assessment: Assessment) -> dict[str, Any]:
    return {
        "on": assessment.on.isoformat(),
        "lines": [_line(line) for line in assessment.lines],
        "questions": [_question(assessment, fact) for fact in assessment.questions],
        "alerts": [{"sentence": alert.why.text, "source": alert.source} for alert in assessment.alerts],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "code": line.code,
        "label": line.label,
        "kind": str(line.kind),
        "verdict": str(line.verdict),
        "word": line.verdict.word,
        "why": line.why.text,
        "source": line.source,
        "certification": line.certification.word if line.certification else None,
        "validity": {
            "text": line.valid_for.text,
            "sale": _until(line.until_sale, asked=Transaction.SALE in line.uses),
            "lease": _until(line.until_lease, asked=Transaction.LEASE in line.uses),
        },
        "existing": _existing(line.existing) if line.existing else None,
        "open": sorted(line.open),
    }


def _until(last: date | None, *, asked: bool) -> dict[str, Any]:
    """`asked`: whether that use ever asks for it; `until`: the last day, none where there is no fixed end."""
    return {"asked": asked, "until": last.isoformat() if last else None}


def _existing(existing: Existing) -> dict[str, Any]:
    return {"date": existing.report.day.isoformat(), "kept": existing.kept, "why": existing.note.text}


def _question(assessment: Assessment, fact: str) -> dict[str, Any]:
    """`if_unknown`: what each open line says of not knowing."""
    lines = assessment.waiting_for(fact)
    return {
        "fact": fact,
        "question": ASKED[fact],
        "lines": [line.code for line in lines],
        "if_unknown": list(dict.fromkeys(line.why.text for line in lines)),
    }
