# pyright: strict
"""Notifications of a payment platform: kept first, then believed or doubted, once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final, Literal

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, func, select

from liciel_app.billing import rules
from liciel_app.billing.models import Invoice, InvoiceState, PaymentAttempt, ProviderNotice, Verdict
from liciel_app.billing.services.locks import locked, only_for
from liciel_app.billing.services.payments import payment_of, record_payment
from liciel_app.billing.services.reversing import reverse_payment
from liciel_app.core.access import Permission
from liciel_app.core.config import settings
from liciel_app.core.errors import NotFound
from liciel_app.core.journal import canonical
from liciel_app.core.work import Work
from liciel_app.messaging.services import Envelope, write_mail
from liciel_app.office import queries as office_queries

HANDLE_NOTICE: Final = "billing.handle_notice"
AFTER_A_CRASH: Final = timedelta(seconds=30)
MOST_FORGED: Final = 200
"""Forged notifications kept per hour; the others are only logged, so that nobody can fill the office's disk."""


def take_notice(
    work: Work, *, provider: str, event: str, body: str, origin: str, headers: Mapping[str, str] | None = None
) -> ProviderNotice:
    """Keep a notification whose signature is good, before anything is done with it; the same event is one notice.

    The promise written with it handles what a crash would leave between this transaction and the next.
    """
    known = _notice_of(work, provider, event)
    if known is not None:
        return known
    notice = ProviderNotice(
        provider=provider,
        event=event,
        received_at=work.now,
        origin=origin,
        headers=canonical(headers or {}),
        body=body,
    )
    kept = _kept_once(work, notice)
    if kept is notice:
        work.later(HANDLE_NOTICE, notice, wait=AFTER_A_CRASH)
        work.record("notice.received", notice, after={"event": event})
    return kept


def note_forgery(work: Work, *, provider: str, reason: str, digest: str, origin: str) -> None:
    """Keep that somebody tried, without what he sent. `digest`: SHA-256 of the body."""
    event = f"forged:{digest}"
    if _notice_of(work, provider, event) is not None or _forged_lately(work) >= MOST_FORGED:
        return
    notice = ProviderNotice(
        provider=provider,
        event=event,
        received_at=work.now,
        origin=origin,
        verdict=Verdict.FORGED,
        reason=reason,
        handled_at=work.now,
    )
    if _kept_once(work, notice) is notice:
        work.record("notice.forged", notice, after={"reason": reason})


def settle_notice(work: Work, notice_id: int, event: rules.PlatformEvent) -> ProviderNotice:
    """Act on a kept notification, once: pay, reverse, wait, or call a person."""
    notice = _locked_notice(work, notice_id)
    if notice.handled_at is not None:
        return notice
    attempt = _attempt_of(work, event.reference)
    invoice = locked(work, attempt.invoice_id) if attempt else None
    verdict, reason = rules.judge(event, _expected(work, notice, event, attempt, invoice))
    if attempt is not None and invoice is not None:
        _apply(work, notice.provider, event, verdict, attempt, invoice)
    return _conclude(work, notice, verdict, reason)


def doubt_notice(work: Work, notice_id: int, reason: str) -> ProviderNotice:
    """Hand a kept notification that cannot be handled to a person. `reason`: a key of DOUBTS."""
    notice = _locked_notice(work, notice_id)
    return notice if notice.handled_at is not None else _conclude(work, notice, Verdict.TO_CHECK, reason)


def close_notice(work: Work, notice_id: int) -> ProviderNotice:
    """Somebody looked at a notification that needed a person."""
    only_for(work, Permission.BILLING_WRITE)
    notice = _locked_notice(work, notice_id)
    if notice.checked_at is None:
        notice.checked_at, notice.checked_by = work.now, work.actor.name
        work.db.add(notice)
        work.record("notice.checked", notice)
    return notice


def _apply(
    work: Work,
    provider: str,
    event: rules.PlatformEvent,
    verdict: Verdict,
    attempt: PaymentAttempt,
    invoice: Invoice,
) -> None:
    if verdict is Verdict.ACCEPTED:
        record_payment(
            work, invoice, cents=event.cents, provider=provider, provider_event=event.transaction, method="card"
        )
    withdrawn = verdict is Verdict.DECLINED and _withdraw(work, provider, event)
    if withdrawn or attempt.outcome != Verdict.ACCEPTED:
        attempt.outcome = verdict
        work.db.add(attempt)


