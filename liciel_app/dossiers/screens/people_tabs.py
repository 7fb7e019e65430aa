"""« Destinataires » and « Notes » of a dossier, for the office."""

from collections.abc import Mapping
from typing import Any, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed
from liciel_app.ui.badge import badge
from liciel_app.ui.button import icon_button, submit_button
from liciel_app.ui.card import card, stack
from liciel_app.ui.empty import empty
from liciel_app.ui.field import email_field, error_of, select_field, text_field, textarea_field
from liciel_app.ui.form import field_grid, form
from liciel_app.ui.kinds import Node
from liciel_app.ui.language import t
from liciel_app.ui.links import mail_link

ROLES: Final[Mapping[str, str]] = {
    "orderer": "Donneur d’ordre",
    "owner": "Propriétaire",
    "occupant": "Occupant",
    "agency": "Agence",
    "notary": "Notaire",
    "syndic": "Syndic",
    "introducer": "Apporteur d’affaires",
    "other": "Autre",
}


def recipients_tab(page: Any) -> rx.Component:
    """`page`: the state, a `PeopleOfDossier` with its `sheet`."""
    people = page.sheet.people
    client = _person(people.client, people.client_email, t("Client"), rx.fragment(), page.sheet.notified)
    listed = rx.el.ul(client, rx.foreach(page.recipients, lambda one: _recipient(page, one)), class_name="lx-people")
    return stack(
        card(
            t("Destinataires"),
            listed,
            subtitle=t("Avertis par mail quand les documents sont prêts."),
            flush=True,
        ),
        _for_the_desk(card(t("Ajouter un destinataire"), _adding(page))),
    )


def notes_tab(page: Any) -> rx.Component:
    nothing = empty(t("Pas encore de note. Le client ne lit jamais celles-ci."), icon="notebook-pen")
    listed = rx.el.ul(rx.foreach(page.notes, lambda note: _note(page, note)), class_name="lx-notes")
    return stack(
        _for_the_desk(card(t("Nouvelle note"), _writing(page), subtitle=t("Pour le bureau seulement."))),
        card(t("Notes"), rx.cond(page.notes.length() > 0, listed, nothing)),
    )


def _recipient(page: Any, one: Any) -> rx.Component:
    role: Any = rx.match(one.role, *[(code, t(word)) for code, word in ROLES.items()], one.role)
    gone = icon_button("trash-2", t("Retirer ce destinataire"), page.remove_recipient(one.id))
    return _person(one.name, one.email, role, _for_the_desk(gone), one.told)


def _person(name: Any, email: Any, role: Any, gesture: Node, told: Any) -> rx.Component:
    told_on = rx.cond(
        told != "",
        badge(rx.Var.create(f"{t('Averti le')} {told}").to(str), "green", "mail-check"),
        badge(t("Pas encore averti"), "grey", "mail"),
    )
    words = rx.el.span(
        rx.el.span(name, class_name="lx-first"),
        rx.el.span(mail_link(email), class_name="lx-second"),
        class_name="lx-lines",
    )
    return rx.el.li(words, rx.el.span(role, class_name="lx-second"), told_on, gesture, class_name="lx-recipient")


def _adding(page: Any) -> rx.Component:
    errors: Any = page.errors
    return form(
        field_grid(
            select_field(
                "role",
                t("À quel titre"),
                [("", t("Choisissez")), *[(code, t(word)) for code, word in ROLES.items()]],
                error=error_of(errors, "role"),
            ),
            text_field("name", t("Nom"), error=error_of(errors, "name"), required=True),
            email_field("email", t("Mail"), error=error_of(errors, "email"), required=True),
            columns=3,
        ),
        rx.el.div(submit_button(t("Ajouter"), icon="user-plus", kind="outline"), class_name="lx-form-actions"),
        on_submit=page.add_recipient,
        key=page.recipients.length().to_string(),
    )


def _writing(page: Any) -> rx.Component:
    return form(
        textarea_field("text", t("Note"), rows=3, error=error_of(page.errors, "text"), required=True),
        rx.el.div(
            submit_button(t("Enregistrer la note"), icon="notebook-pen", kind="outline"), class_name="lx-form-actions"
        ),
        on_submit=page.write_note,
        key=page.notes.length().to_string(),
    )


def _note(page: Any, note: Any) -> rx.Component:
    gone = icon_button("trash-2", t("Retirer cette note"), page.remove_note(note.id))
    who = rx.el.p(rx.el.strong(note.author), " · ", note.written, class_name="lx-second")
    return rx.el.li(
        rx.el.div(who, rx.el.p(note.text, class_name="lx-note-text")), _for_the_desk(gone), class_name="lx-note"
    )


def _for_the_desk(gesture: rx.Component) -> rx.Component:
    return rx.cond(allowed(Permission.DOSSIERS_WRITE), gesture, rx.fragment())
