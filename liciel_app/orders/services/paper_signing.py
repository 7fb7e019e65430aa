# pyright: strict
"""A quote signed on paper, recorded at the desk with its scan: the same effects as the signature on a screen."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlmodel import col, select

from liciel_app.core import clock, files
from liciel_app.core.errors import Conflict, Invalid, NotFound
from liciel_app.core.language import day_short
from liciel_app.core.text import file_name, one_line
from liciel_app.core.work import Work
from liciel_app.orders import quoted
from liciel_app.orders.models import Order, OrderFile
from liciel_app.orders.models_quotes import Quote, QuoteAcceptance, QuoteLink, QuoteState, Withdrawal
from liciel_app.orders.queries import quotes
from liciel_app.orders.queries.quotes_open import refuse_cancelled, untouched
from liciel_app.orders.services.accepting import conclude
from liciel_app.orders.services.agreeing import Answer, acceptance_row, agreement_of, documents
from liciel_app.orders.services.attaching import Received
from liciel_app.orders.services.quoting import locked, only_writers

SCAN: Final = "Devis signé"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPaper:
    """What stands on the paper. `scan_id`: the file of the order that shows it; `ademe` as he ticked it."""

    signed_on: date
    name: str
    place: str
    ademe: bool | None
    withdrawal: str
    scan_id: int
    options: tuple[int, ...] = ()


def receive_scan(work: Work, quote_id: int, *, name: str, received: Received) -> OrderFile:
    """The scan joins the files of every lot's order, whatever becomes of the recording; that of the first is named
    in the recording. Raises what `may_sign` raises."""
    may_sign(work, quote_id)
    files.keep(work, sha256=received.sha256, size=received.size, media_type=received.media_type)
    orders = quotes.orders(work, quotes.get(work, quote_id)).values()
    first, *_others = [_joined(work, order, name, received) for order in orders]
    return first


def _joined(work: Work, order: Order, name: str, received: Received) -> OrderFile:
    kept = OrderFile(
        order_id=order.id,
        submit_id=order.submit_id,
        sha256=received.sha256,
        name=file_name(f"{SCAN} – {name}"),
        size=received.size,
        media_type=received.media_type,
        uploaded_at=work.now,
        origin=work.actor.origin,
    )
    work.db.add(kept)
    work.db.flush()
    work.record("orderfile.received", kept, after={"name": kept.name, "sha256": kept.sha256})
    return kept


def may_sign(work: Work, quote_id: int) -> Order:
    """Raises NotAllowed, NotFound, and Conflict for a quote that waits for no signature."""
    only_writers(work)
    quote = quotes.get(work, quote_id)
    if quote.state is not QuoteState.SENT or quote.pdf_sha256 is None:
        raise Conflict("Ce devis n’attend pas de signature.")
    refuse_cancelled(work, quote)
    return work.db.get_one(Order, quote.order_id)


def record_paper(work: Work, quote_id: int, signed: SignedPaper) -> QuoteAcceptance:
    """Raises Invalid beside the fields, Conflict for a quote that was replaced, altered, refused or accepted already.

    The day on the paper counts: signed within its validity and recorded later, it holds. What was handed over may
    have been signed as a draft.
    """
    order = may_sign(work, quote_id)
    quote = locked(work, quote_id)
    already = quotes.acceptance(work, quote_id)
    if already is not None:
        raise Conflict("Ce devis a déjà été accepté par {name}.", name=already.name)
    if not untouched(work, quote):
        raise Conflict("Ce devis a changé depuis son envoi : il ne peut pas être accepté.")
    paper = quoted.opened(quote.paper)
    scan = _scan(work, order, signed.scan_id)
    _check(work, quote, paper, signed, scan)
    made = _row(work, quote, paper, signed, scan)
    _close_links(work, quote)
    return conclude(work, quote, paper, made, signed.options)


def _row(
    work: Work, quote: Quote, paper: quoted.QuotePaper, signed: SignedPaper, scan: OrderFile | None
) -> QuoteAcceptance:
    shown = documents(work, quote, paper)
    answer = Answer(
        agreed=True,
        seen=quote.data_hash,
        read=tuple(one.sha256 for one in shown),
        name=signed.name,
        email=paper.client.email,
        place=signed.place,
        ademe=signed.ademe,
        withdrawal=signed.withdrawal,
        options=signed.options,
        signature_sha256=scan.sha256 if scan else "",
        signature_size=scan.size if scan else 0,
    )
    agreement = agreement_of(work, quote, paper, answer, shown, signed_on=signed.signed_on)
    said = f"Devis signé sur papier le {day_short(signed.signed_on)}, enregistré par {work.actor.name}."
    agreement = replace(
        agreement,
        sentences=(said, *agreement.sentences[-2 if not paper.client.professional else -1 :]),
        signed_on=signed.signed_on.isoformat(),
        recorded_by=work.actor.name,
        scan=scan.name if scan else "",
    )
    row = acceptance_row(quote, agreement)
    row.signed_on, row.recorded_by = signed.signed_on, work.actor.name
    return row


def _check(work: Work, quote: Quote, paper: quoted.QuotePaper, signed: SignedPaper, scan: OrderFile | None) -> None:
    since = clock.today(quote.sent_at if quote.sent_at and quote.sent_to else quote.created_at)
    on_time = since <= signed.signed_on <= work.today and not quoted.is_expired(quote.valid_until, signed.signed_on)
    private = not paper.client.professional
    known = {line.position for line in paper.options}
    checks = {
        "signed_on": (on_time, "Indiquez le jour écrit sur le devis, pendant sa validité et au plus tard aujourd’hui."),
        "name": (len(one_line(signed.name)) > 1, "Indiquez qui a signé."),
        "place": (bool(one_line(signed.place)), "Indiquez le lieu de la signature."),
        "ademe": (signed.ademe is not None, "Répondez par oui ou par non."),
        "withdrawal": (
            not private or signed.withdrawal in (Withdrawal.KEPT, Withdrawal.WAIVED),
            "Choisissez : délai de rétractation gardé, ou renoncement.",
        ),
        "scan": (scan is not None, "Joignez le devis signé, numérisé ou photographié."),
        "options": (set(signed.options) <= known, "Une option choisie ne fait pas partie de ce devis."),
    }
    wrong = {field: sentence for field, (good, sentence) in checks.items() if not good}
    if wrong:
        raise Invalid(wrong)


def _scan(work: Work, order: Order, file_id: int) -> OrderFile | None:
    """One of this order's own scans."""
    found = work.db.get(OrderFile, file_id) if file_id else None
    if found is not None and found.order_id != order.id:
        raise NotFound("Ce fichier est introuvable.")
    return found


def _close_links(work: Work, quote: Quote) -> None:
    """Nobody signs on a screen what is signed on paper."""
    wanted = select(QuoteLink).where(col(QuoteLink.quote_id) == quote.id, col(QuoteLink.used_at).is_(None))
    for link in work.db.exec(wanted).all():
        link.used_at = work.now
        work.db.add(link)
