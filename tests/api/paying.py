"""The payment doors opened to a test: who knocks, what stands afterwards."""

from collections.abc import AsyncIterator

import httpx
import pytest
from sqlmodel import col, func, select
from starlette.applications import Starlette

from liciel_app.api import payments
from liciel_app.billing.models import Invoice, InvoiceState, Payment, PaymentAttempt, ProviderNotice, Verdict
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.office import services as office_services
from liciel_app.ui import bridge
from liciel_app.website import payment
from tests.billing.builders import an_attempt, an_invoice
from tests.people import Cast, cookie_of

CLAIRE, STRANGER, KARIM = "b.dupuy@courriel.example", "gerance@lespins.example", "k.benali@atlantique-diag.example"
NATHALIE = "n.ferrand@atlantique-diag.example"
NOTIFY = "/paiement/payzen/notification"
FORM = {"content-type": "application/x-www-form-urlencoded; charset=UTF-8"}


@pytest.fixture
async def web(office: object) -> AsyncIterator[httpx.AsyncClient]:
    bridge.install(office_services.actor_of)
    app = Starlette(routes=[door.route for door in (*payments.ROUTES, *payment.ROUTES)])
    transport = httpx.ASGITransport(app, client=("192.0.2.10", 4000))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:3000") as client:
        yield client


@pytest.fixture
def invoice(people: Cast) -> Invoice:
    return an_invoice(people.assistant, people.client_id)


@pytest.fixture
def attempt(people: Cast, invoice: Invoice) -> PaymentAttempt:
    return an_attempt(people.client, invoice)


def signed_in(email: str) -> dict[str, str]:
    return {"cookie": f"liciel={cookie_of(email)}"}


def standing() -> tuple[InvoiceState, int]:
    with begin(SYSTEM, writing=False) as work:
        state = InvoiceState(work.db.exec(select(Invoice.state)).one())
        return state, work.db.exec(select(func.count()).select_from(Payment)).one()


def verdicts() -> list[Verdict]:
    with begin(SYSTEM, writing=False) as work:
        found = work.db.exec(select(ProviderNotice).order_by(col(ProviderNotice.id))).all()
    return [notice.verdict for notice in found]


async def notify(web: httpx.AsyncClient, body: bytes) -> httpx.Response:
    return await web.post(NOTIFY, content=body, headers=FORM)
