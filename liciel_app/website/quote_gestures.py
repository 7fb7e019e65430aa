"""What a visitor with a personal link does of a quote: read it, sign it, refuse it."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Final

from liciel_app.billing import queries_deposits
from liciel_app.billing.queries_deposits import DepositRow
from liciel_app.core.access import Actor
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.gateways import drawings
from liciel_app.orders import pacing
from liciel_app.orders.models_quotes import LinkPurpose, Quote
from liciel_app.orders.queries import quotes, quotes_shown
from liciel_app.orders.queries.quotes_shown import ShownQuote
from liciel_app.orders.services import accepting
from liciel_app.orders.services.agreeing import LARGEST_SIGNATURE, Answer
from liciel_app.orders.services.quoting_send import new_link

GUESSES: Final = 20
"""Wrong links an address may try in an hour."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The quote, and its deposit once it is accepted."""

    quote: ShownQuote = field(default_factory=ShownQuote)
    deposit: DepositRow = field(default_factory=DepositRow)


def open_quote(work: Work, token: str, chosen: Collection[int] = ()) -> Opened:
    """Raises NotFound for a link that was guessed, spent or revoked."""
    seen = quotes_shown.shown(work, token, chosen, work.language)
    if seen.state != "accepted":
        return Opened(seen)
    return Opened(seen, queries_deposits.row_of_quote(work, quotes.by_token(work, token).id or 0))


def note_guess(work: Work, origin: str) -> None:
    """Raises TooFast for who tries too many."""
    work.actor = _visitor(work, origin)
    pacing.pass_door(work, "devis", times=1, most=GUESSES)


def sign(work: Work, token: str, answer: Answer, origin: str) -> str:
    """Accept, and the token of the page that follows."""
    work.actor = _visitor(work, origin, one_line(answer.name))
    made = accepting.accept(work, token, answer)
    quote = work.db.get_one(Quote, made.quote_id)
    return new_link(work, quote, to=made.email, purpose=LinkPurpose.FOLLOW).rpartition("/")[2]


def decline(work: Work, token: str, reason: str, origin: str) -> None:
    work.actor = _visitor(work, origin)
    accepting.refuse(work, token, reason)


def keep_signature(data_url: str) -> tuple[str, int]:
    """Store the drawing under its hash; its hash and size. Raises Invalid for anything but a small PNG."""
    return drawings.keep(data_url, LARGEST_SIGNATURE)


def _visitor(work: Work, origin: str, name: str = "") -> Actor:
    """Who holds the link acts under the name he signs with; people who logged in under their own."""
    if work.actor.kind != "visitor":
        return work.actor
    return replace(work.actor, origin=origin, name=name or work.actor.name)
