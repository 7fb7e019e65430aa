"""What the visit of a dossier asks of who goes: certificates, instruments, and where it is."""

from dataclasses import dataclass

from sqlmodel import col, select

from liciel_app.agenda.queries import things
from liciel_app.core.work import Work
from liciel_app.dossiers.models import Dossier, Mission
from liciel_app.orders.certificates import skills_for


@dataclass(frozen=True, slots=True)
class Requirements:
    """`skills`: certificates (`office.certificates`); `needs`: the same and the codes of the missions;
    `instruments`: those of `needs` the office has an instrument for.
    """

    skills: tuple[str, ...]
    needs: tuple[str, ...]
    instruments: frozenset[str]


def requirements(work: Work, dossier: Dossier) -> Requirements:
    """Of a dossier the caller may read."""
    wanted = select(Mission.code).where(col(Mission.dossier_id) == dossier.id).order_by(col(Mission.position))
    codes = tuple(work.db.exec(wanted).all())
    skills = skills_for(codes, dossier.property_kind)
    needs = tuple(dict.fromkeys((*skills, *codes)))
    return Requirements(skills, needs, things.served(work, needs))
