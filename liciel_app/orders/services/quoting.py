# pyright: strict
"""Writing a quote: from an order in one gesture, line by line, then version by version."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from sqlmodel import col, delete, func, select

from liciel_app.core.access import Permission
from liciel_app.core.errors import Conflict, NotAllowed, NotFound, Refused
from liciel_app.core.text import normalise, one_line
from liciel_app.core.work import Work
from liciel_app.orders import queries, quote_checks, quoted
from liciel_app.orders.labels import LABELS
from liciel_app.orders.models import Order
from liciel_app.orders.models_quotes import Quote, QuoteLine, QuoteLink, QuoteState
from liciel_app.orders.queries import quotes, quotes_paper
from liciel_app.orders.services import quoting_lots
from liciel_app.orders.services.numbering import next_number, one_at_a_time
from liciel_app.orders.services.quoting_price import apply_list, priced


class LinePlace(TypedDict, total=False):
    """Where a line stands: among the options, in which lot."""

    optional: bool
    lot: int


def draft_quote(work: Work, order_id: int) -> Quote:
    """The quote of that order: the living version when there is one, else a draft with the order's lines and prices,
    and those of the lots ordered with it.

    Raises NotFound for somebody else's order, NotAllowed for who does not write quotes.
    """
    only_writers(work)
    order = queries.get(work, order_id)
    one_at_a_time(work)
    living = quoting_lots.living_quote(work, order_id)
    if living is not None:
        return living
    orders = quoting_lots.orders_to_quote(work, order)
    quote = _blank(work, orders, next_number(work, Quote.number, quoted.SERIES))
    work.db.add(quote)
    work.db.flush()
    quoting_lots.open_parts(work, quote, orders)
    for lot, one in orders.items():
        for line in queries.lines(work, one.id or 0):
            price = None if line.on_quote else line.cents
            _add(work, quote, _new(line.code, line.label, price, note=line.note, lot=lot))
    count_again(work, quote)
    numbers = ", ".join(one.number for one in orders.values())
    work.record("quote.drafted", quote, after={"number": quote.number, "order": numbers})
    return quote


def revise(work: Work, quote_id: int) -> Quote:
    """A new version, open to changes; the one before it can no longer be signed. Raises Conflict once accepted."""
    only_writers(work)
    one_at_a_time(work)
    old = locked(work, quote_id)
    if old.state is QuoteState.DRAFT:
        return old
    if old.state in (QuoteState.ACCEPTED, QuoteState.REPLACED):
        raise Conflict("Un devis accepté ou remplacé ne change plus.")
    quote = _blank(work, quotes.orders(work, old), old.number)
    quote.version = old.version + 1
    quote.discount_cents, quote.valid_days, quote.note = old.discount_cents, old.valid_days, old.note
    quote.net_cents, quote.rounding_cents = old.net_cents, old.rounding_cents
    work.db.add(quote)
    work.db.flush()
    quoting_lots.copy_lots(work, old, quote)
    for line in quotes.lines(work, quote_id):
        _add(work, quote, _copy(line))
    old.state = QuoteState.REPLACED
    work.db.add(old)
    count_again(work, quote)
    work.record("quote.replaced", old, after={"version": quote.version})
    work.record("quote.drafted", quote, after={"number": quote.number, "version": quote.version})
    return quote


def add_diagnostic(work: Work, quote_id: int, code: str, *, optional: bool, lot: int = 0) -> QuoteLine:
    """One more diagnostic, at the grid's price; to be priced by hand where the grid has none. Raises Conflict twice."""
    quote = _open(work, quote_id)
    if code not in LABELS:
        raise NotFound("Ce diagnostic n’existe pas.")
    if any((line.code, line.lot) == (code, lot) for line in quotes.lines(work, quote_id)):
        raise Conflict("Ce diagnostic est déjà dans le devis.")
    offered = priced(work, quoting_lots.order_of(work, quote, lot), code).diagnostics[0]
    price = None if offered.on_quote else offered.net_cents
    line = _add(work, quote, _new(code, offered.label, price, optional=optional, lot=lot))
    return _changed(work, quote, line, "quote.line_added")


