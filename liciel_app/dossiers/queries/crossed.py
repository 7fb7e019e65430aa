"""The conclusions that two people wrote at once, and the notes of the visit, as the field's screens show them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.core.access import Role
from liciel_app.core.language import moment, say
from liciel_app.core.work import Work
from liciel_app.dossiers.models import Dossier, Mission
from liciel_app.dossiers.models_field import CrossedVersion
from liciel_app.dossiers.models_people import DossierNote
from liciel_app.dossiers.queries import scope
from liciel_app.dossiers.queries.people import NoteRow
from liciel_app.office.models import Account


@dataclass(frozen=True, slots=True)
class VersionRow:
    """Both texts of one mission; `field` was typed on the phone, `office` is what the dossier says now."""

    id: int
    mission: str
    field: str
    office: str
    author: str
    typed: str


def versions(work: Work, dossier_id: int) -> list[VersionRow]:
    """Those nobody chose between yet, oldest first. Empty for who may not see the dossier."""
    wanted = (
        select(CrossedVersion, Mission)
        .join(Mission, col(Mission.id) == col(CrossedVersion.mission_id))
        .where(
            col(CrossedVersion.dossier_id) == dossier_id,
            col(CrossedVersion.dossier_id).in_(_seen(work)),
            col(CrossedVersion.choice).is_(None),
        )
        .order_by(col(CrossedVersion.id))
    )
    return [_version(work, crossed, mission) for crossed, mission in work.db.exec(wanted).all()]


def field_notes(work: Work, dossier_id: int) -> list[NoteRow]:
    """What its technicians and this person wrote, the latest first: the office's notes are for the office."""
    technicians = sa_select(col(Account.id)).where(col(Account.role) == Role.TECHNICIAN)
    author = col(DossierNote.author_id)
    wanted = select(DossierNote).where(
        col(DossierNote.dossier_id) == dossier_id,
        col(DossierNote.dossier_id).in_(_seen(work)),
        or_(author == work.actor.account_id, author.in_(technicians)),
        col(DossierNote.removed_at).is_(None),
    )
    found = work.db.exec(wanted.order_by(col(DossierNote.written_at).desc(), col(DossierNote.id).desc())).all()
    return [NoteRow(one.id or 0, one.text, one.author, moment(one.written_at)) for one in found]


def _seen(work: Work) -> Select[Any]:
    if work.actor.kind == "client":
        return sa_select(col(Dossier.id)).where(col(Dossier.id).is_(None))
    return scope.visible_to(work.actor).with_only_columns(col(Dossier.id))


def _version(work: Work, crossed: CrossedVersion, mission: Mission) -> VersionRow:
    return VersionRow(
        id=crossed.id or 0,
        mission=say(mission.label, work.language),
        field=crossed.text,
        office=mission.conclusion,
        author=crossed.author,
        typed=moment(crossed.typed_at),
    )
