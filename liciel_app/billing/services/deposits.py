# pyright: strict
"""The deposit invoice of an accepted quote: its own series, dated and numbered like any invoice (type 386)."""

import json

from liciel_app.billing import queries_deposits as deposits
from liciel_app.billing import rules
from liciel_app.billing.models import Invoice, Series
from liciel_app.billing.models_deposits import Deposit, DepositShare
from liciel_app.billing.services.issuing import line_rows
from liciel_app.billing.services.locks import only_for
from liciel_app.billing.services.numbering import lock_series, take_number
from liciel_app.core import clock, files
from liciel_app.core.access import Permission
from liciel_app.core.language import day_short
from liciel_app.core.money import shared
from liciel_app.core.text import normalise
from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.orders import quoted
from liciel_app.orders.models import Order
from liciel_app.orders.models_quotes import Quote, QuoteAcceptance
from liciel_app.orders.queries import quotes
from liciel_app.orders.services.order_papers import PDF, Printed, join_order


def issue_deposit(work: Work, quote_id: int) -> Deposit | None:
    """The deposit of that quote, asked for when it is accepted, once; none where the office asks for none."""
    only_for(work, Permission.BILLING_WRITE)
    accepted = quotes.acceptance(work, quote_id)
    if accepted is None or accepted.deposit_cents <= 0:
        return None
    series = lock_series(work, rules.series_of(work.today, rules.DEPOSITS))
    known = deposits.of_quote(work, quote_id)  # read under the lock: somebody else may just have issued it
    if known is not None:
        return known
    quote = work.db.get_one(Quote, quote_id)
    invoice = _invoice(work, quote, accepted, series)
    deposit = Deposit(quote_id=quote_id, invoice_id=invoice.id or 0)
    work.db.add(deposit)
    work.db.flush()
    work.db.add_all(_shares(work, deposit, quote, accepted))
    work.later("billing.print_deposit", deposit)
    facts = {"number": invoice.number, "gross_cents": invoice.gross_cents, "due_on": invoice.due_on}
    work.record("invoice.issued", invoice, after=facts)
    work.record("deposit.issued", deposit, after={"invoice": invoice.number, "quote": quote.number})
    return deposit


def attach_deposit(work: Work, deposit_id: int, printed: Printed) -> None:
    """The printed deposit invoice joins the files of every order it is for. Twice is once."""
    deposit = work.db.get_one(Deposit, deposit_id)
    if deposit.sha256 is not None:
        return
    files.keep(work, sha256=printed.sha256, size=len(printed.content), media_type=PDF)
    for share in deposits.shares(work, deposit_id):
        join_order(work, share.order_id, printed)
    deposit.sha256 = printed.sha256
    work.db.add(deposit)
    work.record("deposit.printed", deposit, after={"file": printed.name, "sha256": printed.sha256})


def _shares(work: Work, deposit: Deposit, quote: Quote, accepted: QuoteAcceptance) -> list[DepositShare]:
    """By what each lot came to when it was accepted, to the cent."""
    paper, chosen = quoted.opened(quote.paper), json.loads(accepted.options)
    orders = quotes.orders(work, quote)
    parts = shared(accepted.deposit_cents, [paper.totals_of(lot, chosen).gross_cents for lot in paper.parts])
    return [
        DepositShare(deposit_id=deposit.id or 0, order_id=orders[lot.position].id or 0, cents=cents)
        for lot, cents in zip(paper.parts, parts, strict=True)
    ]


def _invoice(work: Work, quote: Quote, accepted: QuoteAcceptance, series: Series) -> Invoice:
    """Takes the next number, and its day: two clerks at midnight are not dated backwards."""
    paper, number = quoted.opened(quote.paper), take_number(work, series)
    issued_on = series.last_issued_on or work.today
    client = work.db.get_one(Client, work.db.get_one(Order, quote.order_id).client_id)
    line = rules.Line(_label(paper, accepted), quoted.net_of(accepted.deposit_cents, paper.vat_rate), paper.vat_rate)
    bill = rules.bill([line])
    professional = paper.client.professional
    invoice = Invoice(
        number=number,
        series=series.code,
        client_id=client.id or 0,
        issued_on=issued_on,
        issued_at=work.now,
        due_on=rules.due_day(issued_on, client.payment_days, professional=professional),
        performed_on=issued_on,
        seller=rules.kept(paper.seller),
        buyer=rules.kept(_buyer(paper, client)),
        buyer_name=paper.client.name,
        subject=paper.place,
        net_cents=bill.net_cents,
        vat_cents=bill.vat_cents,
        gross_cents=bill.gross_cents,
        norm=normalise(number, paper.client.name, paper.place, quote.number),
    )
    work.db.add(invoice)
    work.db.flush()
    work.db.add_all(line_rows(invoice.id or 0, [line]))
    return invoice


def _label(paper: quoted.QuotePaper, accepted: QuoteAcceptance) -> str:
    rate = paper.deposit.percent
    share = f"de {rate.normalize():f} % ".replace(".", ",") if rate and paper.deposit.cents is None else ""
    day = day_short(clock.today(accepted.accepted_at))
    return f"Acompte {share}sur le devis {paper.title} accepté le {day}"


def _buyer(paper: quoted.QuotePaper, client: Client) -> rules.Buyer:
    """A client who gave no address of his own is billed at the property's."""
    known = paper.client
    postcode, _, city = paper.site.town.partition(" ")
    home = (known.street, known.postcode, known.city) if known.city else (paper.site.street, postcode, city)
    return rules.Buyer(
        name=known.name,
        professional=known.professional,
        street=home[0],
        postcode=home[1],
        city=home[2],
        siret=known.siret,
        vat_number=client.vat_number,
        reference=paper.order_number,
    )
