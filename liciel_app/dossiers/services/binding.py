"""The DDT: asked for by a person, assembled in the background, filed as the dossier's next version."""

from dataclasses import dataclass

from liciel_app.core.errors import Conflict, Refused
from liciel_app.core.work import Work
from liciel_app.dossiers import queries
from liciel_app.dossiers.models import DdtRequest, DossierFile, FileRole, Stage
from liciel_app.dossiers.queries import standing
from liciel_app.dossiers.services import rights
from liciel_app.dossiers.services.changing import changed
from liciel_app.dossiers.services.filing import Inspected, add_file

ASSEMBLE = "dossiers.assemble_ddt"


@dataclass(frozen=True, slots=True)
class Assembled:
    """A DDT written to the storage, or the sentence that says why there is none."""

    sha256: str = ""
    size: int = 0
    name: str = ""
    inspected: Inspected | None = None
    refusal: str = ""


def request_ddt(work: Work, dossier_id: int) -> DdtRequest:
    """Promise the DDT of the reports as they stand; asking again while one is being made is the same request.

    Refuses a dossier without any report, and an archived one.
    """
    rights.desk(work)
    dossier = queries.locked(work, dossier_id)
    if dossier.stage is Stage.ARCHIVED:
        raise Conflict("Ce dossier est archivé.")
    if not queries.current(work, dossier_id, FileRole.REPORT):
        raise Refused("Ajoutez au moins un rapport avant d’assembler le DDT.")
    last = queries.last_request(work, dossier_id)
    if last is not None and standing.waiting(work, last):
        return last
    asked = DdtRequest(dossier_id=dossier_id, asked_by=work.actor.name, asked_at=work.now)
    work.db.add(asked)
    work.later(ASSEMBLE, asked)
    changed(work, dossier, "dossier.ddt_asked")
    return asked


def file_ddt(work: Work, request_id: int, made: Assembled) -> DossierFile | None:
    """Answer a request: the file, or None with the refusal noted. A request already answered stays as it is."""
    asked = work.db.get_one(DdtRequest, request_id)
    dossier = queries.locked(work, asked.dossier_id)
    if asked.done_at is not None:
        return None
    asked.done_at, asked.refusal = work.now, made.refusal
    work.db.add(asked)
    if made.refusal:
        changed(work, dossier, "dossier.ddt_refused", after={"why": made.refusal})
        return None
    file = add_file(
        work,
        asked.dossier_id,
        sha256=made.sha256,
        size=made.size,
        name=made.name,
        role=FileRole.DDT,
        kind="DDT",
        inspected=made.inspected,
    )
    asked.file_id = file.id
    changed(work, dossier, "dossier.ddt_made", after={"version": file.version, "sha256": file.sha256})
    return file
