"""Whether there is time enough: each technician's hours against what is booked, by day or week, and each domain."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

import reflex as rx

from liciel_app.agenda import services
from liciel_app.agenda.queries import capacity
from liciel_app.agenda.screens.capacity_rows import Grid, grid, weeks
from liciel_app.agenda.screens.capacity_view import capacity_tables, least_card, period_bar
from liciel_app.agenda.screens.hours_forms import whole
from liciel_app.agenda.screens.hours_tabs import CAPACITY, crew_page, done
from liciel_app.core import clock
from liciel_app.core.access import Permission
from liciel_app.core.language import day_as
from liciel_app.core.work import Work
from liciel_app.office import certificates
from liciel_app.ui import bridge
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.lists import version
from liciel_app.ui.page import page
from liciel_app.ui.ticker import ticker

MONTH: Final = "mois"
WEEKS: Final = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """`least`: what the office wants of each domain, as the fields hold it."""

    title: str = ""
    before: str = CAPACITY
    after: str = CAPACITY
    grid: Grid = field(default_factory=Grid)
    least: dict[str, str] = field(default_factory=dict[str, str])


class Capacity(State):
    shown: rx.Field[Shown] = rx.field(default_factory=Shown)
    view: rx.Field[str] = rx.field("")
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    loaded: rx.Field[bool] = rx.field(default=False)
    _day: str = ""
    _seen: str = ""

    @handler(Permission.AGENDA_READ)
    async def load(self) -> None:
        asked = self.router.url.query_parameters
        self._day, self.view, self._seen = asked.get("jour", ""), asked.get("vue", ""), ""
        await self._show()

    @handler(Permission.AGENDA_READ)
    async def tick(self) -> None:
        await self._show()

    @handler(Permission.OFFICE_WRITE)
    async def save_least(self, values: dict[str, str]) -> Any:
        self.errors = {}
        wanted = {
            code: whole(values, f"least-{code}") if values.get(f"least-{code}", "").strip() else 0
            for code in certificates.DOMAINS
        }
        await bridge.do(self, services.set_least, wanted)
        self._seen = ""
        await self._show()
        return await done(self, "Effectifs minimaux enregistrés.")

    async def _show(self) -> None:
        seen = await bridge.read(self, version, ("appointment", "account", "office", "leave", "dossier"))
        if seen == self._seen:
            return
        self._seen = seen
        self.shown = await bridge.read(self, _shown, self._day, self.view)
        self.loaded = True


@page(CAPACITY, title="Capacité", load=[Capacity.load])
def capacity_screen() -> rx.Component:
    return crew_page(
        CAPACITY,
        t("Capacité"),
        ticker(Capacity.tick),
        period_bar(Capacity),
        capacity_tables(Capacity),
        least_card(Capacity),
        subtitle=t("Les heures de l’équipe contre ce qui est pris ; les manques sont en couleur."),
        wide=True,
    )


def _shown(work: Work, day: str, view: str) -> Shown:
    """What stands in the address is a question: a day that is none is today."""
    try:
        chosen = date.fromisoformat(day)
    except ValueError:
        chosen = work.today
    monday = clock.monday_of(chosen)
    columns = weeks(monday, WEEKS) if view == MONTH else [[one] for one in weeks(monday, 1)[0]]
    days = [one for column in columns for one in column]
    facts = capacity.read(work, days[0], len(days))
    step, end = timedelta(days=len(days)), f"&vue={MONTH}" if view == MONTH else ""
    lang = work.language
    return Shown(
        title=f"{day_as(days[0], 'd MMM', lang)} – {day_as(days[-1], 'd MMM yyyy', lang)}",
        before=f"{CAPACITY}?jour={monday - step}{end}",
        after=f"{CAPACITY}?jour={monday + step}{end}",
        grid=grid(facts, columns, lang),
        least={code: str(facts.least.get(code, 0)) for code in certificates.DOMAINS},
    )
