"""« En route »: the visited person learns between when and when the technician arrives."""

from datetime import timedelta

from sqlmodel import col, select

from liciel_app.agenda import rules_messages
from liciel_app.agenda.models import Appointment, AppointmentKind, AppointmentState
from liciel_app.agenda.queries import messages
from liciel_app.agenda.services import reminding_words
from liciel_app.agenda.travel import Point, StraightLines
from liciel_app.core import clock
from liciel_app.core.work import Work
from liciel_app.messaging.models import Message
from liciel_app.office.models import Technician

SAME_DAY = timedelta(hours=12)


def tell_on_the_way(work: Work, appointment_id: int) -> Message | None:
    """Once for that visit at that time; None where the office does not wish it, or nobody can receive it."""
    appointment = work.db.get_one(Appointment, appointment_id)
    kept = messages.rules_of(work)
    under_way = appointment.state is AppointmentState.ON_THE_WAY and appointment.kind is AppointmentKind.VISIT
    today = abs(appointment.starts_at - work.now) <= SAME_DAY
    if not under_way or appointment.provisional or not kept.on_the_way or not today:
        return None
    between = rules_messages.expected(work.now, _minutes(work, appointment), kept.arrival_minutes)
    return reminding_words.write_on_the_way(work, appointment, between)


def _minutes(work: Work, appointment: Appointment) -> float:
    """The road from where he is; the time left until the visit when one of the two places is not known."""
    here, there = _whence(work, appointment), _point(appointment.lat, appointment.lon)
    if here is None or there is None:
        return max((appointment.starts_at - work.now).total_seconds() / 60, 0)
    return float(StraightLines().table([here, there]).minutes[0, 1])


def _whence(work: Work, appointment: Appointment) -> Point | None:
    """His last visit of the day, else his home."""
    day = clock.today(appointment.starts_at)
    wanted = select(Appointment).where(
        col(Appointment.technician_id) == appointment.technician_id,
        col(Appointment.starts_at) >= clock.at_office(day, 0),
        col(Appointment.starts_at) < appointment.starts_at,
        col(Appointment.state).in_([AppointmentState.ARRIVED, AppointmentState.DONE]),
        col(Appointment.lat).is_not(None),
    )
    last = work.db.exec(wanted.order_by(col(Appointment.starts_at).desc())).first()
    if last is not None:
        return _point(last.lat, last.lon)
    home = work.db.get(Technician, appointment.technician_id)
    return _point(home.home_lat, home.home_lon) if home else None


def _point(lat: float | None, lon: float | None) -> Point | None:
    return None if lat is None or lon is None else (lat, lon)
