"""Short messages, returned by handlers. The sentences come translated (`say("…", lang)`): the server writes them."""

import reflex as rx
from reflex_base.event import EventSpec
from reflex_components_sonner.toast import ToastAction

from liciel_app.ui.kinds import Event

UNDO_TIME = 10_000
"""Milliseconds during which an act can be taken back (screens.md 5.0)."""


def done(sentence: str) -> EventSpec:
    """« Dossier créé. »"""
    return rx.toast.success(sentence)


def refused(sentence: str) -> EventSpec:
    """A refusal with its reason; stays long enough to be read."""
    return rx.toast.error(sentence, duration=8000)


def told(sentence: str) -> EventSpec:
    """Something happened that the person did not do."""
    return rx.toast.info(sentence)


def undoable(sentence: str, undo: Event, *, word: str, name: str = "") -> EventSpec:
    """An act done at once that can be taken back for 10 seconds. `undo` is the event, `word` « Annuler ».

    `name` lets the next act take the message away (`past`): undoing what is no longer the last act would surprise."""
    named = {"id": name} if name else {}
    return rx.toast.success(sentence, duration=UNDO_TIME, action=ToastAction(label=word, on_click=undo), **named)


def past(name: str) -> EventSpec:
    """The message of that name leaves: something newer happened."""
    return rx.toast.dismiss(name)


def failed(sentence: str, reference: str) -> EventSpec:
    """A bug: « Une erreur est survenue. » and the reference under which it was logged."""
    return rx.toast.error(sentence, description=reference, duration=15_000, id="bug")
