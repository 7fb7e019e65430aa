"""The only way to make an event handler: `@handler(Permission.X)`, or `@handler(PUBLIC)`.

A websocket client can call any handler of any state with any payload (lock 1: declare). The declared permission is
checked by the guard before each event (lock 2: refuse) and again by the bridge inside the transaction. Refusals raised
by services become French sentences here, once.
"""

import functools
import inspect
import secrets
from collections.abc import AsyncGenerator, Callable, Coroutine
from enum import Enum
from typing import Any, ClassVar, Final

import reflex as rx
import structlog

from liciel_app.core.access import PUBLIC, Permission
from liciel_app.core.errors import Invalid, Refused
from liciel_app.core.language import language_of, say

log = structlog.get_logger()


class Own(Enum):
    """What a mixin's handler demands: the right its screen names as `READS` or `WRITES`.

    It grants nothing by itself: the guard refuses a handler that still carries it.
    """

    READS = "reads"
    WRITES = "writes"


Declared = Permission | Own | str
_DECLARED: Final = "_liciel_permission"
_FRAMEWORK_OWN: Final = frozenset({"setvar"})
BROKEN: Final = "Une erreur inattendue est survenue (référence {reference}). Rien n’a été perdu ; réessayez."


def handler(permission: Declared, *, background: bool = False) -> Callable[[Callable[..., Any]], Any]:
    """Make an event handler of an async method; `permission` is what its caller must hold."""
    if permission != PUBLIC and not isinstance(permission, Permission | Own):
        raise TypeError("A handler declares a Permission, or PUBLIC.")

    def declare(method: Callable[..., Any]) -> Any:
        wrapped: Any = _answering_generator(method) if inspect.isasyncgenfunction(method) else _answering(method)
        setattr(wrapped, _DECLARED, permission)
        return rx.event(background=background)(wrapped)  # noqa: TID251 the one place that declares

    return declare


def declared(function: Callable[..., Any]) -> Declared | None:
    return getattr(function, _DECLARED, None)


class State(rx.State):  # noqa: TID251 the base of all screens
    """Every screen's state derives from this; one with an undeclared handler, its own or inherited, fails at import."""

    READS: ClassVar[Permission | None] = None
    WRITES: ClassVar[Permission | None] = None
    """What the handlers taken from mixins demand here."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if kwargs.get("mixin") or cls.__dict__.get("_mixin"):
            return
        for made in cls.event_handlers.values():
            _name_the_right(made.fn, {Own.READS: cls.READS, Own.WRITES: cls.WRITES})
        undeclared = sorted(
            name
            for name, made in cls.event_handlers.items()
            if name not in _FRAMEWORK_OWN and not _settled(declared(made.fn))
        )
        if undeclared:
            names = ", ".join(undeclared)
            raise TypeError(f"{cls.__name__}: undeclared handlers {names}; write @handler(Permission.X) above each.")


def _name_the_right(function: Callable[..., Any], rights: dict[Own, Permission | None]) -> None:
    """The framework gave this class its own copy of the mixin's function: its right is written on that copy."""
    wanted = declared(function)
    if isinstance(wanted, Own) and rights[wanted] is not None:
        setattr(function, _DECLARED, rights[wanted])


def _settled(permission: Declared | None) -> bool:
    return permission is not None and not isinstance(permission, Own)


def _answering(method: Callable[..., Coroutine[Any, Any, Any]]) -> Callable[..., Coroutine[Any, Any, Any]]:
    @functools.wraps(method)
    async def answered(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return await method(self, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 translated once, at the door
            return await _translate(self, error)

    return answered


def _answering_generator(method: Callable[..., AsyncGenerator[Any, None]]) -> Callable[..., AsyncGenerator[Any, None]]:
    @functools.wraps(method)
    async def answered(self: Any, *args: Any, **kwargs: Any) -> AsyncGenerator[Any, None]:
        try:
            async for update in method(self, *args, **kwargs):
                yield update
        except Exception as error:  # noqa: BLE001 translated once, at the door
            yield await _translate(self, error)

    return answered


async def _translate(state: Any, error: Exception) -> Any:
    """Invalid: sentences beside the fields (`state.errors`); other refusals and bugs: a toast."""
    lang = language_of(await _language(state))
    if isinstance(error, Invalid) and "errors" in type(state).get_fields():
        await _show_errors(state, {name: say(sentence, lang) for name, sentence in error.fields.items()})
        return rx.toast.error(say(error.sentence, lang))
    if isinstance(error, Invalid):
        return rx.toast.error(" ".join(say(sentence, lang) for sentence in error.fields.values()))
    if isinstance(error, Refused):
        return rx.toast.error(say(error.sentence, lang, **error.values))
    reference = secrets.token_hex(3)
    log.error("handler.broken", reference=reference, state=type(state).__name__, exc_info=error)
    return rx.toast.error(say(BROKEN, lang, reference=reference))


async def _show_errors(state: Any, errors: dict[str, str]) -> None:
    try:
        state.errors = errors
    except Exception:  # noqa: BLE001 a background state is changed under its lock only
        async with state:
            state.errors = errors


async def _language(state: Any) -> str:
    from liciel_app.ui.session import Session

    try:
        return (await state.get_state(Session)).lang
    except Exception:  # noqa: BLE001 the sentence matters more than its language
        return "fr"
