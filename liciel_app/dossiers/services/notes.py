"""What the office writes down about a dossier, for itself: signed, dated, never changed, at most taken away."""

from sqlmodel import col, select

from liciel_app.core.errors import Invalid, NotFound
from liciel_app.core.work import Work
from liciel_app.dossiers import queries
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.models_people import DossierNote
from liciel_app.dossiers.services import rights
from liciel_app.dossiers.services.changing import changed

LONGEST = 4000


def write_note(work: Work, dossier_id: int, text: str) -> DossierNote:
    """Refuses an empty one."""
    rights.desk(work)
    dossier, text = queries.locked(work, dossier_id), text.strip()[:LONGEST]
    if not text:
        raise Invalid({"text": "Écrivez la note."})
    note = DossierNote(
        dossier_id=dossier_id,
        text=text,
        author_id=work.actor.account_id,
        author=work.actor.name,
        written_at=work.now,
    )
    work.db.add(note)
    changed(work, dossier, "dossier.noted", after={"text": text})
    return note


def remove_note(work: Work, note_id: int) -> DossierNote:
    """The row stays, and the journal keeps its words."""
    rights.desk(work)
    note, dossier = _locked(work, note_id)
    if note.removed_at is None:
        note.removed_at = work.now
        work.db.add(note)
        changed(work, dossier, "dossier.note_removed", before={"text": note.text})
    return note


def put_back_note(work: Work, note_id: int) -> DossierNote:
    """The undo of `remove_note`."""
    rights.desk(work)
    note, dossier = _locked(work, note_id)
    if note.removed_at is not None:
        note.removed_at = None
        work.db.add(note)
        changed(work, dossier, "dossier.noted", after={"text": note.text})
    return note


def _locked(work: Work, note_id: int) -> tuple[DossierNote, Dossier]:
    mine = queries.visible_to(work.actor).with_only_columns(col(Dossier.id))
    wanted = select(DossierNote).where(col(DossierNote.id) == note_id, col(DossierNote.dossier_id).in_(mine))
    note = work.db.exec(wanted).first()
    if note is None:
        raise NotFound("Cette note est introuvable.")
    return note, queries.locked(work, note.dossier_id)
