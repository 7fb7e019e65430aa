"""The files of a dossier, up and down: login checked, streamed, each download noted.

A download is noted when its answer starts: a GET of the whole file always; a GET of a range when that person took
nothing of the file in the last hour, so that probes, pieces and resumed transfers are one download; never HEAD, nor
an answer without content (304, 416).
"""

from dataclasses import dataclass
from typing import Final

import structlog
from anyio import to_thread
from starlette.responses import JSONResponse, Response

from liciel_app.api import media
from liciel_app.api.receiving import MEGABYTE, receive
from liciel_app.api.sending import Content, answer, response
from liciel_app.core.access import Permission
from liciel_app.core.config import settings
from liciel_app.core.errors import Invalid, NotAllowed, NotFound, Refused
from liciel_app.dossiers import jobs, services
from liciel_app.dossiers.models import FileRole
from liciel_app.dossiers.rules import Opening
from liciel_app.dossiers.services import FileAccess, Inspected
from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.storage import Receiving
from liciel_app.office import queries as office_queries
from liciel_app.ui.door import Visit, route

log = structlog.get_logger()
_ROLES: Final = {"report": FileRole.REPORT, "attachment": FileRole.ATTACHMENT}
_LONGEST_NUMBER: Final = 9


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of an upload says: `?name=…&role=report|attachment&shared=1`."""

    dossier_id: int
    name: str
    role: FileRole
    shared: bool

    @property
    def limit(self) -> int:
        chosen = settings()
        megabytes = chosen.max_report_mb if self.role is FileRole.REPORT else chosen.max_attachment_mb
        return megabytes * MEGABYTE

    def look(self, head: bytes) -> None:
        """Refuses what is not the kind of file expected, by its first bytes."""
        found = media.media_type(head)
        if self.role is FileRole.REPORT and found != media.PDF:
            raise Refused("Ce fichier n’est pas un PDF, quel que soit son nom.")
        if not found:
            raise Refused("Une pièce jointe est un PDF ou une photo (JPEG, PNG ou HEIC).")


@route("/dossiers/{dossier_id}/fichiers", permission=Permission.FILES_READ, methods=("POST",), answers="json")
async def upload(visit: Visit) -> Response:
    """The body is the file. Refused before it is read for who may not add, and nothing stays of what is refused."""
    asked = _asked(visit)
    await visit.read(services.may_add, asked.dossier_id)
    try:
        with await to_thread.run_sync(Receiving, jobs.files_folder(), asked.limit) as incoming:
            await receive(visit.request, incoming, limit=asked.limit, look=asked.look)
            return await _file(visit, asked, incoming)
    except (OSError, GatewayError) as error:
        log.exception("upload.storage", dossier=asked.dossier_id, error=str(error))
        raise Refused("Le stockage des fichiers ne répond pas. Réessayez dans un moment.") from error


@route("/fichiers/{file_id}", permission=Permission.FILES_READ, methods=("GET", "HEAD"))
async def download(visit: Visit) -> Response:
    """The original byte for byte, or the reader's consultation copy; 403 with a sentence when neither may leave."""
    file_id = _number(visit, "file_id")
    access = await visit.read(services.access, file_id)
    if access.opening is Opening.BLOCKED:
        raise NotAllowed("Ce document sera libre dès le règlement de la facture.")
    content = _original(access) if access.opening is Opening.ORIGINAL else await _marked(visit, access)
    given = answer(visit.request, content)
    if given.span is not None:
        original = access.opening is Opening.ORIGINAL
        await visit.do(services.record_download, file_id, original=original, partial=given.partial)
    return response(visit.request, content, given)


async def _file(visit: Visit, asked: Asked, incoming: Receiving) -> Response:
    always_append = (await visit.read(office_queries.office)).mark_always_append
    kind, found = await to_thread.run_sync(_examined, incoming, asked.role, always_append)
    await to_thread.run_sync(_keep, incoming)
    file = await visit.do(
        services.add_file,
        asked.dossier_id,
        sha256=incoming.sha256,
        size=incoming.size,
        name=media.named(asked.name, kind),
        media_type=kind,
        role=asked.role,
        inspected=found,
        shared=asked.shared,
    )
    await to_thread.run_sync(_keep, incoming)
    return JSONResponse({"id": file.id, "name": file.name}, 201)


def _examined(incoming: Receiving, role: FileRole, always_append: bool) -> tuple[str, Inspected]:
    from liciel_app.api import reports

    return reports.examined(incoming.path, role, always_append=always_append)


def _keep(incoming: Receiving) -> None:
    """Called before the record is written, and after: a sweep may have taken the same content, long unused, between."""
    if incoming.path.exists():
        jobs.storage().put(incoming.path, incoming.sha256)


def _original(access: FileAccess) -> Content:
    file = access.file
    kept = jobs.storage()
    return Content(
        name=file.name,
        media_type=access.media_type,
        size=file.size,
        tag=file.sha256,
        stretch=lambda start, end: kept.open(file.sha256, start, end),
    )


async def _marked(visit: Visit, access: FileAccess) -> Content:
    from liciel_app.api import reports

    return await reports.copy(visit, access)


def _asked(visit: Visit) -> Asked:
    said = visit.request.query_params
    role = _ROLES.get(said.get("role", "report"))
    if role is None:
        raise Invalid({"role": "Ce rôle de fichier n’existe pas."})
    shared = role is FileRole.ATTACHMENT and said.get("shared") == "1"
    return Asked(_number(visit, "dossier_id"), said.get("name", ""), role, shared)


def _number(visit: Visit, name: str) -> int:
    text = str(visit.request.path_params[name])
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER):
        raise NotFound
    return int(text)


ROUTES = (upload, download)
