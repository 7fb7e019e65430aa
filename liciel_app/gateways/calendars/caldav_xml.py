"""The questions and answers of CalDAV (RFC 4791, RFC 6578) as XML."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from liciel_app.gateways.errors import GatewayError

DAV, CALDAV = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
_SPACES: Final = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>'


@dataclass(frozen=True, slots=True)
class Told:
    """One response of a multistatus: `gone` when the object is no more."""

    href: str
    properties: dict[str, Any]
    gone: bool

    def text(self, name: str) -> str:
        element = self.properties.get(name)
        return "" if element is None else (element.text or "").strip()

    def href_in(self, name: str) -> str:
        element = self.properties.get(name)
        return "" if element is None else (element.findtext(f"{DAV}href") or "").strip()


def propfind(*names: str) -> bytes:
    """`names` with their prefix: d:displayname, c:calendar-home-set…"""
    wanted = "".join(f"<{name}/>" for name in names)
    return f"{_HEAD}<d:propfind {_SPACES}><d:prop>{wanted}</d:prop></d:propfind>".encode()


def query(since: str, until: str) -> bytes:
    """Every event that meets that time, in full. Instants as 20261123T080000Z."""
    return (
        f"{_HEAD}<c:calendar-query {_SPACES}><d:prop><d:getetag/><c:calendar-data/></d:prop>"
        f'<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">'
        f'<c:time-range start="{since}" end="{until}"/></c:comp-filter></c:comp-filter></c:filter></c:calendar-query>'
    ).encode()


def sync(token: str) -> bytes:
    return (
        f"{_HEAD}<d:sync-collection {_SPACES}><d:sync-token>{escape(token)}</d:sync-token>"
        "<d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>"
    ).encode()


def multiget(hrefs: list[str]) -> bytes:
    wanted = "".join(f"<d:href>{escape(href)}</d:href>" for href in hrefs)
    return (
        f"{_HEAD}<c:calendar-multiget {_SPACES}><d:prop><d:getetag/><c:calendar-data/></d:prop>{wanted}"
        "</c:calendar-multiget>"
    ).encode()


def multistatus(content: bytes) -> tuple[list[Told], str]:
    """The responses and the sync token. Entities and external files are never read."""
    try:
        root = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise GatewayError("L’autre agenda répond de façon illisible.", permanent=False) from error
    return list(_told(root)), (root.findtext(f"{DAV}sync-token") or "").strip()


def _told(root: Any) -> Iterator[Told]:
    for response in root.iter(f"{DAV}response"):
        found: dict[str, Any] = {}
        for stat in response.iter(f"{DAV}propstat"):
            if " 200" in (stat.findtext(f"{DAV}status") or ""):
                found |= {one.tag: one for prop in stat.iter(f"{DAV}prop") for one in prop}
        gone = " 404" in (response.findtext(f"{DAV}status") or "")
        yield Told((response.findtext(f"{DAV}href") or "").strip(), found, gone)