def _withdraw(work: Work, provider: str, event: rules.PlatformEvent) -> bool:
    """Accepted first, then cancelled or never captured: the money will not come. False when it was never announced."""
    payment = payment_of(work, provider, event.transaction) if event.transaction else None
    if payment is None or payment.reversed_at is not None:
        return False
    reverse_payment(work, payment.id or 0)
    return True


def _expected(
    work: Work,
    notice: ProviderNotice,
    event: rules.PlatformEvent,
    attempt: PaymentAttempt | None,
    invoice: Invoice | None,
) -> rules.Expected | None:
    if attempt is None or invoice is None:
        return None
    due = 0 if invoice.state is InvoiceState.CREDITED else invoice.gross_cents - invoice.paid_cents
    return rules.Expected(attempt.cents, due, _transaction(work, notice, event, invoice))


def _transaction(
    work: Work, notice: ProviderNotice, event: rules.PlatformEvent, invoice: Invoice
) -> Literal["new", "recorded", "ended"]:
    payment = payment_of(work, notice.provider, event.transaction)
    if payment is not None:
        standing = payment.reversed_at is None and payment.invoice_id == invoice.id
        return "recorded" if standing else "ended"
    declined = select(ProviderNotice.id).where(
        col(ProviderNotice.provider) == notice.provider,
        col(ProviderNotice.event).startswith(f"{event.transaction}:", autoescape=True),
        col(ProviderNotice.verdict) == Verdict.DECLINED,
    )
    return "ended" if event.transaction and work.db.exec(declined).first() is not None else "new"


def _conclude(work: Work, notice: ProviderNotice, verdict: Verdict, reason: str) -> ProviderNotice:
    notice.verdict, notice.reason, notice.handled_at = verdict, reason, work.now
    work.db.add(notice)
    work.record(f"notice.{verdict}", notice, after={"event": notice.event, "reason": reason})
    if verdict in (Verdict.TO_CHECK, Verdict.UNMATCHED):
        _call_somebody(work, notice)
    return notice


def _call_somebody(work: Work, notice: ProviderNotice) -> None:
    envelope = Envelope(
        to=office_queries.office(work).email,
        template="payment.to_check",
        key=f"payment.to_check:{notice.id}",
        about=notice,
    )
    why = rules.DOUBTS[notice.reason]
    write_mail(work, envelope, event=notice.event, why=why, link=f"{settings().base_url}/bureau/factures")


def _notice_of(work: Work, provider: str, event: str) -> ProviderNotice | None:
    return work.db.exec(
        select(ProviderNotice).where(col(ProviderNotice.provider) == provider, col(ProviderNotice.event) == event)
    ).first()


def _kept_once(work: Work, notice: ProviderNotice) -> ProviderNotice:
    """The notice itself, or the one that another transaction wrote for the same event in the meantime."""
    try:
        with work.db.begin_nested():
            work.db.add(notice)
    except IntegrityError:
        known = _notice_of(work, notice.provider, notice.event)
        if known is None:
            raise
        return known
    return notice


def _locked_notice(work: Work, notice_id: int) -> ProviderNotice:
    wanted = select(ProviderNotice).where(col(ProviderNotice.id) == notice_id).with_for_update()
    found = work.db.exec(wanted.execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound("Cette notification est introuvable.")
    return found


def _attempt_of(work: Work, reference: str) -> PaymentAttempt | None:
    return work.db.exec(select(PaymentAttempt).where(col(PaymentAttempt.reference) == reference)).first()


def _forged_lately(work: Work) -> int:
    counted = (
        select(func.count())
        .select_from(ProviderNotice)
        .where(
            col(ProviderNotice.verdict) == Verdict.FORGED,
            col(ProviderNotice.received_at) > work.now - timedelta(hours=1),
        )
    )
    return int(work.db.exec(counted).one())
