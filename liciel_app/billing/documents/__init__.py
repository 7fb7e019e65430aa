"""What billing prints, from plain values: the same values give the same bytes."""

from liciel_app.billing.documents.invoice import InvoicePaper, invoice_pdf

__all__ = ["InvoicePaper", "invoice_pdf"]
