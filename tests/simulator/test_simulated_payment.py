import asyncio
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from queue import Queue
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from liciel_app.gateways.payment import (
    Forged,
    Notification,
    PaymentForm,
    PaymentRequest,
    PayzenShop,
    form,
    read_notification,
    sign,
)
from liciel_app.simulator import simulator

SHOP = PayzenShop(form_url="", site_id="87654321", key="the key of the test shop", mode="TEST")
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@dataclass
class Office:
    """The door of an office that believes only true notifications, and the page its payers come back to."""

    url: str = ""
    believed: list[Notification] = field(default_factory=list)
    forged: list[str] = field(default_factory=list)
    next_event: Queue[Notification] = field(default_factory=Queue)

    def app(self) -> Starlette:
        both = ["GET", "POST"]
        return Starlette(
            routes=[Route("/notified", self._notified, methods=["POST"]), Route("/back", _back, methods=both)]
        )

    async def _notified(self, request: Request) -> PlainTextResponse:
        fields = {name: str(value) for name, value in (await request.form()).items()}
        try:
            self.believed.append(read_notification(SHOP, fields))
        except Forged as error:
            self.forged.append(error.reason)
            return PlainTextResponse("refusé", status_code=400)
        self.next_event.put(self.believed[-1])
        return PlainTextResponse("reçu")

    def asks(self, shop_url: str, **changes: object) -> PaymentForm:
        request = PaymentRequest(
            amount_cents=48090,
            order_id="FA-2026-0412",
            trans_id="00a1z9",
            trans_date=NOW,
            return_url=f"{self.url}/back?facture=412",
            notification_url=f"{self.url}/notified",
            customer_name="Bernard & Claire Dupuy",
            description="Facture FA-2026-0412",
        )
        return form(replace(SHOP, form_url=f"{shop_url}/vads-payment/"), replace(request, **changes))


async def _back(request: Request) -> PlainTextResponse:
    posted = dict(await request.form())
    return PlainTextResponse(f"{request.method} {len(posted) or len(request.query_params)} en cours de vérification")


@pytest.fixture
def office(serve) -> Office:
    office = Office()
    office.url = serve(office.app())
    return office


@pytest.fixture
def shop_url(serve) -> str:
    return serve(simulator(SHOP, now=lambda: NOW))


def posted(browser: httpx.Client, made: PaymentForm) -> httpx.Response:
    """What the payer's browser shows after the office's button."""
    return browser.post(made.url, data=dict(made.fields), follow_redirects=True)


def chosen(browser: httpx.Client, page: httpx.Response, choice: str, **controls: str) -> httpx.Response:
    return browser.post(page.url, data={"choice": choice, **controls}, follow_redirects=True)


def signed_again(made: PaymentForm, **changes: str) -> PaymentForm:
    fields = {**made.fields, **changes}
    return replace(made, fields={**fields, "signature": sign(fields, SHOP.key)})


def test_mr_dupuy_pays_and_the_office_knows_before_he_is_back(browser, office, shop_url):
    page = posted(browser, office.asks(shop_url))
    assert page.status_code == 200
    assert "480,90" in page.text
    assert "Simulateur de paiement (démonstration)" in page.text
    assert "Bernard &amp; Claire Dupuy" in page.text
    assert not re.search("<script|javascript:|style=", page.text)
    back = chosen(browser, page, "pay")
    assert str(back.url) == f"{office.url}/back?facture=412"
    [told] = office.believed
    assert (told.order_id, told.amount_cents, told.currency, told.status) == ("FA-2026-0412", 48090, "978", "PAID")
    assert (told.trans_id, told.card, told.operation) == ("00a1z9", "497010XXXXXX0000", "DEBIT")
    assert "accepté" in browser.get(page.url).text
    assert "reçu" in browser.get(page.url).text


@pytest.mark.parametrize(("choice", "raw"), [("pay", "AUTHORISED"), ("refuse", "REFUSED"), ("abandon", "ABANDONED")])
def test_each_decision_is_told_with_its_own_status(browser, office, shop_url, choice, raw):
    chosen(browser, posted(browser, office.asks(shop_url)), choice)
    [told] = office.believed
    assert told.raw_status == raw
    assert bool(told.transaction_uuid) is (choice != "abandon")


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("signature", "bad signature"),
        ("shop", "another shop"),
        ("mode", "PRODUCTION event in a TEST shop"),
    ],
)
def test_a_spoilt_notification_is_not_believed(browser, office, shop_url, fault, reason):
    chosen(browser, posted(browser, office.asks(shop_url)), "pay", fault=fault)
    assert office.believed == []
    assert office.forged == [reason]


@pytest.mark.parametrize(("fault", "amount", "currency"), [("amount", 48190, "978"), ("currency", 48090, "840")])
def test_a_notification_of_another_sum_is_well_signed(browser, office, shop_url, fault, amount, currency):
    chosen(browser, posted(browser, office.asks(shop_url)), "pay", fault=fault)
    [told] = office.believed
    assert (told.amount_cents, told.currency) == (amount, currency)


def test_a_repeated_notification_is_the_same_event_three_times(browser, office, shop_url):
    chosen(browser, posted(browser, office.asks(shop_url)), "pay", times="3")
    assert len(office.believed) == 3
    assert len({told.event_id for told in office.believed}) == 1


def test_a_notification_may_never_come(browser, office, shop_url):
    page = posted(browser, office.asks(shop_url))
    chosen(browser, page, "pay", when="never")
    assert (office.believed, office.forged) == ([], [])
    assert "Aucune pour l’instant." in browser.get(page.url).text


@pytest.mark.parametrize("controls", [{"when": "after"}, {"delay": "1"}])
def test_a_notification_may_come_after_the_return(browser, office, shop_url, controls):
    back = chosen(browser, posted(browser, office.asks(shop_url)), "pay", **controls)
    assert back.status_code == 200

    assert office.next_event.get(timeout=20).status == "PAID"


