"""The phone without network: its store, its service worker, « 3 à envoyer », and what waits, item by item."""

from typing import Any, Final

import reflex as rx
from reflex_base.utils.imports import ImportDict
from reflex_base.vars import VarData

from liciel_app.ui import drafts, leaving
from liciel_app.ui.button import button
from liciel_app.ui.card import card, notice
from liciel_app.ui.hooks import hook
from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t

WORKBOX: Final = "7.4.1"
WORKER: Final = "/terrain-sw.js"
SCOPE: Final = "/terrain"
LIBRARIES: Final = ("core", "routing", "strategies", "precaching", "expiration", "cacheable-response")

_FOLLOW = (
    "useEffect(() => { const look = async () => { const now = await lx.items(), said = lx.read('said', '');"
    " setLxItems((was) => JSON.stringify(was) === JSON.stringify(now) ? was : now); setLxSaid(said) }; look();"
    " window.addEventListener('lx-changed', look); window.addEventListener('storage', look);"
    " return () => { window.removeEventListener('lx-changed', look); window.removeEventListener('storage', look) }"
    " }, [])"
)
_KEPT = VarData(
    imports={"react": ["useState", "useEffect"]},
    hooks=dict.fromkeys(
        ["const [lxItems, setLxItems] = useState([])", "const [lxSaid, setLxSaid] = useState('')", _FOLLOW]
    ),
)
waiting = rx.Var("lxItems", _var_type=list[dict[str, Any]], _var_data=_KEPT).to(list[dict[str, Any]])
"""What this phone still has to send: key, label, text, why (it was refused) and photo."""
last_said = rx.Var("lxSaid", _var_type=str, _var_data=_KEPT).to(str)

SUN: Final = rx.Var("() => lx.sun(true)")
"""For `onClick`: black on white for full sun, and back."""


class PhoneStore(rx.Fragment):
    """Installs the store, listens to the keyboard and the network, and asks ahead for the pages of the day."""

    lib_dependencies: list[str] = [f"workbox-{name}@{WORKBOX}" for name in LIBRARIES]  # noqa: RUF012 the framework's field

    who: rx.Var[str]
    ahead: rx.Var[list[str]]

    def _exclude_props(self) -> list[str]:
        return ["who", "ahead"]

    def add_imports(self) -> ImportDict:
        return {"react": ["useEffect"]}

    def add_custom_code(self) -> list[str]:
        return drafts.code(leaving.GESTURES)

    def add_hooks(self) -> list[str | rx.Var]:
        who, ahead = self.who, self.ahead
        known = f"if ({who!s}) {{ localStorage.setItem('lx:who', {who!s}); lx.restore(); lx.told(); lx.flush() }}"
        return [
            _LISTEN,
            _WORK,
            hook(f"useEffect(() => {{ {known} }}, [{who!s}])", who),
            hook(f"useEffect(() => {{ lx.ahead({ahead!s}) }}, [JSON.stringify({ahead!s})])", ahead),
        ]


_LISTEN = (
    "useEffect(() => { const watch = new MutationObserver(lx.restore), beat = setInterval(() => lx.flush(), 5000),"
    " heard = [[document, 'input', lx.type], [document, 'focusout', lx.leave], [document, 'submit', lx.depart],"
    " [window, 'online', lx.flush]]; lx.sun(false); lx.write('said', null); lx.restore(); lx.flush();"
    " heard.forEach(([where, what, act]) => where.addEventListener(what, act, true));"
    " watch.observe(document.body, {childList: true, subtree: true}); return () => { watch.disconnect();"
    " clearInterval(beat); heard.forEach(([where, what, act]) => where.removeEventListener(what, act, true)) } }, [])"
)
_WORK = (
    f"useEffect(() => {{ navigator.serviceWorker?.register('{WORKER}', {{scope: '{SCOPE}'}}).catch(() => null) }}, [])"
)


def pending_words() -> Text:
    """« 3 à envoyer », « Tout est envoyé »: always beside the state of the network."""
    return rx.cond(
        waiting.length() > 0,
        waiting.length().to_string() + rx.Var.create(t(" à envoyer")).to(str),
        t("Tout est envoyé"),
    )


def waiting_card() -> rx.Component:
    """What this phone keeps and has not sent yet; a refused one says why, and may be corrected or taken out."""
    said = rx.cond(last_said != "", rx.el.p(last_said, class_name="lx-hint", role="status"), rx.fragment())
    listed = card(t("À envoyer"), rx.el.ul(rx.foreach(waiting, _item), class_name="lx-stack"), said)
    return rx.cond(waiting.length() > 0, listed, rx.fragment())


def _item(item: Any) -> rx.Component:
    why, key = item["why"].to(str), item["key"].to(str)
    refused = rx.el.div(
        notice(why, tone="amber", icon="triangle-alert"),
        rx.cond(
            item["photo"].to(bool),
            button(t("Retirer"), kind="outline", props=_calls("forget", key)),
            rx.el.div(
                button(t("Corriger"), kind="soft", icon="pencil", props=_calls("correct", key)),
                button(t("Renvoyer"), kind="outline", icon="rotate-cw", props=_calls("again", key)),
                button(t("Retirer"), kind="outline", icon="trash-2", props=_calls("drop", key)),
                style={"display": "flex", "flex_wrap": "wrap", "gap": "8px"},
            ),
        ),
        class_name="lx-stack",
    )
    return rx.el.li(
        rx.el.p(item["label"].to(str), class_name="lx-first"),
        rx.cond(item["text"].to(str) != "", rx.el.p(item["text"].to(str)), rx.fragment()),
        rx.cond(why != "", refused, rx.el.p(t("Partira au retour du réseau."), class_name="lx-second")),
        key=key,
    )


def _calls(name: str, key: rx.Var[str]) -> dict[str, Any]:
    pressed = rx.Var(f"() => lx.{name}({key!s})", _var_data=key._get_all_var_data())  # noqa: SLF001 no public way
    return {"custom_attrs": {"onClick": pressed}}


def photo_button(words: Text, icon: str, *, about: Any, camera: bool) -> rx.Component:
    """One tap: the camera (or the gallery); the photo is kept at once, and sent with its time and place."""
    chosen = rx.Var("(e) => lx.shoot(e.currentTarget)")
    attrs: dict[str, Any] = {"onChange": chosen, "data-about": about, **({"capture": "environment"} if camera else {})}
    return rx.el.label(
        rx.icon(icon, size=22, aria_hidden="true"),
        rx.el.span(words),
        rx.el.input(type="file", accept="image/*", multiple=not camera, class_name="lx-spoken", custom_attrs=attrs),
        class_name="lx-button",
        custom_attrs={"data-kind": "solid" if camera else "outline"},
    )
