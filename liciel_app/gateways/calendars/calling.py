"""One way to call another calendar's server: bounded in time and size, and never led into our own network.

The name of the host is resolved once and the connection goes to that very address (no rebinding); private, loopback
and link-local addresses are refused unless the office allows them. No redirection to another host is followed.
"""

import ipaddress
import json
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import httpx

from liciel_app.gateways.calendars.contract import Changed, ConsentLost, Missing
from liciel_app.gateways.errors import GatewayError

MOST_BYTES: Final = 20 * 1024 * 1024
_HOPS: Final = 3
_REDIRECTIONS: Final = frozenset({301, 302, 307, 308})
Headers = Callable[[], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes

    def json(self) -> dict[str, Any]:
        """Raises GatewayError for garbage."""
        try:
            told = json.loads(self.content)
        except ValueError as error:
            raise GatewayError("L’autre agenda répond de façon illisible.", permanent=False) from error
        if not isinstance(told, dict):
            raise GatewayError("L’autre agenda répond de façon illisible.", permanent=False)
        return told


@dataclass(slots=True)
class Caller:
    """`headers` are those that authorise; `private`: may reach addresses of our own network."""

    headers: Headers
    private: bool = False
    timeout: float = 5
    _client: httpx.Client | None = field(default=None, init=False)

    def ask(self, method: str, url: str, *, expect: tuple[int, ...] = (), **what: Any) -> Answer:
        """An answer of 2xx, or one of `expect`; any other is a GatewayError. `what`: params, json, content, headers."""
        answer = self._follow(method, url, what)
        if answer.status in expect or httpx.codes.is_success(answer.status):
            return answer
        raise failure(answer)

    def _follow(self, method: str, url: str, what: dict[str, Any]) -> Answer:
        for _ in range(_HOPS):
            answer = self._once(method, url, what)
            target = urljoin(url, answer.headers.get("location", ""))
            if answer.status not in _REDIRECTIONS:
                return answer
            if urlsplit(target)[:2] != urlsplit(url)[:2]:
                raise GatewayError("L’adresse renvoie vers un autre serveur.", permanent=True)
            url = target
        raise GatewayError("L’adresse renvoie sans fin vers elle-même.", permanent=True)

    def _once(self, method: str, url: str, what: dict[str, Any]) -> Answer:
        if urlsplit(url).scheme not in ("https", "http") or not urlsplit(url).hostname:
            raise GatewayError("Cette adresse n’est pas celle d’un serveur.", permanent=True)
        asked = {**what, "headers": {**self.headers(), **what.get("headers", {})}}
        try:
            with self._opened().stream(method, url, **asked) as response:
                return Answer(response.status_code, response.headers, _whole(response))
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise GatewayError("L’autre agenda ne répond pas.", permanent=False) from error

    def _opened(self) -> httpx.Client:
        if self._client is None:
            transport = _Pinned(private=self.private)
            self._client = httpx.Client(transport=transport, timeout=self.timeout, trust_env=False)
        return self._client


def failure(answer: Answer) -> GatewayError:
    """What a refusal of the other side means to us."""
    known = {401: ConsentLost, 404: Missing, 410: Missing, 409: Changed, 412: Changed}
    if answer.status in known:
        return known[answer.status]()
    slow_down = b"rateLimitExceeded" in answer.content or b"RateLimitExceeded" in answer.content
    if answer.status == HTTPStatus.FORBIDDEN and not slow_down:
        return GatewayError("L’autre agenda refuse ce geste (403).", permanent=True)
    temporary = answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or slow_down
    temporary = temporary or answer.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT)
    return GatewayError(f"L’autre agenda répond {answer.status}.", permanent=not temporary)


def _whole(response: httpx.Response) -> bytes:
    content = bytearray()
    for part in response.iter_bytes():
        content += part
        if len(content) > MOST_BYTES:
            raise GatewayError("L’autre agenda envoie trop de données.", permanent=True)
    return bytes(content)


class _Pinned(httpx.HTTPTransport):
    """Connects to the address that was checked, under the name that was asked."""

    def __init__(self, *, private: bool) -> None:
        super().__init__(verify=_trust())
        self._private = private

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=_address(host, request.url.port, private=self._private))
        return super().handle_request(request)


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """Reading the authorities' certificates takes longer than most calls."""
    return httpx.create_ssl_context()


def _address(host: str, port: int | None, *, private: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise GatewayError("Ce serveur est introuvable.", permanent=False) from error
    addresses = [str(one[4][0]) for one in found]
    if not private and not all(_public(one) for one in addresses):
        raise GatewayError("Cette adresse appartient à un réseau privé : elle n’est pas permise.", permanent=True)
    return addresses[0]


def _public(address: str) -> bool:
    number = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(number, "ipv4_mapped", None)
    return (mapped or number).is_global and not number.is_multicast
