"""Words that go out with a form and must come back unchanged: signed, dated, nobody else can make them."""

import hmac
import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from liciel_app.core.errors import Refused
from liciel_app.core.work import Work
from liciel_app.office.models import OfficeSecret


def signed(work: Work, purpose: str) -> str:
    """`nonce.seconds.signature`, for a form opened now."""
    stamp = f"{secrets.token_hex(8)}.{int(work.now.timestamp())}"
    return f"{stamp}.{_signature(work, purpose, stamp)}"


def opened_at(work: Work, purpose: str, token: str, *, longest: timedelta) -> datetime:
    """When the form was opened. Raises Refused for a token that was altered, made elsewhere, or is too old."""
    stamp, _, signature = token.rpartition(".")
    seconds = stamp.partition(".")[2]
    if not hmac.compare_digest(signature.encode(), _signature(work, purpose, stamp).encode()) or not seconds.isdigit():
        raise Refused("Ce formulaire a expiré : rechargez la page, ce que vous avez écrit y reste.")
    opened = datetime.fromtimestamp(int(seconds), UTC)
    if not timedelta() <= work.now - opened <= longest:
        raise Refused("Ce formulaire a expiré : rechargez la page, ce que vous avez écrit y reste.")
    return opened


def _signature(work: Work, purpose: str, stamp: str) -> str:
    return hmac.new(_key(work, purpose), stamp.encode(), sha256).hexdigest()[:32]


def _key(work: Work, purpose: str) -> bytes:
    """Made once; of two first uses at once, the second transaction fails and is tried again by its person."""
    kept = work.db.get(OfficeSecret, purpose)
    if kept is None:
        kept = OfficeSecret(name=purpose, value=secrets.token_hex(32))
        work.db.add(kept)
        work.db.flush()
    return kept.value.encode()
