"""Files up to the server through our own route: several at once, progress in figures, the refusal in words, retry.

`POST {upload_url}?name=<file name>`, the body is the file's bytes; the session cookie goes with it. The answer is
201 `{"id": …, "name": …}`, or 4xx `{"title": "sentence"}`. Never through the framework's public upload endpoint.
"""

from typing import Any, TypedDict, Unpack

import reflex as rx
from reflex_base.constants.compiler import MemoizationMode
from reflex_base.event import passthrough_event_spec
from reflex_base.utils.imports import ImportDict

from liciel_app.ui.hooks import hook
from liciel_app.ui.kinds import Event, Text
from liciel_app.ui.language import t

PDF = "application/pdf,.pdf"
IMAGES = "image/*"


class DropOptions(TypedDict, total=False):
    label: Text
    """What is expected: « Rapports au format PDF »."""
    hint: Text
    accept: str
    """What the file chooser offers; the server alone decides."""
    multiple: bool
    camera: bool
    """Adds « Prendre une photo » on phones."""
    max_bytes: int
    """Refused at once beyond this size, without sending anything."""
    on_done: Event
    """Receives the list of the ids of a batch once all its files were answered."""


class FileDrop(rx.el.Div):
    """The hooks below and the children compile into one browser component, so they share their names."""

    _memoization_mode = MemoizationMode(recursive=False)

    upload_url: rx.Var[str]
    max_bytes: rx.Var[int]
    words: rx.Var[dict[str, str]]
    on_done: rx.EventHandler[passthrough_event_spec(list[str])]

    def _exclude_props(self) -> list[str]:
        return ["upload_url", "max_bytes", "words", "on_done"]

    def add_imports(self) -> ImportDict:
        return {"react": ["useState", "useRef"]}

    def add_custom_code(self) -> list[str]:
        return [_SIZE, _PROGRESS, _SAID, _SEND]

    def add_hooks(self) -> list[str | rx.Var]:
        done = rx.Var.create(self.event_triggers["on_done"])
        url, most, words = self.upload_url, self.max_bytes, self.words
        current = f"lxSet.current = {{url: {url!s}, most: {most!s}, words: {words!s}, done: {done!s}}}"
        return [
            "const [lxFiles, setLxFiles] = useState([]), lxLine = useRef(Promise.resolve()), lxCount = useRef(0)",
            hook(f"const lxSet = useRef({{}}); {current}", url, most, words, done),
            _CHANGE,
            _RUN,
            _TAKE,
            _RETRY,
        ]


def file_drop(upload_url: rx.Var[str] | str, **options: Unpack[DropOptions]) -> rx.Component:
    """Drag and drop, a button, the camera; one line per file with its progress."""
    words = {
        "cut": t("L’envoi a été interrompu. Réessayez."),
        "large": t("Ce fichier est trop lourd."),
        "refused": t("Le fichier a été refusé."),
    }
    return _drop(
        url=upload_url,
        most=options.get("max_bytes", 0),
        words=words,
        label=options.get("label", t("Déposez vos fichiers ici")),
        hint=options.get("hint", ""),
        accept=options.get("accept", PDF),
        multiple=options.get("multiple", True),
        camera=options.get("camera", False),
        on_done=options.get("on_done", rx.noop()),
    )


@rx.memo
def _drop(  # noqa: PLR0913 the properties of one browser component
    *,
    url: rx.Var[str],
    most: rx.Var[int],
    words: rx.Var[dict[str, str]],
    label: rx.Var[str],
    hint: rx.Var[str],
    accept: rx.Var[str],
    multiple: rx.Var[bool],
    camera: rx.Var[bool],
    on_done: rx.EventHandler[passthrough_event_spec(list[str])],
) -> rx.Component:
    files: rx.Var[list[dict[str, Any]]] = rx.Var("lxFiles", _var_type=list[dict[str, Any]])
    browse = _chooser("folder-open", t("Choisir des fichiers"), accept=accept, multiple=multiple)
    shoot = _chooser("camera", t("Prendre une photo"), accept=IMAGES, multiple=False, capture="environment")
    place = rx.el.div(
        rx.icon("cloud-upload", size=26, aria_hidden="true"),
        rx.el.p(label, class_name="lx-drop-label"),
        rx.cond(hint != "", rx.el.p(hint, class_name="lx-hint"), rx.fragment()),
        rx.el.div(browse, rx.cond(camera, shoot, rx.fragment()), class_name="lx-drop-buttons"),
        class_name="lx-drop-place",
    )
    lines = rx.el.ul(rx.foreach(files, _line), class_name="lx-drop-files", aria_live="polite")
    told = {"upload_url": url, "max_bytes": most, "words": words, "on_done": on_done}
    return FileDrop.create(place, lines, class_name="lx-drop", custom_attrs=_dragged(), **told)


