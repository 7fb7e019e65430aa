"""The verbs of billing: issue an invoice, ask for its payment, believe a platform, note what was received."""

from liciel_app.billing.services.issuing import attach_print, issue
from liciel_app.billing.services.notices import close_notice, doubt_notice, note_forgery, settle_notice, take_notice
from liciel_app.billing.services.payments import mark_paid, record_payment, start_payment
from liciel_app.billing.services.reversing import reverse_payment

__all__ = [
    "attach_print",
    "close_notice",
    "doubt_notice",
    "issue",
    "mark_paid",
    "note_forgery",
    "record_payment",
    "reverse_payment",
    "settle_notice",
    "start_payment",
    "take_notice",
]
