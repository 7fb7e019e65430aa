"""What machines push with a key: orders with their attachments, and the office's models of documents."""

from functools import partial
from typing import Final

from anyio import to_thread
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from liciel_app.agenda import reading
from liciel_app.api import office_papers, order_files
from liciel_app.api.pushing_contract import OrderAnswer, PushedFile, PushedModel, PushedOrder
from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid, NotFound
from liciel_app.directory import services_keys
from liciel_app.office.models_templates import MODELS, PaperKind
from liciel_app.orders import pacing, quote_models, services
from liciel_app.orders.services import pushing
from liciel_app.ui.door import Visit, route

LARGEST: Final = 256 * 1024
MODELS_AN_HOUR: Final = 60


@route("/api/v1/orders", permission=Permission.ORDERS_PUSH, methods=("POST",), answers="json")
async def push_order(visit: Visit) -> Response:
    """An order, priced here: no price is read from it. 201, or 200 when that `submit_id` had already come."""
    await visit.do(services_keys.note_use)
    asked = reading.read(PushedOrder, await _body(visit))
    pushed = await visit.do(pushing.push, asked.draft())
    return _told(OrderAnswer.of(pushed.order, pushed.lines), 200 if pushed.again else 201)


@route("/api/v1/orders/{submit_id}/files", permission=Permission.ORDERS_PUSH, methods=("POST",), answers="json")
async def push_file(visit: Visit) -> Response:
    """`?name=…`, the body is the file (PDF, JPEG or PNG): joined to the order of that `submit_id`, sent after it."""
    await visit.do(services_keys.note_use)
    submit_id, name = visit.request.path_params["submit_id"], visit.request.query_params.get("name", "")
    await visit.do(pushing.may_push_file, submit_id)
    await visit.read(services.may_attach, submit_id=submit_id)
    kept = await visit.do(services.attach, submit_id=submit_id, name=name, received=await order_files.received(visit))
    return _told(PushedFile(id=kept.id or 0, name=kept.name, size=kept.size, sha256=kept.sha256), 201)


@route("/api/v1/models/{kind}", permission=Permission.MODELS_PUSH, methods=("PUT",), answers="json")
async def push_model(visit: Visit) -> Response:
    """`?name=…`, the body is a Word document with tags: in force at once, or refused with each fault."""
    await visit.do(services_keys.note_use)
    kind = visit.request.path_params["kind"]
    if kind not in list(MODELS):
        raise NotFound("Ce modèle n’existe pas.")
    await visit.do(pacing.pass_door, "models.push", times=1, most=MODELS_AN_HOUR)
    sha256, name = await office_papers.kept_aside(visit, PaperKind(kind))
    looked = await to_thread.run_sync(partial(quote_models.look, PaperKind(kind), sha256, name))
    if looked.faults:
        raise Invalid(dict.fromkeys(looked.faults, "Cette balise n’existe pas."))
    paper = await visit.do(quote_models.put_in_force, looked)
    return _told(PushedModel(kind=kind, version=paper.version, name=paper.name, tags=looked.tags), 200)


async def _body(visit: Visit) -> bytes:
    received = bytearray()
    async for piece in visit.request.stream():
        received += piece
        if len(received) > LARGEST:
            raise Invalid({"body": "Cette demande est trop longue : 256 ko au plus."})
    return bytes(received)


def _told(answer: BaseModel, status: int) -> Response:
    return JSONResponse(answer.model_dump(mode="json"), status)


ROUTES: Final = (push_order, push_file, push_model)