def _dragged() -> dict[str, rx.Var[Any]]:
    leave = "e.preventDefault(); delete e.currentTarget.dataset.over"
    return {
        "onDragOver": rx.Var("(e) => { e.preventDefault(); e.currentTarget.dataset.over = 'yes' }"),
        "onDragLeave": rx.Var(f"(e) => {{ {leave} }}"),
        "onDrop": rx.Var(f"(e) => {{ {leave}; lxTake(e.dataTransfer.files) }}"),
    }


def _chooser(icon: str, words: Text, **props: Any) -> rx.Component:
    chosen = rx.Var("(e) => { lxTake(e.target.files); e.target.value = '' }")
    capture = {"capture": props.pop("capture")} if "capture" in props else {}
    return rx.el.label(
        rx.icon(icon, size=16, aria_hidden="true"),
        rx.el.span(words),
        rx.el.input(type="file", class_name="lx-spoken", custom_attrs={**capture, "onChange": chosen}, **props),
        class_name="lx-button",
        custom_attrs={"data-kind": "outline"},
    )


def _line(file: Any) -> rx.Component:
    state = file["state"].to(str)
    figures = rx.match(
        state,
        ("done", t("Envoyé")),
        ("failed", file["why"].to(str)),
        ("waiting", t("En attente")),
        file["figures"].to(str),
    )
    mark = rx.match(
        state,
        ("done", rx.icon("circle-check", size=18, aria_hidden="true")),
        ("failed", rx.icon("circle-alert", size=18, aria_hidden="true")),
        rx.icon("file-up", size=18, aria_hidden="true"),
    )
    retry = rx.el.button(
        rx.icon("rotate-cw", size=15, aria_hidden="true"),
        rx.el.span(t("Réessayer")),
        type="button",
        class_name="lx-button",
        custom_attrs={"data-kind": "soft", "onClick": rx.Var(f"() => lxRetry({file!s})")},
    )
    return rx.el.li(
        mark,
        rx.el.span(
            rx.el.span(file["name"].to(str), class_name="lx-first"),
            rx.el.span(figures, class_name="lx-second"),
            rx.cond(
                state == "sending",
                rx.el.progress(value=file["part"].to(int), max=100, aria_label=file["name"].to(str)),
                rx.fragment(),
            ),
            class_name="lx-lines",
        ),
        rx.cond(state == "failed", retry, rx.fragment()),
        key=file["key"].to(str),
        custom_attrs={"data-state": state},
        class_name="lx-drop-file",
    )


_SIZE = (
    "const lxSize = (n) => n < 1048576 ? Math.max(1, Math.round(n / 1024)) + ' Ko'"
    " : (n / 1048576).toFixed(1).replace('.', ',') + ' Mo'"
)
_SAID = "const lxSaid = (text) => { try { return JSON.parse(text) } catch { return {} } }"
_SEND = (
    "const lxSend = (set, file, told) => new Promise((end) => { const call = new XMLHttpRequest();"
    " if (set.most && file.size > set.most) return end({why: set.words.large});"
    " call.open('POST', set.url + (set.url.includes('?') ? '&' : '?') + 'name=' + encodeURIComponent(file.name));"
    " call.setRequestHeader('Content-Type', 'application/octet-stream');"
    " call.upload.onprogress = (e) => told(e.loaded, e.total || file.size);"
    " call.onload = () => { const said = lxSaid(call.responseText);"
    " end(call.status < 300 ? {id: String(said.id ?? '')} : {why: said.title || set.words.refused}) };"
    " call.onerror = call.onabort = call.ontimeout = () => end({why: set.words.cut}); call.send(file) })"
)
_CHANGE = (
    "const lxChange = (key, news) => setLxFiles((all) => all.map((one) => one.key === key ? {...one, ...news} : one))"
)
_PROGRESS = (
    "const lxPart = (sent, all) => ({state: 'sending', part: Math.round(100 * sent / all),"
    " figures: Math.round(100 * sent / all) + ' % · ' + lxSize(sent) + ' / ' + lxSize(all)})"
)
_ONE = (
    "lxChange(one.key, lxPart(0, one.file.size || 1));"
    " const answer = await lxSend(lxSet.current, one.file, (...sent) => lxChange(one.key, lxPart(...sent)));"
    " lxChange(one.key, {state: answer.why ? 'failed' : 'done', why: answer.why}); answer.why || ids.push(answer.id)"
)
_RUN = (
    "const lxRun = (batch) => lxLine.current = lxLine.current.then(async () => { const ids = [];"
    f" for (const one of batch) {{ {_ONE} }}"
    " ids.length && lxSet.current.done?.(ids) })"
)
_TAKE = (
    "const lxTake = (chosen) => { const batch = [...chosen].map((file) => ({key: 'f' + lxCount.current++,"
    " name: file.name, file, state: 'waiting', part: 0, figures: '', why: ''}));"
    " setLxFiles((all) => [...all, ...batch]); lxRun(batch) }"
)
_RETRY = "const lxRetry = (one) => lxRun([one])"
