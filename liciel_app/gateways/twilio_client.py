"""Twilio's own library, led to another address where one is set. Apart, because importing it takes half a second."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

from requests.exceptions import RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from liciel_app.gateways.errors import GatewayError

_TOO_MANY: Final = 429
_THEIR_FAULT: Final = 500


def client(account_sid: str, token: str, base_url: str | None, timeout: float) -> Client:
    http = _Redirecting(base_url, timeout) if base_url else TwilioHttpClient(timeout=timeout)
    return Client(account_sid, token, http_client=http)


@contextmanager
def as_gateway_errors() -> Iterator[None]:
    try:
        yield
    except TwilioRestException as error:
        permanent = error.status < _THEIR_FAULT and error.status != _TOO_MANY
        reply = f"{error.status}, {error.code} : {error.msg}"
        raise GatewayError(f"Twilio refuse le message ({reply}).", permanent=permanent) from error
    except (TwilioException, RequestException, ValueError) as error:
        raise GatewayError(f"Twilio ne répond pas comme prévu : {error}", permanent=False) from error


class _Redirecting(TwilioHttpClient):
    """The path and the body stay Twilio's."""

    def __init__(self, base_url: str, timeout: float) -> None:
        super().__init__(timeout=timeout)
        self._base = base_url.rstrip("/")

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        return super().request(method, self._base + urlsplit(url).path, *args, **kwargs)
