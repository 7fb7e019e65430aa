"""What one takes away from an order, and orders that come in again from a file."""

import hashlib
from collections.abc import Iterator
from functools import partial
from typing import Final

from anyio import to_thread
from starlette.responses import JSONResponse, Response, StreamingResponse

from liciel_app.api import zipping
from liciel_app.api.ranges import disposition
from liciel_app.api.sending import HEADERS, Content, answer, in_pieces, response
from liciel_app.core.access import Permission
from liciel_app.core.errors import NotFound, Refused
from liciel_app.core.text import file_name
from liciel_app.core.work import Work
from liciel_app.gateways.stores import office_files
from liciel_app.orders import exchange, queries
from liciel_app.orders.order_paper import OrderForm
from liciel_app.orders.queries import taken_out
from liciel_app.orders.services import importing
from liciel_app.ui.door import Visit, route

_ABSENT: Final = "Ce document est introuvable."
_KINDS: Final = {
    "bon-de-commande.pdf": "application/pdf",
    "donnees.json": "application/json",
    "donnees.csv": "text/csv; charset=utf-8",
}


@route("/commandes/{order_id:int}/pieces.zip", permission=Permission.FILES_READ)
async def attachments(visit: Visit) -> Response:
    """Every file joined to an order this person sees."""
    number, kept = await visit.read(_attachments, visit.request.path_params["order_id"])
    if not kept:
        raise NotFound("Cette commande n’a pas de pièce jointe.")
    entries = (zipping.Entry(file_name(name), office_files().open(sha256)) for name, sha256 in kept)
    headers = HEADERS | {"content-disposition": disposition(f"Pièces {number}.zip"), "accept-ranges": "none"}
    return StreamingResponse(in_pieces(zipping.zipped(entries)), headers=headers, media_type="application/zip")


@route("/commandes/{order_id:int}/{name}", permission=Permission.FILES_READ, methods=("GET", "HEAD"))
async def paper(visit: Visit) -> Response:
    """The order form, or the order's data, of an order this person sees."""
    asked = visit.request.path_params
    if asked["name"] not in _KINDS:
        raise NotFound(_ABSENT)
    content = await visit.read(_made, asked["order_id"], asked["name"])
    kept = content if isinstance(content, bytes) else await to_thread.run_sync(_printed, content)
    tag = hashlib.sha256(kept).hexdigest()[:32]
    name = f"commande-{asked['order_id']}-{asked['name']}"
    made = Content(name, _KINDS[asked["name"]], len(kept), tag, partial(_stretch, kept))
    return response(visit.request, made, answer(visit.request, made))


@route("/bureau/commandes/import", permission=Permission.ORDERS_WRITE, methods=("POST",), answers="json")
async def take_in(visit: Visit) -> Response:
    """The body is a JSON or CSV of orders. 201 `{"id", "name"}`: how many came, how many were known."""
    received = bytearray()
    async for piece in visit.request.stream():
        received += piece
        if len(received) > exchange.LARGEST:
            raise Refused("Ce fichier est trop lourd : 20 Mo au plus.")
    done = await visit.do(importing.take_in, bytes(received))
    return JSONResponse({"id": f"{done.coming} {done.known}", "name": visit.request.query_params.get("name", "")}, 201)


def _attachments(work: Work, order_id: int) -> tuple[str, list[tuple[str, str]]]:
    order = queries.get(work, order_id)
    return order.number, [(one.name, one.sha256) for one in queries.files(work, order_id)]


def _made(work: Work, order_id: int, name: str) -> object:
    """Bytes, or the paper still to be printed."""
    if name == "bon-de-commande.pdf":
        return taken_out.order_form(work, order_id)
    written = exchange.as_json if name == "donnees.json" else exchange.as_csv
    return written([taken_out.filed_order(work, order_id)])


def _printed(form: object) -> bytes:
    from liciel_app.orders.documents.order_form import order_form_pdf

    return order_form_pdf(form) if isinstance(form, OrderForm) else b""


def _stretch(content: bytes, start: int, end: int) -> Iterator[bytes]:
    yield content[start:end]


ROUTES: Final = (attachments, paper, take_in)
