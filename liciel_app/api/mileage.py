"""A monthly statement of kilometres, printed or as a workbook, for its driver and for the office."""

from collections.abc import Callable
from typing import Final

from anyio import to_thread
from starlette.responses import Response

from liciel_app.agenda.mileage import queries
from liciel_app.agenda.mileage.paper import StatementPaper
from liciel_app.api.ranges import disposition
from liciel_app.core.access import Permission
from liciel_app.core.text import file_name
from liciel_app.core.work import Work
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


ROUTES: Final = (printed, workbook)
