"""The payer's pages: on the way to the platform and back from it. Neither of them pays anything."""

import re
from html import unescape

import httpx
import pytest
from sqlmodel import select

from liciel_app.billing.models import Invoice, InvoiceState, PaymentAttempt
from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.gateways.payment import sign
from liciel_app.orders.services import accepting
from tests.api.paying import (
    CLAIRE,
    FORM,
    KARIM,
    STRANGER,
    attempt,
    invoice,
    notify,
    signed_in,
    standing,
    web,
)
from tests.billing.builders import KEY, an_attempt, told
from tests.billing.test_deposits import deposit_invoice
from tests.orders.quotes import a_sent_quote, a_token, an_answer, by
from tests.people import Cast

__all__ = ["attempt", "invoice", "web"]  # fixtures


async def test_claire_sees_what_she_pays_and_a_signed_form(web: httpx.AsyncClient, invoice: Invoice) -> None:
    answer = await web.get(f"/payer/{invoice.id}", headers=signed_in(CLAIRE))
    assert answer.status_code == 200
    assert "Continuer vers le paiement" in answer.text
    assert "396,00" in answer.text
    assert "<script" not in answer.text
    assert "form-action 'self' http://localhost:3000" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert re.search(r'action="http://localhost:3000/simulateur/vads-payment/"', answer.text)


async def test_the_form_asks_for_our_amount_under_our_signature(web: httpx.AsyncClient, invoice: Invoice) -> None:
    page = (await web.get(f"/payer/{invoice.id}?vads_amount=1&amount=1", headers=signed_in(CLAIRE))).text
    fields = {name: unescape(text) for name, text in re.findall(r'name="([^"]+)" value="([^"]*)"', page)}
    signature = fields.pop("signature")
    assert signature == sign(fields, KEY)
    assert (fields["vads_amount"], fields["vads_currency"], fields["vads_ctx_mode"]) == ("39600", "978", "TEST")
    assert fields["vads_url_check"] == "http://localhost:3000/paiement/payzen/notification"
    assert fields["vads_url_return"].endswith(f"/paiement/retour/{fields['vads_order_id']}")
    assert fields["vads_cust_email"] == CLAIRE


async def test_a_stranger_is_not_shown_the_invoice_of_another(web: httpx.AsyncClient, invoice: Invoice) -> None:
    assert (await web.get(f"/payer/{invoice.id}", headers=signed_in(STRANGER))).status_code == 404
    assert (await web.get(f"/payer/{invoice.id}", headers=signed_in(KARIM))).status_code == 403
    anonymous = await web.get(f"/payer/{invoice.id}")
    assert (anonymous.status_code, anonymous.headers["location"]) == (303, f"/connexion?suite=/payer/{invoice.id}")
    with begin(SYSTEM, writing=False) as work:
        assert work.db.exec(select(PaymentAttempt)).all() == []


@pytest.mark.parametrize("number", ["0", "-1", "1e3", "²", "99999999999999999999", "x", "1 OR 1=1"])
async def test_an_absurd_invoice_number_is_not_found(web: httpx.AsyncClient, people: Cast, number: str) -> None:
    assert (await web.get(f"/payer/{number}", headers=signed_in(CLAIRE))).status_code == 404


async def test_a_settled_invoice_is_not_offered_to_pay(web: httpx.AsyncClient, attempt: PaymentAttempt) -> None:
    await notify(web, told(attempt))
    answer = await web.get(f"/payer/{attempt.invoice_id}", headers=signed_in(CLAIRE))
    assert answer.status_code == 409
    assert "déjà réglée" in answer.text


async def test_coming_back_from_the_platform_pays_nothing(web: httpx.AsyncClient, attempt: PaymentAttempt) -> None:
    back = f"/paiement/retour/{attempt.reference}"
    answer = await web.get(f"{back}?vads_trans_status=AUTHORISED&vads_result=00", headers=signed_in(CLAIRE))
    assert answer.status_code == 200
    assert "Paiement en cours de vérification" in answer.text
    assert '<meta http-equiv="refresh" content="2">' in answer.text
    assert standing() == (InvoiceState.ISSUED, 0)


async def test_the_return_page_says_received_once_the_notification_came(
    web: httpx.AsyncClient, invoice: Invoice, attempt: PaymentAttempt
) -> None:
    await notify(web, told(attempt))
    page = (await web.get(f"/paiement/retour/{attempt.reference}", headers=signed_in(CLAIRE))).text
    assert "Paiement reçu" in page
    assert f'href="/espace/dossier/{invoice.dossier_id}"' in page
    assert "refresh" not in page


async def test_a_refused_card_leads_back_to_the_payment(web: httpx.AsyncClient, attempt: PaymentAttempt) -> None:
    await notify(web, told(attempt, trans_status="REFUSED"))
    page = (await web.get(f"/paiement/retour/{attempt.reference}", headers=signed_in(CLAIRE))).text
    assert "Le paiement n’a pas abouti" in page
    assert f'href="/payer/{attempt.invoice_id}"' in page
    assert "refresh" not in page


async def test_a_payment_to_check_is_not_said_received(web: httpx.AsyncClient, attempt: PaymentAttempt) -> None:
    await notify(web, told(attempt, amount="1"))
    page = (await web.get(f"/paiement/retour/{attempt.reference}", headers=signed_in(CLAIRE))).text
    assert "Paiement en cours de vérification" in page
    assert "refresh" not in page


async def test_a_stranger_cannot_read_the_return_of_another(web: httpx.AsyncClient, attempt: PaymentAttempt) -> None:
    back = f"/paiement/retour/{attempt.reference}"
    assert (await web.get(back, headers=signed_in(STRANGER))).status_code == 404
    assert (await web.get(back, headers=signed_in(KARIM))).status_code == 403
    assert (await web.get(back)).status_code == 303
    assert (await web.get("/paiement/retour/inconnu", headers=signed_in(CLAIRE))).status_code == 404


async def test_a_posted_return_is_believed_only_signed_and_pays_nothing(
    web: httpx.AsyncClient, attempt: PaymentAttempt
) -> None:
    back = f"/paiement/retour/{attempt.reference}"
    elsewhere = {"origin": "https://secure.payzen.eu"} | FORM
    signed = await web.post(back, content=told(attempt), headers=elsewhere)
    assert (signed.status_code, signed.headers["location"]) == (303, back)
    assert (await web.post(back, content=told(attempt, key="0" * 16), headers=elsewhere)).status_code == 400
    assert (await web.post(back, content=b"v" * 70_000, headers=elsewhere)).status_code == 400
    assert standing() == (InvoiceState.ISSUED, 0)


async def test_claire_pays_a_deposit_from_her_space_and_finds_her_way_back(
    web: httpx.AsyncClient, people: Cast
) -> None:
    quote = a_sent_quote(people, client_id=people.client_id)
    by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    worker.keep_all_due()
    asked = deposit_invoice(quote)
    page = (await web.get(f"/payer/{asked.id}", headers=signed_in(CLAIRE))).text
    assert f"Acompte {asked.number}" in page
    assert 'href="/espace"' in page
    assert "/espace/dossier/0" not in page
    attempt = an_attempt(people.client, asked)
    await notify(web, told(attempt))
    back = (await web.get(f"/paiement/retour/{attempt.reference}", headers=signed_in(CLAIRE))).text
    assert "Votre acompte" in back
    assert "vos documents sont libres" not in back
    assert 'href="/espace"' in back
