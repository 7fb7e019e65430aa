"""What orders print, from plain values: the same values give the same bytes."""

from liciel_app.orders.documents.mission import mission_pdf
from liciel_app.orders.documents.quote import quote_pdf
from liciel_app.orders.documents.withdrawal import withdrawal_pdf

__all__ = ["mission_pdf", "quote_pdf", "withdrawal_pdf"]
