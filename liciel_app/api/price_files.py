"""A price list goes out as a workbook, and comes in to be looked at before anything changes."""

from typing import Final

from anyio import to_thread
from starlette.responses import JSONResponse, Response

from liciel_app.api.ranges import disposition
from liciel_app.core.access import Permission
from liciel_app.core.errors import Refused
from liciel_app.core.text import file_name
from liciel_app.orders import queries, services
from liciel_app.ui.door import Visit, route


@route("/bureau/tarifs/{list_id:int}.xlsx", permission=Permission.PRICES_WRITE)
async def send_workbook(visit: Visit) -> Response:
    from liciel_app.orders import documents_prices

    grid = await visit.read(queries.exported, visit.request.path_params["list_id"])
    name = file_name(f"tarifs {grid.family} {grid.name}.xlsx")
    headers = {"content-disposition": disposition(name), "cache-control": "private, no-store"}
    content = await to_thread.run_sync(documents_prices.workbook, grid)
    return Response(content, media_type=documents_prices.MEDIA_TYPE, headers=headers)


@route("/bureau/tarifs/classeur", permission=Permission.PRICES_WRITE, methods=("POST",), answers="json")
async def receive_workbook(visit: Visit) -> Response:
    """`?name=…`, the body is the workbook. 201 `{"id", "name"}`, or a problem naming sheet, row and column."""
    from liciel_app.orders import documents_prices

    content = await _body(visit, most=documents_prices.LARGEST_BYTES)
    _, tables = await to_thread.run_sync(documents_prices.read, content)
    kept = await visit.do(services.keep_draft, name=visit.request.query_params.get("name", ""), tables=tables)
    return JSONResponse({"id": str(kept.id), "name": kept.name}, 201)


async def _body(visit: Visit, *, most: int) -> bytes:
    received = bytearray()
    async for piece in visit.request.stream():
        received += piece
        if len(received) > most:
            raise Refused("Ce classeur est trop lourd pour une grille de prix : 2 Mo au plus.")
    return bytes(received)


ROUTES: Final = (send_workbook, receive_workbook)
