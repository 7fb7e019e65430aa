"""Noting what to know of a place before entering it."""

from sqlmodel import col, select

from liciel_app.agenda.models_sites import SiteWarning
from liciel_app.agenda.queries import sites
from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid, NotAllowed
from liciel_app.core.text import one_line
from liciel_app.core.work import Work

LONGEST = 500


def warn(work: Work, address: str, text: str) -> None:
    """What the next person to go there must know; an empty text takes it away. Raises Invalid without an address."""
    if not (work.actor.may(Permission.AGENDA_WRITE) or work.actor.may(Permission.FIELD_WORK)):
        raise NotAllowed
    place, told = sites.key(address), one_line(text, LONGEST)
    if not place:
        raise Invalid({"warnings": "Sans adresse, cette alerte n’a pas de lieu."})
    known = work.db.exec(select(SiteWarning).where(col(SiteWarning.place) == place).with_for_update()).first()
    before = known.text if known else ""
    if told == before:
        return
    known = known or SiteWarning(place=place, text="", noted_by="", noted_at=work.now)
    known.text, known.noted_by, known.noted_at = told, work.actor.name, work.now
    work.db.add(known)
    work.db.flush()
    work.record("sitewarning.noted", known, before={"text": before}, after={"text": told})
