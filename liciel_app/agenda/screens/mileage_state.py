"""A month of kilometres: measured when it is looked at, corrected day by day, asked for, approved, paid."""

from datetime import date
from typing import Any, ClassVar, Final

import reflex as rx

from liciel_app.agenda.mileage import entrusting, queries, rules, services, settling, touring
from liciel_app.agenda.mileage.entrusting import Entrusting
from liciel_app.agenda.mileage.measuring import knows_roads, measured
from liciel_app.agenda.mileage.rows import DayRow, MonthSheet, PersonRow, VehicleRow
from liciel_app.agenda.mileage.touring import Tour
from liciel_app.agenda.models_mileage import VehicleCategory
from liciel_app.core import journal
from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid
from liciel_app.core.language import month_words, say
from liciel_app.core.work import Work
from liciel_app.ui import bridge, toast
from liciel_app.ui.handler import Own, State, handler

KINDS: Final = ("tourday", "mileagestatement", "vehicleuse", "appointment", "resource", "account")
NEW_DAY: Final = DayRow("", "", "", "", "", "", "", "", estimated=False, vehicle="", warning="")


class MonthState(State, mixin=True):
    """`READS` looks at months, `WRITES` corrects them. The address holds the month: `?mois=2026-11`."""

    ADDRESS: ClassVar[str] = ""
    EVERYBODY: ClassVar[bool] = False
    """The address may name somebody; otherwise one's own months."""

    sheet: rx.Field[MonthSheet] = rx.field(default_factory=MonthSheet)
    title: rx.Field[str] = rx.field("")
    before: rx.Field[str] = rx.field("")
    after: rx.Field[str] = rx.field("")
    editing: rx.Field[DayRow] = rx.field(default_factory=lambda: NEW_DAY)
    correcting: rx.Field[bool] = rx.field(default=False)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    ready: rx.Field[bool] = rx.field(default=False)
    _month: str = ""
    _chosen: int = 0
    _seen: str = ""

    @handler(Own.READS)
    async def load(self) -> None:
        """A month or a person the address does not know is the present month, and nobody."""
        asked = self.router.url.query_parameters
        self._month, chosen = asked.get("mois", ""), asked.get("personne", "")
        self._chosen = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < 10 else 0  # noqa: PLR2004 no longer number is a row's
        self._seen, self.correcting = "", False
        await self._show()

    @handler(Own.READS)
    async def tick(self) -> None:
        if not self.correcting:
            await self._show()

    @handler(Own.WRITES)
    async def open_day(self, iso: str) -> None:
        """An empty day: another one than those of the list."""
        self.editing = next((day for day in self.sheet.days if day.iso == iso), NEW_DAY)
        self.errors, self.correcting = {}, True

    @handler(Own.WRITES)
    async def close_day(self, is_open: bool) -> None:
        self.correcting = is_open

    @handler(Own.WRITES)
    async def correct(self, values: dict[str, str]) -> Any:
        """`day` (ISO), `km` and `reason` as they were typed."""
        self.errors = {}
        await bridge.do(
            self,
            services.correct,
            account_id=self.sheet.account_id,
            day=_day(values.get("day", ""), "day"),
            km=values.get("km", ""),
            reason=values.get("reason", ""),
        )
        self.correcting = False
        return await self._done("Kilomètres corrigés.")

    @handler(Own.WRITES)
    async def proved(self, ids: list[str]) -> Any:
        """Files arrived for the day being corrected."""
        done = await self._done("Justificatif joint." if ids else "Aucun fichier reçu.")
        self.editing = next((day for day in self.sheet.days if day.iso == self.editing.iso), NEW_DAY)
        return done

    async def _done(self, sentence: str) -> Any:
        self._seen = ""
        await self._show()
        return toast.done(say(sentence, (await bridge.person(self)).language))

    async def _show(self) -> None:
        """Read again only when something changed; the tours are measured first, outside any transaction."""
        seen = await bridge.read(self, _version)
        if seen == self._seen:
            return
        waiting = await bridge.read(self, _to_measure, self._month, everybody=self.EVERYBODY)
        if waiting:
            await bridge.do(self, services.note_tours, await rx.run_in_thread(lambda: measured(waiting)))
            seen = await bridge.read(self, _version)
        await self._read()
        self._seen, self.ready = seen, True

    async def _read(self) -> None:
        month, self.sheet = await bridge.read(self, _sheet, self._month, self._chosen, everybody=self.EVERYBODY)
        self.title, self.before, self.after = await bridge.read(self, _around, month, self.ADDRESS, self._chosen)


class MyMileage(MonthState, State):
    """A technician's own months, on his phone."""

    READS: ClassVar = Permission.FIELD_WORK
    WRITES: ClassVar = Permission.FIELD_WORK
    ADDRESS: ClassVar = "/terrain/kilometres"

    @handler(Permission.FIELD_WORK)
    async def ask(self) -> Any:
        await bridge.do(self, services.ask, _day(self.sheet.month, "month"))
        return await self._done("Relevé demandé.")


