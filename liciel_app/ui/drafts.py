"""What a phone keeps by itself: drafts at each keystroke, an outbox emptied when the network allows, photos.

Everything lives in the browser under the person's own number: texts in its local storage, photos in its database. The
expressions below are the whole of it; `ui.offline` puts them in a page. A field says what it is by its attributes
(`draft_field`), a form by `draft_form`. Each sending gets its number here, drawn once, so that the server does it once.
"""

from collections.abc import Mapping
from typing import Any, Final

import reflex as rx

from liciel_app.ui.kinds import Text

SENDINGS: Final = "/terrain/envois"
_LATER: Final = "return {later: true}"

STORE: Final[dict[str, str]] = {
    "who": "() => localStorage.getItem('lx:who') ?? ''",
    "place": "(name) => `lx:${lx.who()}:${name}`",
    "read": (
        "(name, none) => { try { return JSON.parse(localStorage.getItem(lx.place(name))) ?? none }"
        " catch { return none } }"
    ),
    "told": "() => dispatchEvent(new Event('lx-changed'))",
    "write": (
        "(name, value) => { value === null ? localStorage.removeItem(lx.place(name))"
        " : localStorage.setItem(lx.place(name), JSON.stringify(value)); lx.told() }"
    ),
    "number": (
        "() => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, '0')).join('')"
    ),
}
DRAFTS: Final[dict[str, str]] = {
    "about": "(field) => Number(field.dataset.about || location.pathname.match(/([0-9]+)[/]?$/)?.[1] || 0)",
    "key": "(field) => `draft:${field.dataset.draft}:${lx.about(field)}`",
    "form": "(form) => `form:${form.dataset.draftForm}:${lx.about(form)}`",
    "keepForm": "(form) => lx.write(lx.form(form), Object.fromEntries(new FormData(form)))",
    "type": (
        "({target}) => { if (target.dataset?.draft) lx.write(lx.key(target), {text: target.value,"
        " base: lx.read(lx.key(target), null)?.base ?? target.dataset.base ?? ''});"
        " else if (target.form?.dataset.draftForm) lx.keepForm(target.form) }"
    ),
    "leave": "({target}) => target.dataset?.sends === 'leaving' && lx.send(target)",
    "restore": (
        "() => { for (const field of document.querySelectorAll('[data-draft]:not([data-restored])'))"
        " { field.dataset.restored = 'yes'; const kept = lx.read(lx.key(field), null);"
        " if (kept) field.value = kept.text }"
        " for (const form of document.querySelectorAll('form[data-draft-form]:not([data-restored])'))"
        " { form.dataset.restored = 'yes'; lx.fill(form, lx.read(lx.form(form), null) ?? lx.left(form)) }"
        " document.querySelectorAll('form canvas:not([data-restored])').forEach(lx.redraw) }"
    ),
    "left": (
        "(form) => (form.dataset.stays && lx.read('outbox', []).findLast(({kind, about}) =>"
        " kind === form.dataset.draftForm && about === lx.about(form))?.values) || {}"
    ),
    "fill": (
        "(form, values) => Object.entries(values).forEach(([name, value]) =>"
        " { const field = form.elements.namedItem(name); if (field?.type === 'checkbox') field.checked = true;"
        " else if (field && 'value' in field) field.value = value })"
    ),
    "send": (
        "(field) => { const key = lx.key(field), kept = lx.read(key, null), kind = field.dataset.draft,"
        " about = lx.about(field); if (!kept) return; const before = lx.read('outbox', []).findLast((one) =>"
        " one.kind === kind && one.about === about); lx.write(key, null);"
        " const base = kind === 'conclusion' && before ? before.values.text : kept.base;"
        " if (kept.text.trim() === base.trim()) return; if (field.dataset.sends === 'asked') field.value = '';"
        " lx.queue({kind, about, label: field.dataset.label, values: {text: kept.text, base}}) }"
    ),
    "sendForm": (
        "(form) => { const kind = form.dataset.draftForm; lx.queue({kind, about: lx.about(form),"
        " label: form.dataset.label, values: Object.fromEntries(new FormData(form))}); lx.write(lx.form(form), null);"
        " if (!form.dataset.stays) { form.reset(); lx.wipe(form) } }"
    ),
}
DRAWN: Final[dict[str, str]] = {
    "sign": (
        "(canvas) => { const form = canvas.closest('form');"
        " form.elements.namedItem('signature').value = canvas.toDataURL('image/png'); lx.keepForm(form) }"
    ),
    "wipe": (
        "(form) => { const canvas = form.querySelector('canvas'); if (!canvas) return;"
        " canvas.getContext('2d').clearRect(0, 0, canvas.width, canvas.height);"
        " form.elements.namedItem('signature').value = '' }"
    ),
    "redraw": (
        "(canvas) => { canvas.dataset.restored = 'yes';"
        " const kept = canvas.closest('form').elements.namedItem('signature')?.value; if (!kept) return;"
        " const drawn = new Image(); drawn.onload = () => canvas.getContext('2d').drawImage(drawn, 0, 0);"
        " drawn.src = kept }"
    ),
}
OUTBOX: Final[dict[str, str]] = {
    "queue": (
        "(item) => { lx.write('outbox', [...lx.read('outbox', []),"
        " {id: lx.number(), typed_at: new Date().toISOString(), ...item}]); lx.flush() }"
    ),
    "drop": "(id) => lx.write('outbox', lx.read('outbox', []).filter((one) => one.id !== id))",
    "change": (
        "(id, news) => lx.write('outbox', lx.read('outbox', []).map((one) => one.id === id ? {...one, ...news} : one))"
    ),
    "post": (
        f"async (item) => {{ try {{ const answer = await fetch('{SENDINGS}', {{method: 'POST',"
        " body: JSON.stringify(item), headers: {'content-type': 'application/json'}});"
        " const said = await answer.json().catch(() => ({}));"
        " if (answer.ok) return {said: said.sentence};"
        f" if (![400, 404, 409, 422].includes(answer.status)) {_LATER};"
        " return {why: Object.values(said.errors ?? {}).join(' ') || said.title || String(answer.status)} }"
        f" catch {{ {_LATER} }} }}"
    ),
    "empty": (
        "async () => { const who = lx.who(); if (!who || !navigator.onLine) return; await lx.photos();"
        " for (let item; item = lx.read('outbox', []).find((one) => one.why === undefined);) {"
        " const {why, later, said} = await lx.post(item); if (later || who !== lx.who()) return;"
        " why === undefined ? lx.drop(item.id) : lx.change(item.id, {why}); if (said) lx.write('said', said) } }"
    ),
    "flush": (
        "() => lx.busy ??= (navigator.locks ? navigator.locks.request('lx-outbox', lx.empty) : lx.empty())"
        ".finally(() => { lx.busy = null })"
    ),
    "again": "(id) => { lx.change(id, {why: undefined}); lx.flush() }",
    "correct": (
        "(id) => { const item = lx.read('outbox', []).find((one) => one.id === id); if (!item) return; lx.drop(id);"
        " const shape = item.values.text === undefined ? 'form' : 'draft';"
        " lx.write(`${shape}:${item.kind}:${item.about}`, item.values);"
        " document.querySelectorAll('[data-restored]').forEach((one) => delete one.dataset.restored); lx.restore();"
        " const form = document.querySelector(`form[data-draft-form=${item.kind}]`);"
        " if (shape === 'form' && (!form || lx.about(form) !== item.about))"
        " location.assign(item.about ? `/terrain/visite/${item.about}` : '/terrain/ajouter') }"
    ),
    "items": (
        "async () => [...lx.read('outbox', []).map((one) => ({key: one.id, label: one.label ?? '', why: one.why ?? '',"
        " photo: false, text: Object.entries(one.values).filter(([name, value]) => name !== 'base' && value !== 'on'"
        " && !value.startsWith('data:')).map(([, value]) => value).filter(Boolean).join(' · ').slice(0, 160)})),"
        " ...(await lx.mine()).map((one) => ({key: one.id,"
        " label: one.name, why: one.why ?? '', photo: true, text: ''}))]"
    ),
}
PHOTOS: Final[dict[str, str]] = {
    "base": (
        "() => new Promise((ok, no) => { const ask = indexedDB.open('liciel', 1); ask.onupgradeneeded = () =>"
        " ask.result.createObjectStore('photos', {keyPath: 'id'}); ask.onsuccess = () => ok(ask.result);"
        " ask.onerror = () => no(ask.error) })"
    ),
    "shelf": (
        "async (mode, act) => { const base = await lx.base(); try { return await new Promise((ok, no) =>"
        " { const done = act(base.transaction('photos', mode).objectStore('photos'));"
        " done.onsuccess = () => ok(done.result); done.onerror = () => no(done.error) }) } finally { base.close() } }"
    ),
    "keep": "async (one) => { await lx.shelf('readwrite', (shelf) => shelf.put(one)); lx.told() }",
    "forget": "async (id) => { await lx.shelf('readwrite', (shelf) => shelf.delete(id)); lx.told() }",
    "mine": (
        "async () => (await lx.shelf('readonly', (shelf) => shelf.getAll()).catch(() => []))"
        ".filter((one) => one.who === lx.who())"
    ),
    "where": (
        "() => new Promise((ok) => navigator.geolocation ? navigator.geolocation.getCurrentPosition(({coords}) =>"
        " ok({lat: String(coords.latitude), lon: String(coords.longitude), accuracy: String(coords.accuracy)}),"
        " () => ok({}), {enableHighAccuracy: true, timeout: 8000, maximumAge: 60000}) : ok({}))"
    ),
    "shoot": (
        "async (input) => { const about = lx.about(input), chosen = [...input.files].map((blob) => ({id: lx.number(),"
        " who: lx.who(), about, blob, at: Date.now(), ready: false, where: {}, taken: new Date(blob.lastModified ||"
        " Date.now()).toISOString()})); input.value = '';"
        " for (const one of chosen) await lx.keep({...one, name: `photo-${one.taken.slice(0, 19).replace(/[:T]/g, '-')}"
        "-${one.id.slice(0, 4)}.${one.blob.name.split('.').pop()}`, taken: one.taken});"
        " const where = await lx.where(); for (const one of await lx.mine())"
        " if (chosen.some(({id}) => id === one.id)) await lx.keep({...one, where, ready: true}); lx.flush() }"
    ),
    "photos": (
        "async () => { for (const one of await lx.mine()) { if (one.why || (!one.ready && Date.now() - one.at < 20000))"
        " continue; const answer = await fetch(`/dossiers/${one.about}/fichiers?role=attachment&name="
        "${encodeURIComponent(one.name)}`, {method: 'POST', body: one.blob,"
        " headers: {'content-type': 'application/octet-stream'}}).catch(() => null);"
        " if (!answer || answer.status === 403 || answer.status >= 500) return;"
        " const said = await answer.json().catch(() => ({})); if (answer.ok) { lx.write('outbox',"
        " [...lx.read('outbox', []), {id: one.id, kind: 'photo', about: said.id, typed_at: one.taken, label: one.name,"
        " values: one.where}]); await lx.forget(one.id) }"
        " else await lx.keep({...one, why: said.title || String(answer.status)}) } }"
    ),
}