def add_line(
    work: Work,
    quote_id: int,
    *,
    label: str,
    unit_cents: int,
    quantity: Decimal = Decimal(1),
    **more: Unpack[LinePlace],
) -> QuoteLine:
    """A line in the office's own words: travel, samples, a second visit. Raises Invalid, Conflict once sent."""
    quote = _open(work, quote_id)
    quote_checks.check_line(label, unit_cents, quantity)
    quoting_lots.order_of(work, quote, more.get("lot", 0))
    line = _add(work, quote, _new(quoted.OPEN_CODE, one_line(label), unit_cents, quantity=quantity, **more))
    return _changed(work, quote, line, "quote.line_added")


def change_line(
    work: Work, line_id: int, *, label: str, unit_cents: int | None, quantity: Decimal, optional: bool
) -> QuoteLine:
    """Raises Invalid, NotFound, Conflict once the quote was sent."""
    line = _line(work, line_id)
    quote = _open(work, line.quote_id)
    quote_checks.check_line(label, unit_cents, quantity)
    line.label, line.unit_cents, line.quantity, line.optional = one_line(label), unit_cents, quantity, optional
    return _changed(work, quote, line, "quote.line_changed")


def drop_line(work: Work, line_id: int) -> None:
    line = _line(work, line_id)
    quote = _open(work, line.quote_id)
    work.db.delete(line)
    work.db.flush()
    count_again(work, quote)
    work.record("quote.line_dropped", quote, before={"label": line.label})


def set_terms(work: Work, quote_id: int, *, discount_cents: int, valid_days: int, note: str) -> Quote:
    """Discount before tax on the firm lines, days of validity from the sending, a word to the client."""
    quote = _open(work, quote_id)
    lines = quotes.plain(quotes.lines(work, quote_id))
    quote_checks.check_terms(lines, discount_cents, valid_days, note)
    before = {"discount_cents": quote.discount_cents, "valid_days": quote.valid_days}
    if discount_cents != quote.discount_cents:
        quoting_lots.share_discount(work, quote, lines, discount_cents)
    quote.valid_days, quote.note = valid_days, note.strip()
    count_again(work, quote)
    after = {"discount_cents": discount_cents, "valid_days": valid_days}
    work.record("quote.terms_set", quote, before=before, after=after)
    return quote


def price_again(work: Work, quote_id: int) -> Quote:
    """Prices and discount from today's list, for the lines as they stand; what the list adds (travel) is added."""
    quote = _open(work, quote_id)
    before = {"gross_cents": quote.gross_cents}
    for line in apply_list(work, quote):
        _add(work, quote, line)
    count_again(work, quote)
    work.record("quote.priced_again", quote, before=before, after={"gross_cents": quote.gross_cents})
    return quote


def drop_draft(work: Work, quote_id: int) -> None:
    """Throw away a draft nobody was sent; a version before it stays replaced."""
    quote = _open(work, quote_id)
    work.record("quote.dropped", quote, before={"number": quote.number, "version": quote.version})
    work.db.flush()
    quoting_lots.drop_lots(work, quote_id)
    work.db.connection().execute(delete(QuoteLine).where(col(QuoteLine.quote_id) == quote_id))
    work.db.delete(quote)


def leave_out_called_off(work: Work, quote_id: int) -> Quote:
    """The same draft for the lots that stand: their lines, prices and terms stay. Raises Conflict once sent, and
    where nothing was called off or nothing would be left."""
    quote = _open(work, quote_id)
    gone = quotes.called_off(work, quote)
    left = {position: one for position, one in quotes.orders(work, quote).items() if position not in gone}
    if not gone or not left:
        raise Conflict("Aucun lot annulé n’est à retirer de ce devis.")
    quoting_lots.keep_lots(work, quote, left)
    quote.norm = _searched(quote.number, left)
    count_again(work, quote)
    numbers = ", ".join(one.number for one in gone.values())
    work.record("quote.lots_left_out", quote, before={"order": numbers}, after={"gross_cents": quote.gross_cents})
    return quote


