"""Second thoughts: a file's other type, a file taken back before the hand-over or put back, a conclusion reworded."""

from sqlmodel import col, select

from liciel_app.core.errors import Conflict, Invalid, NotFound, Refused
from liciel_app.core.work import Work
from liciel_app.dossiers import queries
from liciel_app.dossiers.models import Dossier, DossierFile, FileRole, Mission, Stage
from liciel_app.dossiers.pdf.kinds import TITLES
from liciel_app.dossiers.services import rights
from liciel_app.dossiers.services.changing import changed
from liciel_app.dossiers.services.filing import delivered, remove_file
from liciel_app.dossiers.services.finishing import note_conclusion


def correct_kind(work: Work, file_id: int, kind: str) -> DossierFile:
    """What the report is, when its name did not tell: its place and its title in the DDT follow.

    `kind` is a code of `pdf.kinds.TITLES`. Refuses other files than reports, and an archived dossier.
    """
    rights.desk_or_field(work)
    if kind not in TITLES:
        raise Invalid({"kind": "Ce type de document n’existe pas."})
    file = queries.file(work, file_id)
    dossier = queries.locked(work, file.dossier_id)
    if file.role is not FileRole.REPORT or dossier.stage is Stage.ARCHIVED:
        raise Refused("Seul le type d’un rapport se corrige, avant l’archivage.")
    if file.kind == kind:
        return file
    before, file.kind = file.kind, kind
    work.db.add(file)
    work.record("file.kind_corrected", file, before={"kind": before}, after={"kind": kind})
    changed(work, dossier, "dossier.file_corrected", after={"name": file.name, "kind": kind})
    return file


def reword(work: Work, mission_id: int, text: str) -> Mission:
    """The conclusion's sentence alone: until when it holds is the office's business and stays."""
    known = work.db.get(Mission, mission_id)
    return note_conclusion(work, mission_id, text, known.valid_until if known else None)


def take_back(work: Work, file_id: int) -> DossierFile:
    """The removal that `put_back` undoes."""
    return remove_file(work, file_id)


def put_back(work: Work, file_id: int) -> DossierFile:
    """The undo of `take_back`. Raises Conflict when another file has taken that name meanwhile."""
    file = _removed(work, file_id)
    dossier = queries.locked(work, file.dossier_id)
    rights.over(work, dossier, file)
    if any(other.name == file.name for other in queries.current(work, file.dossier_id, file.role)):
        raise Conflict("Un autre fichier porte ce nom maintenant.")
    file.removed_at = None
    work.db.add(file)
    work.record("file.put_back", file, after={"name": file.name, "sha256": file.sha256})
    dossier.delivery = delivered(work, dossier)
    changed(work, dossier, "dossier.file_added", after={"name": file.name, "role": file.role})
    return file


def _removed(work: Work, file_id: int) -> DossierFile:
    mine = queries.visible_to(work.actor).with_only_columns(col(Dossier.id))
    wanted = select(DossierFile).where(
        col(DossierFile.id) == file_id,
        col(DossierFile.removed_at).is_not(None),
        col(DossierFile.dossier_id).in_(mine),
    )
    found = work.db.exec(wanted).first()
    if found is None:
        raise NotFound("Ce fichier est introuvable.")
    return found
