"""An address typed without network is placed on the map when it arrives."""

from liciel_app.agenda import places, rules
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.places import Located
from liciel_app.agenda.rules import Place
from liciel_app.core.outbox import Job, listen, register
from liciel_app.core.work import Work


def prepare(work: Work, appointment_id: int) -> str | None:
    """The address to look for; none when the place is known, or nowhere."""
    booked = work.db.get(Appointment, appointment_id)
    if booked is None or booked.lat is not None:
        return None
    return rules.address(Place(booked.street, booked.postcode, booked.city)) or None


def settle(work: Work, appointment_id: int, found: Located | None) -> None:
    booked = work.db.get_one(Appointment, appointment_id)
    if found is None or booked.lat is not None:
        return
    booked.lat, booked.lon = found.lat, found.lon
    work.db.add(booked)
    work.record("appointment.located", booked, after={"approximate": found.approximate})


LOCATE = Job("agenda.locate", prepare, places.locate, settle)
register(LOCATE)
listen("appointment.booked", LOCATE)
