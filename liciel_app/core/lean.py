"""Importing with nothing in the way: what a start needs not, it does not look at."""

import gc
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

_UNUSED: Final = ("aiohttp", "requests", "websocket", "tornado", "valkey", "rich.traceback")
"""Optional halves of libraries: their clients, another server's driver, coloured error pages."""
EARLY: Final = "rich"
"""Only the screens' framework needs it: the first steps of a start do without."""


@contextmanager
def lean(*also: str) -> Generator[None]:
    """What is imported meanwhile lives as long as the process: the collector looks at it neither now nor later."""
    gc.disable()
    try:
        with hidden(*_UNUSED, *also):
            yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def hidden(*names: str) -> Generator[None]:
    """The libraries try their optional parts at import: those a server has no use for are not there."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # pyright: ignore[reportArgumentType, reportCallIssue] None hides a module
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
