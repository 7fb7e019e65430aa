"""What the office does of the quote and the mission order of an order."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid, Refused
from liciel_app.core.language import say
from liciel_app.core.work import Work
from liciel_app.orders.price_tables import texts
from liciel_app.orders.queries import quotes_sheet
from liciel_app.orders.queries.quotes_sheet import MissionSheet, QuotedRow, QuoteSheet
from liciel_app.orders.services import mission_orders, paper_signing, quoting, quoting_send
from liciel_app.ui import bridge
from liciel_app.ui.handler import State, handler
from liciel_app.ui.record import LiveRecord

NO_LINE = QuotedRow()


class QuotePanel(LiveRecord, State):
    """`asking`: which dialog is open: line, terms, link, mission, paper, hand_over or send; empty: none."""

    READS: ClassVar = Permission.ORDERS_READ
    PARAM: ClassVar = "order_id"
    KINDS: ClassVar = ("quote", "missionorder", "order", "officepaper")

    quote: rx.Field[QuoteSheet] = rx.field(default_factory=QuoteSheet)
    mission: rx.Field[MissionSheet] = rx.field(default_factory=MissionSheet)
    asking: rx.Field[str] = rx.field("")
    line: rx.Field[QuotedRow] = rx.field(default_factory=QuotedRow)
    link: rx.Field[str] = rx.field("")
    scan: rx.Field[str] = rx.field("")
    """The signed paper just received, by its number."""
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])

    @staticmethod
    def _read(work: Work, number: int) -> tuple[QuoteSheet, MissionSheet]:
        return quotes_sheet.quote_sheet(work, number), quotes_sheet.mission_sheet(work, number)

    def _hold(self, found: Any) -> None:
        self.quote, self.mission = found or (QuoteSheet(), MissionSheet())

    def _arrive(self) -> None:
        self._close()

    @handler(Permission.ORDERS_WRITE)
    async def draft(self) -> None:
        await self._gesture(quoting.draft_quote, self._number())

    @handler(Permission.ORDERS_WRITE)
    async def revise(self) -> None:
        await self._gesture(quoting.revise, self.quote.id)

    @handler(Permission.ORDERS_WRITE)
    async def send(self) -> Any:
        """Quote and mission order, in one action."""
        await self._gesture(quoting_send.send_quote, self.quote.id)
        self._close()
        return rx.toast.success(await self._say("Le devis et l’ordre de mission partent à l’instant."))

    @handler(Permission.ORDERS_WRITE)
    async def hand_over(self) -> Any:
        """The draft as it stands, to sign on paper."""
        await self._gesture(quoting_send.hand_over, self.quote.id)
        self._close()
        return rx.toast.success(await self._say("Le devis est figé et prêt à imprimer : rien n’est parti par mail."))

    @handler(Permission.ORDERS_WRITE)
    async def price_again(self) -> None:
        await self._gesture(quoting.price_again, self.quote.id)

    @handler(Permission.ORDERS_WRITE)
    async def leave_out(self) -> Any:
        """The draft again, without the lots that were cancelled."""
        await self._gesture(quoting.leave_out_called_off, self.quote.id)
        return rx.toast.success(await self._say("Le devis est refait avec les lots qui restent."))

    @handler(Permission.ORDERS_WRITE)
    async def drop(self) -> None:
        await self._gesture(quoting.drop_draft, self.quote.id)

    @handler(Permission.ORDERS_WRITE)
    async def revoke(self) -> Any:
        await self._gesture(quoting.revoke_links, self.quote.id)
        return rx.toast.success(await self._say("Les liens envoyés ne s’ouvrent plus."))

    @handler(Permission.ORDERS_WRITE)
    async def make_link(self) -> None:
        self.link = await bridge.do(self, quoting_send.hand_link, self.quote.id)
        self.asking = "link"

    @handler(Permission.ORDERS_WRITE)
    async def ask(self, what: str, line_id: int) -> None:
        """Open a dialog; a line is edited by its number, 0 is a new one."""
        self.errors, self.asking = {}, what
        self.line = next((row for row in self.quote.lines if row.id == line_id), NO_LINE)

    @handler(Permission.ORDERS_READ)
    async def close(self, open_: bool) -> None:
        if not open_:
            self._close()

    @handler(Permission.ORDERS_WRITE)
    async def add_diagnostic(self, values: dict[str, str]) -> None:
        optional, code = values.get("optional", "") == "on", values.get("code", "")
        await self._gesture(quoting.add_diagnostic, self.quote.id, code, optional=optional, lot=_lot(values))

    @handler(Permission.ORDERS_WRITE)
    async def save_line(self, values: dict[str, str]) -> None:
        """A line in the office's words, new or changed."""
        self.errors = {}
        price = _typed("price", values, texts.cents) if values.get("price", "").strip() or not self.line.id else None
        quantity = _typed("quantity", values, texts.number, "1")
        told: dict[str, Any] = {
            "label": values.get("label", ""),
            "unit_cents": price,
            "quantity": quantity,
            "optional": values.get("optional", "") == "on",
        }
        if self.line.id:
            await self._gesture(quoting.change_line, self.line.id, **told)
        else:
            await self._gesture(quoting.add_line, self.quote.id, **told, lot=_lot(values))
        self._close()

    @handler(Permission.ORDERS_WRITE)
    async def drop_line(self, line_id: int) -> None:
        await self._gesture(quoting.drop_line, line_id)

    @handler(Permission.ORDERS_WRITE)
    async def save_terms(self, values: dict[str, str]) -> None:
        self.errors = {}
        await self._gesture(
            quoting.set_terms,
            self.quote.id,
            discount_cents=_typed("discount", values, texts.cents, "0"),
            valid_days=_typed("valid_days", values, texts.whole),
            note=values.get("note", ""),
        )
        self._close()

    @handler(Permission.ORDERS_WRITE)
    async def open_mission(self) -> None:
        await self._gesture(mission_orders.open_mission_order, self._number())

    @handler(Permission.ORDERS_WRITE)
    async def save_mission(self, values: dict[str, str]) -> None:
        self.errors = {}
        await self._gesture(mission_orders.save_details, self._number(), values)
        self._close()

    @handler(Permission.ORDERS_WRITE)
    async def scanned(self, ids: list[str]) -> None:
        self.scan = ids[0] if ids else ""
        self.errors.pop("scan", None)

    @handler(Permission.ORDERS_WRITE)
    async def record_paper(self, values: dict[str, str]) -> Any:
        """The quote came back signed on paper."""
        self.errors = {}
        signed = paper_signing.SignedPaper(
            signed_on=_typed("signed_on", values, _day),
            name=values.get("name", ""),
            place=values.get("place", ""),
            ademe={"yes": True, "no": False}.get(values.get("ademe", "")),
            withdrawal=values.get("withdrawal", ""),
            scan_id=int(self.scan) if self.scan.isdecimal() else 0,
            options=tuple(row.position for row in self.quote.lines if values.get(f"option-{row.position}")),
        )
        await self._gesture(paper_signing.record_paper, self.quote.id, signed)
        self._close()
        return rx.toast.success(await self._say("La signature est enregistrée : le devis est accepté."))

    def _close(self) -> None:
        self.scan = ""
        self.asking, self.link, self.line, self.errors = "", "", NO_LINE, {}

    async def _say(self, sentence: str) -> str:
        return say(sentence, await self._lang())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("Indiquez le jour écrit sur le devis.") from None


def _lot(values: dict[str, str]) -> int:
    """The service refuses a lot the quote has not."""
    asked = values.get("lot", "")
    return int(asked) if asked.isascii() and asked.isdecimal() else 0


def _typed(name: str, values: dict[str, str], read: Callable[[str], Any], usual: str = "") -> Any:
    """What a field says; its refusal stands beside it."""
    try:
        return read(values.get(name, "").strip() or usual)
    except Refused as refusal:
        raise Invalid({name: str(refusal)}) from refusal
