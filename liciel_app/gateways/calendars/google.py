"""A Google calendar (Calendar API v3).

Our event's id is chosen by us: written twice, it is one. A private extended property marks it as ours.
"""

import base64
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final
from urllib.parse import quote

from liciel_app.gateways.calendars.calling import Answer
from liciel_app.gateways.calendars.consent import Authorised
from liciel_app.gateways.calendars.contract import (
    Changed,
    Changes,
    Event,
    Found,
    Listed,
    Missing,
    Stored,
    TokenLost,
    Watch,
)
from liciel_app.gateways.errors import GatewayError

URL: Final = "https://www.googleapis.com"
AUTHORISE: Final = "https://accounts.google.com/o/oauth2/v2/auth"
TOKEN: Final = "https://oauth2.googleapis.com/token"  # noqa: S105 an address
REVOKE: Final = "https://oauth2.googleapis.com/revoke"
SCOPE: Final = (
    "https://www.googleapis.com/auth/calendar.events https://www.googleapis.com/auth/calendar.calendarlist.readonly"
)
MORE: Final = {"access_type": "offline", "prompt": "consent"}
_WATCHED: Final = timedelta(days=7)
_DIGITS: Final = 15
_PAGE: Final = 250
_PAGES: Final = 200


@dataclass(slots=True)
class GoogleCalendar:
    """`address`: the calendar's id, or « primary ». `url` stands in for Google's own host where one is set."""

    address: str
    access: Authorised
    office: str
    zone: tzinfo
    url: str = URL

    def calendars(self) -> list[Listed]:
        path = f"{self.url}/calendar/v3/users/me/calendarList"
        told = self.access.ask("GET", path, params={"minAccessRole": "writer"}).json()
        items = _items(told)
        listed = [Listed(str(one["id"]), str(one.get("summary", "")), bool(one.get("primary"))) for one in items]
        return sorted(listed, key=lambda one: not one.main)

    def changes(self, since: datetime, until: datetime, token: str) -> Changes:
        """Repetitions come one by one, written out by Google."""
        asked: dict[str, Any] = {"singleEvents": "true", "showDeleted": "true", "maxResults": _PAGE}
        if token:
            asked["syncToken"] = token
        else:
            asked |= {"timeMin": _said(since), "timeMax": _said(until)}
        found, touched = list[Found](), set[str]()
        for page in self._pages(asked):
            for one in _items(page):
                touched.add(str(one.get("id", "")))
                if one.get("status") != "cancelled" and (seen := self._found(one)) is not None:
                    found.append(seen)
            token = str(page.get("nextSyncToken") or token)
        meets = (one for one in found if one.starts_at < until and one.ends_at > since)
        return Changes(tuple(meets), frozenset(touched), token, full="syncToken" not in asked)

    def write(self, event: Event, known: Stored | None) -> Stored:
        if known is not None:
            try:
                return self._patch(event, known)
            except Missing:
                pass
        answer = self.access.ask(
            "POST", self._events(), json={**self._body(event), "id": _id(event.uid)}, expect=(409,)
        )
        if answer.status == 409:  # noqa: PLR2004 it is there already, or was there once
            return self._patch(event, Stored(_id(event.uid), ""))
        return _stored(answer)

    def remove(self, known: Stored) -> None:
        self.access.ask("DELETE", f"{self._events()}/{quote(known.ref, safe='')}", expect=(404, 410))

    def watch(self, address: str, proof: str, now: datetime) -> Watch:
        """A channel (events.watch): each change is a notice without content, with our token."""
        channel, until = str(uuid.uuid4()), now + _WATCHED
        asked = {"id": channel, "type": "web_hook", "address": address, "token": proof, "expiration": _millis(until)}
        told = self.access.ask("POST", f"{self._events()}/watch", json=asked).json()
        return Watch(channel, str(told.get("resourceId", "")), _until(told.get("expiration"), now, until))

    def unwatch(self, watch: Watch) -> None:
        path = f"{self.url}/calendar/v3/channels/stop"
        self.access.ask("POST", path, json={"id": watch.id, "resourceId": watch.ref}, expect=(404,))

    def _patch(self, event: Event, known: Stored) -> Stored:
        """Over the version that is there now: the office's stands. A removed one comes back."""
        path = f"{self._events()}/{quote(known.ref, safe='')}"
        condition = {"if-match": known.etag} if known.etag else {}
        try:
            return _stored(self.access.ask("PATCH", path, json=self._body(event), headers=condition))
        except Changed:
            present = _stored(self.access.ask("GET", path))
            return _stored(self.access.ask("PATCH", path, json=self._body(event), headers={"if-match": present.etag}))

    def _pages(self, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for _ in range(_PAGES):
            answer = self.access.ask("GET", self._events(), params=asked, expect=(410,))
            if answer.status == 410 or (answer.status == 400 and "syncToken" in asked):  # noqa: PLR2004
                raise TokenLost
            page = answer.json()
            yield page
            if not page.get("nextPageToken"):
                return
            asked = {**asked, "pageToken": page["nextPageToken"]}
        raise GatewayError("L’autre agenda envoie trop de données.", permanent=True)

    def _events(self) -> str:
        return f"{self.url}/calendar/v3/calendars/{quote(self.address, safe='')}/events"

    def _body(self, event: Event) -> dict[str, Any]:
        return {
            "status": "confirmed",
            "summary": event.title,
            "location": event.location,
            "description": event.notes,
            "start": {"dateTime": _said(event.starts_at), "timeZone": "UTC"},
            "end": {"dateTime": _said(event.ends_at), "timeZone": "UTC"},
            "transparency": "opaque",
            "extendedProperties": {"private": {"liciel": f"{self.office}:{event.uid}"}},
        }

    def _found(self, one: dict[str, Any]) -> Found | None:
        try:
            starts_at, ends_at = self._instant(one["start"]), self._instant(one["end"])
        except (KeyError, ValueError, TypeError):
            return None
        said = str(one.get("extendedProperties", {}).get("private", {}).get("liciel", ""))
        mine = next((one for one in one.get("attendees", []) if one.get("self")), {})
        free = one.get("transparency") == "transparent" or mine.get("responseStatus") == "declined"
        return Found(
            ref=str(one["id"]),
            key="",
            etag=str(one.get("etag", "")),
            uid=str(one.get("iCalUID", "")),
            mark=said.removeprefix(f"{self.office}:") if said.startswith(f"{self.office}:") else "",
            title=str(one.get("summary", "")),
            starts_at=starts_at,
            ends_at=ends_at,
            busy=not free and ends_at > starts_at,
        )

    def _instant(self, told: dict[str, str]) -> datetime:
        """A day without hours is the office's day."""
        if "dateTime" in told:
            instant = datetime.fromisoformat(told["dateTime"])
            return (instant if instant.tzinfo else instant.replace(tzinfo=self.zone)).astimezone(UTC)
        return datetime.combine(date.fromisoformat(told["date"]), time(), self.zone).astimezone(UTC)


def _id(uid: str) -> str:
    """Google's ids are made of a-v and 0-9 (base32hex)."""
    return "liciel" + base64.b32hexencode(uid.encode()).decode().rstrip("=").lower()


def _millis(instant: datetime) -> str:
    return str(int(instant.timestamp() * 1000))


def _until(told: object, now: datetime, asked: datetime) -> datetime:
    """In milliseconds; Google may shorten it. An end that is no time to come leaves the one that was asked."""
    text = str(told)
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else 0
    sooner = now.timestamp() * 1000 < number < asked.timestamp() * 1000
    return datetime.fromtimestamp(number / 1000, UTC) if sooner else asked


def _stored(answer: Answer) -> Stored:
    told = answer.json()
    return Stored(str(told.get("id", "")), str(told.get("etag", "")))


def _items(told: dict[str, Any]) -> list[dict[str, Any]]:
    items = told.get("items", [])
    return [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []


def _said(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
