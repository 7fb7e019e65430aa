"""What `liciel slots` and `liciel tour` answer: one JSON for one JSON, and a sentence for what cannot be answered."""

from typing import Any

from liciel_app.core.errors import Refused


def slots(text: bytes) -> dict[str, Any]:
    """The best slots of one self-contained request, or `{"error": sentence}`."""
    from liciel_app.agenda.slots import asking

    try:
        return asking.answer(text)
    except Refused as refusal:
        return {"error": str(refusal)}


def tour(text: bytes) -> dict[str, Any]:
    """The best tours found within the request's seconds, or `{"error": sentence}`."""
    from liciel_app.agenda.tours import asking, planning

    try:
        asked = asking.asked(text)
        problem = asked.problem()
    except Refused as refusal:
        return {"error": str(refusal)}
    return asking.told(problem, planning.plan(problem, asked.seconds))
