"""A monthly statement of kilometres, printed or as a workbook, for its driver and for the office."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

from anyio import to_thread
from starlette.responses import JSONResponse, Response

from liciel_app.agenda.mileage import evidence, queries
from liciel_app.agenda.mileage.paper import StatementPaper
from liciel_app.api.order_files import received
from liciel_app.api.ranges import disposition
from liciel_app.api.sending import Content, answer, response
from liciel_app.core.access import Permission
from liciel_app.core.errors import NotFound
from liciel_app.core.text import file_name
from liciel_app.core.work import Work
from liciel_app.dossiers import jobs
from liciel_app.ui.door import Visit, route


@route("/kilometres/{statement_id:int}.pdf", permission=Permission.SIGNED_IN)
async def printed(visit: Visit) -> Response:
    from liciel_app.agenda.mileage import documents

    return await _document(visit, documents.statement_pdf, "pdf", "application/pdf")


@route("/kilometres/{statement_id:int}.xlsx", permission=Permission.SIGNED_IN)
async def workbook(visit: Visit) -> Response:
    from liciel_app.agenda.mileage import documents

    return await _document(visit, documents.statement_xlsx, "xlsx", documents.XLSX)


async def _document(visit: Visit, made: Callable[[StatementPaper], bytes], ending: str, media_type: str) -> Response:
    from liciel_app.agenda.mileage import documents

    paper = await visit.read(_paper, visit.request.path_params["statement_id"])
    name = disposition(file_name(documents.file_name(paper, ending)))
    headers = {"content-disposition": name, "cache-control": "private, no-store"}
    return Response(await to_thread.run_sync(made, paper), media_type=media_type, headers=headers)


def _paper(work: Work, statement_id: int) -> StatementPaper:
    """Raises NotFound for somebody else's."""
    return queries.paper_of(work, queries.get(work, statement_id))


@route(
    "/kilometres/{account_id:int}/{day}/justificatif",
    permission=Permission.SIGNED_IN,
    methods=("POST",),
    answers="json",
)
async def receive_proof(visit: Visit) -> Response:
    """`?name=…`: a PDF or a photo for that day. 201 `{"id", "name"}`."""
    account_id, day = visit.request.path_params["account_id"], _day(visit.request.path_params["day"])
    await visit.read(evidence.may_attach, account_id, day)
    name, kept = visit.request.query_params.get("name", ""), await received(visit)
    told = {"name": name, "sha256": kept.sha256, "size": kept.size, "kind": kept.media_type}
    made = await visit.do(evidence.attach, account_id, day, **told)
    return JSONResponse({"id": str(made.id), "name": made.name}, 201)


@route("/kilometres/justificatifs/{evidence_id:int}", permission=Permission.SIGNED_IN, methods=("GET", "HEAD"))
async def send_proof(visit: Visit) -> Response:
    kept = await visit.read(evidence.get, visit.request.path_params["evidence_id"])
    stretch: Any = partial(jobs.storage().open, kept.sha256)
    content = Content(kept.name, kept.media_type, kept.size, kept.sha256[:32], stretch)
    return response(visit.request, content, answer(visit.request, content))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFound("Cette journée n’existe pas.") from None


ROUTES: Final = (printed, workbook, receive_proof, send_proof)
