"""The raw body of a request, received piece by piece beside the stored files: memory does not grow with its size."""

from collections.abc import Callable
from typing import Final

from anyio import to_thread
from starlette.requests import ClientDisconnect, Request

from liciel_app.api.media import HEAD
from liciel_app.core.errors import Refused
from liciel_app.gateways.storage import PIECE, Receiving, TooLarge

MEGABYTE: Final = 1024 * 1024
Look = Callable[[bytes], None]


async def receive(request: Request, incoming: Receiving, *, limit: int, look: Look) -> None:
    """Write the body into `incoming` and close it. `look` sees the first kilobyte and may refuse.

    Refuses a body announced over `limit` bytes without reading it, an empty one, one that grows over the limit, what
    `look` refuses, and a broken connection. What still comes of a refused body is read and dropped, up to the limit,
    because browsers listen only once they have sent everything.
    """
    _refuse_announced(request, limit)
    try:
        await _write(request, incoming, look)
    except ClientDisconnect as gone:
        raise Refused("L’envoi a été interrompu. Réessayez.") from gone
    except Refused:
        await _drop(request, limit)
        raise


def _refuse_announced(request: Request, limit: int) -> None:
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        raise TooLarge(limit)


async def _write(request: Request, incoming: Receiving, look: Look) -> None:
    waiting, looked = bytearray(), False
    async for piece in request.stream():
        waiting += piece
        if not looked and len(waiting) >= HEAD:
            look(bytes(waiting[:HEAD]))
            looked = True
        if len(waiting) >= PIECE:
            await to_thread.run_sync(incoming.write, bytes(waiting))
            waiting.clear()
    if not incoming.size and not waiting:
        raise Refused("Ce fichier est vide.")
    if not looked:
        look(bytes(waiting))
    incoming.write(bytes(waiting))
    await to_thread.run_sync(incoming.close)


async def _drop(request: Request, most: int) -> None:
    dropped = 0
    try:
        async for piece in request.stream():
            dropped += len(piece)
            if dropped > most:
                return
    except (ClientDisconnect, RuntimeError):
        return
