"""A heartbeat: the page asks again while somebody looks at it."""

import reflex as rx
from reflex_base.event import no_args_event_spec
from reflex_base.utils.imports import ImportDict

from liciel_app.ui.hooks import hook
from liciel_app.ui.kinds import Event


class Ticker(rx.Fragment):
    """Calls `on_tick` every `milliseconds` while the tab is visible, and at once when it becomes visible again."""

    milliseconds: rx.Var[int]
    on_tick: rx.EventHandler[no_args_event_spec]

    def _exclude_props(self) -> list[str]:
        return ["milliseconds", "on_tick"]

    def add_imports(self) -> ImportDict:
        return {"react": ["useEffect", "useRef"]}

    def add_hooks(self) -> list[str | rx.Var]:
        tick, every = rx.Var.create(self.event_triggers["on_tick"]), self.milliseconds
        return [
            "const lxTick = useRef(null)",
            hook(f"useEffect(() => {{ lxTick.current = {tick!s} }})", tick),
            hook(
                "useEffect(() => {"
                " const beat = () => document.hidden || lxTick.current?.();"
                f" const timer = setInterval(beat, {every!s});"
                " document.addEventListener('visibilitychange', beat);"
                " return () => { clearInterval(timer); document.removeEventListener('visibilitychange', beat) }"
                f" }}, [{every!s}])",
                every,
            ),
        ]


def ticker(on_tick: Event, milliseconds: int | rx.Var[int] = 1500) -> rx.Component:
    """An invisible heartbeat; the handler it calls must be cheap and safe to repeat."""
    return Ticker.create(on_tick=on_tick, milliseconds=milliseconds)
