"""Keeping calendars elsewhere equal: at each change of an appointment, every ten minutes, and by hand."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlmodel import col, select

from liciel_app.agenda.feeds import bookkeeping, watching
from liciel_app.agenda.feeds.exchanging import Outcome, Task, clear, exchange
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.models_calendars import CalendarCopy, CalendarLink, LinkState, Provider
from liciel_app.agenda.models_time import AppointmentPerson
from liciel_app.agenda.services.calendars import CLOSE, SYNCHRONISE
from liciel_app.core import vault
from liciel_app.core.errors import Refused
from liciel_app.core.outbox import Job, listen, register
from liciel_app.core.work import Work
from liciel_app.gateways.calendars import ConsentLost
from liciel_app.gateways.errors import GatewayError

AGENDA_ACTIONS: Final = (
    "appointment.booked",
    "appointment.moved",
    "appointment.cancelled",
    "appointment.published",
    "appointment.equipped",
)
LATER: Final = timedelta(seconds=30)
SOON: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Errand:
    """One exchange: with whom, and what. `secret` is sealed until it is used."""

    provider: Provider
    address: str
    secret: str
    office: str
    task: Task
    closing: bool = False
    withdraws: bool = False
    """Nothing else of that person lives on the same consent."""
    proof: str = ""
    """What a notice of a change there must show."""


def prepare(work: Work, link_id: int) -> Errand | None:
    """None when nothing is to be done now; the exchange that runs already is followed by another."""
    link = work.db.get(CalendarLink, link_id)
    if link is None or link.state is not LinkState.ON:
        return None
    if link.pause_until is not None and link.pause_until > work.now:
        return None
    return _errand(work, link_id, SYNCHRONISE)


def prepare_closing(work: Work, link_id: int) -> Errand | None:
    link = work.db.get(CalendarLink, link_id)
    if link is None or link.state is not LinkState.CLOSING:
        return None
    return _errand(work, link_id, CLOSE)


def act(errand: Errand) -> tuple[Task, Outcome]:
    from liciel_app.agenda import calendar_access

    try:
        reached = calendar_access.reach(errand.provider, errand.address, vault.opened(errand.secret), errand.office)
    except (GatewayError, Refused) as error:
        lost = error if isinstance(error, GatewayError) else ConsentLost(str(error))
        return errand.task, Outcome(error=lost)
    outcome = (clear if errand.closing else exchange)(errand.task, reached.calendar)
    if errand.closing:
        reached.end_watch()
    elif outcome.error is None:
        reached.keep_watch(calendar_access.notices(errand.provider), errand.proof)
    outcome.secret = reached.renewed
    if errand.withdraws and outcome.error is None:
        outcome.error = reached.withdraw()
    return errand.task, outcome


def settle(work: Work, link_id: int, done: tuple[Task, Outcome]) -> None:
    """A first failure is tried again in a minute; then the ten minutes' turn does it."""
    link, (task, outcome) = work.db.get_one(CalendarLink, link_id), done
    bookkeeping.settle(work, link, task, outcome)
    if outcome.error is not None and link.state is LinkState.ON and link.failures < bookkeeping.FREE_FAILURES:
        work.promise("calendars.synchronise", link_id, wait=SOON)


def settle_closing(work: Work, link_id: int, done: tuple[Task, Outcome]) -> None:
    """Tried three times; then closed all the same, and what could not be taken away stays there."""
    link, (task, outcome) = work.db.get_one(CalendarLink, link_id), done
    bookkeeping.settle(work, link, task, outcome)
    lasting = outcome.error is not None and not outcome.error.permanent
    if lasting and link.failures < bookkeeping.FREE_FAILURES:
        work.promise("calendars.close", link_id, wait=SOON)
        return
    bookkeeping.forget(work, link)


def broken(work: Work, link_id: int, _error: Exception, _final: bool) -> None:
    link = work.db.get(CalendarLink, link_id)
    if link is not None:
        bookkeeping.broke(work, link)


def promise_due(work: Work, _subject: int) -> None:
    """Every ten minutes: each link that is on and not paused."""
    wanted = select(CalendarLink).where(col(CalendarLink.state) == LinkState.ON)
    for link in work.db.exec(wanted).all():
        if link.pause_until is None or link.pause_until <= work.now:
            watching.read_soon(work, link)


def follow(work: Work, appointment_id: int) -> None:
    """The calendars of whom it takes now, and those where it was written before."""
    appointment = work.db.get(Appointment, appointment_id)
    if appointment is None:
        return
    along = select(AppointmentPerson.account_id).where(col(AppointmentPerson.appointment_id) == appointment_id)
    people = [appointment.technician_id, *work.db.exec(along).all()]
    written = select(CalendarCopy.link_id).where(col(CalendarCopy.uid) == appointment.uid)
    wanted = select(CalendarLink).where(
        col(CalendarLink.state) == LinkState.ON,
        col(CalendarLink.account_id).in_(people) | col(CalendarLink.id).in_(written),
    )
    for link in work.db.exec(wanted).all():
        watching.read_soon(work, link)


def _errand(work: Work, link_id: int, again: str) -> Errand | None:
    link = bookkeeping.take(work, link_id)
    if link is None:
        work.promise(again, link_id, wait=LATER)
        return None
    return Errand(
        provider=link.provider,
        address=link.address,
        secret=link.secret,
        office=bookkeeping.office_mark(work),
        task=bookkeeping.task_of(work, link),
        closing=link.state is LinkState.CLOSING,
        withdraws=link.state is LinkState.CLOSING and not bookkeeping.shares_consent(work, link),
        proof=watching.proof_of(work, link),
    )


SYNCHRONISING = Job(SYNCHRONISE, prepare, act, settle, broken)
CLOSING = Job(CLOSE, prepare_closing, act, settle_closing, broken)
DUE = Job("calendars.promise_due", promise_due)
FOLLOW = Job("calendars.follow", follow)
register(SYNCHRONISING, CLOSING, DUE, FOLLOW)
for action in AGENDA_ACTIONS:
    listen(action, FOLLOW)
