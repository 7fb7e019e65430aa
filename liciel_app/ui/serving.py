"""Serving what was built, on one port, without rebuilding.

Reflex bakes an address into one small generated script. It is answered here with the visitor's own address instead, so
one build serves any host, port or scheme.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Scope

from liciel_app.core import cores, database
from liciel_app.core.config import Settings, settings
from liciel_app.core.lean import EARLY, lean
from liciel_app.ui import shelf

BUILT: Final = Path(__file__).resolve().parents[2] / ".web" / "build" / "client"
ENVIRONMENT_SCRIPT: Final = "/assets/reflex-env-"
MODE_SHEET: Final = "/mode.css"
"""What the built pages show in some modes only is in all of them, hidden; one sheet brings it to light at once."""
_TABS_AT_HAND: Final = "true"
"""A process keeps its tabs in memory for five seconds before it writes them to Redis, unless another asks for one."""
_seats: list[Any] = []
"""How many of several servers have started, counted across the processes forked from this one."""
_BAKED: Final = "localhost:8000"


def made_here(scope: Scope) -> Response | None:
    """The two files that depend on this server, and what was built; None for every other path."""
    path = str(scope["path"])
    if path == MODE_SHEET:
        return _mode_sheet()
    if path.startswith(ENVIRONMENT_SCRIPT):
        return _environment_script(scope)
    return shelf.found(scope, BUILT)


def _environment_script(scope: Scope) -> Response:
    """The generated script, its address replaced by the one the visitor typed."""
    host = Headers(scope=scope).get("host", "localhost")
    secure = settings().https or scope.get("scheme") == "https"
    text = _script(str(scope["path"]).rpartition("/")[2])
    text = text.replace(f"http://{_BAKED}", f"http{'s' if secure else ''}://{host}")
    text = text.replace(f"ws://{_BAKED}", f"ws{'s' if secure else ''}://{host}")
    return Response(text, media_type="text/javascript", headers={"cache-control": "no-cache"})


def _mode_sheet() -> Response:
    shown = "aside.lx-demo { display: block }" if settings().mode == "demo" else ""
    return Response(shown, media_type="text/css", headers={"cache-control": "no-cache"})


def serve(chosen: Settings, beside: Callable[[], None] | None = None) -> None:
    """Run the web processes until told to stop, and `beside` in a process of its own. Returns when all have stopped."""
    from granian.constants import Interfaces, RuntimeModes
    from granian.log import LogLevels
    from granian.server import Server

    refuse_unbuilt(BUILT)
    os.environ.update(_environment(chosen))
    multiprocessing.set_start_method("fork", force=True)
    workers = chosen.workers if chosen.redis_url else 1
    module = "liciel_app.porch" if workers == 1 else "liciel_app.liciel_app"
    with lean(*([EARLY] if workers == 1 else [])):
        import_module(module)
    _forget_connections()
    _seats[:] = [multiprocessing.Value("i", 0)] if workers > 1 else []
    with _forked(beside):
        if workers == 1:
            cores.stay_on_one()  # the background worker is forked already and goes where it likes
        Server(
            target="liciel_app.porch:porch" if workers == 1 else "liciel_app.ui.serving:one_of_several",
            factory=True,
            address=chosen.host,
            port=chosen.port,
            interface=Interfaces.ASGI,
            workers=workers,
            runtime_mode=RuntimeModes.st,
            log_level=LogLevels.warning,
            websockets=True,
        ).serve()


def one_of_several() -> ASGIApp:
    """What each of several servers runs, on a core of its own where there are enough."""
    (taken,) = _seats
    with taken.get_lock():
        seat, taken.value = taken.value, taken.value + 1
    if settings().workers <= (os.cpu_count() or 1):
        cores.stay_on_one(seat)
    made: ASGIApp = import_module("liciel_app.liciel_app").app()
    return made


def refuse_unbuilt(client: Path) -> None:
    """Ends with a sentence when there is nothing to serve."""
    if not client.is_dir():
        sys.exit("La partie navigateur n’est pas construite. Lancez « liciel build », ou « make run » qui fait tout.")


def _forget_connections() -> None:
    """What is imported before a fork is paid for once; a connection belongs to one process."""
    database.engine().dispose()
    database.engine.cache_clear()


@contextmanager
def _forked(beside: Callable[[], None] | None) -> Iterator[None]:
    """It starts at once and shares this process's memory, for all it needs is imported here already."""
    if beside is None:
        yield
        return
    process = multiprocessing.Process(target=beside)
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join(10)


def _environment(chosen: Settings) -> dict[str, str]:
    made: dict[str, Any] = {
        "REFLEX_ENV_MODE": "prod",
        "__REFLEX_SKIP_COMPILE": "true",
        "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_STATE_MANAGER_MODE": "redis" if chosen.redis_url else "memory",
    }
    if chosen.redis_url:
        made |= {"REFLEX_REDIS_URL": chosen.redis_url, "REFLEX_OPLOCK_ENABLED": _TABS_AT_HAND}
    return made


@lru_cache(maxsize=4)
def _script(name: str) -> str:
    path = BUILT / "assets" / Path(name).name
    return path.read_text() if path.suffix == ".js" and path.exists() else ""
