"""What the simulated calendars hold: events in the provider's own JSON, their versions, and who may reach them."""

import base64
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from dateutil import rrule, tz
from starlette.requests import Request

LASTS: Final = 3600
_MOST: Final = 1000


@dataclass
class Entry:
    """`told`: the ids of its occurrences that readers were told, which must be told again when they go."""

    id: str
    body: dict[str, Any]
    version: int = 1
    change: int = 0
    deleted: bool = False
    told: set[str] = field(default_factory=set)


@dataclass
class Diary:
    """One person's main calendar at one provider, and the others of that account (`others`).

    `faults`: the statuses the next calls meet; `page_size`: events a page.

    Marks of reading up to `forgotten` are lost (410).
    """

    entries: dict[str, Entry] = field(default_factory=dict[str, Entry])
    change: int = 0
    forgotten: int = -1
    page_size: int = 250
    faults: list[int] = field(default_factory=list[int])
    writes: int = 0
    pages: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    asks: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    access: set[str] = field(default_factory=set)
    refresh: set[str] = field(default_factory=set)
    others: dict[str, "Diary"] = field(default_factory=dict[str, "Diary"])
    watches: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    """Who is told of each change, as they asked."""
    watch_ends: Any = None
    """What is told of a watch's end instead of what was asked; empty: nothing."""

    def other(self, name: str) -> "Diary":
        """Another calendar of the same account: events of its own, reached by the same consent."""
        return self.others.setdefault(name, Diary(access=self.access, refresh=self.refresh))

    def put(self, entry_id: str, body: dict[str, Any]) -> Entry:
        """Created, changed, or brought back."""
        self.change += 1
        found = self.entries.get(entry_id)
        if found is None:
            found = self.entries[entry_id] = Entry(entry_id, {}, version=0)
        found.body, found.deleted = {**found.body, **body}, False
        found.version, found.change = found.version + 1, self.change
        return found

    def remove(self, entry: Entry) -> None:
        self.change += 1
        entry.deleted, entry.change, entry.version = True, self.change, entry.version + 1

    def since(self, change: int) -> list[Entry]:
        return [one for one in self.entries.values() if one.change > change and (change or not one.deleted)]

    def lose_tokens(self) -> None:
        """Every mark given so far is refused from now on."""
        self.change += 1
        self.forgotten = self.change - 1

    def fault(self) -> int:
        return self.faults.pop(0) if self.faults else 0

    def allows(self, request: Request) -> bool:
        return request.headers.get("authorization", "").removeprefix("Bearer ") in self.access

    def withdraw(self) -> None:
        """The consent is no more: neither are the tokens it gave."""
        self.access.clear()
        self.refresh.clear()

    def grant(self) -> dict[str, Any]:
        access, refresh = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
        self.access.add(access)
        self.refresh.add(refresh)
        return {"access_token": access, "refresh_token": refresh, "expires_in": LASTS, "token_type": "Bearer"}


def mark_of(state: dict[str, Any]) -> str:
    """A mark of reading, as a provider hands it out."""
    return base64.urlsafe_b64encode(json.dumps(state).encode()).decode()


def marked(mark: str) -> dict[str, Any]:
    """What a mark holds; one nobody handed out is as lost as the oldest."""
    try:
        return json.loads(base64.urlsafe_b64decode(mark))
    except ValueError:
        return {"change": -1}


def repeated(rule: str, starts: datetime, zone: str, since: datetime, until: datetime) -> Iterator[datetime]:
    """The starts of an RRULE that fall in that time: at the same hour all year on the event's own clock."""
    here: Any = tz.gettz(zone) or tz.UTC
    local = starts.astimezone(here).replace(tzinfo=None)
    said: Any = rrule.rrulestr(rule.removeprefix("RRULE:"), dtstart=local)
    for number, start in enumerate(said):
        instant = start.replace(tzinfo=here).astimezone(tz.UTC)
        if instant >= until or number > _MOST:
            return
        if instant > since - timedelta(days=1):
            yield instant
