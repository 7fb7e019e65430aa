"""Reading the files of a dossier, and who took them."""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.core.access import Kind, Permission
from liciel_app.core.errors import NotFound
from liciel_app.core.language import moment, say
from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.dossiers import rules
from liciel_app.dossiers.models import Delivery, Dossier, DossierFile, Download, FileRole, Hold
from liciel_app.dossiers.queries import scope
from liciel_app.office import queries as office_queries

_KILO = 1024
_ORDER = (FileRole.DDT, FileRole.REPORT, FileRole.INVOICE, FileRole.ATTACHMENT)


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as its reader may have it. `opening`: original, copy or blocked. `delivery`: none or all, for this file.

    `own`: this reader brought it. `kind` is a code of `pdf.kinds`.
    `flags` are sentences for the office about what was found in the PDF.
    """

    id: int
    name: str
    role: str
    kind: str
    size: str
    pages: int
    signed: bool
    version: int
    current: bool
    shared: bool
    uploaded: str
    uploaded_by: str
    own: bool
    opening: str
    delivery: str
    downloads: int
    flags: list[str]
    link: str


@dataclass(frozen=True, slots=True)
class DownloadRow:
    """Who took a file: `original`, or a consultation copy."""

    reader: str
    at: str
    original: bool
    by_client: bool
    origin: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What clients did with one file."""

    times: int = 0
    originals: int = 0
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """What decides, for one dossier and one reader, how its files leave the office."""

    reader: Kind
    held: bool
    exempt: bool
    unpaid_files: str

    @classmethod
    def of(cls, work: Work, dossier: Dossier) -> "Gate":
        client = work.db.get_one(Client, dossier.client_id)
        unpaid_files = office_queries.office(work).unpaid_files
        return cls(work.actor.kind, held(work, dossier.id or 0), client.unpaid_exception, unpaid_files)

    def opening(self, role: FileRole) -> rules.Opening:
        return rules.opening(
            role, reader=self.reader, held=self.held, exempt=self.exempt, unpaid_files=self.unpaid_files
        )


_SHOWN: tuple[Any, ...] = (
    col(DossierFile.id),
    col(DossierFile.name),
    col(DossierFile.role),
    col(DossierFile.kind),
    col(DossierFile.size),
    col(DossierFile.pages),
    col(DossierFile.signed),
    col(DossierFile.version),
    col(DossierFile.inspection),
    col(DossierFile.shared),
    col(DossierFile.uploaded_at),
    col(DossierFile.uploaded_by),
    col(DossierFile.uploaded_by_id),
    col(DossierFile.replaced_at),
)


def files(work: Work, dossier_id: int) -> list[FileRow]:
    """The files this person sees, the DDT first, newest versions first. Raises NotFound for somebody else's dossier."""
    dossier = scope.get(work, dossier_id)
    wanted: Any = scope.files_visible_to(work.actor).where(col(DossierFile.dossier_id) == dossier_id)
    found = work.db.connection().execute(wanted.with_only_columns(*_SHOWN)).all()
    gate, taken = Gate.of(work, dossier), taken_by_clients(work, dossier_id)
    ordered = sorted(
        found, key=lambda one: (_ORDER.index(one.role), one.replaced_at is not None, one.name, -one.version)
    )
    return [_row(work, one, gate, taken.get(one.id, Taken())) for one in ordered]


def file(work: Work, file_id: int) -> DossierFile:
    """Raises NotFound for an absent file and for one that is not this person's."""
    found = work.db.scalar(scope.files_visible_to(work.actor).where(col(DossierFile.id) == file_id))
    if found is None:
        raise NotFound("Ce fichier est introuvable.")
    return found


def current(work: Work, dossier_id: int, *roles: FileRole) -> list[DossierFile]:
    """What the dossier is made of now: neither removed nor replaced, in order of arrival."""
    return list(
        work.db.exec(
            select(DossierFile)
            .where(
                col(DossierFile.dossier_id) == dossier_id,
                col(DossierFile.role).in_(roles or tuple(FileRole)),
                col(DossierFile.removed_at).is_(None),
                col(DossierFile.replaced_at).is_(None),
            )
            .order_by(col(DossierFile.id))
        ).all()
    )


def downloads(work: Work, file_id: int) -> list[DownloadRow]:
    """Everybody who took a file, latest first; for the office alone."""
    if not work.actor.may(Permission.DOSSIERS_READ):
        raise NotFound("Ce fichier est introuvable.")
    wanted = select(Download).where(col(Download.file_id) == file(work, file_id).id)
    found = work.db.exec(wanted.order_by(col(Download.at).desc(), col(Download.id).desc())).all()
    return [DownloadRow(one.reader, moment(one.at), one.original, one.by_client, one.origin) for one in found]


def taken_by_clients(work: Work, dossier_id: int) -> dict[int, Taken]:
    """By file: how often clients took it, and its original."""
    found = work.db.connection().execute(
        sa_select(
            col(Download.file_id),
            func.count().label("times"),
            func.count().filter(col(Download.original)).label("originals"),
            func.max(col(Download.at)).label("last"),
        )
        .where(col(Download.dossier_id) == dossier_id, col(Download.by_client))
        .group_by(col(Download.file_id))
    )
    return {one.file_id: Taken(one.times, one.originals, one.last) for one in found}


def held(work: Work, dossier_id: int) -> bool:
    """Whether any hold is open, whatever its reason."""
    still = select(Hold.id).where(col(Hold.dossier_id) == dossier_id, col(Hold.lifted_at).is_(None)).limit(1)
    return work.db.exec(still).first() is not None


def readable(size: int) -> str:
    """820 Ko, 1,2 Mo"""
    if size < _KILO * _KILO:
        return f"{max(1, round(size / _KILO))}\u00a0Ko"
    megabytes = (Decimal(size) / (_KILO * _KILO)).quantize(Decimal("0.1"))
    return f"{megabytes}\u00a0Mo".replace(".", ",")


def _row(work: Work, one: Any, gate: Gate, taken: Taken) -> FileRow:
    return FileRow(
        id=one.id,
        name=one.name,
        role=str(one.role),
        kind=one.kind,
        size=readable(one.size),
        pages=one.pages,
        signed=one.signed,
        version=one.version,
        current=one.replaced_at is None,
        shared=one.shared,
        uploaded=moment(one.uploaded_at),
        uploaded_by=one.uploaded_by if work.actor.kind != "client" else "",
        own=one.uploaded_by_id is not None and one.uploaded_by_id == work.actor.account_id,
        opening=str(gate.opening(one.role)),
        delivery=str(Delivery.ALL if taken.originals else Delivery.NONE),
        downloads=taken.times,
        flags=_flags(work, one.inspection),
        link=f"/fichiers/{one.id}",
    )


def _flags(work: Work, inspection: str) -> list[str]:
    if not inspection or work.actor.kind == "client":
        return []
    return [say(flag, work.language) for flag in json.loads(inspection).get("flags", ())]
