"""Calendars elsewhere, for tests: a real Radicale, and Google and Microsoft as the simulator speaks them.

Each side is one calendar of Karim's, seen from two places: as the office reaches it, and as Karim changes it himself.
"""

import json
import subprocess
import sys
import time
import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import httpx
from icalendar import Calendar

from liciel_app.agenda.models_calendars import Provider
from liciel_app.core import clock
from liciel_app.gateways.calendars import OutsideCalendar
from liciel_app.gateways.calendars.caldav import CaldavCalendar
from liciel_app.gateways.calendars.consent import Authorised, Consent, Tokens
from liciel_app.gateways.calendars.google import GoogleCalendar
from liciel_app.gateways.calendars.microsoft import MicrosoftCalendar
from liciel_app.simulator import google, microsoft
from liciel_app.simulator.diary import Diary
from tests.ports import free_port

OFFICE, PARIS = "b0rdeaux", ZoneInfo("Europe/Paris")
USER, PASSWORD = "karim", "pâques 2026"


@dataclass(frozen=True)
class Seen:
    """An event as Karim sees it in his calendar."""

    ref: str
    title: str
    starts_at: datetime


class Side(ABC):
    provider: Provider
    address: str

    @abstractmethod
    def calendar(self, office: str = OFFICE) -> OutsideCalendar: ...

    @abstractmethod
    def secret(self) -> str:
        """What the office keeps to reach it."""

    @abstractmethod
    def add(self, title: str, starts_at: datetime, *, weekly: int = 0, free: bool = False, day: bool = False) -> str:
        """Karim writes an hour of his own; `weekly` times, at the same hour in Paris. Its ref."""

    @abstractmethod
    def move(self, ref: str, starts_at: datetime) -> None: ...

    @abstractmethod
    def drop(self, ref: str) -> None: ...

    @abstractmethod
    def seen(self) -> list[Seen]: ...

    @abstractmethod
    def lose_tokens(self) -> None: ...

    def ours(self, theirs: set[str]) -> list[Seen]:
        return sorted((one for one in self.seen() if one.ref not in theirs), key=lambda one: one.starts_at)


class Radicale(Side):
    provider = Provider.CALDAV

    def __init__(self, root: str) -> None:
        self.root, self.name = root, uuid.uuid4().hex[:10]
        self.address = f"{root}/{USER}/{self.name}/"
        self.http = httpx.Client(auth=(USER.encode(), PASSWORD.encode()), trust_env=False)
        self._make()

    def calendar(self, office: str = OFFICE) -> OutsideCalendar:
        return CaldavCalendar(self.address, USER, PASSWORD, office, PARIS, clock.now, private=True)

    def secret(self) -> str:
        return json.dumps({"user": USER, "password": PASSWORD})

    def add(self, title: str, starts_at: datetime, *, weekly: int = 0, free: bool = False, day: bool = False) -> str:
        ref = f"{self.address}{uuid.uuid4().hex}.ics"
        self._put(ref, _vevent(uuid.uuid4().hex, title, starts_at, weekly=weekly, free=free, day=day))
        return urlsplit(ref).path

    def move(self, ref: str, starts_at: datetime) -> None:
        text = self.http.get(f"{self.root}{ref}").text
        event: Any = Calendar.from_ical(text).walk("VEVENT")[0]
        self._put(f"{self.root}{ref}", _vevent(str(event["uid"]), str(event["summary"]), starts_at))

    def drop(self, ref: str) -> None:
        self.http.delete(f"{self.root}{ref}").raise_for_status()

    def seen(self) -> list[Seen]:
        found = self.http.request("PROPFIND", self.address, headers={"depth": "1"}).text
        hrefs = [part.partition("</href>")[0] for part in found.split("<href>")[1:]]
        return [self._seen(unquote(href)) for href in hrefs if href.endswith(".ics")]

    def lose_tokens(self) -> None:
        """The server is set up anew with the same events."""
        kept = {one.ref: self.http.get(f"{self.root}{one.ref}").text for one in self.seen()}
        self.http.delete(self.address).raise_for_status()
        self._make()
        for ref, text in kept.items():
            self._put(f"{self.root}{ref}", text.encode())

    def _make(self) -> None:
        self.http.request("MKCALENDAR", self.address).raise_for_status()

    def _put(self, url: str, content: bytes) -> None:
        self.http.put(url, content=content, headers={"content-type": "text/calendar"}).raise_for_status()

    def _seen(self, ref: str) -> Seen:
        event: Any = Calendar.from_ical(self.http.get(f"{self.root}{ref}").text).walk("VEVENT")[0]
        starts = event.start
        return Seen(
            ref, str(event["summary"]), starts if isinstance(starts, datetime) else datetime.min.replace(tzinfo=UTC)
        )


