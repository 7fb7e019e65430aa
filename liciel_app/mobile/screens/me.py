"""« Moi »: the technician's own figures against the control thresholds, his leave, his card with its QR code."""

from typing import Any

import reflex as rx

from liciel_app.agenda.queries import LeaveRow, leaves
from liciel_app.agenda.queries.carried import Card
from liciel_app.agenda.queries.carried import card as card_of
from liciel_app.agenda.queries.figures import Figures, figures
from liciel_app.agenda.services import withdraw_leave
from liciel_app.agenda.services.carrying import keep_code
from liciel_app.core.access import Permission
from liciel_app.core.language import language_of, say
from liciel_app.core.work import Work
from liciel_app.mobile.frame import phone_page
from liciel_app.mobile.screens.me_view import card_view, figures_view, leaves_view, sun_button
from liciel_app.mobile.screens.phone import Phone
from liciel_app.ui import bridge, toast
from liciel_app.ui.button import link_button
from liciel_app.ui.card import stack
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.session import Session
from liciel_app.ui.shell_phone import ThumbAction


class Me(State):
    figures: rx.Field[Figures] = rx.field(default_factory=Figures)
    leaves: rx.Field[list[LeaveRow]] = rx.field(default_factory=list[LeaveRow])
    card: rx.Field[Card] = rx.field(default_factory=Card)
    code: rx.Field[str] = rx.field("")
    """The QR code, as a picture in a data address."""
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    ready: rx.Field[bool] = rx.field(default=False)

    @handler(Permission.FIELD_WORK)
    async def load(self) -> None:
        self.figures, self.leaves, self.card = await bridge.read(self, _mine)
        self.code = _drawn(self.card.content)
        self.errors, self.ready = {}, True

    @handler(Permission.FIELD_WORK)
    async def withdraw(self, leave_id: int) -> Any:
        await bridge.do(self, withdraw_leave, leave_id)
        self.figures, self.leaves, self.card = await bridge.read(self, _mine)
        return toast.done(say("Demande retirée.", language_of((await self.get_state(Session)).lang)))

    @handler(Permission.FIELD_WORK)
    async def keep(self, form: dict[str, str]) -> Any:
        """The content of his QR code, once."""
        self.errors = {}
        await bridge.do(self, keep_code, content=form.get("content", ""), number=form.get("number", ""))
        self.figures, self.leaves, self.card = await bridge.read(self, _mine)
        self.code = _drawn(self.card.content)
        return toast.done(say("Votre QR code est prêt.", language_of((await self.get_state(Session)).lang)))


@page("/terrain/moi", title="Moi", load=[Phone.load, Me.load])
def me_page() -> rx.Component:
    return phone_page(
        t("Moi"),
        stack(figures_view(Me.figures), leaves_view(Me.leaves, Me.withdraw)),
        offline=[sun_button()],
        subtitle=Session.me.name,
        back=(t("Ma journée"), "/terrain"),
        ready=Me.ready,
        actions=[
            ThumbAction(t("Ma journée"), "calendar-days", href="/terrain"),
            ThumbAction(t("Ma carte"), "qr-code", href="/terrain/certificat"),
            ThumbAction(t("Demander un congé"), "tree-palm", href="/terrain/ajouter"),
        ],
    )


@page("/terrain/certificat", title="Ma carte", load=[Phone.load, Me.load])
def card_page() -> rx.Component:
    return phone_page(
        t("Ma carte"),
        card_view(Me),
        link_button(t("Revenir à ma journée"), "/terrain", kind="outline", icon="arrow-left"),
        subtitle=Session.me.name,
        back=(t("Ma journée"), "/terrain"),
        ready=Me.ready,
    )


def _mine(work: Work) -> tuple[Figures, list[LeaveRow], Card]:
    own = [one for one in leaves(work) if one.account_id == work.actor.account_id]
    return figures(work, work.actor.account_id or 0), own, card_of(work)


def _drawn(content: str) -> str:
    if not content:
        return ""
    import segno

    return segno.make(content, error="m", micro=False).svg_data_uri(scale=8, border=4, dark="#000", light="#fff")
