"""Who logs in to a client's space, on his page: who of them validates its orders, and who left."""

from typing import Any

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.language import say
from liciel_app.office import services_portal
from liciel_app.office.queries_portal import PortalPerson
from liciel_app.office.screens.frame import allowed
from liciel_app.ui import toast
from liciel_app.ui.badge import badge
from liciel_app.ui.button import icon_button
from liciel_app.ui.card import card
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import Own, State, handler
from liciel_app.ui.language import t
from liciel_app.ui.links import mail_link
from liciel_app.ui.record import LiveRecord


class PeopleOfClient(LiveRecord, State, mixin=True):
    """The client's page reads them with `office.queries_portal.portal_people`, and holds what it read."""

    people: rx.Field[list[PortalPerson]] = rx.field(default_factory=list[PortalPerson])

    @handler(Own.WRITES)
    async def let_validate(self, account_id: int, ticked: bool) -> Any:
        await self._gesture(services_portal.let_validate, self._number(), account_id, allowed=ticked)
        told = "Cette personne valide les commandes." if ticked else "Cette personne prépare les commandes."
        return toast.done(say(told, await self._lang()))

    @handler(Own.WRITES)
    async def close_access(self, account_id: int) -> Any:
        await self._gesture(services_portal.close_access, self._number(), account_id)
        lang, back = await self._lang(), type(self).open_access_again(account_id)
        return toast.undoable(say("Accès fermé.", lang), back, word=say("Annuler", lang))

    @handler(Own.WRITES)
    async def open_access_again(self, account_id: int) -> None:
        await self._gesture(services_portal.open_access_again, self._number(), account_id)


def people_card(page: Any) -> rx.Component:
    """`page`: the state, a `PeopleOfClient`."""
    nothing = empty(t("Personne n’a encore d’accès : il s’ouvre avec le premier dossier."), icon="user-round-x")
    listed = rx.el.ul(rx.foreach(page.people, lambda one: _person(page, one)), class_name="lx-notes")
    return card(
        t("Personnes de l’espace client"),
        rx.cond(page.people.length() > 0, listed, nothing),
        subtitle=t("Qui ne valide pas prépare : sa commande attend une personne qui valide."),
    )


def _person(page: Any, one: Any) -> rx.Component:
    seen = rx.cond(one.seen != "", rx.fragment(t("Vu le"), " ", one.seen), t("Jamais connecté"))
    words = rx.el.div(
        rx.el.p(one.name, class_name="lx-first"),
        rx.el.p(mail_link(one.email, class_name="lx-link"), " · ", seen, class_name="lx-second"),
        rx.cond(allowed(Permission.DIRECTORY_WRITE), _switch(page, one), _right(one)),
    )
    close = icon_button("user-round-x", t("Fermer l’accès de cette personne"), page.close_access(one.id))
    gesture = rx.cond(allowed(Permission.DIRECTORY_WRITE), close, rx.fragment())
    return rx.el.li(words, gesture, key=one.id.to_string(), class_name="lx-note")


def _switch(page: Any, one: Any) -> rx.Component:
    box = rx.el.input(
        type="checkbox",
        role="switch",
        checked=one.validates,
        on_change=lambda ticked: page.let_validate(one.id, ticked),
        aria_label=rx.Var.create(f"{t('Peut valider une commande')} : {one.name}").to(str),
    )
    return rx.el.label(box, rx.el.span(t("Peut valider une commande")), class_name="lx-check")


def _right(one: Any) -> rx.Component:
    return rx.cond(
        one.validates,
        badge(t("Peut valider une commande"), "green", "check"),
        badge(t("Prépare les commandes"), "grey", "pencil"),
    )
