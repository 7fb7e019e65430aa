"""Whether a quote can be signed now, and the papers that are put before its signer."""

from liciel_app.core.errors import Conflict
from liciel_app.core.language import day_short
from liciel_app.core.work import Work
from liciel_app.office import queries_papers
from liciel_app.office.models_templates import OfficePaper, PaperKind
from liciel_app.orders import quoted
from liciel_app.orders.models_quotes import Quote, QuoteState
from liciel_app.orders.queries import quotes


def signable(work: Work, quote: Quote) -> quoted.QuotePaper:
    """The paper of a quote that can be signed now. Raises Conflict with the sentence that says why it cannot."""
    if quote.state is QuoteState.REPLACED:
        raise Conflict("Ce devis a été remplacé par une nouvelle version : ouvrez notre dernier message.")
    if quote.state is not QuoteState.SENT or quote.pdf_sha256 is None:
        raise Conflict("Ce devis n’attend plus de réponse.")
    refuse_cancelled(work, quote)
    if quoted.is_expired(quote.valid_until, work.today):
        raise Conflict("Ce devis n’est plus valable depuis le {day}.", day=day_short(quote.valid_until))
    if not untouched(work, quote):
        raise Conflict("Ce devis a changé depuis son envoi : il ne peut pas être accepté. Appelez l’office.")
    return quoted.opened(quote.paper)


def refuse_cancelled(work: Work, quote: Quote) -> None:
    """Of one lot or of the only property: what was called off is not signed."""
    if quotes.called_off(work, quote):
        raise Conflict("La commande de ce devis est annulée.")


def untouched(work: Work, quote: Quote) -> bool:
    """What was sealed still hashes to the same, and the rows still say what was sealed."""
    if quoted.digest(quote.paper) != quote.data_hash:
        return False
    paper = quoted.opened(quote.paper)
    lines = quotes.plain(quotes.lines(work, quote.id or 0))
    counted = paper.totals()
    rows = (quote.number, quote.version, quote.valid_until, quote.net_cents, quote.vat_cents, quote.gross_cents)
    said = (paper.number, paper.version, paper.valid_until, counted.net_cents, counted.vat_cents, counted.gross_cents)
    return rows == said and lines == paper.lines and _lots_stand(work, quote, paper)


def _lots_stand(work: Work, quote: Quote, paper: quoted.QuotePaper) -> bool:
    held = [(lot.position, lot.discount_cents, lot.rounding_cents) for lot in quotes.lots(work, quote.id or 0)]
    return held == [(lot.position, lot.discount_cents, lot.rounding_cents) for lot in paper.lots]


def to_read(work: Work, *, private: bool) -> list[OfficePaper]:
    """The office's papers in force; only who may withdraw is handed the form for it."""
    return [one for one in queries_papers.legal(work) if private or one.kind is not PaperKind.WITHDRAWAL]


def to_accept(work: Work) -> list[OfficePaper]:
    """Those that are agreed to, one by one; the withdrawal form is only handed over."""
    return to_read(work, private=False)
