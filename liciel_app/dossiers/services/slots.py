"""Booking the slot chosen at the desk, checked again in the same transaction as everything else it writes."""

from dataclasses import replace
from datetime import timedelta

from liciel_app.agenda.models import Appointment
from liciel_app.agenda.queries import planning_facts
from liciel_app.agenda.queries.planning_facts import Wanted
from liciel_app.agenda.rules import Contact
from liciel_app.agenda.services import taking_slot
from liciel_app.agenda.services.taking_slot import Chosen, SlotGone, Wish
from liciel_app.agenda.slots import engine
from liciel_app.agenda.travel import Travels
from liciel_app.core.work import Work
from liciel_app.dossiers.queries.slots import Wished, visit
from liciel_app.dossiers.services import planning, rights


def take(work: Work, wish: Wished, chosen: Chosen, travels: Travels) -> Appointment:
    """The visit of a dossier is booked or moved (`planning.assign`); what was typed at the desk is booked as it is.

    `travels` must ask no network (`agenda.roads.remembered()`). Raises Conflict, and writes nothing, when somebody
    took the time, or the road to it, meanwhile.
    """
    rights.desk(work)
    if not wish.dossier_id:
        return taking_slot.take_slot(work, _as_typed(work, wish), chosen, travels)
    appointment = planning.assign(
        work,
        wish.dossier_id,
        technician_id=chosen.technician_id,
        starts_at=chosen.starts_at,
        minutes=wish.minutes,
    )
    _refuse_if_too_far_now(work, wish, chosen, travels, besides=appointment.id or 0)
    return appointment


def _as_typed(work: Work, wish: Wished) -> Wish:
    """Somebody was told that hour on the phone: it is a promise at once."""
    contact = Contact(wish.contact, wish.phone)
    return Wish(visit(work, wish), wish.title, wish.where, contact, ("", 0), provisional=False)


def _refuse_if_too_far_now(work: Work, wish: Wished, chosen: Chosen, travels: Travels, *, besides: int) -> None:
    """The technician's row is locked: what stands around the slot is what will stand there."""
    asked = planning_facts.question(work, visit(work, wish), Wanted(only=[chosen.technician_id], besides=besides))
    asked = replace(asked, notice=max(asked.notice - taking_slot.HESITATION, timedelta()))
    if not engine.possible(asked, chosen.technician_id, chosen.starts_at, travels):
        raise SlotGone
