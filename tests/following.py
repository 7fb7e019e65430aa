"""A list's gestures lead to an address; this goes there, as the browser would."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.client import Tab


async def go(tab: Tab, gesture: Any, load: Any, **payload: Any) -> str:
    """Make the gesture, arrive where it leads; the address."""
    await tab.send(gesture, **payload)
    address = [one.payload["path"] for one in tab.wire.gestures[tab.token] if "redirect" in one.name][-1]
    address = str(address).strip('"')
    tab.params = dict(parse_qsl(urlsplit(address).query))
    await tab.send(load)
    return address
