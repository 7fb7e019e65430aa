"""A calendar of a CalDAV server (Nextcloud, iCloud, Zimbra, Radicale…), with a login and a password."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from liciel_app.gateways.calendars import caldav_events, caldav_xml
from liciel_app.gateways.calendars.caldav_xml import CALDAV, DAV, Told
from liciel_app.gateways.calendars.calling import Answer, Caller, failure
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

_MANY: Final = 80
_XML: Final = {"content-type": "application/xml; charset=utf-8"}
_LOST: Final = frozenset({400, 403, 405, 409, 410, 412, 415, 501, 507})
Span = tuple[datetime, datetime]


@dataclass(slots=True)
class CaldavCalendar:
    """`address`: of the server, or of one calendar once it is chosen. `office` marks our own events."""

    address: str
    user: str
    password: str = field(repr=False)
    office: str
    zone: tzinfo
    now: Callable[[], datetime]
    private: bool = False
    _caller: Caller = field(init=False)

    def __post_init__(self) -> None:
        basic = b64encode(f"{self.user}:{self.password}".encode()).decode()
        self._caller = Caller(lambda: {"authorization": f"Basic {basic}"}, private=self.private)

    def calendars(self) -> list[Listed]:
        """Those that hold events: found from the server's address, or the very one that was given."""
        here = self._calendars_in(self.address, "0")
        if here:
            return here
        principal = self._link(self.address, "d:current-user-principal", f"{DAV}current-user-principal")
        home = self._link(principal or self.address, "c:calendar-home-set", f"{CALDAV}calendar-home-set")
        return self._calendars_in(home or principal or self.address, "1")

    def changes(self, since: datetime, until: datetime, token: str) -> Changes:
        return self._since(token, (since, until)) if token else self._all((since, until))

    def write(self, event: Event, known: Stored | None) -> Stored:
        ref = known.ref if known else urljoin(_folder(self.address), f"liciel-{event.uid}.ics")
        content = caldav_events.written(event, self.office, self.now())
        condition = {"if-match": known.etag} if known and known.etag else {"if-none-match": "*"}
        try:
            return self._put(ref, content, condition)
        except (Changed, Missing):
            return self._put(ref, content, self._present_condition(ref))

    def remove(self, known: Stored) -> None:
        self._ask("DELETE", known.ref, expect=(404, 410))

    def _put(self, ref: str, content: bytes, condition: dict[str, str]) -> Stored:
        headers = {"content-type": "text/calendar; charset=utf-8", **condition}
        answer = self._ask("PUT", ref, content=content, headers=headers)
        return Stored(_path(ref), answer.headers.get("etag", "") or self._etag(ref))

    def _present_condition(self, ref: str) -> dict[str, str]:
        """Somebody changed or removed it: the office's version stands, over the very version that is there now."""
        answer = self._ask("GET", ref, expect=(404, 410))
        if answer.status in (404, 410):
            return {"if-none-match": "*"}
        return {"if-match": answer.headers.get("etag", "*")}

    def _etag(self, ref: str) -> str:
        told, _ = self._multistatus("PROPFIND", ref, caldav_xml.propfind("d:getetag"), "0")
        return next((one.text(f"{DAV}getetag") for one in told), "")

    def _all(self, span: Span) -> Changes:
        """The token is taken before reading: what changes meanwhile is told again next time, never lost."""
        props, _ = self._multistatus("PROPFIND", self.address, caldav_xml.propfind("d:sync-token"), "0")
        token = next((one.text(f"{DAV}sync-token") for one in props), "")
        told, _ = self._multistatus("REPORT", self.address, caldav_xml.query(_stamp(span[0]), _stamp(span[1])), "1")
        found = tuple(self._read(told, span))
        return Changes(found, frozenset(one.ref for one in found), token, full=True)

    def _since(self, token: str, span: Span) -> Changes:
        body = caldav_xml.sync(token)
        answer = self._ask("REPORT", self.address, content=body, headers=_XML, expect=tuple(_LOST))
        if answer.status in _LOST:
            raise TokenLost
        told, fresh = caldav_xml.multistatus(answer.content)
        here = [one for one in told if _path(one.href) != _path(_folder(self.address))]
        present = [one.href for one in here if not one.gone]
        found = tuple(self._read(self._objects(present), span))
        return Changes(found, frozenset(_path(one.href) for one in here), fresh or token, full=False)

    def _objects(self, hrefs: list[str]) -> Iterator[Told]:
        for start in range(0, len(hrefs), _MANY):
            told, _ = self._multistatus("REPORT", self.address, caldav_xml.multiget(hrefs[start : start + _MANY]), "1")
            yield from told

    def watch(self, address: str, proof: str, now: datetime) -> None:
        """CalDAV tells nobody: it is read every ten minutes."""

    def unwatch(self, watch: Watch) -> None:
        """Nothing is told."""

    def _read(self, told: Iterable[Told], span: Span) -> Iterator[Found]:
        for one in told:
            text, etag = one.text(f"{CALDAV}calendar-data"), one.text(f"{DAV}getetag")
            yield from caldav_events.read(_path(one.href), etag, text, self.office, span, self.zone)

    def _calendars_in(self, url: str, depth: str) -> list[Listed]:
        wanted = caldav_xml.propfind("d:resourcetype", "d:displayname", "c:supported-calendar-component-set")
        told, _ = self._multistatus("PROPFIND", url, wanted, depth)
        return [_listed(url, one) for one in told if _holds_events(one)]

    def _link(self, url: str, name: str, tag: str) -> str:
        told, _ = self._multistatus("PROPFIND", url, caldav_xml.propfind(name), "0")
        found = next((href for one in told if (href := one.href_in(tag))), "")
        return urljoin(url, found) if found else ""

    def _multistatus(self, method: str, url: str, body: bytes, depth: str) -> tuple[list[Told], str]:
        answer = self._ask(method, url, content=body, headers={**_XML, "depth": depth})
        return caldav_xml.multistatus(answer.content)

    def _ask(self, method: str, ref: str, *, expect: tuple[int, ...] = (), **what: object) -> Answer:
        """The password goes to the server that was named and to its kin alone."""
        url = urljoin(self.address, quote(ref) if ref.startswith("/") else ref)
        if not _kin(urlsplit(url).hostname or "", urlsplit(self.address).hostname or ""):
            raise GatewayError("L’adresse renvoie vers un autre serveur.", permanent=True)
        answer = self._caller.ask(method, url, expect=(*expect, 403, 409), **what)
        if answer.status in (403, 409) and answer.status not in expect:
            raise TokenLost if b"no-uid-conflict" in answer.content else failure(answer)
        return answer


def _listed(url: str, one: Told) -> Listed:
    return Listed(urljoin(url, one.href), one.text(f"{DAV}displayname") or unquote(one.href.rstrip("/").split("/")[-1]))


def _holds_events(one: Told) -> bool:
    kinds = one.properties.get(f"{DAV}resourcetype")
    if kinds is None or kinds.find(f"{CALDAV}calendar") is None:
        return False
    parts = one.properties.get(f"{CALDAV}supported-calendar-component-set")
    return parts is None or any(part.get("name") == "VEVENT" for part in parts)


def _folder(address: str) -> str:
    return address if address.endswith("/") else f"{address}/"


def _path(ref: str) -> str:
    """Servers name one object by its address or its path, quoted or not: kept one way."""
    return unquote(urlsplit(ref).path)


def _kin(host: str, named: str) -> bool:
    """p34-caldav.icloud.com for caldav.icloud.com: one house."""
    labels = named.split(".")
    house = "." + ".".join(labels[-2:])
    return host == named or (len(labels) > 2 and not labels[-1].isdigit() and host.endswith(house))  # noqa: PLR2004


def _stamp(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