PAGES: Final[dict[str, str]] = {
    "ahead": (
        "async (pages) => { const worker = navigator.serviceWorker; if (!worker) return; await worker.ready;"
        " worker.controller || await new Promise((ok) =>"
        " worker.addEventListener('controllerchange', ok, {once: true}));"
        " for (const page of pages) await fetch(page, {redirect: 'error'}).catch(() => null) }"
    ),
    "sun": (
        "(turn) => { const now = (localStorage.getItem('lx:sun') === 'yes') !== turn;"
        " localStorage.setItem('lx:sun', now ? 'yes' : 'no');"
        " document.documentElement.dataset.sun = now ? 'yes' : 'no' }"
    ),
    "forgetPages": (
        "async () => { for (const name of await globalThis.caches?.keys() ?? []) if (name.startsWith('terrain-pages'))"
        " await caches.delete(name) }"
    ),
}


def code(more: Mapping[str, str]) -> list[str]:
    """The lines of a page's module that hold all of it, once for the browser. `more`: other gestures of the store."""
    made = {**STORE, **DRAFTS, **DRAWN, **OUTBOX, **PHOTOS, **PAGES, **more}
    return ["globalThis.lx ??= {}", *(f"lx.{name} = {expression}" for name, expression in made.items())]


def draft_field(kind: str, label: Text, *, base: Text = "", about: Any = "", sends: str = "leaving") -> dict[str, Any]:
    """Attributes of a text field kept at each keystroke.

    `about`: the number it speaks of (empty: the one of the page's address); `base`: what the server knows;
    `sends`: "leaving" queues it when the field is left, "asked" waits for `send_field`.
    """
    return {"data-draft": kind, "data-label": label, "data-base": base, "data-about": about, "data-sends": sends}


def draft_form(kind: str, label: Text, *, stays: bool = False) -> dict[str, Any]:
    """Attributes of a native form kept at each keystroke and queued when it is submitted.

    It speaks of the number of the page's address. `stays`: what was sent remains in it, to be seen and completed.
    """
    submit = rx.Var("(e) => { e.preventDefault(); lx.sendForm(e.currentTarget) }")
    kept = {"data-stays": "yes"} if stays else {}
    return {"data-draft-form": kind, "data-label": label, "onSubmit": submit, **kept}


def send_field(kind: str) -> rx.Var[Any]:
    """For `onClick`: queues the field of that kind of this page."""
    return rx.Var(f"() => lx.send(document.querySelector('[data-draft={kind}]'))")


def send_now(kind: str, about: Any, label: Text, **values: Any) -> rx.Var[Any]:
    """For `onClick`: queues a gesture without any field, such as a stage of the visit."""
    item = rx.Var.create({"kind": kind, "about": about, "label": label, "values": values})
    return rx.Var(f"() => lx.queue({item!s})", _var_data=item._get_all_var_data())  # noqa: SLF001 no public way
