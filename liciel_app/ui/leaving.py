"""Logging out: what this browser did not send is sent first, or erased knowingly; nothing of it stays on the device.

The phone's pages ask (`leaving_dialog`, its store is there already), and the office's for who also works on the road
(`leaving_the_office`).
"""

from typing import Final

import reflex as rx
from reflex_base.utils.imports import ImportDict
from reflex_base.vars import VarData

from liciel_app.ui import drafts
from liciel_app.ui.button import Kind, button
from liciel_app.ui.hooks import hook
from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t

_DIALOG: Final = "document.getElementById('depart')"
GESTURES: Final[dict[str, str]] = {
    "typed": (
        "() => Object.keys(localStorage).filter((key) => ['draft:', 'form:'].some((shape) =>"
        " key.startsWith(lx.place(shape)))).map((key) => key.slice(lx.place('').length)).filter((name) =>"
        " Object.values(lx.read(name, {})).some(Boolean))"
    ),
    "depart": (
        "async (e) => { const form = e.target; if (!form.action?.endsWith('/deconnexion')) return; e.preventDefault();"
        " lx.leaving = form; const left = (await lx.items()).length + lx.typed().length;"
        f" if (left === 0) return lx.go(); lx.told(); {_DIALOG}.showModal() }}"
    ),
    "go": "async () => { await lx.forgetPages(); lx.leaving.submit() }",
    "queueTyped": (
        "() => { for (const name of lx.typed()) { const [shape, kind, about] = name.split(':'), form ="
        " document.querySelector(`[data-draft-form=${kind}], [data-draft=${kind}]`);"
        " const item = {kind, about: Number(about), label: form?.dataset.label ?? '', values: lx.read(name, {})};"
        " lx.write(name, null); lx.queue(item) } }"
    ),
    "sendFirst": (
        "async () => { lx.queueTyped(); await lx.flush(); await lx.flush();"
        " if ((await lx.items()).length === 0) return lx.go(); lx.told() }"
    ),
    "erase": (
        "async () => { for (const key of Object.keys(localStorage)) if (key.startsWith(lx.place('')))"
        " localStorage.removeItem(key); for (const one of await lx.mine()) await lx.forget(one.id); lx.go() }"
    ),
}
_COUNT: Final = (
    "useEffect(() => { const count = async () => setLxLeft((await lx.items()).length + lx.typed().length); count();"
    " window.addEventListener('lx-changed', count); return () => window.removeEventListener('lx-changed', count) }, [])"
)
_left = rx.Var(
    "lxLeft",
    _var_type=int,
    _var_data=VarData(
        imports={"react": ["useState", "useEffect"]},
        hooks=dict.fromkeys(["const [lxLeft, setLxLeft] = useState(0)", _COUNT]),
    ),
).to(int)


class _Asking(rx.Fragment):
    """The store, and the question at the way out; nothing is typed nor restored here."""

    who: rx.Var[str]

    def _exclude_props(self) -> list[str]:
        return ["who"]

    def add_imports(self) -> ImportDict:
        return {"react": ["useEffect"]}

    def add_custom_code(self) -> list[str]:
        return drafts.code(GESTURES)

    def add_hooks(self) -> list[str | rx.Var]:
        who = self.who
        asks = (
            f"if (!{who!s}) return; const ask = (e) => {{ localStorage.setItem('lx:who', {who!s}); lx.depart(e) }};"
            " document.addEventListener('submit', ask, true);"
            " return () => document.removeEventListener('submit', ask, true)"
        )
        return [hook(f"useEffect(() => {{ {asks} }}, [{who!s}])", who)]


def leaving_the_office(who: Text) -> rx.Component:
    """`who`: the number under which this browser keeps the person's drafts; empty: there is nothing to ask."""
    known = rx.Var.create(who).to(str)
    return rx.fragment(_Asking.create(who=known), rx.cond(known != "", leaving_dialog(), rx.fragment()))


def leaving_dialog() -> rx.Component:
    """Shown by the browser alone, with or without network, when somebody logs out with something still to send."""
    return rx.el.dialog(
        rx.el.h2(_left, t(" à envoyer"), class_name="lx-title", custom_attrs={"id": "depart-titre"}),
        rx.el.p(
            t(
                "Ces notes, photos ou formulaires ne sont pas encore au bureau. Se déconnecter maintenant les efface "
                "de ce téléphone."
            )
        ),
        _press(t("Envoyer d’abord"), "lx.sendFirst()", "solid", "send"),
        _press(t("Rester connecté"), f"{_DIALOG}.close()", "outline", "undo-2"),
        _press(t("Effacer et me déconnecter"), "lx.erase()", "danger", "trash-2"),
        class_name="lx-depart lx-stack",
        custom_attrs={"id": "depart", "aria-labelledby": "depart-titre"},
    )


def _press(words: rx.Var[str] | str, gesture: str, kind: Kind, icon: str) -> rx.Component:
    wide = {"width": "100%", "min_height": "52px"}
    attrs = {"onClick": rx.Var(f"() => {gesture}")}
    return button(words, kind=kind, icon=icon, props={"style": wide, "custom_attrs": attrs})
