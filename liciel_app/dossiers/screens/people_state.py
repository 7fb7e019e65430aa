"""The recipients and the notes of a dossier on the office's screen."""

from typing import Any

import reflex as rx

from liciel_app.core.language import say
from liciel_app.core.work import Work
from liciel_app.dossiers.queries import people
from liciel_app.dossiers.queries.people import NoteRow, RecipientRow
from liciel_app.dossiers.services import notes, recipients
from liciel_app.ui import toast
from liciel_app.ui.handler import Own, State, handler
from liciel_app.ui.record import LiveRecord


class PeopleOfDossier(LiveRecord, State, mixin=True):
    """A page reads with `people_of`, and holds what it read."""

    recipients: rx.Field[list[RecipientRow]] = rx.field(default_factory=list[RecipientRow])
    notes: rx.Field[list[NoteRow]] = rx.field(default_factory=list[NoteRow])
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])

    @handler(Own.WRITES)
    async def add_recipient(self, values: dict[str, str]) -> Any:
        self.errors = {}
        named = {name: values.get(name, "") for name in ("role", "name", "email")}
        await self._gesture(recipients.add_recipient, self._number(), **named)
        return toast.done(say("Destinataire ajouté.", await self._lang()))

    @handler(Own.WRITES)
    async def remove_recipient(self, recipient_id: int) -> Any:
        await self._gesture(recipients.remove_recipient, recipient_id)
        lang, back = await self._lang(), type(self).put_back_recipient(recipient_id)
        return toast.undoable(say("Destinataire retiré.", lang), back, word=say("Annuler", lang))

    @handler(Own.WRITES)
    async def put_back_recipient(self, recipient_id: int) -> None:
        await self._gesture(recipients.put_back_recipient, recipient_id)

    @handler(Own.WRITES)
    async def write_note(self, values: dict[str, str]) -> Any:
        self.errors = {}
        await self._gesture(notes.write_note, self._number(), values.get("text", ""))
        return toast.done(say("Note enregistrée.", await self._lang()))

    @handler(Own.WRITES)
    async def remove_note(self, note_id: int) -> Any:
        await self._gesture(notes.remove_note, note_id)
        lang, back = await self._lang(), type(self).put_back_note(note_id)
        return toast.undoable(say("Note retirée.", lang), back, word=say("Annuler", lang))

    @handler(Own.WRITES)
    async def put_back_note(self, note_id: int) -> None:
        await self._gesture(notes.put_back_note, note_id)


def people_of(work: Work, dossier_id: int) -> tuple[list[RecipientRow], list[NoteRow]]:
    return people.recipients(work, dossier_id), people.notes(work, dossier_id)
