# pyright: strict
"""Which messages may leave again: pure functions on plain values."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from liciel_app.messaging.models import SendingState
from liciel_app.office.rules import INVITATION_LASTS, RESET_LASTS

DELIVERY: Final = "messaging.deliver"
LINK_LASTS: Final[Mapping[str, timedelta]] = {"password.reset": RESET_LASTS, "account.opened": INVITATION_LASTS}


def stale(template: str, written_at: datetime, now: datetime) -> bool:
    """The personal link in it is no longer good: sent again it would only disappoint."""
    return template in LINK_LASTS and now - written_at >= LINK_LASTS[template]


def may_leave_again(state: str, template: str, written_at: datetime, now: datetime) -> bool:
    """Only what was given up; what waits leaves by itself, and what left is not sent twice."""
    return state == SendingState.FAILED and not stale(template, written_at, now)
