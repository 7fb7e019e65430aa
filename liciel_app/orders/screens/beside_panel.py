"""Beside an order: what is missing before the visit, the people in their roles, the other lots."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.work import Work
from liciel_app.orders import queries, services
from liciel_app.orders.models_drafts import PersonRole
from liciel_app.orders.queries.beside import LotRow, NeedRow, PersonRow
from liciel_app.ui import bridge
from liciel_app.ui.button import link_button, submit_button
from liciel_app.ui.card import card, stack
from liciel_app.ui.form import form
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.record import LiveRecord

ROLES: Final = {
    PersonRole.OWNER: "Propriétaire",
    PersonRole.OCCUPANT: "Occupant",
    PersonRole.NOTARY: "Notaire",
    PersonRole.REFERRER: "Apporteur d’affaires",
}


@dataclass(frozen=True, slots=True)
class Beside:
    id: int = 0
    needs: list[NeedRow] = field(default_factory=list[NeedRow])
    people: list[PersonRow] = field(default_factory=list[PersonRow])
    lots: list[LotRow] = field(default_factory=list[LotRow])


class OrderBeside(LiveRecord, State):
    READS: ClassVar = Permission.ORDERS_READ
    PARAM: ClassVar = "order_id"
    KINDS: ClassVar = ("order",)

    beside: rx.Field[Beside] = rx.field(default_factory=Beside)

    @staticmethod
    def _read(work: Work, number: int) -> Beside:
        return Beside(
            number, queries.need_rows(work, number), queries.people(work, number), queries.lot_rows(work, number)
        )

    def _hold(self, found: Any) -> None:
        self.beside = found or Beside()

    @handler(Permission.ORDERS_WRITE)
    async def answer(self, data: dict[str, Any]) -> None:
        """What was missing, as it is learned on the telephone."""
        for need in self.beside.needs:
            await bridge.do(self, services.answer_need, self.beside.id, need.code, str(data.get(need.code, "")))
        await self._show()


def beside_panel() -> rx.Component:
    seen = OrderBeside.beside
    return stack(
        rx.cond(seen.needs.length() > 0, card(t("À savoir avant la visite"), _needs()), rx.fragment()),
        rx.cond(seen.people.length() > 0, card(t("Personnes"), _list(seen.people, _person)), rx.fragment()),
        rx.cond(seen.lots.length() > 0, card(t("Lots de la même commande"), _list(seen.lots, _lot)), rx.fragment()),
        link_button(
            t("Commander le lot voisin"),
            rx.Var.create(f"/bureau/commandes/nouvelle?depuis={seen.id}").to(str),
            kind="outline",
            icon="copy-plus",
        ),
    )


def _needs() -> rx.Component:
    return form(
        rx.foreach(OrderBeside.beside.needs, _need),
        submit_button(t("Noter"), kind="outline"),
        on_submit=OrderBeside.answer,
        key=OrderBeside.beside.id.to_string(),
    )


def _need(need: Any) -> rx.Component:
    """Missing ones are marked; the rest says who answered."""
    hint = rx.cond(need.answer != "", need.by, t("Manque"))
    return rx.el.label(
        rx.el.span(need.words, " ", rx.el.span(hint, class_name="lx-optional"), class_name="lx-label"),
        rx.el.input(name=need.code, default_value=need.answer, placeholder=need.example, class_name="lx-input"),
        class_name="lx-field",
        key=need.code,
    )


def _list(rows: Any, line: Any) -> rx.Component:
    return rx.el.ul(rx.foreach(rows, line), class_name="lx-papers")


def _person(row: Any) -> rx.Component:
    role = rx.match(row.role, *[(str(one), t(words)) for one, words in ROLES.items()], row.role)
    return rx.el.li(
        rx.el.span(role, " · ", row.name, class_name="lx-first"),
        rx.el.span(row.phone, " ", row.email, class_name="lx-second"),
        key=row.role,
    )


def _lot(row: Any) -> rx.Component:
    href = rx.Var.create(f"/bureau/commandes/{row.id}").to(str)
    return rx.el.li(rx.el.a(row.number, " ", row.label, href=href, class_name="lx-link"), key=row.id.to_string())
