"""The office's automatic messages: which reminders, when nothing may leave, and what is about to leave."""

from dataclasses import dataclass
from typing import Any, Final

import reflex as rx

from liciel_app.agenda.queries import answers as queries
from liciel_app.agenda.queries import messages
from liciel_app.agenda.queries.answers import ReminderRow
from liciel_app.agenda.rules_messages import DAY
from liciel_app.agenda.screens.reminders_tabs import REMINDERS, messages_page
from liciel_app.agenda.screens.reminders_view import reminders_table, rules_card
from liciel_app.agenda.services.message_rules import Chosen, save_message_rules
from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid
from liciel_app.core.language import language_of, say
from liciel_app.core.work import Work
from liciel_app.ui import bridge, toast
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.lists import version
from liciel_app.ui.page import page
from liciel_app.ui.session import Session
from liciel_app.ui.ticker import ticker

KINDS: Final = ("guest_mail", "guest_sms", "technician_mail", "technician_sms")
_HOUR: Final = 60


@dataclass(frozen=True, slots=True)
class RulesForm:
    """As the fields hold them: hours « 20:00 », delays in hours separated by commas (« 48, 24 »)."""

    guest_mail: str = ""
    guest_sms: str = ""
    technician_mail: str = ""
    technician_sms: str = ""
    quiet_from: str = ""
    quiet_to: str = ""
    quiet_sundays: bool = True
    daily_cap: str = ""
    dry_run: bool = False
    on_the_way: bool = True
    arrival_minutes: str = ""


class Reminders(State):
    form: rx.Field[RulesForm] = rx.field(default_factory=RulesForm)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    rows: rx.Field[list[ReminderRow]] = rx.field(default_factory=list[ReminderRow])
    loaded: rx.Field[bool] = rx.field(default=False)
    _seen: str = ""

    @handler(Permission.AGENDA_READ)
    async def load(self) -> None:
        self._seen, self.errors = "", {}
        self.form = await bridge.read(self, _form)
        await self._show()

    @handler(Permission.AGENDA_READ)
    async def tick(self) -> None:
        await self._show()

    @handler(Permission.OFFICE_WRITE)
    async def save(self, values: dict[str, str]) -> Any:
        self.errors = {}
        await bridge.do(self, save_message_rules, chosen(values))
        self.form, self._seen = await bridge.read(self, _form), ""
        await self._show()
        return toast.done(say("Règles des messages enregistrées.", language_of((await self.get_state(Session)).lang)))

    async def _show(self) -> None:
        seen = await bridge.read(self, version, ("appointment", "reminder", "messagerules"))
        if seen != self._seen:
            self._seen = seen
            self.rows = await bridge.read(self, queries.reminders)
            self.loaded = True


@page(REMINDERS, title="Rappels", load=[Reminders.load])
def reminders_screen() -> rx.Component:
    return messages_page(
        REMINDERS,
        t("Rappels"),
        ticker(Reminders.tick),
        rules_card(Reminders),
        reminders_table(Reminders),
        subtitle=t("Un rappel suit son rendez-vous : déplacé, il se déplace ; annulé, il ne part pas."),
    )


def chosen(values: dict[str, str]) -> Chosen:
    """Raises Invalid naming each field that cannot be read."""
    wrong: dict[str, str] = {}

    def read(name: str, reader: Any, sentence: str) -> Any:
        try:
            return reader(values.get(name, ""))
        except (ValueError, OverflowError):
            wrong[name] = sentence
            return 0

    reminders = [
        (kind, minutes)
        for kind in KINDS
        for minutes in read(kind, _delays, "Écrivez des heures séparées par des virgules : 48, 24.") or ()
    ]
    found = {
        "quiet_from_minute": read("quiet_from", _minute, "Une heure s’écrit 20:00."),
        "quiet_to_minute": read("quiet_to", _minute, "Une heure s’écrit 08:00."),
        "daily_cap": read("daily_cap", int, "Écrivez un nombre."),
        "arrival_minutes": read("arrival_minutes", int, "Écrivez un nombre de minutes."),
    }
    if wrong:
        raise Invalid(wrong)
    ticked = {name: bool(values.get(name)) for name in ("quiet_sundays", "dry_run", "on_the_way")}
    return Chosen(**found, **ticked, reminders=tuple(reminders))


def _delays(text: str) -> list[int]:
    """« 48, 24 », in hours; a half is written 0.5."""
    return [round(float(one) * _HOUR) for one in text.replace(";", ",").split(",") if one.strip()]


def _minute(text: str) -> int:
    hours, minutes = text.split(":")[:2]
    return int(hours) * _HOUR + int(minutes)


def _form(work: Work) -> RulesForm:
    kept, wanted = messages.rules_of(work), messages.reminders_wanted(work)
    delays = {kind: ", ".join(_hours(minutes) for one, minutes in wanted if one == kind) for kind in KINDS}
    return RulesForm(
        **delays,
        quiet_from=_clock(kept.quiet_from_minute),
        quiet_to=_clock(kept.quiet_to_minute),
        quiet_sundays=kept.quiet_sundays,
        daily_cap=str(kept.daily_cap),
        dry_run=kept.dry_run,
        on_the_way=kept.on_the_way,
        arrival_minutes=str(kept.arrival_minutes),
    )


def _hours(minutes: int) -> str:
    return f"{minutes / _HOUR:g}"


def _clock(minute: int) -> str:
    return "23:59" if minute >= DAY else f"{minute // _HOUR:02d}:{minute % _HOUR:02d}"
