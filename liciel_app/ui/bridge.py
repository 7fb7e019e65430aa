"""From a screen to the services: one transaction in a worker thread, for the person behind the tab's cookie.

Whoever writes is looked up inside the transaction that writes, so a right withdrawn a moment ago is withdrawn here. Who
only reads is who the guard has just found at the door of the same event.
"""

import functools
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final, ParamSpec, Protocol, TypeVar

from liciel_app.core.access import VISITOR, Actor, Permission
from liciel_app.core.errors import NotAllowed
from liciel_app.core.language import Language
from liciel_app.core.work import Work, begin
from liciel_app.ui.turns import in_turn

P = ParamSpec("P")
T = TypeVar("T")
COOKIE: Final = "liciel"


class Identify(Protocol):
    def __call__(self, work: Work, token: str, origin: str = "", language: Language = "fr") -> Actor: ...


@dataclass(frozen=True, slots=True)
class Found:
    """Who stood behind that cookie, and when (monotonic seconds)."""

    token: str
    origin: str
    actor: Actor
    at: float


FRESH: Final = 1.0
"""Seconds for which the guard's finding may read: an event that lasts longer, a background task, looks again."""
FOUND: ContextVar[Found | None] = ContextVar("liciel_found", default=None)
REQUIRED: ContextVar[Permission | None] = ContextVar("liciel_required", default=None)
SPOKEN: ContextVar[Language] = ContextVar("liciel_spoken", default="fr")
_identify: list[Identify] = []


def install(identify: Identify) -> None:
    """Called once by the app module: who stands behind a cookie is the office's knowledge, not the kit's."""
    _identify[:] = [identify]


async def read(state: Any, query: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Run a query for this tab's person; nothing can be written."""
    return await _in_thread(state, query, args, kwargs, writing=False)


async def do(state: Any, service: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Run a service for this tab's person; all of it is written, or nothing."""
    return await _in_thread(state, service, args, kwargs, writing=True)


async def person(state: Any) -> Actor:
    return await read(state, lambda work: work.actor)


def token_of(state: Any) -> str:
    return cookie_value(str(state.router.headers.cookie or ""))


@functools.lru_cache(maxsize=4096)
def cookie_value(header: str) -> str:
    try:
        jar = SimpleCookie(header)
    except CookieError:
        return ""
    found = jar.get(f"__Host-{COOKIE}") or jar.get(COOKIE)
    return found.value if found else ""


async def _in_thread(
    state: Any, function: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any], *, writing: bool
) -> T:
    token, origin, required = token_of(state), str(state.router.session.client_ip or ""), REQUIRED.get()
    spoken, known = SPOKEN.get(), None if writing else _just_found(token, origin)

    def act() -> T:
        with begin(VISITOR, writing=writing) as work:
            work.actor = known or identified(work, token, origin, spoken)
            if required is not None and not work.actor.may(required):
                raise NotAllowed
            return function(work, *args, **kwargs)

    return await in_turn(act)


def remember(token: str, origin: str, actor: Actor) -> None:
    """The guard tells who it found, for the event it lets through."""
    FOUND.set(Found(token, origin, actor, time.monotonic()))


def _just_found(token: str, origin: str) -> Actor | None:
    seen = FOUND.get()
    same = seen is not None and (seen.token, seen.origin) == (token, origin)
    return seen.actor if seen is not None and same and time.monotonic() - seen.at < FRESH else None


def identified(work: Work, token: str, origin: str, language: Language = "fr") -> Actor:
    """The person behind a cookie; else the visitor of that network address, who reads that language."""
    return _identify[0](work, token, origin, language)
