# pyright: strict
"""The client's answer to a quote: accepted once for ever, or refused with a reason."""

from collections.abc import Collection
from typing import Final

from sqlmodel import col, select

from liciel_app.core import files
from liciel_app.core.errors import Conflict, Invalid
from liciel_app.core.language import moment
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.directory.rules import email_key
from liciel_app.orders import quoted
from liciel_app.orders.models_quotes import Quote, QuoteAcceptance, QuoteLink, QuoteRefusal, QuoteState
from liciel_app.orders.queries import quotes
from liciel_app.orders.queries.quotes_open import signable
from liciel_app.orders.services.agreed_order import agree_orders
from liciel_app.orders.services.agreeing import Answer, acceptance_row, agreement_of, check_answer, documents
from liciel_app.orders.services.answer_mails import tell_accepted, tell_refused

SEAL_EVIDENCE: Final = "orders.seal_evidence"


def accept(work: Work, token: str, answer: Answer) -> QuoteAcceptance:
    """The acceptance of the quote that link opens; the same person's second click is the same acceptance.

    Raises NotFound for a guessed, spent or revoked link, Invalid for what is missing, Conflict for a quote that was
    replaced, has expired, was altered, or that somebody else just accepted.
    """
    link = quotes.link(work, token)
    quote = _locked(work, link.quote_id)
    already = quotes.acceptance(work, quote.id or 0)
    if already is not None:
        return _again(already, answer)
    quotes.open_link(work, token)
    paper = signable(work, quote)
    shown = documents(work, quote, paper)
    check_answer(answer, quote, paper, shown)
    agreement = agreement_of(work, quote, paper, answer, shown)
    files.keep(work, sha256=answer.signature_sha256, size=answer.signature_size, media_type="image/png")
    _spend(work, link)
    return conclude(work, quote, paper, acceptance_row(quote, agreement), answer.options)


def conclude(
    work: Work, quote: Quote, paper: quoted.QuotePaper, made: QuoteAcceptance, options: Collection[int]
) -> QuoteAcceptance:
    """What follows an acceptance, on a screen or on paper: order, dossier, deposit, evidence, mails."""
    work.db.add(made)
    quote.state = QuoteState.ACCEPTED
    work.db.add(quote)
    work.db.flush()
    agree_orders(work, quote, paper, options)
    facts = {"number": quote.number, "version": quote.version, "name": made.name, "gross_cents": made.gross_cents}
    work.record("quote.accepted", quote, after=facts | {"manifest": made.manifest_sha256})
    work.later(SEAL_EVIDENCE, made)
    tell_accepted(work, quote, paper, made)
    return made


def refuse(work: Work, token: str, reason: str) -> QuoteRefusal:
    """Raises NotFound for a dead link, Invalid without a reason, Conflict for a quote that waits for nothing."""
    link = quotes.open_link(work, token)
    quote = _locked(work, link.quote_id)
    signable(work, quote)
    why = one_line(reason, 1000)
    if not why:
        raise Invalid({"reason": "Dites en un mot pourquoi : cela nous aide."})
    refusal = QuoteRefusal(quote_id=quote.id or 0, refused_at=work.now, reason=why, origin=work.actor.origin)
    quote.state = QuoteState.REFUSED
    work.db.add_all((refusal, quote))
    _spend(work, link)
    work.db.flush()
    work.record("quote.refused", quote, after={"number": quote.number, "reason": why})
    tell_refused(work, quote, why)
    return refusal


def _again(already: QuoteAcceptance, answer: Answer) -> QuoteAcceptance:
    """Accepted twice is once; somebody else comes too late."""
    if (already.name, already.email) == (one_line(answer.name), email_key(answer.email)):
        return already
    raise Conflict(
        "Ce devis a déjà été accepté par {name}, le {moment}.", name=already.name, moment=moment(already.accepted_at)
    )


def _locked(work: Work, quote_id: int) -> Quote:
    """The link is the right to it. Two people signing at once wait here for each other."""
    wanted = select(Quote).where(col(Quote.id) == quote_id).with_for_update()
    return work.db.exec(wanted.execution_options(populate_existing=True)).one()


def _spend(work: Work, link: QuoteLink) -> None:
    link.used_at = work.now
    work.db.add(link)
