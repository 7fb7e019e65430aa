"""The files of a dossier: they come in, replace one another, and are taken out of sight, never altered."""

from dataclasses import dataclass

from liciel_app.core import files
from liciel_app.core.errors import Conflict, Refused
from liciel_app.core.text import file_name
from liciel_app.core.work import Work
from liciel_app.dossiers import queries, rules
from liciel_app.dossiers.models import Dossier, DossierFile, FileRole, Stage
from liciel_app.dossiers.pdf.kinds import guess_kind
from liciel_app.dossiers.services import rights
from liciel_app.dossiers.services.changing import changed


@dataclass(frozen=True, slots=True)
class Inspected:
    """What reading a PDF said. `mark_plan`: JSON of a `MarkPlan`; `report`: of an `Inspection` (see `pdf`)."""

    pages: int = 0
    signed: bool = False
    mark_plan: str = ""
    report: str = ""


def may_add(work: Work, dossier_id: int) -> None:
    """Raises the refusal `add_file` would, so that nothing is received for nothing."""
    rights.desk_or_field(work)
    _refuse_archived(queries.get(work, dossier_id))


def add_file(  # noqa: PLR0913 the facts that make a file
    work: Work,
    dossier_id: int,
    *,
    sha256: str,
    size: int,
    name: str,
    media_type: str = "application/pdf",
    role: FileRole = FileRole.REPORT,
    kind: str = "",
    inspected: Inspected | None = None,
    shared: bool = False,
) -> DossierFile:
    """Note a content already in the storage. The same content under the same name again is the same file.

    Another content under the name of a report takes its place, and a DDT that of the DDT: the older one stays as
    replaced. `kind` empty: what the name of a report announces. `shared`: an attachment the client sees too.
    """
    rights.desk_or_field(work)
    dossier = queries.locked(work, dossier_id)
    _refuse_archived(dossier, role)
    name = file_name(name)
    older = _older(work, dossier_id, role, name)
    if older is not None and older.sha256 == sha256:
        return older
    files.keep(work, sha256=sha256, size=size, media_type=media_type)
    file = DossierFile(
        dossier_id=dossier_id,
        role=role,
        kind=kind or (guess_kind(name) if role is FileRole.REPORT else ""),
        name=name,
        sha256=sha256,
        size=size,
        shared=shared,
        uploaded_by=work.actor.name,
        uploaded_by_id=work.actor.account_id,
        uploaded_at=work.now,
    )
    _put(work, dossier, _known(file, inspected or Inspected()), older)
    return file


def remove_file(work: Work, file_id: int) -> DossierFile:
    """Take a file out of the dossier; its bytes stay. A technician: what he brought, until he has handed it over.

    Refuses an invoice.
    """
    file = queries.file(work, file_id)
    dossier = queries.locked(work, file.dossier_id)
    rights.over(work, dossier, file)
    _refuse_archived(dossier)
    if file.role is FileRole.INVOICE:
        raise Refused("Une facture ne s’efface pas : établissez un avoir.")
    file.removed_at = work.now
    work.db.add(file)
    work.record("file.removed", file, before={"name": file.name, "sha256": file.sha256})
    dossier.delivery = delivered(work, dossier)
    changed(work, dossier, "dossier.file_removed", before={"name": file.name, "role": file.role})
    return file


def delivered(work: Work, dossier: Dossier) -> rules.Delivery:
    """The delivery state by its definition, from the rows."""
    work.db.flush()
    number = dossier.id or 0
    wanted = {file.id or 0 for file in queries.current(work, number, *rules.DELIVERED)}
    taken = {file_id for file_id, taken in queries.taken_by_clients(work, number).items() if taken.originals}
    return rules.delivery(wanted, taken)


def _known(file: DossierFile, found: Inspected) -> DossierFile:
    file.pages, file.signed = found.pages, found.signed
    file.mark_plan, file.inspection = found.mark_plan, found.report
    return file


def _put(work: Work, dossier: Dossier, file: DossierFile, older: DossierFile | None) -> None:
    if older is not None:
        file.version, older.replaced_at = older.version + 1, work.now
        work.db.add(older)
    work.db.add(file)
    work.db.flush()
    work.record("file.added", file, after={"name": file.name, "sha256": file.sha256, "version": file.version})
    dossier.delivery = delivered(work, dossier)
    changed(work, dossier, "dossier.file_added", after={"name": file.name, "role": file.role})


def _older(work: Work, dossier_id: int, role: FileRole, name: str) -> DossierFile | None:
    """The file whose place the new one takes: the DDT there is, or the one of that role and name."""
    same = [file for file in queries.current(work, dossier_id, role) if role is FileRole.DDT or file.name == name]
    return same[-1] if same else None


def _refuse_archived(dossier: Dossier, role: FileRole = FileRole.REPORT) -> None:
    """It receives nothing more, but the invoice that was issued for it."""
    if dossier.stage is Stage.ARCHIVED and role is not FileRole.INVOICE:
        raise Conflict("Ce dossier est archivé.")
