"""What an exchange with a calendar elsewhere reads before and writes down after."""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

from sqlmodel import col, select

from liciel_app.agenda.feeds.exchanging import Outcome, Task
from liciel_app.agenda.feeds.reconciling import Copy
from liciel_app.agenda.models import Appointment, AppointmentKind, AppointmentState
from liciel_app.agenda.models_calendars import CalendarCopy, CalendarLink, LinkState
from liciel_app.agenda.queries import calendars
from liciel_app.agenda.queries.feeds import OUTSIDE
from liciel_app.core import vault
from liciel_app.core.language import say
from liciel_app.core.work import Work
from liciel_app.gateways.calendars import ConsentLost, Found
from liciel_app.office import secrets
from liciel_app.office.models import Technician

RUN_LASTS: Final = timedelta(minutes=5)
FREE_FAILURES: Final = 3
PAUSE: Final = timedelta(minutes=5)
LONGEST_PAUSE: Final = timedelta(hours=6)
TITLE: Final = "Indisponible (agenda extérieur)"
_MARK: Final = "calendars.mark"


def office_mark(work: Work) -> str:
    """What tells our events from those of another office in the same calendar."""
    return secrets.kept(work, _MARK, 6)


def take(work: Work, link_id: int) -> CalendarLink | None:
    """The link, for one exchange at a time; None while another runs."""
    wanted = select(CalendarLink).where(col(CalendarLink.id) == link_id).with_for_update()
    link = work.db.exec(wanted.execution_options(populate_existing=True)).first()
    if link is None:
        return None
    if link.running_since is not None and work.now - link.running_since < RUN_LASTS:
        return None
    link.running_since = link.tried_at = work.now
    work.db.add(link)
    return link


def shares_consent(work: Work, link: CalendarLink) -> bool:
    """Another calendar of that person lives on the same consent."""
    wanted = select(CalendarLink.id).where(
        col(CalendarLink.account_id) == link.account_id,
        col(CalendarLink.provider) == link.provider,
        col(CalendarLink.id) != link.id,
        col(CalendarLink.state).in_((LinkState.ON, LinkState.REFUSED)),
    )
    return work.db.exec(wanted).first() is not None


def task_of(work: Work, link: CalendarLink) -> Task:
    span = calendars.span_of(work, link)
    closing = link.state is LinkState.CLOSING
    wanted = {} if closing else calendars.outgoing(work, link.account_id, span)
    written = {uid: _copy(one) for uid, one in calendars.copies(work, link.id or 0).items()}
    fresh = link.read_until is None or span[1] != link.read_until
    return Task(wanted, written, span, "" if fresh else link.token)


def settle(work: Work, link: CalendarLink, task: Task, outcome: Outcome) -> None:
    """Whatever was done is kept, also when the other side failed half-way."""
    _keep_copies(work, link, outcome)
    if outcome.read:
        _keep_busy(work, link, task, outcome)
        link.token, link.read_until = outcome.token, task.span[1]
    if outcome.secret:
        link.secret = vault.seal(outcome.secret)
    link.running_since = None
    if outcome.error is None:
        _succeeded(work, link, outcome)
    else:
        _failed(work, link, outcome.error)
    work.db.add(link)


def forget(work: Work, link: CalendarLink) -> None:
    """Disconnected: what was read there is freed, and the secret erased."""
    for one in _busy_of(work, link):
        _free(work, one)
    for copy in calendars.copies(work, link.id or 0).values():
        work.db.delete(copy)
    link.state, link.secret, link.token = LinkState.CLOSED, "", ""
    link.running_since = link.pause_until = None
    work.db.add(link)
    work.record("calendarlink.closed", link)


def broke(work: Work, link: CalendarLink) -> None:
    """A fault of ours: the exchange is over, and is tried again later."""
    link.running_since = None
    link.error = say("Une erreur inattendue est survenue.", work.language)
    _pause(work, link)
    work.db.add(link)


def _succeeded(work: Work, link: CalendarLink, outcome: Outcome) -> None:
    changed = outcome.written + outcome.removed
    if changed or link.succeeded_at is None or link.failures:
        work.record("calendarlink.synchronised", link, after={"written": outcome.written, "removed": outcome.removed})
    link.failures, link.error, link.pause_until, link.succeeded_at = 0, "", None, work.now


