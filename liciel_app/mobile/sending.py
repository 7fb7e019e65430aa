"""What the phone kept while there was no network comes in here, one small JSON each, as often as it likes."""

import json
from dataclasses import replace
from typing import Final

from anyio import to_thread
from starlette.responses import JSONResponse, Response

from liciel_app.core.access import Permission
from liciel_app.core.errors import Refused
from liciel_app.core.language import say
from liciel_app.core.work import Work
from liciel_app.dossiers.services import sending
from liciel_app.fieldwork.services import receiving
from liciel_app.fieldwork.services.signing import LARGEST_SIGNATURE
from liciel_app.gateways import drawings
from liciel_app.ui.door import Visit, route

MOST_BYTES: Final = 64 * 1024
SENTENCES: Final = {
    "done": "C’est envoyé.",
    "kept": "Le bureau a changé ce texte entre-temps : les deux versions sont gardées, choisissez.",
}


@route("/terrain/envois", permission=Permission.FIELD_WORK, methods=("POST",), answers="json")
async def receive(visit: Visit) -> Response:
    """`{"id", "kind", "about", "typed_at", "values"}` → `{"id", "outcome", "sentence"}`, or a JSON problem."""
    sent = await to_thread.run_sync(_drawn, sending.read_sent(_json(await _body(visit))))
    outcome = await visit.do(_receive, sent)
    return JSONResponse({"id": sent.number, "outcome": outcome, "sentence": say(SENTENCES[outcome], visit.lang)})


def _receive(work: Work, sent: sending.Sent) -> str:
    return str(receiving.receive(work, sent).outcome)


def _drawn(sent: sending.Sent) -> sending.Sent:
    """A signature goes to the storage; what travels further is its hash."""
    if sent.kind != "signature":
        return sent
    sha256, size = drawings.keep(sent.values.get("signature", ""), LARGEST_SIGNATURE)
    return replace(sent, values={**sent.values, "signature": sha256, "size": str(size)})


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