class Simulated(Side, ABC):
    """`url`: the simulator's address; `diary`: what it holds of Karim's."""

    def __init__(self, url: str, diary: Diary) -> None:
        self.url, self.diary = url, diary
        granted = diary.grant()
        self.tokens = Tokens(granted["access_token"], granted["refresh_token"], clock.now() + timedelta(hours=1))

    def access(self) -> Authorised:
        return Authorised(self.consent(), self.tokens, clock.now)

    @abstractmethod
    def consent(self) -> Consent: ...

    def secret(self) -> str:
        expires = self.tokens.expires_at.isoformat()
        return json.dumps({"access": self.tokens.access, "refresh": self.tokens.refresh, "expires_at": expires})

    def drop(self, ref: str) -> None:
        self.diary.remove(self.diary.entries[ref])

    def lose_tokens(self) -> None:
        self.diary.lose_tokens()


class Google(Simulated):
    provider, address = Provider.GOOGLE, google.CALENDAR

    def consent(self) -> Consent:
        return Consent("demo", "", f"{self.url}/o/oauth2/v2/auth", f"{self.url}/token", "events", "http://localhost/x")

    def calendar(self, office: str = OFFICE) -> OutsideCalendar:
        return GoogleCalendar(self.address, self.access(), office, PARIS, self.url)

    def add(self, title: str, starts_at: datetime, *, weekly: int = 0, free: bool = False, day: bool = False) -> str:
        body: dict[str, Any] = {"summary": title, **_google_times(starts_at, day=day)}
        if weekly:
            body["recurrence"] = [f"RRULE:FREQ=WEEKLY;COUNT={weekly}"]
        if free:
            body["transparency"] = "transparent"
        return self.diary.put(f"theirs{uuid.uuid4().hex}", body).id

    def move(self, ref: str, starts_at: datetime) -> None:
        self.diary.put(ref, _google_times(starts_at))

    def seen(self) -> list[Seen]:
        here = [one for one in self.diary.entries.values() if not one.deleted and "dateTime" in one.body["start"]]
        return [
            Seen(one.id, one.body["summary"], datetime.fromisoformat(one.body["start"]["dateTime"])) for one in here
        ]


class Microsoft(Simulated):
    provider, address = Provider.MICROSOFT, microsoft.CALENDAR

    def consent(self) -> Consent:
        base = f"{self.url}/common/oauth2/v2.0"
        return Consent("demo", "", f"{base}/authorize", f"{base}/token", "Calendars.ReadWrite", "http://localhost/x")

    def calendar(self, office: str = OFFICE) -> OutsideCalendar:
        return MicrosoftCalendar(self.address, self.access(), office, PARIS, self.url)

    def add(self, title: str, starts_at: datetime, *, weekly: int = 0, free: bool = False, day: bool = False) -> str:
        body: dict[str, Any] = {"subject": title, "isAllDay": day, **_graph_times(starts_at, day=day)}
        if weekly:
            weekdays = [starts_at.astimezone(PARIS).strftime("%A").lower()]
            pattern = {"type": "weekly", "interval": 1, "daysOfWeek": weekdays}
            body["recurrence"] = {"pattern": pattern, "range": {"type": "numbered", "numberOfOccurrences": weekly}}
        if free:
            body["showAs"] = "free"
        return self.diary.put(f"AAMk{uuid.uuid4().hex}", body).id

    def move(self, ref: str, starts_at: datetime) -> None:
        self.diary.put(ref, _graph_times(starts_at))

    def seen(self) -> list[Seen]:
        here = [one for one in self.diary.entries.values() if not one.deleted]
        return [Seen(one.id, one.body["subject"], microsoft._instant(one.body["start"])) for one in here]


