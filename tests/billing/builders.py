"""Dossiers to bill, and what a payment platform says of them."""

from collections.abc import Callable
from decimal import Decimal
from itertools import count
from typing import TypeVar
from urllib.parse import urlencode

from sqlmodel import col, select

from liciel_app.billing import services
from liciel_app.billing.models import Invoice, PaymentAttempt
from liciel_app.core.access import Actor
from liciel_app.core.work import Work, begin
from liciel_app.dossiers.models import Dossier, Hold, Mission
from liciel_app.gateways.payment import sign

T = TypeVar("T")
SITE, KEY = "12345678", "1122334455667788"
_NUMBERS = count(1)
_PRICES = (("DPE", 13_000), ("CREP", 12_000), ("ELEC", 8_000))


def a_dossier(work: Work, client_id: int, *, discount: int = 0, prices: tuple[tuple[str, int], ...] = _PRICES) -> int:
    """A dossier with its missions, ready to be billed."""
    net = sum(cents for _, cents in prices) - discount
    dossier = Dossier(
        reference=f"D-2026-{next(_NUMBERS):04d}",
        client_id=client_id,
        title="Maison",
        transaction="sale",
        property_kind="house",
        street="17 avenue Roul",
        postcode="33400",
        city="Talence",
        surface=Decimal(95),
        net_cents=net,
        discount_cents=discount,
        gross_cents=net * 120 // 100,
        created_at=work.now,
        updated_at=work.now,
    )
    work.db.add(dossier)
    work.db.flush()
    for position, (code, cents) in enumerate(prices, 1):
        work.db.add(Mission(dossier_id=dossier.id or 0, position=position, code=code, label=code, cents=cents))
    work.db.flush()
    return dossier.id or 0


def by(actor: Actor, gesture: Callable[[Work], T]) -> T:
    """One gesture, written."""
    with begin(actor) as work:
        return gesture(work)


def an_invoice(actor: Actor, client_id: int) -> Invoice:
    """Issued for a new dossier: 330,00 € HT, 396,00 € TTC."""
    return by(actor, lambda work: services.issue(work, a_dossier(work, client_id)))


def an_attempt(payer: Actor, invoice: Invoice) -> PaymentAttempt:
    return by(payer, lambda work: services.start_payment(work, invoice.id or 0))


def open_holds(work: Work, dossier_id: int) -> int:
    wanted = select(Hold.id).where(col(Hold.dossier_id) == dossier_id, col(Hold.lifted_at).is_(None))
    return len(work.db.exec(wanted).all())


def told(attempt: PaymentAttempt, *, key: str = KEY, **changes: str) -> bytes:
    """The body of a notification about that attempt, signed: accepted unless `changes` say otherwise."""
    fields = {
        "amount": str(attempt.cents),
        "auth_result": "00",
        "card_number": "497010XXXXXX0000",
        "ctx_mode": "TEST",
        "currency": "978",
        "effective_amount": str(attempt.cents),
        "operation_type": "DEBIT",
        "order_id": attempt.reference,
        "result": "00",
        "site_id": SITE,
        "trans_date": attempt.asked_at.strftime("%Y%m%d%H%M%S"),
        "trans_id": attempt.trans_id,
        "trans_status": "AUTHORISED",
        "trans_uuid": f"uuid-{attempt.trans_id}",
        "url_check_src": "PAY",
        "warranty_result": "",
    }
    named = {f"vads_{name}": text for name, text in (fields | changes).items()}
    return urlencode(named | {"signature": sign(named, key)}).encode()
