"""The application: its routes, its memory, and the lock on its door."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from liciel_app.core import clock
from liciel_app.gateways.payment import PayzenShop
from liciel_app.simulator import ban, georisques, google, lyra, microsoft, twilio
from liciel_app.simulator.memory import Memory
from liciel_app.simulator.page import page

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_STYLE = Path(__file__).parent / "pages" / "style.css"


DEMO_SHOP: Final = PayzenShop(form_url="", site_id="12345678", key="1122334455667788", mode="TEST")


def simulator(
    shop: PayzenShop = DEMO_SHOP,
    *,
    sms_account_sid: str = "AC" + "0" * 32,
    sms_token: str = "demo",  # noqa: S107 the account of a simulator
    now: Callable[[], datetime] = clock.now,
) -> Starlette:
    """One payment shop, one SMS account, and the geocoder. What it accepted is kept in its memory alone.

    `/vads-payment/` PayZen's hosted form, `/2010-04-01/Accounts/{sid}/Messages.json` Twilio, `/geocodage/search` BAN,
    `/georisques/api/v1/…` Géorisques, `/google/…` and `/microsoft/…` their calendars,
    `/` what happened. Clients elsewhere than on this machine are refused.
    """
    app = Starlette(
        routes=[
            Route("/", _index),
            Route("/style.css", _style),
            *lyra.ROUTES,
            *twilio.ROUTES,
            *ban.ROUTES,
            *georisques.ROUTES,
            *google.ROUTES,
            *microsoft.ROUTES,
        ],
        middleware=[Middleware(_ThisMachineOnly)],
    )
    app.state.memory = Memory(shop, sms_account_sid, sms_token, now)
    return app


@dataclass
class _ThisMachineOnly:
    """Refuses a client that is not loopback, also when a proxy on this machine speaks for it."""

    app: ASGIApp
    headers: dict[str, str] = field(default_factory=lambda: dict(_HEADERS))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if not _here(request):
            refusal = PlainTextResponse("Le simulateur ne répond qu’à cette machine.", status_code=403)
            await refusal(scope, receive, send)
            return

        async def send_with_headers(message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _value in message["headers"]}
                added = [(k.lower().encode(), v.encode()) for k, v in self.headers.items()]
                message["headers"] = [*message["headers"], *(pair for pair in added if pair[0] not in own)]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _here(request: Request) -> bool:
    forwarded = request.headers.get("x-forwarded-for", "").split(",")
    client = request.client.host if request.client else ""
    return all(_loopback(host.strip()) for host in [client, *filter(None, forwarded)])


def _loopback(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


async def _index(request: Request) -> Response:
    memory: Memory = request.app.state.memory
    return page(request, "index.html", payments=list(memory.payments.values())[::-1], messages=memory.messages[::-1])


async def _style(_request: Request) -> Response:
    return FileResponse(_STYLE, media_type="text/css")
