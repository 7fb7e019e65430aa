"""Lock 2: one middleware sees every event before its handler, foreground, background or upload.

It finds the person behind the tab's cookie in the database, denies by default, validates the payload against the
handler's signature (no extra keys), and wipes the tab's whole state when its user changes (reflex.md 1.2: whoever
presents a disconnected tab's token would otherwise receive that tab's data).
"""

import functools
import inspect
from collections.abc import Callable, Iterator
from typing import Any, Final

import reflex as rx
import structlog
from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from reflex.middleware.middleware import Middleware
from reflex.state import StateUpdate
from reflex_base.registry import RegistrationContext
from reflex_base.utils.form import form_data_as_dict

from liciel_app.core.access import VISITOR, Actor, Permission, visitor
from liciel_app.core.language import Language, language_of, say
from liciel_app.core.work import begin
from liciel_app.ui import bridge
from liciel_app.ui.handler import PUBLIC, State, declared
from liciel_app.ui.session import Session
from liciel_app.ui.turns import in_turn

log = structlog.get_logger()

FRAMEWORK_EVENTS: Final = frozenset(
    {
        "hydrate",
        "hydrate_and_load",
        "on_load_internal",
        "set_is_hydrated",
        "update_vars_internal",
        "handle_frontend_exception",
    }
)
NOT_ALLOWED: Final = "Vous n’avez pas le droit de faire cela."
LOGIN_AGAIN: Final = "Votre session est terminée. Reconnectez-vous."
BAD_REQUEST: Final = "Cette demande est mal formée."
LARGEST: Final = 2**31 - 1


class Owner(State):
    """Whose state this tab holds; never sent to the browser."""

    _account: str = ""


class Guard(Middleware):
    async def preprocess(self, app: Any, state: Any, event: Any) -> StateUpdate | None:  # noqa: ARG002 Reflex's own signature
        registered = RegistrationContext.get().event_handlers.get(event.name)
        if registered is None:
            return StateUpdate(events=[])
        root = state._get_root_state()  # noqa: SLF001 the framework offers no other way to the tab's whole tree
        spoken = language_of((await root.get_state(Session)).lang)
        bridge.SPOKEN.set(spoken)
        actor = await _actor(root, spoken)
        over = await _wipe_for_another_person(root, actor)
        function = registered.handler.fn
        permission = declared(function)
        if permission is None:
            return None if _is_framework_own(function) else _refused(event, actor, NOT_ALLOWED)
        if permission != PUBLIC and not (isinstance(permission, Permission) and actor.may(permission)):
            said = NOT_ALLOWED if actor.account_id else LOGIN_AGAIN
            return _to_the_login_page() if over else _refused(event, actor, said)
        if not _acceptable(function, event):
            return _refused(event, actor, BAD_REQUEST)
        bridge.REQUIRED.set(permission if isinstance(permission, Permission) else None)
        return None


async def _actor(root: Any, spoken: Language) -> Actor:
    token, origin = bridge.token_of(root), str(root.router.session.client_ip or "")
    if not token:
        return visitor(origin, spoken)

    def look_up() -> Actor:
        with begin(VISITOR, writing=False) as work:
            return bridge.identified(work, token, origin, spoken)

    actor = await in_turn(look_up)
    bridge.remember(token, origin, actor)
    return actor


async def _wipe_for_another_person(root: Any, actor: Actor) -> bool:
    """True when nobody holds the tab any more: its person left elsewhere, or the session is over."""
    owner = await root.get_state(Owner)
    account = str(actor.account_id or "")
    before = owner._account  # noqa: SLF001 a backend var is private to the browser, not to us
    if before == account:
        return False
    spoken = (await root.get_state(Session)).lang
    for substate in filter(_is_ours, _all_below(type(root))):
        await root.get_state(substate)  # from wherever it is kept
    for substate in filter(_is_ours, type(root).get_substates()):
        (await root.get_state(substate)).reset()  # and all below
    (await root.get_state(Session)).lang = actor.language if actor.account_id else language_of(spoken)
    owner._account = account  # noqa: SLF001
    return bool(before) and not account


def _is_ours(kind: Any) -> bool:
    return not kind.__module__.startswith("reflex")


def _all_below(kind: Any) -> Iterator[Any]:
    for substate in kind.get_substates():
        yield substate
        yield from _all_below(substate)


def _is_framework_own(function: Callable[..., Any]) -> bool:
    return function.__module__.startswith("reflex") and function.__name__ in FRAMEWORK_EVENTS


def _to_the_login_page() -> StateUpdate:
    """The page is asked for again: the edge answers with the login page, and nothing stays on the screen."""
    from reflex_base.event import Event

    return StateUpdate(events=Event.from_event_type(rx.call_script("window.location.reload()")))


def _refused(event: Any, actor: Actor, sentence: str) -> StateUpdate:
    log.warning("event.refused", handler=event.name, actor=actor.account_id, origin=actor.origin, why=sentence)
    toast = rx.toast.error(say(sentence, actor.language), id="refused")  # said once, however often the page asks
    from reflex_base.event import Event

    return StateUpdate(events=Event.from_event_type(toast))


def _acceptable(function: Callable[..., Any], event: Any) -> bool:
    """True when the payload fits the handler's signature; its values are replaced by the validated ones."""
    try:
        sent = {name: form_data_as_dict(value) for name, value in (event.payload or {}).items()}
        if not _storable(sent):
            log.warning("event.malformed", handler=event.name, wrong="beyond what a database holds")
            return False
        valid = _payload_model(function).model_validate(sent)
    except ValidationError as wrong:
        seen = [(str(fault["loc"]), fault["type"]) for fault in wrong.errors()[:5]]
        log.warning("event.malformed", handler=event.name, wrong=seen)
        return False
    except (RecursionError, TypeError, ValueError):
        return False
    payload = event.payload
    if isinstance(payload, dict):
        payload.update({name: getattr(valid, name) for name in type(valid).model_fields if name in payload})
    return True


def _storable(value: Any) -> bool:
    """Numbers within a database's integers, text that is Unicode: no form of ours sends anything else (RFC 3629 3)."""
    if isinstance(value, dict):
        return all(_storable(one) for pair in value.items() for one in pair)
    if isinstance(value, list | tuple):
        return all(map(_storable, value))
    if isinstance(value, str):
        return not any("\ud800" <= sign <= "\udfff" for sign in value)
    return not isinstance(value, int) or abs(value) <= LARGEST


@functools.lru_cache(maxsize=4096)
def _payload_model(function: Callable[..., Any]) -> type[BaseModel]:
    signature = inspect.signature(function, eval_str=True)
    fields: dict[str, Any] = {}
    for name, parameter in list(signature.parameters.items())[1:]:
        kind = Any if parameter.annotation is inspect.Parameter.empty else parameter.annotation
        default = ... if parameter.default is inspect.Parameter.empty else parameter.default
        fields[name] = (kind, default)
    config = ConfigDict(extra="forbid", arbitrary_types_allowed=True, allow_inf_nan=False, str_max_length=200_000)
    return create_model(f"Payload_{function.__qualname__}", __config__=config, **fields)
