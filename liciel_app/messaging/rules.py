# pyright: strict
"""Which messages may leave again: pure functions on plain values."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from liciel_app.messaging.models import SendingState
from liciel_app.office.rules import INVITATION_LASTS, RESET_LASTS

DELIVERY: Final = "messaging.deliver"
LINK_LASTS: Final[Mapping[str, timedelta]] = {"password.reset": RESET_LASTS, "account.opened": INVITATION_LASTS}


MASKED: Final = "(lien personnel)"
SMS_RANK: Final[Mapping[str, int]] = {
    "accepted": 0,
    "scheduled": 0,
    "queued": 1,
    "sending": 2,
    "sent": 3,
    "delivered": 4,
    "undelivered": 4,
    "failed": 4,
    "read": 5,
}
"""How far each word of the provider is in a message's life: a late one never takes it back (Twilio, MessageStatus)."""
ARRIVED: Final = frozenset({"delivered", "read"})
LOST: Final = frozenset({"undelivered", "failed"})


_LOST_BECAUSE: Final[Mapping[str, str]] = {
    "21610": "Ce numéro a demandé à ne plus recevoir de SMS.",
    "30003": "Le téléphone est éteint ou hors réseau.",
    "30004": "Ce numéro refuse les SMS.",
    "30005": "Ce numéro n’existe pas ou n’est plus attribué.",
    "30006": "Ce numéro ne reçoit pas de SMS : c’est sans doute une ligne fixe.",
    "30007": "L’opérateur a filtré ce SMS.",
}


def lost_because(code: str) -> str:
    """Why the SMS did not arrive, by the provider's error number (Twilio, errors 21610 and 30003 to 30008)."""
    known = _LOST_BECAUSE.get(code)
    return known or (
        f"L’opérateur n’a pas remis ce SMS (code {code})." if code else "L’opérateur n’a pas remis ce SMS."
    )


def masked(text: str, mask: str) -> str:
    """The text without the personal link it holds."""
    return text.replace(mask, MASKED) if mask else text


def stale(template: str, written_at: datetime, now: datetime) -> bool:
    """The personal link in it is no longer good: sent again it would only disappoint."""
    return template in LINK_LASTS and now - written_at >= LINK_LASTS[template]


def may_leave_again(state: str, template: str, written_at: datetime, now: datetime) -> bool:
    """Only what was given up; what waits leaves by itself, and what left is not sent twice."""
    return state == SendingState.FAILED and not stale(template, written_at, now)