def test_a_payer_who_decides_twice_decided_once(browser, office, shop_url):
    page = posted(browser, office.asks(shop_url))
    chosen(browser, page, "refuse")
    again = chosen(browser, page, "pay")
    assert "refusé" in again.text
    assert [told.status for told in office.believed] == ["REFUSED"]


@pytest.mark.parametrize(("mode", "seen"), [("NONE", "GET 1"), ("GET", "GET")])
def test_the_browser_comes_back_as_the_form_asks(browser, office, shop_url, mode, seen):
    made = signed_again(office.asks(shop_url), vads_return_mode=mode)
    back = chosen(browser, posted(browser, made), "pay")
    assert back.text.startswith(seen)
    fields = dict(parse_qsl(urlsplit(str(back.url)).query, keep_blank_values=True))
    if mode == "GET":
        assert read_notification(SHOP, fields).order_id == "FA-2026-0412"
        assert "vads_hash" not in fields


def test_the_browser_comes_back_with_a_form_where_the_shop_asks_post(browser, office, shop_url):
    made = signed_again(office.asks(shop_url), vads_return_mode="POST")
    page = chosen(browser, posted(browser, made), "pay")
    assert f'action="{office.url}/back?facture=412"' in page.text
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text))
    assert browser.post(f"{office.url}/back", data=fields).text.startswith("POST")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"vads_site_id": "11111111"}, "30-02"),
        ({"vads_version": "V1"}, "30-01"),
        ({"vads_trans_id": "00A1Z9"}, "30-03"),
        ({"vads_trans_date": "20261341000000"}, "30-04"),
        ({"vads_amount": "0"}, "30-09"),
        ({"vads_amount": "480.90"}, "30-09"),
        ({"vads_currency": "840"}, "30-10"),
        ({"vads_ctx_mode": "PRODUCTION"}, "30-11"),
        ({"vads_cust_email": "nobody"}, "30-15"),
        ({"vads_url_check": "ftp://x"}, "30-33"),
        ({"vads_action_mode": "SILENT"}, "30-47"),
    ],
)
def test_a_form_that_lyra_would_refuse_shows_why(browser, office, shop_url, changes, code):
    page = posted(browser, signed_again(office.asks(shop_url), **changes))
    assert page.status_code == 400
    assert "Formulaire de paiement refusé" in page.text
    assert code in page.text


@pytest.mark.parametrize("name", ["vads_amount", "vads_order_id", "vads_url_check", "signature"])
def test_an_altered_form_is_refused(browser, office, shop_url, name):
    made = office.asks(shop_url)
    page = posted(browser, replace(made, fields={**made.fields, name: made.fields[name] + "1"}))
    assert page.status_code == 400
    assert "30-00" in page.text


def test_a_field_sent_twice_is_refused(browser, office, shop_url):
    made = office.asks(shop_url)
    page = browser.post(made.url, data={**made.fields, "vads_amount": ["1", made.fields["vads_amount"]]})
    assert page.status_code == 400


def test_a_transaction_id_serves_once_a_day(browser, office, shop_url):
    page = posted(browser, office.asks(shop_url))
    assert posted(browser, office.asks(shop_url)).url == page.url
    assert posted(browser, office.asks(shop_url, amount_cents=1)).status_code == 400
    chosen(browser, page, "abandon")
    assert "30-03" in posted(browser, office.asks(shop_url)).text
    tomorrow = NOW.replace(day=24)
    assert posted(browser, office.asks(shop_url, trans_date=tomorrow)).status_code == 200


def test_an_office_that_answers_badly_is_shown(browser, office, shop_url):
    page = posted(browser, office.asks(shop_url, notification_url=f"{office.url}/nowhere"))
    chosen(browser, page, "pay")
    assert "404" in browser.get(page.url).text


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://192.0.2.1/notified", "non envoyée"),
        ("http://office.example/notified", "non envoyée"),
        ("http://127.0.0.1:9/notified", "sans réponse"),
    ],
)
def test_the_simulator_calls_nobody_elsewhere(browser, office, shop_url, address, shown):
    page = posted(browser, office.asks(shop_url, notification_url=address))
    assert chosen(browser, page, "pay").status_code == 200
    assert shown in browser.get(page.url).text


@pytest.mark.parametrize("path", ["/vads-payment/unknown", "/elsewhere"])
def test_what_the_simulator_does_not_know_is_not_found(browser, shop_url, path):
    assert browser.get(shop_url + path).status_code == 404


def test_mounted_under_an_address_its_links_hold(browser, office, serve):
    host = serve(Starlette(routes=[Mount("/simulateur", simulator(SHOP))]))
    page = posted(browser, office.asks(f"{host}/simulateur"))
    assert str(page.url).startswith(f"{host}/simulateur/vads-payment/")
    [style] = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page.text)
    assert browser.get(style).headers["content-type"].startswith("text/css")
    chosen(browser, page, "pay")
    assert len(office.believed) == 1
    assert "FA-2026-0412" in browser.get(f"{host}/simulateur/").text


@pytest.mark.parametrize(
    ("client", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("::ffff:127.0.0.1", {}, 200),
        ("192.168.1.20", {}, 403),
        ("203.0.113.9", {"X-Forwarded-For": "127.0.0.1"}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 200),
        ("unix", {}, 403),
    ],
)
def test_a_stranger_from_another_machine_is_refused(client, headers, status):
    transport = httpx.ASGITransport(simulator(SHOP), client=(client, 40000))

    async def asked() -> int:
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as stranger:
            return (await stranger.get("/", headers=headers)).status_code

    assert asyncio.run(asked()) == status
