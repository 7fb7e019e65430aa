"""What waits for a client and what he has, as his first page says it."""

from dataclasses import dataclass, field
from typing import Final

from liciel_app.billing import queries as billing
from liciel_app.billing.queries import InvoiceRow
from liciel_app.core.access import Permission
from liciel_app.core.paging import Asked
from liciel_app.core.work import Work
from liciel_app.dossiers import queries as dossiers
from liciel_app.dossiers.queries import portal
from liciel_app.dossiers.queries.portal import ReadyRow, WaitingOrder
from liciel_app.orders.queries.drafts import DraftRow, prepared_rows
from liciel_app.orders.queries.quotes_list import AwaitingRow, awaiting_rows

MOST_BILLS: Final = 10


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts and what waits for the client; `owed` is empty when nothing is. `prepared`: orders to be validated, by the
    reader when he `validates`.
    """

    dossiers: int = 0
    orders: int = 0
    owed: str = ""
    late: bool = False
    quotes: list[AwaitingRow] = field(default_factory=list[AwaitingRow])
    bills: list[InvoiceRow] = field(default_factory=list[InvoiceRow])
    ready: list[ReadyRow] = field(default_factory=list[ReadyRow])
    waiting: list[WaitingOrder] = field(default_factory=list[WaitingOrder])
    prepared: list[DraftRow] = field(default_factory=list[DraftRow])
    validates: bool = True


def overview(work: Work) -> Overview:
    bills = billing.invoices_page(work, Asked(sort="due_on", descending=False, size=MOST_BILLS), "unpaid").rows
    return Overview(
        dossiers=dossiers.counts(work)[""],
        orders=portal.waiting_count(work),
        owed=billing.owed(work) if bills else "",
        late=any(bill.late for bill in bills),
        quotes=awaiting_rows(work),
        bills=list(bills),
        ready=portal.ready(work),
        waiting=portal.waiting_orders(work),
        prepared=prepared_rows(work),
        validates=work.actor.may(Permission.ORDERS_VALIDATE),
    )
