"""What was built, kept in memory with its compressed forms.

A page asks for some twenty files before it lives: each answer must cost the server next to nothing. Scripts and styles
carry the hash of what they hold in their names; pages say it in their tag, and are asked for again each time.
"""

import hashlib
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path
from typing import Final
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER: Final = "/assets/"
FORMS: Final = {"br": ".br", "gzip": ".gz"}
"""Encoding → suffix of the file beside the plain one, the smallest first."""


class Pages:
    """Around the framework's own files, which send readers to the same name with a slash: here it has none."""

    def __init__(self, app: ASGIApp, built: Path) -> None:
        self.app, self.built = app, built

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        own = self._own(scope) if scope["type"] == "http" else None
        await (own or self.app)(scope, receive, send)

    def _own(self, scope: Scope) -> Response | None:
        path, query = str(scope["path"]), scope.get("query_string", b"").decode("latin-1")
        answer = _answer(scope, self.built, f"{path.strip('/')}.html")
        if answer is None or not path.endswith("/"):
            return answer
        return RedirectResponse(quote(f"/{path.strip('/')}") + (f"?{query}" if query else ""), 307)


def found(scope: Scope, built: Path) -> Response | None:
    """One built script or style asked for with GET or HEAD; None for any other path or a missing file."""
    path = str(scope["path"])
    return _answer(scope, built, path.strip("/")) if path.startswith(FOLDER) else None


def page(built: Path, address: str) -> str:
    """The text of the built page of an address; empty when it was not built."""
    path = built / f"{address.strip('/')}.html"
    return _read(path).decode() if path.is_file() else ""


def _answer(scope: Scope, built: Path, name: str) -> Response | None:
    """`name` as in the folder of what was built, which says what there is: nothing else of the disk is reached."""
    forms = _forms(built).get(name)
    if forms is None or scope["method"] not in ("GET", "HEAD"):
        return None
    headers = Headers(scope=scope)
    form = next(one for one in forms if _takes(headers, one))
    body = _read(built / f"{name}{FORMS.get(form, '')}")
    tag = _tag(built / name, form)
    said = {"etag": tag, "vary": "Accept-Encoding"} | ({"content-encoding": form} if form else {})
    if headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=said)
    return Response(body, headers=said, media_type=_kind(name))


def _takes(headers: Headers, form: str) -> bool:
    """« br;q=0 » and the like are how nobody asks; whoever does gets the plain file."""
    offered = [one.strip() for one in headers.get("accept-encoding", "").lower().split(",")]
    return not form or form in offered


@lru_cache(maxsize=4)
def _forms(built: Path) -> dict[str, tuple[str, ...]]:
    """Name → the encodings the file is there in, the plain one last as the empty word."""
    there = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    kept = {name for name in there if name.startswith(FOLDER.strip("/")) or _is_page(name)}
    return {name: (*(form for form, end in FORMS.items() if name + end in there), "") for name in kept}


def _is_page(name: str) -> bool:
    """Not the framework's own pages, nor the second copy of each in a folder of its name."""
    return name.endswith(".html") and Path(name).stem not in ("index", "404", "__spa-fallback")


@lru_cache(maxsize=2048)
def _read(path: Path) -> bytes:
    return path.read_bytes()


@lru_cache(maxsize=2048)
def _tag(path: Path, form: str) -> str:
    return f'"{hashlib.sha256(_read(path)).hexdigest()[:24]}.{form or "plain"}"'


@lru_cache(maxsize=1024)
def _kind(name: str) -> str:
    return "text/javascript" if name.endswith(".js") else guess_type(name)[0] or "application/octet-stream"
