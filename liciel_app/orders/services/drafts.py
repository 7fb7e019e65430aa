# pyright: strict
"""An order being written is kept at each answer, found again, prepared for somebody else, or forgotten."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete
from sqlmodel import col, select

from liciel_app.core.access import Permission
from liciel_app.core.config import settings
from liciel_app.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from liciel_app.core.language import language_of
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.directory import rules as directory
from liciel_app.messaging.services import Envelope, write_mail
from liciel_app.orders import queries, rules
from liciel_app.orders.models import Order
from liciel_app.orders.models_drafts import KeyKind, OrderDraft, OrderDraftKey
from liciel_app.orders.queries import drafts
from liciel_app.orders.services.draft_mails import ask_validation, tell_preparer
from liciel_app.orders.services.floods import HOUR

FORGET_DRAFTS: Final = "orders.forget_drafts"
BEGUN_PER_HOUR: Final = 40
LINKS_PER_DRAFT: Final = 3
LONGEST: Final = 60_000
"""Signs of a draft's content: twenty lots and every field filled stay far below."""


@dataclass(frozen=True, slots=True)
class Written:
    """`content` as JSON; `title` and `contact` name the draft in lists."""

    submit_id: str
    content: str
    title: str = ""
    contact: str = ""


def keep(work: Work, written: Written, browser: str = "") -> None:
    """Keep what is written; the same again writes nothing. `browser`: the key of who has no account.

    A stranger without a key, or who begins more than BEGUN_PER_HOUR an hour, writes on without being kept.
    """
    if not rules.is_submit_id(written.submit_id) or len(written.content) > LONGEST:
        return
    kept = drafts.draft_of(work, written.submit_id)
    if kept is None:
        kept = _begun(work, written, browser)
    if kept is None or kept.order_id is not None or kept.content == written.content:
        return
    kept.content, kept.touched_at = written.content, work.now
    kept.title, kept.contact = one_line(written.title), one_line(written.contact)
    if kept.account_id is None and work.actor.account_id is not None:
        kept.account_id, kept.client_id = work.actor.account_id, min(work.actor.client_ids, default=None)
        kept.author = work.actor.name
    work.db.add(kept)


def send_link(work: Work, submit_id: str, email: str) -> None:
    """A mail with the link that opens the draft, wherever it is read. Its words are ours: nothing typed is in it."""
    if not directory.email_key(email):
        raise Invalid({"link_email": "Indiquez une adresse mail valable, par exemple nom@exemple.fr."})
    kept = _open(work, submit_id)
    mine = select(OrderDraftKey).where(col(OrderDraftKey.draft_id) == kept.id, col(OrderDraftKey.kind) == KeyKind.LINK)
    if len(work.db.exec(mine).all()) >= LINKS_PER_DRAFT:
        raise Refused("Ce lien est déjà parti trois fois : regardez vos courriers indésirables, ou appelez-nous.")
    token = secrets.token_urlsafe(32)
    _give_key(work, kept, token, KeyKind.LINK)
    link = f"{settings().base_url}/commande/reprendre/{token}"
    to_writer = Envelope(
        directory.email_key(email), "draft.link", about=kept, language=language_of(work.language), secret=True
    )
    write_mail(work, to_writer, link=link)
    work.record("draft.link_sent", kept, after={"to": directory.email_key(email)})


def open_link(work: Work, token: str, browser: str) -> OrderDraft:
    """The link of the mail opens the draft in this browser too. NotFound when guessed, too old, or already ordered."""
    kept = drafts.opened_by(work, token, KeyKind.LINK)
    if kept is None:
        raise NotFound("Ce lien ne mène plus à une commande : elle est validée, ou il date de plus de trente jours.")
    _give_key(work, kept, browser, KeyKind.BROWSER)
    kept.touched_at = work.now
    work.db.add(kept)
    return kept


def prepare(work: Work, submit_id: str) -> OrderDraft:
    """Finished, and left for a person with the right to validate, who is told. Only who has an account prepares."""
    if work.actor.account_id is None:
        raise NotAllowed("Connectez-vous pour préparer une commande à faire valider.")
    kept = _open(work, submit_id)
    if kept.prepared_at is None:
        kept.prepared_at, kept.prepared_by = work.now, work.actor.name
        kept.touched_at = work.now
        work.db.add(kept)
        work.record("draft.prepared", kept, after={"title": kept.title, "contact": kept.contact})
        ask_validation(work, kept)
    return kept


