"""A dossier's visit that its client was told of, and the messages it led to."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import col, select

from liciel_app.agenda import jobs_messages
from liciel_app.agenda.models_messages import Reminder
from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.dossiers.models import Dossier
from liciel_app.messaging.models import Message
from tests.agenda.offices import two_technicians, works_always
from tests.conftest import MONDAY
from tests.dossiers.cases import a_planned_dossier
from tests.people import Cast

THURSDAY = MONDAY + timedelta(days=3, hours=1)
Clock = Callable[[datetime], None]


def a_visit(people: Cast, starts_at: datetime = THURSDAY) -> Dossier:
    """Karim, who works at any hour, on Thursday 26/11 at 09:00; every promise kept, no mail left yet to be read."""
    with begin(people.assistant) as work:
        works_always(work, two_technicians(work, people)[0])
        return a_planned_dossier(work, people, starts_at)


def kept_promises() -> None:
    worker.keep_all_due()


def turn(set_clock: Clock, instant: datetime) -> None:
    """The recurring job at that instant."""
    set_clock(instant)
    with begin(SYSTEM) as work:
        jobs_messages.send_due(work, 0)


def written(template: str) -> list[Message]:
    with begin(SYSTEM, writing=False) as work:
        wanted = select(Message).where(col(Message.template) == template)
        return list(work.db.exec(wanted.order_by(col(Message.id))).all())


def reminders() -> list[Reminder]:
    with begin(SYSTEM, writing=False) as work:
        return list(work.db.exec(select(Reminder).order_by(col(Reminder.due_at), col(Reminder.id))).all())


def token_of(message: Message) -> str:
    """Of the personal link in a message that did not leave yet."""
    found = re.search(r"/(?:rendez-vous|mission)/([\w-]+)", message.text)
    assert found is not None, message.text
    return found.group(1)
