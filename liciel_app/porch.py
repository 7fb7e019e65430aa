"""The first seconds of a server: the login page answers while the rest of the product is still being imported.

Whoever asks for more waits until everything is there; nobody is refused. From then on the whole app answers everything.
"""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from importlib.abc import MetaPathFinder
from typing import Any, Final

import structlog
from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from liciel_app.core.lean import lean
from liciel_app.office import services as office
from liciel_app.ui import bridge, door
from liciel_app.ui.edge import Edge
from liciel_app.website import login, stylesheet
from liciel_app.website.errors import error_page

log = structlog.get_logger()
_DOORS: Final = (login.login_page, stylesheet.stylesheet)
MOMENT: Final = 0.01
"""Seconds the import makes way before each module, while somebody is being answered."""
Failed = Callable[[], None]


class Porch:
    """`early` answers the paths it names from the start; `load` brings the whole app, in a thread, once.

    `failed` is called when the whole app cannot come: nobody would ever be let in.
    """

    def __init__(self, early: ASGIApp, paths: frozenset[str], load: Callable[[], ASGIApp], failed: Failed) -> None:
        self._early, self._paths, self._load, self._failed = early, paths, load, failed
        self._whole: list[ASGIApp] = []
        self._opened = asyncio.Event()
        self._way = Way()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(scope, receive, send)
        elif not self._whole and self._answers(scope):
            with self._way:
                await self._early(scope, receive, send)
        else:
            await self._opened.wait()
            await self._whole[0](scope, receive, send)

    def _answers(self, scope: Scope) -> bool:
        return scope["type"] == "http" and scope["method"] in door.SAFE and scope["path"] in self._paths

    async def _live(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The server may open its port at once; the whole app starts when it is there, and is told of the end."""
        told = [await receive()]
        await send({"type": "lifespan.startup.complete"})
        try:
            whole = await asyncio.to_thread(self._way.giving, self._load)
        except Exception:
            log.exception("start.failed")
            self._failed()
            return

        async def listen() -> Message:
            return told.pop() if told else await receive()

        async def answer(message: Message) -> None:
            if message["type"] == "lifespan.startup.complete":
                self._whole.append(whole)
                self._opened.set()
            elif message["type"] == "lifespan.startup.failed":
                self._failed()
            else:
                await send(message)

        await whole(scope, listen, answer)


class Way(MetaPathFinder):
    """`with way:` around an answer; what `giving(load)` imports meanwhile stops a moment before each module.

    A moment only: the answer may itself wait for a module that the load is in the middle of.
    """

    def __init__(self) -> None:
        self._inside, self._loader = 0, 0

    def __enter__(self) -> None:
        self._inside += 1

    def __exit__(self, *_: object) -> None:
        self._inside -= 1

    def giving(self, load: Callable[[], ASGIApp]) -> ASGIApp:
        self._loader = threading.get_ident()
        sys.meta_path.insert(0, self)
        try:
            return load()
        finally:
            sys.meta_path.remove(self)

    def find_spec(self, *_: Any) -> None:
        """It finds nothing: it only waits."""
        if self._inside and threading.get_ident() == self._loader:
            time.sleep(MOMENT)


def porch() -> Porch:
    """What the server runs when it is alone."""
    bridge.install(office.actor_of)
    door.install_error_page(error_page)
    early = Edge(Starlette(routes=[one.route for one in _DOORS]))
    return Porch(early, frozenset(one.path for one in _DOORS), _whole, _stop)


def _whole() -> ASGIApp:
    with lean():
        made: ASGIApp = import_module("liciel_app.liciel_app").app()
    return made


def _stop() -> None:
    """A server that will never answer does not stay; the process above it ends with it."""
    os._exit(1)
