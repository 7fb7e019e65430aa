"""« Clés d’accès »: which machine may push what, in whose name; made, shown once, revoked."""

from typing import Any, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.language import say
from liciel_app.directory import queries_keys, services_keys
from liciel_app.directory.models_keys import Scope
from liciel_app.directory.queries_keys import KeyRow
from liciel_app.office.screens.frame import office_page
from liciel_app.ui import bridge, cells, toast
from liciel_app.ui.badge import Status, status_badge
from liciel_app.ui.button import button
from liciel_app.ui.card import card, notice, stack
from liciel_app.ui.choice import checkbox_field
from liciel_app.ui.dialog import confirm_dialog, form_dialog, panel_dialog
from liciel_app.ui.empty import empty
from liciel_app.ui.field import email_field, error_of, text_field
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.links import new_tab_link
from liciel_app.ui.page import page
from liciel_app.ui.table import Column, data_table, two_lines

ADDRESS: Final = "/bureau/reglages/cles"
SCOPES: Final = {
    str(Scope.ORDERS): Status("Pousser des commandes", "blue", "inbox"),
    str(Scope.MODELS): Status("Pousser des modèles de documents", "violet", "file-up"),
}


class AccessKeys(State):
    """`made`: a key just made, the one time it is shown."""

    rows: rx.Field[list[KeyRow]] = rx.field(default_factory=list[KeyRow])
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    asking: rx.Field[bool] = rx.field(default=False)
    made: rx.Field[str] = rx.field("")
    revoking: rx.Field[int] = rx.field(0)
    loaded: rx.Field[bool] = rx.field(default=False)

    @handler(Permission.OFFICE_WRITE)
    async def load(self) -> None:
        self.asking, self.made, self.revoking = False, "", 0
        await self._show()

    @handler(Permission.OFFICE_WRITE)
    async def ask(self, open_: bool) -> None:
        self.asking, self.errors = open_, {}

    @handler(Permission.OFFICE_WRITE)
    async def make(self, values: dict[str, str]) -> None:
        self.errors = {}
        scopes = [word for word in SCOPES if values.get(f"scope-{word}")]
        told = {"name": values.get("name", ""), "client_email": values.get("client_email", "")}
        _, self.made = await bridge.do(self, services_keys.make_key, **told, scopes=scopes)
        self.asking = False
        await self._show()

    @handler(Permission.OFFICE_WRITE)
    async def noted(self, open_: bool) -> None:
        self.made = self.made if open_ else ""

    @handler(Permission.OFFICE_WRITE)
    async def part(self, key_id: int) -> None:
        self.revoking = key_id

    @handler(Permission.OFFICE_WRITE)
    async def keep(self, open_: bool) -> None:
        self.revoking = self.revoking if open_ else 0

    @handler(Permission.OFFICE_WRITE)
    async def revoke(self) -> Any:
        key_id, self.revoking = self.revoking, 0
        await bridge.do(self, services_keys.revoke_key, key_id)
        await self._show()
        return toast.done(say("Clé révoquée : elle n’ouvre plus rien.", (await bridge.person(self)).language))

    async def _show(self) -> None:
        self.rows, self.loaded = await bridge.read(self, queries_keys.keys), True


@page(ADDRESS, title="Clés d’accès", load=[AccessKeys.load])
def keys_screen() -> rx.Component:
    contract = new_tab_link(t("Contrat de l’API (OpenAPI)"), href="/api/v1/openapi.json", class_name="lx-link")
    return office_page(
        t("Clés d’accès"),
        "settings",
        stack(card(t("Clés d’accès"), _table(), aside=contract, flush=True)),
        _asking(),
        _made(),
        _revoking(),
        actions=button(t("Nouvelle clé"), AccessKeys.ask(True), icon="plus", kind="solid"),
        subtitle=t("Le logiciel d’un client, d’un partenaire ou de l’office envoie ses commandes et ses modèles."),
    )


def _table() -> rx.Component:
    columns = [
        Column("name", t("Nom"), lambda row: two_lines(row.name, row.mark + "…")),
        Column("client", t("Au nom de"), lambda row: rx.cond(row.client != "", row.client, t("L’office"))),
        Column("scopes", t("Permet de"), lambda row: rx.foreach(row.scopes, lambda one: status_badge(one, SCOPES))),
        Column("created", t("Créée le"), lambda row: two_lines(row.created, row.author), hide_on_phone=True),
        Column("used", t("Dernier usage"), lambda row: two_lines(cells.or_dash(row.used), row.used_from)),
        Column("state", t("État"), _state, phone="corner"),
    ]
    return data_table(
        columns,
        AccessKeys.rows,
        label=t("Clés d’accès"),
        empty=empty(t("Aucune clé : aucun logiciel n’envoie encore de commande."), icon="key-round"),
        loading=~AccessKeys.loaded,
    )


def _state(row: Any) -> rx.Component:
    gone = rx.el.span(t("Révoquée le"), " ", row.revoked, class_name="lx-second")
    return rx.cond(row.revoked != "", gone, button(t("Révoquer"), AccessKeys.part(row.id), kind="ghost", icon="ban"))


def _asking() -> rx.Component:
    errors: Any = AccessKeys.errors
    wrong = error_of(errors, "scopes")
    boxes = [checkbox_field(f"scope-{word}", t(look.label)) for word, look in SCOPES.items()]
    return form_dialog(
        t("Nouvelle clé"),
        text_field(
            "name",
            t("Nom de la clé"),
            error=error_of(errors, "name"),
            hint=t("Le logiciel ou le partenaire qui s’en servira."),
            required=True,
        ),
        email_field(
            "client_email",
            t("Mail du client au nom de qui elle commande"),
            error=error_of(errors, "client_email"),
            hint=t("Vide : la clé est celle de l’office."),
            optional=True,
        ),
        rx.el.fieldset(
            rx.el.legend(t("Ce qu’elle permet"), class_name="lx-label"),
            *boxes,
            rx.cond(wrong != "", rx.el.p(wrong, role="alert", class_name="lx-error"), rx.fragment()),
            class_name="lx-field lx-fieldset",
        ),
        open=AccessKeys.asking,
        on_open_change=AccessKeys.ask,
        on_submit=AccessKeys.make,
        submit=t("Créer la clé"),
    )


def _made() -> rx.Component:
    copied = rx.toast.success(t("Clé copiée."))
    return panel_dialog(
        t("Votre clé"),
        notice(t("Copiez-la maintenant : elle ne sera plus montrée."), tone="amber", icon="key-round"),
        rx.el.label(
            rx.el.span(t("Clé"), class_name="lx-label"),
            rx.el.input(value=AccessKeys.made, read_only=True, class_name="lx-input"),
            class_name="lx-field",
        ),
        open=AccessKeys.made != "",
        on_open_change=AccessKeys.noted,
        footer=rx.fragment(
            button(t("Copier"), [rx.set_clipboard(AccessKeys.made), copied], kind="solid", icon="copy"),
            button(t("C’est noté"), AccessKeys.noted(False), kind="ghost", icon="check"),
        ),
        width="560px",
    )


def _revoking() -> rx.Component:
    return confirm_dialog(
        t("Révoquer cette clé ?"),
        t("Le logiciel qui s’en sert ne pourra plus rien envoyer. Il lui faudra une nouvelle clé."),
        open=AccessKeys.revoking > 0,
        on_open_change=AccessKeys.keep,
        on_confirm=AccessKeys.revoke,
        confirm=t("Révoquer la clé"),
        danger=True,
    )
