"""A stored content on its way out: whole or in part, with its tag, in constant memory."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from liciel_app.api import ranges
from liciel_app.gateways.storage import PIECE

HEADERS: Final = {
    "accept-ranges": "bytes",
    "cache-control": "private, no-cache",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
}
Stretch = Callable[[int, int], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Content:
    """`tag` names these bytes; `stretch(start, end)` gives them, from the start to before the end."""

    name: str
    media_type: str
    size: int
    tag: str
    stretch: Stretch


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request gets: `span` is None when no byte leaves."""

    status: int
    span: tuple[int, int] | None = None

    @property
    def partial(self) -> bool:
        return self.status == 206  # noqa: PLR2004 Partial Content


def answer(request: Request, content: Content) -> Answer:
    """304 when the reader has these bytes, 416 beyond their end, 206 for a part of them, 200 otherwise."""
    if _knows(request.headers.get("if-none-match", ""), content.tag):
        return Answer(304)
    if request.method == "HEAD":
        return Answer(200)
    same = request.headers.get("if-range", _quoted(content.tag)) == _quoted(content.tag)
    try:
        span = ranges.part(request.headers.get("range", ""), content.size) if same else None
    except ranges.Unsatisfiable:
        return Answer(416)
    return Answer(206, span) if span else Answer(200, (0, content.size))


def response(request: Request, content: Content, given: Answer) -> Response:
    headers = HEADERS | {"etag": _quoted(content.tag), "content-disposition": ranges.disposition(content.name)}
    if given.span is None:
        return _without_body(request, content, given, headers)
    start, end = given.span
    headers["content-length"] = str(end - start)
    if given.partial:
        headers["content-range"] = f"bytes {start}-{end - 1}/{content.size}"
    body = in_pieces(content.stretch(start, end))
    return StreamingResponse(body, given.status, headers=headers, media_type=content.media_type)


async def in_pieces(content: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Each piece is made in a worker thread; small ones travel together."""
    while piece := await to_thread.run_sync(_gathered, content):
        yield piece


def _gathered(content: Iterator[bytes]) -> bytes:
    piece = bytearray()
    for more in content:
        piece += more
        if len(piece) >= PIECE:
            break
    return bytes(piece)


def _without_body(request: Request, content: Content, given: Answer, headers: dict[str, str]) -> Response:
    if given.status == 416:  # noqa: PLR2004 Range Not Satisfiable
        headers["content-range"] = f"bytes */{content.size}"
    made = Response(status_code=given.status, headers=headers, media_type=content.media_type)
    if request.method == "HEAD" and given.status == 200:  # noqa: PLR2004 OK
        made.headers["content-length"] = str(content.size)
    return made


def _quoted(tag: str) -> str:
    return f'"{tag}"'


def _knows(header: str, tag: str) -> bool:
    known = {one.strip().removeprefix("W/") for one in header.split(",")}
    return "*" in known or _quoted(tag) in known
