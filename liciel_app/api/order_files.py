"""Plans and photographs of orders: up from anybody, counted and looked into; down to who sees the order."""

import hashlib
from functools import partial
from typing import Any, Final

from anyio import to_thread
from starlette.responses import JSONResponse, Response

from liciel_app.api import media
from liciel_app.api.receiving import MEGABYTE, receive
from liciel_app.api.sending import Content, answer, response
from liciel_app.core.access import Permission
from liciel_app.core.config import settings
from liciel_app.core.errors import Refused
from liciel_app.dossiers import jobs
from liciel_app.gateways.storage import Receiving
from liciel_app.orders import queries, services
from liciel_app.orders.services import paper_signing
from liciel_app.ui.door import PUBLIC, Visit, route

ACCEPTED: Final = (media.PDF, "image/jpeg", "image/png")


@route("/commande/fichiers", permission=PUBLIC, methods=("POST",), answers="json")
async def receive_file(visit: Visit) -> Response:
    """`?submit_id=…&name=…`, the body is the file. 201 `{"id", "name"}`, or a problem with the sentence to show."""
    asked = visit.request.query_params
    submit_id, name = asked.get("submit_id", ""), asked.get("name", "")
    await visit.read(services.may_attach, submit_id=submit_id)
    kept = await visit.do(services.attach, submit_id=submit_id, name=name, received=await received(visit))
    return JSONResponse({"id": str(kept.id), "name": kept.name}, 201)


@route("/bureau/devis/{quote_id:int}/signe", permission=Permission.ORDERS_WRITE, methods=("POST",), answers="json")
async def receive_scan(visit: Visit) -> Response:
    """`?name=…`: the quote signed on paper, scanned or photographed. 201 `{"id", "name"}`."""
    quote_id, name = visit.request.path_params["quote_id"], visit.request.query_params.get("name", "")
    await visit.read(paper_signing.may_sign, quote_id)
    kept = await visit.do(paper_signing.receive_scan, quote_id, name=name, received=await received(visit))
    return JSONResponse({"id": str(kept.id), "name": kept.name}, 201)


async def received(visit: Visit) -> services.Received:
    """The body, in the storage under its hash; PDF, JPEG or PNG."""
    with Receiving(jobs.files_folder(), settings().max_attachment_mb * MEGABYTE) as incoming:
        heads: list[bytes] = []
        await receive(
            visit.request, incoming, limit=settings().max_attachment_mb * MEGABYTE, look=partial(_look, heads)
        )
        sha256 = incoming.sha256
        size = await to_thread.run_sync(jobs.storage().put, incoming.path, sha256)
    return services.Received(sha256, size, media.media_type(heads[0]))


@route("/commande/fichiers/{file_id:int}", permission=Permission.ORDERS_READ, methods=("GET", "HEAD"))
async def send_file(visit: Visit) -> Response:
    kept = await visit.read(queries.file, visit.request.path_params["file_id"])
    stretch: Any = partial(jobs.storage().open, kept.sha256)
    tag = hashlib.sha256(f"{kept.sha256} {kept.name}".encode()).hexdigest()[:32]
    content = Content(kept.name, kept.media_type, kept.size, tag, stretch)
    return response(visit.request, content, answer(visit.request, content))


def _look(heads: list[bytes], head: bytes) -> None:
    """Only its first bytes say what a file is."""
    if media.media_type(head) not in ACCEPTED:
        raise Refused("Joignez un PDF, une photo JPEG ou une image PNG.")
    heads.append(head)


ROUTES: Final = (receive_file, receive_scan, send_file)