@contextmanager
def a_radicale(folder: Path) -> Iterator[str]:
    """A real server on loopback, one user with a password; its address."""
    port = free_port()
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
    options = {
        "server-hosts": f"127.0.0.1:{port}",
        "auth-type": "htpasswd",
        "auth-htpasswd-filename": str(folder / "users"),
        "auth-htpasswd-encryption": "plain",
        "auth-delay": "0",
        "storage-filesystem-folder": str(folder / "collections"),
        "logging-level": "warning",
    }
    told = [part for name, value in options.items() for part in (f"--{name}", value)]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-m", "radicale", "--config", "", *told], stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}/", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            httpx.get(url, trust_env=False)
        except httpx.HTTPError:
            assert server.poll() is None, "Radicale did not start"
            time.sleep(0.1)
        else:
            return
    raise AssertionError("Radicale did not start")


def _vevent(
    uid: str, title: str, starts_at: datetime, *, weekly: int = 0, free: bool = False, day: bool = False
) -> bytes:
    local = starts_at.astimezone(PARIS)
    whole, timed = local.strftime("%Y%m%d"), local.strftime("%Y%m%dT%H%M%S")
    later = (local + timedelta(days=1)).strftime("%Y%m%d")
    times = (
        [f"DTSTART;VALUE=DATE:{whole}", f"DTEND;VALUE=DATE:{later}"]
        if day
        else [f"DTSTART;TZID=Europe/Paris:{timed}", "DURATION:PT1H"]
    )
    more = [f"RRULE:FREQ=WEEKLY;COUNT={weekly}"] * bool(weekly) + ["TRANSP:TRANSPARENT"] * free
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Karim//FR", "BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}"),
        *("DTSTAMP:20261101T000000Z", *times, *more, "END:VEVENT", "END:VCALENDAR", ""),
    ]
    return "\r\n".join(lines).encode()


def _google_times(starts_at: datetime, *, day: bool = False) -> dict[str, Any]:
    local = starts_at.astimezone(PARIS)
    if day:
        return {"start": {"date": local.date().isoformat()}, "end": {"date": _next(local)}}
    ends = local.astimezone(UTC) + timedelta(hours=1)
    times = {"start": local.isoformat(), "end": ends.astimezone(PARIS).isoformat()}
    return {name: {"dateTime": value, "timeZone": "Europe/Paris"} for name, value in times.items()}


def _graph_times(starts_at: datetime, *, day: bool = False) -> dict[str, Any]:
    local = starts_at.astimezone(PARIS)
    if day:
        told = {"start": f"{local.date().isoformat()}T00:00:00", "end": f"{_next(local)}T00:00:00"}
        return {name: {"dateTime": value, "timeZone": "UTC"} for name, value in told.items()}
    ends = (local.astimezone(UTC) + timedelta(hours=1)).astimezone(PARIS)
    times = {"start": local.replace(tzinfo=None), "end": ends.replace(tzinfo=None)}
    return {name: {"dateTime": value.isoformat(), "timeZone": "Europe/Paris"} for name, value in times.items()}


def _next(local: datetime) -> str:
    return (local.date() + timedelta(days=1)).isoformat()