class Mileage(MonthState, State):
    """Everybody's month, one person's, and the vehicles."""

    READS: ClassVar = Permission.MILEAGE_READ
    WRITES: ClassVar = Permission.MILEAGE_APPROVE
    ADDRESS: ClassVar = "/bureau/kilometres"
    EVERYBODY: ClassVar = True

    people: rx.Field[list[PersonRow]] = rx.field(default_factory=list[PersonRow])
    vehicles: rx.Field[list[VehicleRow]] = rx.field(default_factory=list[VehicleRow])
    names: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list[tuple[str, str]])
    """Vehicles that may be entrusted: (number, name)."""
    drivers: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list[tuple[str, str]])
    month: rx.Field[str] = rx.field("")
    entrusting: rx.Field[bool] = rx.field(default=False)
    ending: rx.Field[int] = rx.field(0)
    returning: rx.Field[bool] = rx.field(default=False)

    @handler(Permission.MILEAGE_APPROVE)
    async def approve(self) -> Any:
        claim = services.Claim(self.sheet.statement_id, self.sheet.cents)
        self._seen = ""
        await bridge.do(self, services.approve, claim)
        return await self._done("Relevé approuvé.")

    @handler(Permission.MILEAGE_APPROVE)
    async def show_return(self, is_open: bool) -> None:
        self.returning, self.errors = is_open, {}

    @handler(Permission.MILEAGE_APPROVE)
    async def send_back(self, values: dict[str, str]) -> Any:
        self.errors = {}
        await bridge.do(self, services.send_back, self.sheet.statement_id, values.get("why", ""))
        self.returning = False
        return await self._done("Relevé renvoyé.")

    @handler(Permission.MILEAGE_APPROVE)
    async def mark_paid(self) -> Any:
        await bridge.do(self, services.mark_paid, self.sheet.statement_id)
        return await self._done("Relevé payé.")

    @handler(Permission.MILEAGE_APPROVE)
    async def show_entrusting(self, is_open: bool) -> None:
        self.entrusting, self.errors = is_open, {}

    @handler(Permission.MILEAGE_APPROVE)
    async def entrust(self, values: dict[str, str]) -> Any:
        self.errors = {}
        await bridge.do(self, entrusting.entrust, _entrusting(values))
        self.entrusting = False
        return await self._done("Véhicule déclaré.")

    @handler(Permission.MILEAGE_APPROVE)
    async def show_ending(self, use_id: int) -> None:
        self.ending, self.errors = use_id, {}

    @handler(Permission.MILEAGE_APPROVE)
    async def close_ending(self, is_open: bool) -> None:
        self.ending = self.ending if is_open else 0

    @handler(Permission.MILEAGE_APPROVE)
    async def end_use(self, values: dict[str, str]) -> Any:
        self.errors = {}
        await bridge.do(self, entrusting.end_use, self.ending, _day(values.get("until", ""), "until"))
        self.ending = 0
        return await self._done("Période terminée.")

    async def _read(self) -> None:
        await super()._read()
        self.month, self.people, self.vehicles, self.names = await bridge.read(self, _office, self._month)
        self.drivers = [(str(row.id), row.name) for row in self.people]


def _month_of(text: str, today: date) -> date:
    """The month the address names; the present one for what is none, or lies outside what the scale knows."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return rules.first_of(today)
    return month if settling.FIRST_DAY.year <= month.year <= today.year + 1 else rules.first_of(today)


def _to_measure(work: Work, month: str, *, everybody: bool) -> list[Tour]:
    first, again = _month_of(month, work.today), knows_roads()
    people = [one.id or 0 for one in touring.drivers(work)]
    return [
        tour
        for number in people
        if everybody or number == work.actor.account_id
        for since in [settling.unmeasured_since(work, number, first)]
        for tour in touring.to_measure(work, number, since, rules.last_of(first), again=again)
    ]


def _sheet(work: Work, month: str, chosen: int, *, everybody: bool) -> tuple[date, MonthSheet]:
    """Empty while nobody is chosen, and for who drives no tour."""
    first, whose = _month_of(month, work.today), chosen if everybody else work.actor.account_id or 0
    if not everybody and whose not in {one.id for one in touring.drivers(work)}:
        return first, MonthSheet()
    return first, queries.month_sheet(work, whose, first) if whose else MonthSheet()


def _around(work: Work, month: date, address: str, chosen: int) -> tuple[str, str, str]:
    """The month's name, and the addresses of the one before and the one after."""
    whose = f"&personne={chosen}" if chosen else ""
    near = (rules.previous_month(month), rules.next_month(month))
    before, after = (f"{address}?mois={one:%Y-%m}{whose}" for one in near)
    return month_words(month, work.language), before, after


def _office(work: Work, month: str) -> tuple[str, list[PersonRow], list[VehicleRow], list[tuple[str, str]]]:
    first = _month_of(month, work.today)
    return f"{first:%Y-%m}", queries.people_rows(work, first), queries.vehicle_rows(work), queries.open_vehicles(work)


def _version(work: Work) -> str:
    return f"{journal.latest(work.db, KINDS)} {work.language} {work.today}"


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid({field: "Choisissez un jour."}) from None


def _entrusting(values: dict[str, str]) -> Entrusting:
    """What the form says. Raises Invalid beside what is no number, no day or no choice."""
    category = values.get("category", "")
    if category not in set(VehicleCategory):
        raise Invalid({"category": "Choisissez le genre du véhicule."})
    return Entrusting(
        account_id=_number(values, "account_id", "Choisissez une personne."),
        resource_id=_number(values, "resource_id", "Choisissez un véhicule de la liste."),
        since=_day(values.get("since", ""), "since"),
        category=VehicleCategory(category),
        power=_number(values, "power", "Indiquez la puissance fiscale en chevaux.", empty=0),
        electric=values.get("electric", "") == "oui",
        km_before=_number(values, "km_before", "Indiquez un nombre entier de kilomètres.", empty=0),
    )


def _number(values: dict[str, str], name: str, sentence: str, *, empty: int | None = None) -> int:
    text = "".join(values.get(name, "").split())
    if not text and empty is not None:
        return empty
    if not text.removeprefix("-").isdecimal() or not text.isascii() or len(text) > 9:  # noqa: PLR2004 longer overflows a column
        raise Invalid({name: sentence})
    return int(text)
