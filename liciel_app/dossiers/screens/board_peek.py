"""An appointment seen from the board: who, where, when, and what can be done with it."""

from dataclasses import dataclass

from liciel_app.agenda.queries import board as board_queries
from liciel_app.agenda.rules import length
from liciel_app.agenda.sheets.sheet import address_of
from liciel_app.core.access import Permission
from liciel_app.core.errors import NotFound
from liciel_app.core.language import day_as, hour
from liciel_app.core.work import Work
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.queries import get
from liciel_app.office.models import Account


@dataclass(frozen=True, slots=True)
class Peek:
    """`movable`: neither begun nor over, and the reader may. `tour`: the sheet of its technician's day."""

    id: str = ""
    title: str = ""
    when: str = ""
    lasts: str = ""
    technician: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""
    warnings: str = ""
    state: str = ""
    late: bool = False
    provisional: bool = False
    href: str = ""
    reference: str = ""
    dossier: int = 0
    answer: str = ""
    client_moves: int = 0
    tour: str = ""
    movable: bool = False


def peek(work: Work, appointment_id: int) -> Peek:
    """Raises NotFound for an absent one and for somebody else's."""
    one = board_queries.one_booked(work, appointment_id)
    dossier = _dossier(work, one.dossier)
    day = day_as(one.starts.date(), "EEEE d MMMM", work.language)
    return Peek(
        id=str(one.id),
        title=one.title,
        when=f"{day}, {hour(one.starts)} – {hour(one.ends)}",
        lasts=length(one.minutes),
        technician=work.db.get_one(Account, one.taking[0]).name,
        address=one.address,
        contact=one.contact,
        phone=one.phone,
        warnings=one.warnings,
        state=one.state,
        late=one.late,
        provisional=one.provisional,
        href=f"/bureau/dossiers/{one.dossier}" if dossier else "",
        reference=dossier.reference if dossier else "",
        dossier=one.dossier,
        answer=one.answer,
        client_moves=one.client_moves,
        tour=address_of(one.taking[0], one.starts.date()),
        movable=one.state in ("planned", "on_the_way", "arrived") and work.actor.may(Permission.AGENDA_WRITE),
    )


def _dossier(work: Work, number: int) -> Dossier | None:
    """What it was booked for; None for a meeting, and for a dossier that is gone."""
    try:
        return get(work, number) if number else None
    except NotFound:
        return None
