"""Who sees which quotes, and what hangs on one."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Select, or_
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.core.access import Actor
from liciel_app.core.errors import NotFound
from liciel_app.core.work import Work
from liciel_app.directory.models import ClientKind
from liciel_app.office import queries as office_queries
from liciel_app.orders import quoted
from liciel_app.orders.models import Order
from liciel_app.orders.models_quotes import (
    DepositRule,
    LinkPurpose,
    MissionOrder,
    Quote,
    QuoteAcceptance,
    QuoteLine,
    QuoteLink,
    QuoteLot,
    QuoteRefusal,
    QuoteReminder,
    QuoteState,
)
from liciel_app.orders.queries import scope


def visible_to(actor: Actor) -> Select[Quote]:
    """The office sees every quote; a portal account those its client was sent, others none."""
    everything = sa_select(Quote)
    if actor.is_office:
        return everything
    orders = scope.visible_to(actor).with_only_columns(col(Order.id))
    return everything.where(col(Quote.order_id).in_(orders), col(Quote.state) != QuoteState.DRAFT)


def get(work: Work, quote_id: int) -> Quote:
    """Raises NotFound for an absent quote and for somebody else's."""
    found = work.db.scalar(visible_to(work.actor).where(col(Quote.id) == quote_id))
    if found is None:
        raise NotFound("Ce devis est introuvable.")
    return found


def lines(work: Work, quote_id: int) -> list[QuoteLine]:
    """Of a quote already shown, lot by lot."""
    wanted = select(QuoteLine).where(col(QuoteLine.quote_id) == quote_id)
    return list(work.db.exec(wanted.order_by(col(QuoteLine.lot), col(QuoteLine.position), col(QuoteLine.id))).all())


def plain(rows: Sequence[QuoteLine]) -> tuple[quoted.Line, ...]:
    return tuple(
        quoted.Line(row.position, row.code, row.label, row.unit_cents, row.quantity, row.optional, row.note, row.lot)
        for row in rows
    )


def lots(work: Work, quote_id: int) -> list[QuoteLot]:
    """Of a quote already shown; none where it is for one property."""
    wanted = select(QuoteLot).where(col(QuoteLot.quote_id) == quote_id)
    return list(work.db.exec(wanted.order_by(col(QuoteLot.position))).all())


def orders(work: Work, quote: Quote) -> dict[int, Order]:
    """What a quote already shown is for, by the position of their lots; 0 for the one of a single property."""
    held = {lot.position: lot.order_id for lot in lots(work, quote.id or 0)} or {0: quote.order_id}
    return {position: work.db.get_one(Order, order_id) for position, order_id in held.items()}


def called_off(work: Work, quote: Quote) -> dict[int, Order]:
    """Those of its orders that were cancelled, by position."""
    return {position: one for position, one in orders(work, quote).items() if one.cancelled_at is not None}


def versions(work: Work, order_id: int) -> list[Quote]:
    """Every version of every quote of that order, alone or as a lot, this person may see, latest first."""
    as_lot = select(QuoteLot.quote_id).where(col(QuoteLot.order_id) == order_id)
    mine = visible_to(work.actor).where(or_(col(Quote.order_id) == order_id, col(Quote.id).in_(as_lot)))
    return list(work.db.scalars(mine.order_by(col(Quote.id).desc())).all())


def latest(work: Work) -> Quote | None:
    """The newest quote this person may see."""
    return work.db.scalar(visible_to(work.actor).order_by(col(Quote.id).desc()).limit(1))


def link(work: Work, token: str) -> QuoteLink:
    """The link of that token, spent or not; NotFound when it was guessed or revoked."""
    wanted = select(QuoteLink).where(
        col(QuoteLink.token_hash) == token_hash(token), col(QuoteLink.revoked_at).is_(None)
    )
    found = work.db.exec(wanted).first()
    if found is None:
        raise NotFound("Ce lien n’est plus valable. Demandez-en un nouveau à l’office.")
    return found


def open_link(work: Work, token: str) -> QuoteLink:
    """A link that still opens something: a spent one looks absent, like a guessed or a revoked one."""
    found = link(work, token)
    if found.purpose is LinkPurpose.SIGN and found.used_at is not None:
        raise NotFound("Ce lien n’est plus valable. Demandez-en un nouveau à l’office.")
    return found


def by_token(work: Work, token: str) -> Quote:
    return work.db.get_one(Quote, open_link(work, token).quote_id)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def acceptance(work: Work, quote_id: int) -> QuoteAcceptance | None:
    return work.db.exec(select(QuoteAcceptance).where(col(QuoteAcceptance.quote_id) == quote_id)).first()


def refusal(work: Work, quote_id: int) -> QuoteRefusal | None:
    return work.db.exec(select(QuoteRefusal).where(col(QuoteRefusal.quote_id) == quote_id)).first()


def mission_order(work: Work, order_id: int) -> MissionOrder | None:
    """Of an order already shown."""
    return work.db.exec(select(MissionOrder).where(col(MissionOrder.order_id) == order_id)).first()


def deposit_rule(work: Work, kind: ClientKind) -> quoted.Deposit:
    """What the office asks of that kind of client; its one rate for all while nobody said better."""
    rule = work.db.get(DepositRule, kind)
    if rule is not None:
        return quoted.Deposit(rule.percent, rule.cents)
    return quoted.Deposit(percent=Decimal(office_queries.office(work).deposit_percent))


def is_signed(work: Work, order_id: int) -> bool:
    """Whether a quote of that order, alone or as a lot, was accepted."""
    as_lot = select(QuoteLot.quote_id).where(col(QuoteLot.order_id) == order_id)
    its = or_(col(Quote.order_id) == order_id, col(Quote.id).in_(as_lot))
    return work.db.exec(select(Quote.id).where(its, col(Quote.state) == QuoteState.ACCEPTED)).first() is not None


def awaiting(work: Work) -> list[Quote]:
    """Sent, and still good to sign today: what reminders and « À faire » are about."""
    gone = col(Order.cancelled_at).is_not(None)
    lots_gone = select(QuoteLot.quote_id).join(Order, col(Order.id) == col(QuoteLot.order_id)).where(gone)
    mine = visible_to(work.actor).where(
        col(Quote.state) == QuoteState.SENT,
        col(Quote.pdf_sha256).is_not(None),
        col(Quote.valid_until) >= work.today,
        col(Quote.order_id).not_in(select(Order.id).where(gone)),
        col(Quote.id).not_in(lots_gone),
    )
    return list(work.db.scalars(mine.order_by(col(Quote.sent_at), col(Quote.id))).all())


def last_reminder(work: Work, quote_id: int) -> QuoteReminder | None:
    """Of a quote already shown."""
    wanted = select(QuoteReminder).where(col(QuoteReminder.quote_id) == quote_id)
    return work.db.exec(wanted.order_by(col(QuoteReminder.level).desc())).first()


def sent_reminders(work: Work, since: datetime) -> int:
    """How many reminders left since then."""
    return len(work.db.exec(select(QuoteReminder.id).where(col(QuoteReminder.sent_at) >= since)).all())
