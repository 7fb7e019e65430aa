"""A quote as the client reads it through his personal link, with what he ticked so far."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from liciel_app.core.errors import Conflict
from liciel_app.core.language import Language, day_short, moment, say
from liciel_app.core.money import euros, part
from liciel_app.core.work import Work
from liciel_app.orders import quoted
from liciel_app.orders.mission_paper import file_of
from liciel_app.orders.models_quotes import LinkPurpose, Quote, QuoteState, Withdrawal
from liciel_app.orders.queries import quotes
from liciel_app.orders.queries.quotes_open import signable, to_accept


@dataclass(frozen=True, slots=True)
class ShownLine:
    position: int = 0
    label: str = ""
    note: str = ""
    price: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One property and what it costs; `mission` is its mission order's file. Named only where there are several.

    `counted`: the discount and the options its subtotal holds.
    """

    label: str = ""
    place: str = ""
    subtotal: str = ""
    counted: str = ""
    mission: str = ""
    lines: list[ShownLine] = field(default_factory=list[ShownLine])


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A document to read: `sha256` names it in its address and in the answer."""

    role: str = ""
    name: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """`state`: open, accepted, refused or closed; `closed` says why in one sentence. Amounts as people read them.

    Prices carry the tax for a private client, not for a professional. `several`: the title of its properties, empty
    for one. `discount`: where it is not said lot by lot.
    """

    number: str = ""
    state: str = ""
    closed: str = ""
    client: str = ""
    email: str = ""
    street: str = ""
    town: str = ""
    kind: str = ""
    several: str = ""
    issued: str = ""
    until: str = ""
    note: str = ""
    parts: list[ShownPart] = field(default_factory=list[ShownPart])
    options: list[ShownLine] = field(default_factory=list[ShownLine])
    net: str = ""
    discount: str = ""
    vat: str = ""
    gross: str = ""
    deposit: str = ""
    private: bool = True
    papers: list[ShownPaper] = field(default_factory=list[ShownPaper])
    withdrawal_form: bool = False
    data_hash: str = ""
    signed_by: str = ""
    signed_at: str = ""
    withdrawal_until: str = ""
    sealed: bool = False


def shown(work: Work, token: str, chosen: Collection[int] = (), lang: Language = "fr") -> ShownQuote:
    """Raises NotFound for a link that was guessed, spent or revoked."""
    link = quotes.open_link(work, token)
    quote = work.db.get_one(Quote, link.quote_id)
    if link.purpose is LinkPurpose.FOLLOW:
        return _told(work, quote, lang)
    return _asked(work, quote, chosen, lang)


def _asked(work: Work, quote: Quote, chosen: Collection[int], lang: Language) -> ShownQuote:
    try:
        paper = signable(work, quote)
    except Conflict as refusal:
        return ShownQuote(number=quote.number, state="closed", closed=say(refusal.sentence, lang, **refusal.values))
    kept = {line.position for line in paper.options} & set(chosen)
    return _shown(work, quote, paper, kept, "open", lang)


def _told(work: Work, quote: Quote, lang: Language) -> ShownQuote:
    """What was signed, by whom, until when one may withdraw."""
    accepted = quotes.acceptance(work, quote.id or 0)
    if accepted is None or quote.state is not QuoteState.ACCEPTED:
        return ShownQuote(number=quote.number, state="closed", closed=say("Ce devis n’attend plus de réponse.", lang))
    seen = _shown(work, quote, quoted.opened(quote.paper), set(json.loads(accepted.options)), "accepted", lang)
    return replace(
        seen,
        signed_by=accepted.name,
        signed_at=moment(accepted.accepted_at),
        withdrawal_until=day_short(accepted.withdrawal_until) if accepted.withdrawal is Withdrawal.KEPT else "",
        sealed=accepted.evidence_sha256 is not None,
    )


def _shown(
    work: Work, quote: Quote, paper: quoted.QuotePaper, chosen: set[int], state: str, lang: Language
) -> ShownQuote:
    counted = paper.totals(chosen)
    private = not paper.client.professional
    deposit = paper.deposit_cents(chosen)
    apart = counted.discount_cents and not paper.lots
    return ShownQuote(
        number=paper.title,
        state=state,
        client=paper.client.name,
        email=paper.client.email,
        street=paper.site.street,
        town=paper.site.town,
        kind="" if paper.lots else f"{paper.site.kind}, {paper.site.surface}",
        several=say("Biens ({count} lots)", lang, count=len(paper.lots)) if paper.lots else "",
        issued=day_short(paper.issued_on),
        until=day_short(paper.valid_until),
        note=paper.note,
        parts=[_part(rank, lot, paper, chosen, lang) for rank, lot in enumerate(paper.parts)],
        options=[_option(line, paper, chosen) for line in paper.options],
        net=euros(counted.net_cents),
        discount=euros(-_shown_cents(counted.discount_cents, paper)) if apart else "",
        vat=euros(counted.vat_cents),
        gross=euros(counted.gross_cents),
        deposit=euros(deposit) if deposit else "",
        private=private,
        papers=[ShownPaper(str(one.kind), one.name.removesuffix(".pdf"), one.sha256) for one in to_accept(work)],
        withdrawal_form=private,
        data_hash=quote.data_hash,
    )


def _part(rank: int, lot: quoted.Lot, paper: quoted.QuotePaper, chosen: Collection[int], lang: Language) -> ShownPart:
    lines = [_line(line, paper, chosen) for line in paper.lines_of(lot) if not line.optional]
    mission = file_of(rank)
    if not paper.lots:
        return ShownPart(mission=mission, lines=lines)
    totals, site = paper.totals_of(lot, chosen), lot.site
    return ShownPart(
        label=lot.label,
        place=f"{site.street}, {site.town} · {site.kind}, {site.surface}",
        subtotal=euros(totals.net_cents if paper.client.professional else totals.gross_cents),
        counted=_counted(lot, paper, chosen, lang),
        mission=mission,
        lines=lines,
    )


def _counted(lot: quoted.Lot, paper: quoted.QuotePaper, chosen: Collection[int], lang: Language) -> str:
    """What a reader would miss between the lines of a lot and its subtotal."""
    less = euros(_shown_cents(lot.discount_cents, paper)) if lot.discount_cents else ""
    added = any(line.optional and line.position in chosen for line in paper.lines_of(lot))
    told = (
        say("remise de {amount} comprise", lang, amount=less) if less else "",
        say("options choisies comprises", lang) if added else "",
    )
    return ", ".join(filter(None, told))


def _option(line: quoted.Line, paper: quoted.QuotePaper, chosen: Collection[int]) -> ShownLine:
    """With the lot it would be added to."""
    label = next((f"{lot.label} : " for lot in paper.lots if lot.position == line.lot), "")
    return replace(_line(line, paper, chosen), label=f"{label}{line.label}")


def _line(line: quoted.Line, paper: quoted.QuotePaper, chosen: Collection[int]) -> ShownLine:
    cents = _shown_cents(line.net_cents, paper)
    times = "" if line.quantity == 1 else f" × {line.quantity.normalize():f}".replace(".", ",")
    price = "" if line.note and not line.net_cents else euros(cents)
    return ShownLine(line.position, f"{line.label}{times}", line.note, price, line.position in chosen)


def _shown_cents(net_cents: int, paper: quoted.QuotePaper) -> int:
    return net_cents if paper.client.professional else net_cents + part(net_cents, paper.vat_rate)
