"""Messages that follow the agenda: reminders armed and sent, « en route », and what a cancelled visit takes back."""

from typing import Final

from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.services import answering, arriving, assigning, inviting, reminding
from liciel_app.core.outbox import Job, listen, register
from liciel_app.core.work import Work

CHANGES: Final = (
    "appointment.booked",
    "appointment.moved",
    "appointment.cancelled",
    "appointment.progressed",
    "appointment.published",
)


def follow(work: Work, appointment_id: int) -> None:
    appointment = work.db.get_one(Appointment, appointment_id)
    inviting.expect_contact(work, appointment)
    reminding.arm(work, appointment)
    assigning.tell_technician(work, appointment)
    if appointment.state is AppointmentState.CANCELLED:
        answering.withdraw_all(work, appointment)


def tell_on_the_way(work: Work, appointment_id: int) -> None:
    arriving.tell_on_the_way(work, appointment_id)


def send_due(work: Work, _subject: int) -> None:
    reminding.send_due(work)


FOLLOW = Job("agenda.follow_messages", follow)
ON_THE_WAY = Job("agenda.tell_on_the_way", tell_on_the_way)
REMIND = Job("agenda.send_reminders", send_due)
register(FOLLOW, ON_THE_WAY, REMIND)
listen("appointment.progressed", ON_THE_WAY)
for _action in CHANGES:
    listen(_action, FOLLOW)
