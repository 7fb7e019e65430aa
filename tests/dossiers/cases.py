"""Dossiers the tests start from, made by the services as people make them."""

import hashlib
import io
import uuid
from datetime import datetime, timedelta
from decimal import Decimal

from reportlab.pdfgen.canvas import Canvas

from liciel_app.core.access import Actor
from liciel_app.core.work import Work, begin
from liciel_app.dossiers import services
from liciel_app.dossiers.jobs import storage
from liciel_app.dossiers.models import Dossier, DossierFile, FileRole, HoldReason
from liciel_app.orders.models import Order, OrderLine
from tests.conftest import MONDAY
from tests.people import Cast

TUESDAY_AT_NINE = MONDAY + timedelta(days=1, hours=1)
CODES = (("DPE", 13000), ("CREP", 12000), ("AMIANTE", 8500))


def an_order(work: Work, client_id: int | None = None, city: str = "Talence") -> Order:
    order = Order(
        number=f"C-{uuid.uuid4().hex[:8]}",
        submit_id=str(uuid.uuid4()),
        client_id=client_id,
        contact_name="Claire Dupuy",
        contact_email="b.dupuy@courriel.example",
        contact_phone="+33612345678",
        transaction="vente",
        property_kind="maison",
        street="17 avenue Roul",
        postcode="33400",
        city=city,
        lat=44.802,
        lon=-0.588,
        surface=Decimal(95),
        net_cents=30150,
        discount_cents=3350,
        vat_cents=6030,
        gross_cents=36180,
        placed_at=work.now,
    )
    work.db.add(order)
    work.db.flush()
    for position, (code, cents) in enumerate(CODES):
        work.db.add(OrderLine(order_id=order.id or 0, position=position, code=code, label=code, cents=cents))
    work.db.flush()
    return order


def a_dossier(work: Work, client_id: int | None = None) -> Dossier:
    return services.open_from_order(work, an_order(work, client_id).id or 0)


def a_planned_dossier(work: Work, people: Cast, starts_at: datetime = TUESDAY_AT_NINE) -> Dossier:
    dossier = a_dossier(work, people.client_id)
    technician_id = people.technician.account_id or 0
    services.assign(work, dossier.id or 0, technician_id=technician_id, starts_at=starts_at, minutes=120)
    return dossier


def a_pdf(text: str = "DPE", pages: int = 2) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, invariant=True)
    for page in range(pages):
        canvas.drawString(72, 700, f"{text}, page {page + 1}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def a_report(
    work: Work, dossier: Dossier, name: str = "DPE.pdf", *, role: FileRole = FileRole.REPORT, content: bytes = b""
) -> DossierFile:
    """A report really in the storage."""
    content = content or a_pdf(f"{name} {dossier.reference}")
    sha256 = hashlib.sha256(content).hexdigest()
    storage().put(io.BytesIO(content), sha256)
    return services.add_file(work, dossier.id or 0, sha256=sha256, size=len(content), name=name, role=role)


def a_sent_report(work: Work, dossier: Dossier, name: str = "DPE.pdf", *, content: bytes = b"") -> DossierFile:
    """A report whose client was told."""
    file = a_report(work, dossier, name, content=content)
    services.notify_client(work, dossier.id or 0)
    return file


def hold(work: Work, dossier: Dossier) -> None:
    services.note_invoiced(work, dossier.id or 0, cents=dossier.gross_cents)
    services.place_hold(work, dossier.id or 0, HoldReason.UNPAID)


def as_(actor: Actor):
    """`with as_(people.client) as work:`: another person at work."""
    return begin(actor)
