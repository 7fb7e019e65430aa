"""What the phone kept while there was no network comes in here, one small JSON each, as often as it likes."""

import json
from typing import Final

from starlette.responses import JSONResponse, Response

from liciel_app.core.access import Permission
from liciel_app.core.errors import Refused
from liciel_app.core.language import say
from liciel_app.core.work import Work
from liciel_app.dossiers.services import sending
from liciel_app.ui.door import Visit, route

MOST_BYTES: Final = 64 * 1024
SENTENCES: Final = {
    "done": "C’est envoyé.",
    "kept": "Le bureau a changé ce texte entre-temps : les deux versions sont gardées, choisissez.",
}


@route("/terrain/envois", permission=Permission.FIELD_WORK, methods=("POST",), answers="json")
async def receive(visit: Visit) -> Response:
    """`{"id", "kind", "about", "typed_at", "values"}` → `{"id", "outcome", "sentence"}`, or a JSON problem."""
    sent = sending.read_sent(_json(await _body(visit)))
    outcome = await visit.do(_receive, sent)
    return JSONResponse({"id": sent.number, "outcome": outcome, "sentence": say(SENTENCES[outcome], visit.lang)})


def _receive(work: Work, sent: sending.Sent) -> str:
    return str(sending.receive(work, sent).outcome)


async def _body(visit: Visit) -> bytes:
    kept = bytearray()
    async for piece in visit.request.stream():
        kept += piece
        if len(kept) > MOST_BYTES:
            raise Refused("Ce texte est trop long pour être envoyé.")
    return bytes(kept)


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Refused("Cet envoi ne peut pas être lu.") from None


ROUTES = (receive,)
