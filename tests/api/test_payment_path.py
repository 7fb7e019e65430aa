"""From the button to the page back, through the simulator of the bank, over real HTTP."""

import re
from collections.abc import Callable
from html import unescape

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from liciel_app.api import payments
from liciel_app.billing import queries
from liciel_app.billing.models import Invoice, InvoiceState
from liciel_app.core import config
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.office import services as office_services
from liciel_app.simulator.app import simulator
from liciel_app.ui import bridge
from liciel_app.website import payment
from tests.billing.builders import an_invoice, open_holds
from tests.people import Cast, cookie_of
from tests.simulator.conftest import Serve, browser, serve

__all__ = ["browser", "serve"]  # the simulator's own fixtures
CLAIRE = "b.dupuy@courriel.example"


@pytest.fixture
def invoice(people: Cast) -> Invoice:
    return an_invoice(people.assistant, people.client_id)


@pytest.fixture
def pays(
    people: Cast, serve: Serve, browser: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., httpx.Response]:
    """Claire follows the button, decides at the bank, and comes back: the last page she sees."""
    bridge.install(office_services.actor_of)
    doors = [door.route for door in (*payments.ROUTES, *payment.ROUTES)]
    address = serve(Starlette(routes=[*doors, Mount("/simulateur", simulator())]))
    monkeypatch.setenv("LICIEL_PUBLIC_URL", address)
    config.settings.cache_clear()
    browser.cookies.set("liciel", cookie_of(CLAIRE))

    def pay(invoice: Invoice, **decision: str) -> httpx.Response:
        page = browser.get(f"{address}/payer/{invoice.id}").text
        form = page[page.index("vads-payment") - 60 :]
        action = unescape(re.search(r'action="([^"]+)"', form).group(1))  # type: ignore[union-attr]
        fields = {name: unescape(text) for name, text in re.findall(r'name="(\w+)" value="([^"]*)"', form)}
        bank = browser.post(action, data=fields, follow_redirects=True)
        return browser.post(str(bank.url), data=decision, follow_redirects=True)

    return pay


def _stands(invoice: Invoice) -> tuple[InvoiceState, int]:
    with begin(SYSTEM, writing=False) as work:
        return queries.get(work, invoice.id or 0).state, open_holds(work, invoice.dossier_id or 0)


@pytest.mark.parametrize("times", ["1", "3"])
def test_claire_pays_and_reads_that_it_was_received(
    pays: Callable[..., httpx.Response], invoice: Invoice, times: str
) -> None:
    page = pays(invoice, choice="pay", times=times)
    assert "Paiement reçu" in page.text
    assert _stands(invoice) == (InvoiceState.PAID, 0)


@pytest.mark.parametrize("choice", ["refuse", "abandon"])
def test_a_refused_or_given_up_payment_is_said_so(
    pays: Callable[..., httpx.Response], invoice: Invoice, choice: str
) -> None:
    assert "Le paiement n’a pas abouti" in pays(invoice, choice=choice).text
    assert _stands(invoice) == (InvoiceState.ISSUED, 1)


@pytest.mark.parametrize("fault", ["amount", "currency", "signature", "shop", "mode"])
def test_a_faulty_notification_pays_nothing(pays: Callable[..., httpx.Response], invoice: Invoice, fault: str) -> None:
    assert "Paiement en cours de vérification" in pays(invoice, choice="pay", fault=fault).text
    assert _stands(invoice) == (InvoiceState.ISSUED, 1)


def test_without_notification_the_page_back_keeps_asking(pays: Callable[..., httpx.Response], invoice: Invoice) -> None:
    assert 'http-equiv="refresh"' in pays(invoice, choice="pay", when="never").text
    assert _stands(invoice) == (InvoiceState.ISSUED, 1)
