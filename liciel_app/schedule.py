"""Every recurring job of the product, one line each."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Recurring:
    """A registered job and the crontab fields (UTC) of its turns; it is promised on subject 0."""

    job: str
    minute: str = "0"
    hour: str = "*"
    day: str = "*"


RECURRING: Final = (
    Recurring("agenda.extend_recurrences", minute="11", hour="2"),
    Recurring("agenda.note_tours", minute="23", hour="2"),
    Recurring("agenda.send_reminders", minute="*/5"),
    Recurring("dossiers.sweep_orphans", minute="17"),
    Recurring("orders.forget_drafts", minute="41", hour="3"),
    Recurring("orders.remind_quotes", minute="5", hour="8"),
    Recurring("calendars.promise_due", minute="*/10"),
)
