"""The recipients of a dossier and its notes, for the office."""

from dataclasses import dataclass

from sqlmodel import col, select

from liciel_app.core.language import moment
from liciel_app.core.work import Work
from liciel_app.dossiers.models_people import DossierNote, Recipient
from liciel_app.dossiers.queries import scope


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """`role` is a code; `told` is empty while they were not told."""

    id: int
    role: str
    name: str
    email: str
    added: str
    added_by: str
    told: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    id: int
    text: str
    author: str
    written: str


def current_recipients(work: Work, dossier_id: int) -> list[Recipient]:
    """In the order they were added. Raises NotFound."""
    scope.get(work, dossier_id)
    wanted = select(Recipient).where(col(Recipient.dossier_id) == dossier_id, col(Recipient.removed_at).is_(None))
    return list(work.db.exec(wanted.order_by(col(Recipient.id))).all())


def recipients(work: Work, dossier_id: int) -> list[RecipientRow]:
    """Nobody outside the office reads them."""
    if not work.actor.is_office:
        return []
    return [
        RecipientRow(
            one.id or 0, str(one.role), one.name, one.email, moment(one.added_at), one.added_by, moment(one.told_at)
        )
        for one in current_recipients(work, dossier_id)
    ]


def notes(work: Work, dossier_id: int) -> list[NoteRow]:
    """The latest first. Nobody outside the office reads them."""
    if not work.actor.is_office:
        return []
    scope.get(work, dossier_id)
    wanted = select(DossierNote).where(col(DossierNote.dossier_id) == dossier_id, col(DossierNote.removed_at).is_(None))
    return [
        NoteRow(one.id or 0, one.text, one.author, moment(one.written_at))
        for one in work.db.exec(wanted.order_by(col(DossierNote.id).desc())).all()
    ]