def _failed(work: Work, link: CalendarLink, error: Any) -> None:
    link.error = error.message
    if isinstance(error, ConsentLost) and link.state is LinkState.ON:
        link.state = LinkState.REFUSED
        work.record("calendarlink.refused", link, after={"why": error.message})
    _pause(work, link)


def _pause(work: Work, link: CalendarLink) -> None:
    """After three failures in a row: five minutes, then twice as long each time, six hours at most."""
    link.failures += 1
    if link.failures >= FREE_FAILURES:
        doubled = min(link.failures - FREE_FAILURES, 8)
        link.pause_until = work.now + min(PAUSE * 2**doubled, LONGEST_PAUSE)


def _keep_copies(work: Work, link: CalendarLink, outcome: Outcome) -> None:
    known = calendars.copies(work, link.id or 0)
    for uid in outcome.forgotten:
        if uid in known:
            work.db.delete(known.pop(uid))
    work.db.flush()
    for copy in outcome.copies:
        row = known.get(copy.uid) or CalendarCopy(
            link_id=link.id or 0, uid=copy.uid, ref="", digest="", starts_at=copy.starts_at, ends_at=copy.ends_at
        )
        row.ref, row.etag, row.digest = copy.ref, copy.etag, copy.digest
        row.starts_at, row.ends_at = copy.starts_at, copy.ends_at
        known[copy.uid] = row
        work.db.add(row)
    work.db.flush()


def _keep_busy(work: Work, link: CalendarLink, task: Task, outcome: Outcome) -> None:
    """Each occurrence takes the person's time as an appointment of its own, said as unavailable and nothing more."""
    lock = select(Technician).where(col(Technician.account_id) == link.account_id).with_for_update()
    work.db.exec(lock).all()
    known = {one.uid: one for one in _busy_of(work, link)}
    found = {_uid(link, one): one for one in outcome.busy}
    changed = [_take_time(work, link, uid, one, known.get(uid)) for uid, one in found.items()]
    over = {uid: one for uid, one in known.items() if uid not in found and one.ends_at > task.span[0]}
    heads = {_head(link, ref) for ref in outcome.touched}
    gone = [one for uid, one in over.items() if outcome.full or uid.rpartition("-")[0] in heads]
    changed += [_free(work, one) for one in gone]
    moved = next((one for one in changed if one is not None), None)
    if moved is not None:
        work.record("appointment.outside", moved, after={"link_id": link.id})


def _take_time(work: Work, link: CalendarLink, uid: str, one: Found, row: Appointment | None) -> Appointment | None:
    """The appointment when it changed."""
    same = row is not None and row.state is AppointmentState.PLANNED
    if row is not None and same and (row.starts_at, row.ends_at) == (one.starts_at, one.ends_at):
        return None
    if row is None:
        wanted = select(Appointment).where(col(Appointment.uid) == uid)
        row = work.db.exec(wanted).first() or _outside(link, uid, one)
    row.starts_at, row.ends_at, row.state = one.starts_at, one.ends_at, AppointmentState.PLANNED
    row.sequence += 1
    work.db.add(row)
    work.db.flush()
    return row


def _outside(link: CalendarLink, uid: str, one: Found) -> Appointment:
    return Appointment(
        uid=uid,
        title=TITLE,
        technician_id=link.account_id,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        kind=AppointmentKind.EVENT,
        link_kind=OUTSIDE,
        link_id=link.id,
    )


def _free(work: Work, one: Appointment) -> Appointment:
    one.state = AppointmentState.CANCELLED
    one.sequence += 1
    work.db.add(one)
    return one


def _busy_of(work: Work, link: CalendarLink) -> Iterable[Appointment]:
    return work.db.exec(
        select(Appointment).where(
            col(Appointment.link_kind) == OUTSIDE,
            col(Appointment.link_id) == link.id,
            col(Appointment.state) != AppointmentState.CANCELLED,
        )
    ).all()


def _copy(one: CalendarCopy) -> Copy:
    return Copy(one.uid, one.ref, one.etag, one.digest, one.starts_at, one.ends_at)


def _uid(link: CalendarLink, one: Found) -> str:
    return f"{_head(link, one.ref)}-{sha256(one.key.encode()).hexdigest()[:12]}"


def _head(link: CalendarLink, ref: str) -> str:
    return f"busy-{link.id}-{sha256(ref.encode()).hexdigest()[:24]}"
