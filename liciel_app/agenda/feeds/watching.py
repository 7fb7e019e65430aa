"""What Google and Microsoft tell of a change in a linked calendar: believed by its proof alone, then read soon."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import Final

from sqlmodel import col, select

from liciel_app.agenda.models_calendars import CalendarLink, LinkState, Provider
from liciel_app.agenda.services.calendars import SYNCHRONISE
from liciel_app.core import vault
from liciel_app.core.outbox import Promise
from liciel_app.core.work import Work
from liciel_app.office import secrets
from liciel_app.office.models import OfficeSecret

_KEY: Final = "calendars.notices"
_DIGITS: Final = 10


def proof_of(work: Work, link: CalendarLink) -> str:
    """What we give the other side, and want back with each notice: the link's number and a seal only we can make."""
    return f"{link.id}.{_seal(secrets.kept(work, _KEY), link)}"


def take_notice(work: Work, provider: Provider, proofs: Iterable[str], *, ended: bool = False) -> int:
    """How many were believed. `ended`: nothing will be told any more unless we ask anew."""
    found = [link for proof in dict.fromkeys(proofs) if (link := _claimed(work, provider, proof)) is not None]
    for link in found:
        if link.state is LinkState.ON:
            if ended:
                _unwatched(work, link)
            read_soon(work, link)
    return len(found)


def read_soon(work: Work, link: CalendarLink) -> None:
    """Ten changes at once are one exchange: a promise nobody has taken up yet does for all."""
    waiting = select(Promise.id).where(
        col(Promise.job) == SYNCHRONISE,
        col(Promise.subject_id) == link.id,
        col(Promise.done_at).is_(None),
        col(Promise.given_up_at).is_(None),
        col(Promise.claimed_at).is_(None),
        col(Promise.run_after) <= work.now,
    )
    if work.db.exec(waiting).first() is None:
        work.later(SYNCHRONISE, link)


def _claimed(work: Work, provider: Provider, proof: str) -> CalendarLink | None:
    number, _, seal = proof.partition(".")
    if not (number.isascii() and number.isdecimal() and len(number) < _DIGITS and seal.isascii()):
        return None
    link, key = work.db.get(CalendarLink, int(number)), work.db.get(OfficeSecret, _KEY)
    if link is None or key is None or link.provider is not provider or link.state is LinkState.CLOSED:
        return None
    return link if hmac.compare_digest(seal, _seal(key.value, link)) else None


def _unwatched(work: Work, link: CalendarLink) -> None:
    """The next exchange asks to be told again."""
    told = json.loads(vault.opened(link.secret))
    told.pop("watch", None)
    link.secret = vault.seal(json.dumps(told))
    work.db.add(link)


def _seal(key: str, link: CalendarLink) -> str:
    return hmac.new(key.encode(), f"{link.provider}:{link.id}".encode(), hashlib.sha256).hexdigest()
