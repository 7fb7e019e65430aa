"""The office's own papers, up and down: its conditions as PDFs, the Word models of its quotes and mission orders."""

import hashlib
from functools import partial
from typing import Any, Final

from anyio import to_thread
from starlette.responses import JSONResponse, Response

from liciel_app.api import media
from liciel_app.api.receiving import MEGABYTE, receive
from liciel_app.api.sending import Content, answer, response
from liciel_app.core.access import Permission
from liciel_app.core.errors import NotFound, Refused
from liciel_app.core.text import file_name
from liciel_app.dossiers.queries import visit_paper
from liciel_app.gateways.storage import Receiving
from liciel_app.gateways.stores import files_folder, office_files
from liciel_app.office import queries_papers
from liciel_app.office.models_templates import LEGAL, VISIT_MODELS, PaperKind
from liciel_app.orders import quote_models
from liciel_app.ui.door import Visit, route

LARGEST: Final = 10 * MEGABYTE
PDF: Final = "application/pdf"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ZIP: Final = b"PK\x03\x04"


@route("/reglages/documents", permission=Permission.OFFICE_WRITE, methods=("POST",), answers="json")
async def receive_paper(visit: Visit) -> Response:
    """`?kind=…&name=…`, the body is the file: kept aside to be looked at, in force only once a manager says so."""
    kind = _kind(visit.request.query_params.get("kind", ""))
    sha256, name = await kept_aside(visit, kind)
    return JSONResponse({"id": f"{sha256} {name}", "name": name}, 201)


async def kept_aside(visit: Visit, kind: PaperKind) -> tuple[str, str]:
    """The body, stored under its hash, and `?name=…`. Raises Refused for another kind of file."""
    with Receiving(files_folder(), LARGEST) as incoming:
        await receive(visit.request, incoming, limit=LARGEST, look=partial(_look, kind))
        sha256 = incoming.sha256
        await to_thread.run_sync(office_files().put, incoming.path, sha256)
    return sha256, file_name(visit.request.query_params.get("name", ""))


@route("/reglages/documents/{paper_id:int}", permission=Permission.OFFICE_READ, methods=("GET", "HEAD"))
async def send_paper(visit: Visit) -> Response:
    """Any version, as it was deposited."""
    paper = await visit.read(queries_papers.by_id, visit.request.path_params["paper_id"])
    tag = hashlib.sha256(f"{paper.sha256} {paper.name}".encode()).hexdigest()[:32]
    kind = PDF if paper.kind in LEGAL else WORD
    stretch: Any = partial(office_files().open, paper.sha256)
    content = Content(paper.name, kind, paper.size, tag, stretch)
    return response(visit.request, content, answer(visit.request, content))


@route("/reglages/modeles/{kind}/{sha256}/apercu.pdf", permission=Permission.OFFICE_WRITE)
async def preview(visit: Visit) -> Response:
    """`?devis=…`: a model on a real quote, or a visit's one on the latest dossier, before it is in force."""
    asked = visit.request.path_params
    kind = _kind(asked["kind"])
    if kind in VISIT_MODELS:
        paper = await visit.read(visit_paper.latest)
        made = await to_thread.run_sync(quote_models.tried_visit, kind, asked["sha256"], paper)
        return _shown(made)
    number = visit.request.query_params.get("devis", "")
    quote_id = int(number) if number.isascii() and number.isdecimal() and len(number) < len("2147483647") else 0
    papers = await visit.read(quote_models.papers_of, quote_id)
    return _shown(await to_thread.run_sync(quote_models.tried, kind, asked["sha256"], papers))


def _shown(made: bytes) -> Response:
    return Response(made, media_type=PDF, headers={"cache-control": "no-store"})


def _kind(word: str) -> PaperKind:
    if word not in list(PaperKind):
        raise NotFound("Ce document est introuvable.")
    return PaperKind(word)


def _look(kind: PaperKind, head: bytes) -> None:
    """Only its first bytes say what a file is."""
    if kind in LEGAL and media.media_type(head) != PDF:
        raise Refused("Déposez un PDF.")
    if kind not in LEGAL and not head.startswith(_ZIP):
        raise Refused("Déposez un document Word (.docx).")


ROUTES: Final = (receive_paper, send_paper, preview)