def revoke_links(work: Work, quote_id: int) -> int:
    """Every link to that quote stops at once; how many there were."""
    only_writers(work)
    quote = locked(work, quote_id)
    open_ = [link for link in _links(work, quote_id) if link.revoked_at is None]
    for link in open_:
        link.revoked_at = work.now
        work.db.add(link)
    work.record("quote.links_revoked", quote, after={"links": len(open_)})
    return len(open_)


def count_again(work: Work, quote: Quote) -> None:
    """Totals follow the lines; they are never added to by hand."""
    counted = quoting_lots.count(work, quote, quotes.plain(quotes.lines(work, quote.id or 0)))
    kind = quotes_paper.kind_of(work, queries.get(work, quote.order_id))
    quote.discount_cents, quote.rounding_cents = counted.discount_cents, counted.rounding_cents
    quote.net_cents, quote.vat_cents, quote.gross_cents = counted.net_cents, counted.vat_cents, counted.gross_cents
    quote.deposit_cents = quotes.deposit_rule(work, kind).of(quote.gross_cents, quote.vat_rate)
    work.db.add(quote)
    work.db.flush()


def only_writers(work: Work) -> None:
    if not work.actor.may(Permission.ORDERS_WRITE) or not work.actor.is_office:
        raise NotAllowed


def locked(work: Work, quote_id: int) -> Quote:
    """Read again under its lock: what another transaction just did to it is seen. Raises NotFound."""
    mine = quotes.visible_to(work.actor).where(col(Quote.id) == quote_id).with_for_update()
    found = work.db.scalar(mine.execution_options(populate_existing=True))
    if found is None:
        raise NotFound("Ce devis est introuvable.")
    return found


def _open(work: Work, quote_id: int) -> Quote:
    only_writers(work)
    quote = locked(work, quote_id)
    if quote.state is not QuoteState.DRAFT:
        raise Conflict("Ce devis est déjà envoyé : faites-en une nouvelle version.")
    return quote


def _blank(work: Work, orders: Mapping[int, Order], number: str) -> Quote:
    order = next(iter(orders.values()))
    return Quote(
        number=number,
        order_id=order.id or 0,
        vat_rate=queries.vat_rate(work, order),
        created_at=work.now,
        created_by=work.actor.name,
        norm=_searched(number, orders),
    )


def _searched(number: str, orders: Mapping[int, Order]) -> str:
    order = next(iter(orders.values()))
    sites = (word for one in orders.values() for word in (one.number, one.street, one.city))
    return normalise(order.contact_name, number, order.contact_email, *dict.fromkeys(sites))


def _add(work: Work, quote: Quote, line: QuoteLine) -> QuoteLine:
    """At the end of the quote."""
    line.quote_id = quote.id or 0
    last = select(func.max(col(QuoteLine.position))).where(col(QuoteLine.quote_id) == line.quote_id)
    line.position = (work.db.exec(last).one() or 0) + 1
    work.db.add(line)
    work.db.flush()
    return line


def _copy(line: QuoteLine) -> QuoteLine:
    kept = line.model_dump(include={"note", "quantity", "optional", "lot"})
    return _new(line.code, line.label, line.unit_cents, **kept)


def _new(code: str, label: str, cents: int | None, **more: Any) -> QuoteLine:
    """Not in a quote yet."""
    return QuoteLine(quote_id=0, position=0, code=code, label=label, unit_cents=cents, **more)


def _line(work: Work, line_id: int) -> QuoteLine:
    only_writers(work)
    line = work.db.get(QuoteLine, line_id)
    if line is None:
        raise NotFound("Cette ligne est introuvable.")
    return line


def _changed(work: Work, quote: Quote, line: QuoteLine, action: str) -> QuoteLine:
    work.db.add(line)
    work.db.flush()
    count_again(work, quote)
    if quote.net_cents < 0:
        raise Refused("La remise dépasse le total des lignes fermes.")
    facts = {"label": line.label, "unit_cents": line.unit_cents, "optional": line.optional}
    work.record(action, quote, after=facts)
    return line


def _links(work: Work, quote_id: int) -> list[QuoteLink]:
    return list(work.db.exec(select(QuoteLink).where(col(QuoteLink.quote_id) == quote_id)).all())
