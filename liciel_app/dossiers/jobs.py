"""Assembling DDTs, following the agenda, and keeping the storage free of what nobody refers to."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sqlmodel import col, select

from liciel_app.agenda.queries import capacity
from liciel_app.agenda.queries.tour_facts import trays
from liciel_app.core.config import settings
from liciel_app.core.errors import Refused
from liciel_app.core.outbox import Job, listen, register
from liciel_app.core.work import Work
from liciel_app.dossiers import documents, queries, services
from liciel_app.dossiers.models import DdtRequest, FileRole, Mission
from liciel_app.dossiers.pdf.ddt_parts import DdtCover, DdtReport
from liciel_app.dossiers.queries.waiting import waiting
from liciel_app.dossiers.services import binding, recipients
from liciel_app.dossiers.services.binding import Assembled
from liciel_app.dossiers.services.filing import Inspected
from liciel_app.dossiers.services.tray import TRAY
from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.storage import sweep_temp
from liciel_app.gateways.stores import Shelves, shelves
from liciel_app.office import queries as office_queries

AGENDA_ACTIONS: Final = (
    "appointment.moved",
    "appointment.cancelled",
    "appointment.progressed",
    "appointment.published",
)
ORPHANS_LAST: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Binding:
    """Everything a DDT is made of, but the files themselves."""

    cover: DdtCover
    reports: Sequence[DdtReport]
    name: str
    always_append: bool


@dataclass(frozen=True, slots=True)
class Sweep:
    now: datetime
    referenced: frozenset[str]


def files_folder() -> Path:
    return settings().data / "files"


def storage() -> Shelves:
    """The office's files: a local folder by default, a bucket where `LICIEL_STORAGE_URL` is set."""
    return shelves(settings().storage_url, files_folder())


def prepare_ddt(work: Work, request_id: int) -> Binding | None:
    asked = work.db.get(DdtRequest, request_id)
    if asked is None or asked.done_at is not None:
        return None
    dossier = queries.get(work, asked.dossier_id)
    reports = queries.current(work, asked.dossier_id, FileRole.REPORT)
    missions = work.db.exec(select(Mission).where(col(Mission.dossier_id) == asked.dossier_id)).all()
    return Binding(
        cover=documents.ddt_cover(work, dossier),
        reports=documents.ddt_reports(reports, missions),
        name=documents.ddt_name(dossier),
        always_append=office_queries.office(work).mark_always_append,
    )


def assemble_ddt(wanted: Binding) -> Assembled:
    """A refusal is an answer; only a storage that does not answer is tried again."""
    try:
        with TemporaryDirectory() as folder:
            return _assembled(wanted, Path(folder))
    except Refused as refusal:
        return Assembled(refusal=str(refusal))
    except GatewayError as error:
        if not error.permanent:
            raise
        missing = Refused("Un des rapports manque au stockage : déposez-le de nouveau.")
        return Assembled(refusal=str(missing))


def settle_ddt(work: Work, request_id: int, made: Assembled) -> None:
    binding.file_ddt(work, request_id, made)


def follow_appointment(work: Work, appointment_id: int) -> None:
    services.follow(work, appointment_id)


def prepare_sweep(work: Work, _subject: int) -> Sweep:
    return Sweep(work.now, queries.referenced(work))


def sweep(found: Sweep) -> list[str]:
    """What a killed process left behind: half-received files, and contents written before their record was."""
    sweep_temp(files_folder(), ORPHANS_LAST, found.now)
    kept, gone = storage(), list[str]()
    for sha256 in kept.idle_since(found.now - ORPHANS_LAST):
        if sha256 not in found.referenced:
            kept.delete(sha256)
            gone.append(sha256)
    return gone


def settle_sweep(work: Work, _subject: int, gone: list[str]) -> None:
    for row in queries.unused(work, gone):
        work.db.delete(row)


def _assembled(wanted: Binding, folder: Path) -> Assembled:
    from liciel_app.dossiers.pdf import ddt

    kept, out = storage(), folder / "ddt.pdf"
    reports = [replace(report, path=kept.local(report.sha256, folder)) for report in wanted.reports]
    result = ddt.assemble(wanted.cover, reports, out)
    inspected = Inspected(pages=result.pages, mark_plan=_plan(out, always_append=wanted.always_append))
    with out.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    size = kept.put(out, sha256)
    return Assembled(sha256=sha256, size=size, name=wanted.name, inspected=inspected)


def _plan(path: Path, *, always_append: bool) -> str:
    from liciel_app.dossiers.pdf.consultation import plan_safely

    return plan_safely(path, always_append=always_append).to_json()


ASSEMBLE = Job(binding.ASSEMBLE, prepare_ddt, assemble_ddt, settle_ddt)
FOLLOW = Job("dossiers.follow_appointment", follow_appointment)
SWEEP = Job("dossiers.sweep_orphans", prepare_sweep, sweep, settle_sweep)
TELL = Job(recipients.TELL, recipients.tell_recipients)
register(ASSEMBLE, FOLLOW, SWEEP, TELL)
listen("dossier.client_told", TELL)
for _action in AGENDA_ACTIONS:
    listen(_action, FOLLOW)
capacity.waits(waiting)
trays.append(TRAY)
