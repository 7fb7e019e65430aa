"""A Microsoft 365 or Outlook.com calendar (Microsoft Graph v1.0).

`transactionId` makes writing twice writing once, and comes back with every event: it marks ours. An extended property
says the same, to find the event again when Graph refuses a transaction it has seen.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final
from urllib.parse import quote, urlsplit

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

URL: Final = "https://graph.microsoft.com"
AUTHORISE: Final = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize"
TOKEN: Final = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"  # noqa: S105 an address
SCOPE: Final = "offline_access Calendars.ReadWrite"
PROPERTY: Final = "String {9d6a1c0e-5f0b-4b7e-8d0a-2f1f6a3c7e51} Name liciel"
_UTC: Final = {"prefer": 'outlook.timezone="UTC", odata.maxpagesize=50, IdType="ImmutableId"'}
_WATCHED: Final = timedelta(minutes=4200)
"""Graph allows half an hour more."""
_SECONDS: Final = 19
_PAGES: Final = 400


@dataclass(slots=True)
class MicrosoftCalendar:
    """`address`: the calendar's id. `url` stands in for Microsoft's own host where one is set."""

    address: str
    access: Authorised
    office: str
    zone: tzinfo
    url: str = URL

    def calendars(self) -> list[Listed]:
        told = self.access.ask("GET", f"{self.url}/v1.0/me/calendars").json()
        listed = [
            Listed(str(one["id"]), str(one.get("name", "")), bool(one.get("isDefaultCalendar")))
            for one in _values(told)
            if one.get("canEdit", True)
        ]
        return sorted(listed, key=lambda one: not one.main)

    def changes(self, since: datetime, until: datetime, token: str) -> Changes:
        """`token`: the address of the next difference. Repetitions come one by one, their traits with their master."""
        start = f"{self._calendar()}/calendarView/delta?startDateTime={_said(since)}&endDateTime={_said(until)}"
        items, link = list[dict[str, Any]](), ""
        for page in self._pages(token or start):
            items += _values(page)
            link = str(page.get("@odata.deltaLink") or link)
        masters = self._masters(items)
        found = [seen for one in items if (seen := self._found(one, masters)) is not None]
        meets = (one for one in found if one.starts_at < until and one.ends_at > since)
        return Changes(tuple(meets), frozenset(str(one.get("id", "")) for one in items), link, full=not token)

    def write(self, event: Event, known: Stored | None) -> Stored:
        if known is not None:
            try:
                return self._patch(event, known)
            except Missing:
                pass
        mark = f"{self.office}:{event.uid}"
        answer = self._create(event, mark)
        if answer.status != 409:  # noqa: PLR2004
            return _stored(answer)
        present = self._marked(mark)
        if present is not None:
            return self._patch(event, present)
        return _stored(self._create(event, f"{mark}:{secrets.token_hex(4)}"))

    def remove(self, known: Stored) -> None:
        self.access.ask("DELETE", self._event(known.ref), expect=(404, 410))

    def watch(self, address: str, proof: str, now: datetime) -> Watch:
        """A subscription, which Graph accepts once our address has answered it."""
        until = now + _WATCHED
        asked = {
            "changeType": "created,updated,deleted",
            "notificationUrl": address,
            "lifecycleNotificationUrl": address,
            "resource": f"me/calendars/{self.address}/events",
            "expirationDateTime": until.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "clientState": proof,
        }
        told = self.access.ask("POST", f"{self.url}/v1.0/subscriptions", json=asked).json()
        return Watch(str(told.get("id", "")), "", until)

    def unwatch(self, watch: Watch) -> None:
        self.access.ask("DELETE", f"{self.url}/v1.0/subscriptions/{quote(watch.id, safe='')}", expect=(404,))

    def _create(self, event: Event, transaction: str) -> Answer:
        body = {**self._body(event), "transactionId": transaction}
        return self.access.ask("POST", f"{self._calendar()}/events", json=body, headers=_UTC, expect=(409,))

    def _patch(self, event: Event, known: Stored) -> Stored:
        """Over the version that is there now: the office's stands."""
        path, body = self._event(known.ref), self._body(event)
        condition = {"if-match": known.etag} if known.etag else {}
        try:
            return _stored(self.access.ask("PATCH", path, json=body, headers={**_UTC, **condition}))
        except Changed:
            present = _stored(self.access.ask("GET", path, headers=_UTC))
            return _stored(self.access.ask("PATCH", path, json=body, headers={**_UTC, "if-match": present.etag}))

    def _marked(self, mark: str) -> Stored | None:
        wanted = f"singleValueExtendedProperties/Any(ep: ep/id eq '{PROPERTY}' and ep/value eq '{mark}')"
        told = self.access.ask("GET", f"{self._calendar()}/events", params={"$filter": wanted}, headers=_UTC).json()
        return next((Stored(str(one["id"]), _etag(one)) for one in _values(told)), None)

    def _pages(self, address: str) -> Iterator[dict[str, Any]]:
        """Only addresses of the service itself are followed: they come with its answers."""
        for _ in range(_PAGES):
            if urlsplit(address)[:2] != urlsplit(self.url)[:2]:
                raise GatewayError("L’autre agenda renvoie vers un autre serveur.", permanent=False)
            answer = self.access.ask("GET", address, headers=_UTC, expect=(410,))
            if answer.status == 410:  # noqa: PLR2004
                raise TokenLost
            page = answer.json()
            yield page
            address = str(page.get("@odata.nextLink") or "")
            if not address:
                return
        raise GatewayError("L’autre agenda envoie trop de données.", permanent=True)

    def _masters(self, items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """An occurrence tells its times alone; its master, which may not have changed, tells the rest."""
        here = {str(one["id"]): one for one in items if one.get("type") == "seriesMaster" and "subject" in one}
        wanted = {
            str(one["seriesMasterId"]) for one in items if one.get("type") == "occurrence" and "showAs" not in one
        }
        for ref in sorted(wanted - set(here)):
            answer = self.access.ask("GET", self._event(ref), headers=_UTC, expect=(404,))
            here[ref] = {} if answer.status == 404 else answer.json()  # noqa: PLR2004
        return here

    def _calendar(self) -> str:
        return f"{self.url}/v1.0/me/calendars/{quote(self.address, safe='')}"

    def _event(self, ref: str) -> str:
        return f"{self.url}/v1.0/me/events/{quote(ref, safe='')}"

    def _body(self, event: Event) -> dict[str, Any]:
        return {
            "subject": event.title,
            "location": {"displayName": event.location},
            "body": {"contentType": "text", "content": event.notes},
            "start": {"dateTime": _plain(event.starts_at), "timeZone": "UTC"},
            "end": {"dateTime": _plain(event.ends_at), "timeZone": "UTC"},
            "showAs": "busy",
            "isAllDay": False,
            "singleValueExtendedProperties": [{"id": PROPERTY, "value": f"{self.office}:{event.uid}"}],
        }

    def _found(self, one: dict[str, Any], masters: dict[str, dict[str, Any]]) -> Found | None:
        if "@removed" in one or one.get("type") == "seriesMaster":
            return None
        traits = {**masters.get(str(one.get("seriesMasterId", "")), {}), **one}
        day = bool(traits.get("isAllDay"))
        try:
            starts_at, ends_at = (self._instant(one[name], day=day) for name in ("start", "end"))
        except (KeyError, ValueError, TypeError):
            return None
        free = str(traits.get("showAs", "busy")) in ("free", "workingElsewhere") or bool(traits.get("isCancelled"))
        return Found(
            ref=str(one["id"]),
            key="",
            etag=_etag(one),
            uid=str(traits.get("iCalUId", "")),
            mark=_mark(str(traits.get("transactionId") or ""), self.office),
            title=str(traits.get("subject", "")),
            starts_at=starts_at,
            ends_at=ends_at,
            busy=not free and ends_at > starts_at,
        )

    def _instant(self, told: dict[str, str], *, day: bool) -> datetime:
        """Seven decimals of a second in UTC, as asked; a whole day is the office's day."""
        instant = datetime.fromisoformat(told["dateTime"][:_SECONDS])
        return instant.replace(tzinfo=self.zone if day else UTC).astimezone(UTC)


def _mark(transaction: str, office: str) -> str:
    said, _, rest = transaction.partition(":")
    return rest.partition(":")[0] if said == office else ""


def _stored(answer: Answer) -> Stored:
    told = answer.json()
    return Stored(str(told.get("id", "")), _etag(told))


def _etag(one: dict[str, Any]) -> str:
    return str(one.get("@odata.etag", ""))


def _values(told: dict[str, Any]) -> list[dict[str, Any]]:
    items = told.get("value", [])
    return [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []


def _said(instant: datetime) -> str:
    return quote(instant.astimezone(UTC).isoformat().replace("+00:00", "Z"), safe="")


def _plain(instant: datetime) -> str:
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat()
