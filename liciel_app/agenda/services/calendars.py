"""Links with calendars elsewhere: consent, opening, trying again, closing."""

import secrets
from datetime import timedelta
from typing import Final

from sqlmodel import col, select

from liciel_app.agenda.models_calendars import CalendarAsk, CalendarLink, LinkState, Provider
from liciel_app.agenda.queries import calendars
from liciel_app.agenda.queries.feeds import token_hash
from liciel_app.core import vault
from liciel_app.core.errors import NotAllowed, NotFound, Refused
from liciel_app.core.text import one_line
from liciel_app.core.work import Work

SYNCHRONISE: Final = "calendars.synchronise"
CLOSE: Final = "calendars.close"
MOST: Final = 5
CONSENT_LASTS: Final = timedelta(minutes=10)


def begin_consent(work: Work, provider: Provider) -> tuple[str, str]:
    """The person leaves for Google or Microsoft: `(state, verifier)`, good once and for ten minutes."""
    _refuse_strangers(work)
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    ask = CalendarAsk(
        account_id=work.actor.account_id or 0,
        provider=provider,
        state_hash=token_hash(state),
        verifier=vault.seal(verifier),
        asked_at=work.now,
    )
    work.db.add(ask)
    work.db.flush()
    return state, verifier


def claim_consent(work: Work, provider: Provider, state: str) -> str:
    """Back again: the verifier. Refused for another person's state, another provider's, an old or a used one."""
    wanted = select(CalendarAsk).where(col(CalendarAsk.state_hash) == token_hash(state)).with_for_update()
    found = work.db.exec(wanted).first()
    mine = found is not None and found.account_id == work.actor.account_id and found.provider is provider
    if found is None or not mine or found.used_at is not None or work.now - found.asked_at > CONSENT_LASTS:
        raise Refused("Cette autorisation n’est plus valable : recommencez la connexion.")
    found.used_at = work.now
    work.db.add(found)
    return vault.opened(found.verifier)


def open_link(work: Work, *, provider: Provider, name: str, address: str, secret: str) -> CalendarLink:
    """`secret` is what the other side wants of us, in clear. The same calendar again is the same link, reconnected."""
    _refuse_strangers(work)
    mine = work.db.exec(
        select(CalendarLink).where(
            col(CalendarLink.account_id) == work.actor.account_id, col(CalendarLink.state) != LinkState.CLOSED
        )
    ).all()
    found = next((one for one in mine if (one.provider, one.address) == (provider, address)), None)
    if found is None and len(mine) >= MOST:
        raise Refused("Cinq agendas sont déjà connectés : déconnectez-en un d’abord.")
    sealed = vault.seal(secret)
    link = found or CalendarLink(
        account_id=work.actor.account_id or 0, provider=provider, name="", address=address, secret="", made_at=work.now
    )
    link.name, link.secret, link.token = one_line(name) or address, sealed, ""
    _again(work, link)
    work.record("calendarlink.opened", link, after={"provider": provider, "name": link.name})
    return link


def change_calendar(work: Work, link_id: int, *, name: str, address: str) -> CalendarLink:
    """Another calendar of the same account: ours moves there. Raises NotFound for somebody else's link."""
    former = calendars.link(work, link_id)
    if former.account_id != work.actor.account_id:
        raise NotFound("Cet agenda est introuvable.")
    if former.address == address:
        return former
    secret = vault.opened(former.secret)
    close_link(work, link_id)
    return open_link(work, provider=former.provider, name=name, address=address, secret=secret)


def retry_link(work: Work, link_id: int) -> CalendarLink:
    """By hand, at once, whatever the pause. Refused while the calendar is being disconnected."""
    link = calendars.link(work, link_id)
    if link.state is LinkState.CLOSING:
        work.later(CLOSE, link)
        return link
    _again(work, link)
    return link


def close_link(work: Work, link_id: int) -> CalendarLink:
    """Its person, or the office. What we wrote there is taken away, what was read there is freed, the secret erased."""
    link = calendars.link(work, link_id)
    if link.state is not LinkState.CLOSING:
        link.state = LinkState.CLOSING
        work.db.add(link)
        work.record("calendarlink.closing", link)
    work.later(CLOSE, link)
    return link


def _again(work: Work, link: CalendarLink) -> None:
    link.state, link.failures, link.pause_until, link.error = LinkState.ON, 0, None, ""
    work.db.add(link)
    work.later(SYNCHRONISE, link)


def _refuse_strangers(work: Work) -> None:
    if work.actor.account_id is None or work.actor.kind not in ("staff", "technician"):
        raise NotAllowed