def check_right(work: Work, submit_id: str) -> None:
    """Raises NotAllowed for who prepares orders and does not validate them; a visitor orders for himself."""
    if work.actor.may(Permission.ORDERS_VALIDATE):
        return
    kept = drafts.draft_of(work, submit_id)
    if work.actor.kind in ("staff", "client") or (kept is not None and kept.prepared_at is not None):
        raise NotAllowed("Préparez cette commande : une personne habilitée la validera.")


def become(work: Work, submit_id: str, orders: Sequence[Order]) -> None:
    """The draft is an order now, or one a lot; what was typed is in the orders, and no longer here.

    Each order tells who prepared it and who validated it.
    """
    kept = drafts.draft_of(work, submit_id)
    if kept is None:
        return
    kept.order_id, kept.content, kept.touched_at = orders[0].id, "{}", work.now
    work.db.add(kept)
    work.db.exec(delete(OrderDraftKey).where(col(OrderDraftKey.draft_id) == kept.id))
    if kept.prepared_at is not None:
        work.record("draft.validated", kept, after={"order": orders[0].number, "prepared_by": kept.prepared_by})
        said = {"prepared_by": kept.prepared_by, "validated_by": work.actor.name}
        validated = [order for order in orders if not order.proposed]
        for order in validated:
            work.record("order.validated", order, after=said)
        for order in validated[:1]:
            tell_preparer(work, kept, order)


def drop(work: Work, draft_id: int) -> None:
    """Throw away a draft one sees. Raises NotFound for any other."""
    _forget(work, drafts.draft(work, draft_id))


def forget_old(work: Work) -> None:
    """What nobody touched for LASTS is no longer kept."""
    old = select(OrderDraft).where(
        col(OrderDraft.touched_at) < work.now - drafts.LASTS, col(OrderDraft.order_id).is_(None)
    )
    for kept in work.db.exec(old.limit(1000)).all():
        _forget(work, kept)


def _begun(work: Work, written: Written, browser: str) -> OrderDraft | None:
    nameless = work.actor.account_id is None
    crowd = work.actor.kind == "visitor" and _lately(work) >= BEGUN_PER_HOUR
    if (nameless and not browser) or crowd or queries.by_submit_id(work, written.submit_id) is not None:
        return None
    kept = OrderDraft(
        submit_id=written.submit_id,
        account_id=work.actor.account_id,
        client_id=min(work.actor.client_ids, default=None),
        author=work.actor.name,
        begun_at=work.now,
        touched_at=work.now,
        origin=work.actor.origin,
    )
    work.db.add(kept)
    work.db.flush()
    if nameless:
        _give_key(work, kept, browser, KeyKind.BROWSER)
    return kept


def _lately(work: Work) -> int:
    return drafts.drafts_from(work, work.actor.origin, HOUR)


def _open(work: Work, submit_id: str) -> OrderDraft:
    kept = drafts.draft_of(work, submit_id)
    if kept is None:
        raise NotFound("Commencez par répondre à une question : il n’y a encore rien à garder.")
    if kept.order_id is not None:
        raise Conflict("Cette commande est déjà validée.")
    return kept


def _give_key(work: Work, kept: OrderDraft, token: str, kind: KeyKind) -> None:
    hashed = drafts.token_hash(token)
    known = select(OrderDraftKey).where(col(OrderDraftKey.token_hash) == hashed, col(OrderDraftKey.draft_id) == kept.id)
    if work.db.exec(known).first() is None:
        work.db.add(OrderDraftKey(draft_id=kept.id or 0, kind=kind, token_hash=hashed, made_at=work.now))
        work.db.flush()


def _forget(work: Work, kept: OrderDraft) -> None:
    work.record("draft.dropped", kept, before={"title": kept.title})
    work.db.exec(delete(OrderDraftKey).where(col(OrderDraftKey.draft_id) == kept.id))
    work.db.flush()
    work.db.delete(kept)
    work.db.flush()
