"""The office's own secrets; and words that go out with a form and must come back unchanged, signed with one of them."""

import hmac
import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from liciel_app.core.errors import Refused
from liciel_app.core.work import Work
from liciel_app.office.models import OfficeSecret


def kept(work: Work, purpose: str, size: int = 32) -> str:
    """Drawn once: so many bytes, in hexadecimal.

    Of two first uses at once, the second transaction fails and is tried again by its person.
    """
    known = work.db.get(OfficeSecret, purpose)
    if known is None:
        known = OfficeSecret(name=purpose, value=secrets.token_hex(size))
        work.db.add(known)
        work.db.flush()
    return known.value


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
    return hmac.new(kept(work, purpose).encode(), stamp.encode(), sha256).hexdigest()[:32]
