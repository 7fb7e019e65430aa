"""The office's rules of automatic messages."""

from dataclasses import dataclass
from typing import Final

from sqlmodel import select

from liciel_app.agenda import rules_messages
from liciel_app.agenda.models_messages import MessageRules, ReminderRule
from liciel_app.agenda.queries import messages
from liciel_app.agenda.services import reminding
from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid, NotAllowed
from liciel_app.core.work import Work

_MOST_A_DAY: Final = 10_000
_LONGEST_WINDOW: Final = 240


@dataclass(frozen=True, slots=True)
class Chosen:
    """Minutes from midnight, or lengths in minutes. `reminders`: `(who and how, minutes before)`."""

    quiet_from_minute: int = 1200
    quiet_to_minute: int = 480
    quiet_sundays: bool = True
    daily_cap: int = 300
    dry_run: bool = False
    on_the_way: bool = True
    arrival_minutes: int = 30
    reminders: tuple[tuple[str, int], ...] = tuple((str(kind), minutes) for kind, minutes in rules_messages.USUAL)


def save_message_rules(work: Work, chosen: Chosen) -> MessageRules:
    """Visits to come take them over at once. Raises Invalid naming the field that cannot be."""
    if not work.actor.may(Permission.OFFICE_WRITE):
        raise NotAllowed
    rules_messages.check_quiet(chosen.quiet_from_minute, chosen.quiet_to_minute)
    if not 0 <= chosen.daily_cap <= _MOST_A_DAY:
        raise Invalid({"daily_cap": "De 0 à 10 000 rappels par jour."})
    if not 0 <= chosen.arrival_minutes <= _LONGEST_WINDOW:
        raise Invalid({"arrival_minutes": "Une fenêtre d’arrivée dure 4 heures au plus."})
    wanted = rules_messages.check_reminders(list(chosen.reminders))
    before = _told(messages.rules_of(work), messages.reminders_wanted(work))
    kept = work.db.get(MessageRules, 1) or MessageRules()
    for name in _FIELDS:
        setattr(kept, name, getattr(chosen, name))
    work.db.add(kept)
    for row in work.db.exec(select(ReminderRule)).all():
        work.db.delete(row)
    work.db.flush()
    work.db.add_all(ReminderRule(kind=kind, minutes_before=minutes) for kind, minutes in wanted)
    work.db.flush()
    work.record("messages.rules_set", kept, before=before, after=_told(kept, wanted))
    reminding.arm_all(work)
    return kept


def _told(kept: MessageRules, reminders: list[tuple[rules_messages.ReminderKind, int]]) -> dict[str, object]:
    told: dict[str, object] = {name: getattr(kept, name) for name in _FIELDS}
    return told | {"reminders": [f"{kind} {minutes}" for kind, minutes in reminders]}


_FIELDS: Final = (
    "quiet_from_minute",
    "quiet_to_minute",
    "quiet_sundays",
    "daily_cap",
    "dry_run",
    "on_the_way",
    "arrival_minutes",
)
