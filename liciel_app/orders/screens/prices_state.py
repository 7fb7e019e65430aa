"""What the screen of prices holds: a list being prepared as texts, what is wrong in it, three orders tried on it."""

import json
from typing import Any

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.errors import Refused
from liciel_app.core.language import say
from liciel_app.core.work import Work
from liciel_app.orders import price_tables, services
from liciel_app.orders.price_tables import Tables, editing, titles
from liciel_app.orders.pricing import Grid, Sheet
from liciel_app.orders.queries import price_desk
from liciel_app.orders.queries.price_desk import Comparison, ListRow
from liciel_app.ui import bridge, toast
from liciel_app.ui.handler import State, handler
from liciel_app.ui.session import Session


class PriceDesk(State):
    """`tables` is what is being prepared, as texts; the lists themselves never change."""

    tables: rx.Field[dict[str, list[list[str]]]] = rx.field(default_factory=dict[str, list[list[str]]])
    heads: rx.Field[dict[str, list[str]]] = rx.field(default_factory=dict[str, list[str]])
    lists: rx.Field[list[ListRow]] = rx.field(default_factory=list[ListRow])
    shown: rx.Field[int] = rx.field(0)
    loaded: rx.Field[bool] = rx.field(False)
    changed: rx.Field[bool] = rx.field(False)
    revision: rx.Field[int] = rx.field(0)
    """Moves when rows come and go: every cell is then written anew."""
    faults: rx.Field[list[str]] = rx.field(default_factory=list[str])
    told: rx.Field[dict[str, list[str]]] = rx.field(default_factory=dict[str, list[str]])
    """The same, sheet by sheet."""
    wrong: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    """By « sheet.row.column », what is wrong there."""
    trying: rx.Field[bool] = rx.field(False)
    comparisons: rx.Field[list[Comparison]] = rx.field(default_factory=list[Comparison])
    _based_on: rx.Field[dict[str, int]] = rx.field(default_factory=dict[str, int])
    _left: rx.Field[dict[str, list[list[str]]]] = rx.field(default_factory=dict[str, list[list[str]]])

    @handler(Permission.PRICES_WRITE)
    async def load(self) -> None:
        """Arriving, or connecting again: what was typed meanwhile stays."""
        self.lists, self._based_on = await bridge.read(self, _lists)
        if not self.changed:
            await self._open(self.shown)
        self.loaded = True

    @handler(Permission.PRICES_WRITE)
    async def open(self, list_id: int) -> Any:
        left = self._leave()
        await self._open(list_id)
        return await self._offer_back(left, "Grille ouverte.")

    @handler(Permission.PRICES_WRITE)
    async def put(self, sheet: str, row: int, column: int, text: str) -> None:
        changed = editing.with_cell(self.tables, (_sheet(sheet), row, column), text)
        if changed != self.tables:
            await self._change(changed)

    @handler(Permission.PRICES_WRITE)
    async def add(self, sheet: str, first: str) -> None:
        await self._change(editing.with_row(self.tables, _sheet(sheet), first), anew=True)

    @handler(Permission.PRICES_WRITE)
    async def remove(self, sheet: str, row: int) -> None:
        await self._change(editing.without_row(self.tables, _sheet(sheet), row), anew=True)

    @handler(Permission.PRICES_WRITE)
    async def take_workbook(self, ids: list[str]) -> Any:
        """What the workbook says stands on the screen; nothing is saved yet."""
        left = self._leave()
        draft = await bridge.read(self, price_desk.own_draft, int(ids[0]))
        await self._change(json.loads(draft.tables), anew=True)
        return await self._offer_back(left, "Classeur lu : vérifiez les prix, puis enregistrez.")

    @handler(Permission.PRICES_WRITE)
    async def take_back(self) -> None:
        if self._left:
            await self._change(self._left, anew=True)

    @handler(Permission.PRICES_WRITE)
    async def give_up(self) -> None:
        self.changed = False
        await self._open(self.shown)

    @handler(Permission.PRICES_WRITE)
    async def try_out(self) -> None:
        """Three orders before and after, when the list holds together."""
        self.comparisons = await bridge.read(self, price_desk.compared, await self._grid())
        self.trying = True

    @handler(Permission.PRICES_WRITE)
    async def close(self, open_: bool) -> None:
        self.trying = open_

    @handler(Permission.PRICES_WRITE)
    async def save(self) -> Any:
        grid = await self._grid()
        kept = await bridge.do(self, services.publish, grid, based_on=self._based_on.get(grid.family))
        self.trying, self.changed, self.shown = False, False, kept.id or 0
        self.lists, self._based_on = await bridge.read(self, _lists)
        await self._open(self.shown)
        return toast.done(say("Grille enregistrée.", await self._lang()))

    async def _grid(self) -> Grid:
        """Raises Refused while something is wrong."""
        reading = price_tables.read(self.tables)
        await self._tell(reading)
        if reading.grid is None:
            raise Refused("Corrigez la grille : {count} erreur(s).", count=len(reading.faults))
        return reading.grid

    async def _open(self, list_id: int) -> None:
        self.shown, tables = await bridge.read(self, price_desk.opened_list, list_id)
        await self._change(tables, anew=True)
        self.changed = False

    async def _change(self, tables: Tables, *, anew: bool = False) -> None:
        lang = await self._lang()
        self.tables, self.changed = tables, True
        self.heads = {sheet: titles.heads(sheet, tables, lang) for sheet in Sheet}
        self.revision += int(anew)
        await self._tell(price_tables.read(tables))

    async def _tell(self, reading: price_tables.Reading) -> None:
        lang = await self._lang()
        words = [(fault.sheet, titles.told(fault, self.tables, lang)) for fault in reading.faults]
        self.faults = [told for _, told in words]
        self.told = {sheet: [told for of, told in words if of is sheet] for sheet in Sheet}
        self.wrong = {
            f"{fault.sheet}.{fault.row}.{fault.column}": say(fault.sentence, lang, **fault.values)
            for fault in reading.faults
        }

    def _leave(self) -> bool:
        self._left = dict(self.tables) if self.changed else {}
        return self.changed

    async def _offer_back(self, left: bool, sentence: str) -> Any:
        """What was being typed can be taken back for ten seconds."""
        lang = await self._lang()
        words = say(sentence, lang)
        return toast.undoable(words, PriceDesk.take_back(), word=say("Annuler", lang)) if left else toast.done(words)

    async def _lang(self) -> Any:
        return (await self.get_state(Session)).lang


def _lists(work: Work) -> tuple[list[ListRow], dict[str, int]]:
    return price_desk.list_rows(work), price_desk.latest_lists(work)


def _sheet(name: str) -> Sheet:
    try:
        return Sheet(name)
    except ValueError:
        raise Refused("Cette feuille n’existe pas.") from None
