"""Personal links to an appointment: made for one message, kept as a hash, revoked when they must open nothing."""

import secrets
from typing import Final

from sqlmodel import col, select

from liciel_app.agenda.models import Appointment
from liciel_app.agenda.models_messages import AppointmentLink, LinkFor
from liciel_app.agenda.queries import messages
from liciel_app.core.config import settings
from liciel_app.core.language import Language
from liciel_app.core.work import Work

PATHS: Final = {LinkFor.GUEST: "rendez-vous", LinkFor.TECHNICIAN: "mission"}


def new_link(
    work: Work, appointment: Appointment, purpose: LinkFor, commitment_id: int | None = None, *, lang: Language = "fr"
) -> str:
    """A fresh personal address of that appointment, in that language; its secret (256 bits) is kept nowhere."""
    token = secrets.token_urlsafe(32)
    work.db.add(
        AppointmentLink(
            appointment_id=appointment.id or 0,
            token_hash=messages.token_hash(token),
            purpose=purpose,
            commitment_id=commitment_id,
            created_at=work.now,
        )
    )
    work.db.flush()
    spoken = "" if lang == "fr" else f"?lang={lang}"
    return f"{settings().base_url}/{PATHS[purpose]}/{token}{spoken}"


def revoke_links(work: Work, appointment: Appointment, purpose: LinkFor, commitment_id: int | None = None) -> None:
    """Links that were given open nothing any more: all of that purpose, or those of one question."""
    wanted = select(AppointmentLink).where(
        col(AppointmentLink.appointment_id) == appointment.id,
        col(AppointmentLink.purpose) == purpose,
        col(AppointmentLink.revoked_at).is_(None),
    )
    if commitment_id is not None:
        wanted = wanted.where(col(AppointmentLink.commitment_id) == commitment_id)
    for link in work.db.exec(wanted).all():
        link.revoked_at = work.now
        work.db.add(link)
    work.db.flush()
