"""What was said with a client, on his page: written down, taken up again, done."""

from datetime import date
from typing import Any

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid
from liciel_app.core.language import say
from liciel_app.core.work import Work
from liciel_app.directory import queries_notes, services_notes
from liciel_app.directory.queries_notes import TalkRow
from liciel_app.directory.screens.talk_words import TALKS
from liciel_app.office.screens.frame import allowed
from liciel_app.ui import toast
from liciel_app.ui.badge import badge, status_badge
from liciel_app.ui.button import button, icon_button, submit_button
from liciel_app.ui.card import card, stack
from liciel_app.ui.empty import empty
from liciel_app.ui.field import date_field, error_of, select_field, textarea_field
from liciel_app.ui.form import field_grid, form
from liciel_app.ui.handler import Own, State, handler
from liciel_app.ui.language import t
from liciel_app.ui.record import LiveRecord


class TalksOfClient(LiveRecord, State, mixin=True):
    """The client's page reads with `talks_of`, and holds what it read."""

    talks: rx.Field[list[TalkRow]] = rx.field(default_factory=list[TalkRow])
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])

    @handler(Own.WRITES)
    async def note(self, values: dict[str, str]) -> Any:
        self.errors = {}
        told = {"kind": values.get("kind", ""), "text": values.get("text", ""), "due_on": _day(values)}
        await self._gesture(services_notes.note_talk, self._number(), **told)
        return toast.done(say("Échange noté.", await self._lang()))

    @handler(Own.WRITES)
    async def settle(self, talk_id: int) -> Any:
        await self._gesture(services_notes.settle_talk, talk_id)
        return toast.done(say("Relance faite.", await self._lang()))

    @handler(Own.WRITES)
    async def remove_talk(self, talk_id: int) -> Any:
        await self._gesture(services_notes.remove_talk, talk_id)
        lang, back = await self._lang(), type(self).put_back_talk(talk_id)
        return toast.undoable(say("Échange retiré.", lang), back, word=say("Annuler", lang))

    @handler(Own.WRITES)
    async def put_back_talk(self, talk_id: int) -> None:
        await self._gesture(services_notes.put_back_talk, talk_id)


def talks_of(work: Work, client_id: int) -> list[TalkRow]:
    return queries_notes.talks(work, client_id)


def talks_card(page: Any) -> rx.Component:
    """`page`: the state, a `TalksOfClient`."""
    nothing = empty(t("Rien de noté encore. Le client ne lit jamais ces notes."), icon="notebook-pen")
    listed = rx.el.ul(rx.foreach(page.talks, lambda row: _talk(page, row)), class_name="lx-notes")
    return stack(
        _for_writers(card(t("Noter un échange"), _writing(page), subtitle=t("Pour le bureau seulement."))),
        card(t("Échanges et relances"), rx.cond(page.talks.length() > 0, listed, nothing)),
    )


def _writing(page: Any) -> rx.Component:
    errors: Any = page.errors
    kinds = [(code, t(look.label)) for code, look in TALKS.items()]
    return form(
        field_grid(
            select_field("kind", t("Type d’échange"), kinds, error=error_of(errors, "kind")),
            date_field("due_on", t("À relancer le"), error=error_of(errors, "due_on"), optional=True),
            columns=1,
        ),
        textarea_field("text", t("Ce qui a été dit"), rows=3, error=error_of(errors, "text"), required=True),
        rx.el.div(submit_button(t("Enregistrer"), icon="notebook-pen", kind="outline"), class_name="lx-form-actions"),
        on_submit=page.note,
        key=page.talks.length().to_string(),
    )


def _talk(page: Any, row: Any) -> rx.Component:
    who = rx.el.p(
        status_badge(row.kind, TALKS), " ", rx.el.strong(row.author), " · ", row.written, class_name="lx-second"
    )
    gone = icon_button("trash-2", t("Retirer cet échange"), page.remove_talk(row.id))
    words = rx.el.div(who, rx.el.p(row.text, class_name="lx-note-text"), _promise(page, row))
    return rx.el.li(words, _for_writers(gone), key=row.id.to_string(), class_name="lx-note")


def _promise(page: Any, row: Any) -> rx.Component:
    """The day to come back to him, until it is done."""
    done = badge(rx.Var.create(f"{t('Relance faite le')} {row.done}").to(str), "green", "check")
    words = rx.Var.create(f"{t('À relancer le')} {row.due}").to(str)
    waiting = rx.cond(row.late, badge(words, "red", "alarm-clock"), badge(words, "amber", "alarm-clock"))
    settle = button(t("Relance faite"), page.settle(row.id), kind="ghost", icon="check")
    due = rx.el.div(waiting, _for_writers(settle), class_name="lx-state-line")
    return rx.cond(row.due == "", rx.fragment(), rx.cond(row.done != "", done, due))


def _for_writers(gesture: rx.Component) -> rx.Component:
    return rx.cond(allowed(Permission.DIRECTORY_WRITE), gesture, rx.fragment())


def _day(values: dict[str, str]) -> date | None:
    text = values.get("due_on", "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid({"due_on": "Choisissez un jour à venir."}) from None
