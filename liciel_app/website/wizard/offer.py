"""What the law asks of a property and what it costs, as the wizard shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from liciel_app.core.language import Language, say
from liciel_app.core.money import euros
from liciel_app.core.work import Work
from liciel_app.orders import needs, queries, rules
from liciel_app.orders import questionnaire as asking
from liciel_app.orders.labels import LABELS
from liciel_app.orders.obligations import Assessment, Line, Supply, Verdict, assess
from liciel_app.orders.pricing import NO_TERMS, By, Extra, Grid, PricedOffer, PriceRequest, Terms, unpriced
from liciel_app.orders.pricing import OfferLine as PricedLine
from liciel_app.orders.pricing import offer as priced_offer
from liciel_app.orders.reasons import reason
from liciel_app.orders.services import price_offers, tariff
from liciel_app.website.typography import typeset
from liciel_app.website.wizard.filling import Filled, day_asked

_SHOWN: Final = {
    Verdict.MANDATORY: "mandatory",
    Verdict.CONDITIONAL: "conditional",
    Verdict.UNKNOWN: "conditional",
    Verdict.NOT_REQUIRED: "not_required",
}
_DUTIES: Final = ("mandatory", "conditional", "not_required")
ROOMS: Final = "rooms"
_SAID: Final = (Extra.OUTBUILDING, Extra.URGENT)
"""The supplements a client can tell of himself; Saturdays follow from the day, samples from the visit."""


@dataclass(frozen=True, slots=True)
class OfferLine:
    """`verdict` is mandatory, conditional or not_required; `price` is written for the reader's kind of client."""

    code: str
    label: str
    short: str
    verdict: str
    why: str
    source: str
    validity: str
    price: str
    note: str
    taken: bool


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """Something another person hands over; `sure` when it is due, otherwise it may be."""

    code: str
    label: str
    why: str
    source: str
    sure: bool


@dataclass(frozen=True, slots=True)
class PriceRow:
    """What is added to the diagnostics, or taken off them, and why."""

    label: str
    why: str
    price: str


@dataclass(frozen=True, slots=True)
class Offer:
    """`asked`: the questions to show; `needed`: what to know before the visit; `due`, `maybe` and `others` by duty,
    `bill` what is taken of them, `added` and `discounts` what changes their price. `counts`: what the list prices
    besides (« rooms », and words of `pricing.Extra`).

    Amounts as people read them, and the totals in cents to be added to those of other lots; `taxed` tells whether the
    prices shown include VAT. `minutes`: on site.
    """

    asked: list[str] = field(default_factory=list[str])
    needed: list[str] = field(default_factory=list[str])
    counts: list[str] = field(default_factory=list[str])
    due: list[OfferLine] = field(default_factory=list[OfferLine])
    maybe: list[OfferLine] = field(default_factory=list[OfferLine])
    others: list[OfferLine] = field(default_factory=list[OfferLine])
    bill: list[OfferLine] = field(default_factory=list[OfferLine])
    added: list[PriceRow] = field(default_factory=list[PriceRow])
    discounts: list[PriceRow] = field(default_factory=list[PriceRow])
    documents: list[DocumentRow] = field(default_factory=list[DocumentRow])
    alerts: list[str] = field(default_factory=list[str])
    taken: list[str] = field(default_factory=list[str])
    count: int = 0
    known: bool = False
    priced: bool = False
    on_quote: bool = False
    travel_open: bool = False
    taxed: bool = True
    total: str = ""
    net: str = ""
    vat: str = ""
    discount: str = ""
    net_cents: int = 0
    gross_cents: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """What the visitor changed of what is advised."""

    added: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()


def current(work: Work, filled: Filled, choice: Choice, lang: Language) -> Offer:
    """Everything the page shows of these answers, today."""
    place, answers = filled.place, filled.answers
    asked = asking.asked(answers, place.postcode, work.today, filled.known)
    facts = filled.facts
    agreed = tariff(work, _payer(work, filled), filled.referrer)
    grid = queries.grid_of(agreed.kept) if agreed else None
    blank = Offer(
        asked=list(asked), needed=list(needs.needed(facts)), counts=_counts(grid), taxed=not filled.professional
    )
    if facts.transaction is None or facts.kind is None or facts.surface is None:
        return blank
    assessment = assess(facts, work.today)
    request = price_offers.asked_price(facts, place.site, (), filled.extent, day_asked(filled.typed))
    told = _Told(
        assessment=assessment,
        grid=grid,
        terms=agreed.terms if agreed else NO_TERMS,
        request=price_offers.completed(work, grid, request) if grid else request,
        taken=taken_of(assessment, choice),
        lang=lang,
        taxed=not filled.professional,
    )
    return replace(_offer(told, asked), needed=blank.needed, counts=blank.counts)


def _payer(work: Work, filled: Filled) -> int | None:
    """The client the desk chose, or the one the account speaks for."""
    return filled.picked.get("") if work.actor.is_office else min(work.actor.client_ids, default=None)


def taken_of(assessment: Assessment, choice: Choice) -> tuple[str, ...]:
    """What is advised, less what was left out, and what was added, in the order of the labels."""
    wanted = (set(rules.advised(assessment)) - choice.left_out) | choice.added
    missions = [line.code for line in assessment.lines if line.kind is Supply.MISSION]
    return tuple(code for code in missions if code in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """`request`: all that the price depends on but the diagnostics."""

    assessment: Assessment
    grid: Grid | None
    terms: Terms
    request: PriceRequest
    taken: tuple[str, ...]
    lang: Language
    taxed: bool

    def cost(self, codes: Sequence[str]) -> PricedOffer:
        asked = replace(self.request, wanted=tuple(codes))
        return priced_offer(self.grid, asked, self.terms) if self.grid else unpriced(asked)

    def amount(self, line: PricedLine) -> str:
        if line.on_quote:
            return _say("Sur devis", self.lang)
        return euros(line.gross_cents if self.taxed else line.net_cents)


def _offer(told: _Told, asked: Sequence[str]) -> Offer:
    priced = told.cost(told.taken)
    missions = [_line(told, line) for line in told.assessment.lines if line.kind is Supply.MISSION]
    sellable = told.grid.codes if told.grid else frozenset[str]()
    by_duty = {duty: [line for line in missions if line.verdict == duty] for duty in _DUTIES}
    taken_off = sum(line.gross_cents if told.taxed else line.net_cents for line in priced.discounts)
    return Offer(
        asked=list(asked),
        due=by_duty["mandatory"],
        maybe=by_duty["conditional"],
        others=[line for line in by_duty["not_required"] if line.taken or line.code in sellable],
        bill=[line for duty in _DUTIES for line in by_duty[duty] if line.taken],
        added=[_price_row(told, line) for line in priced.additions],
        discounts=[_price_row(told, line) for line in priced.discounts],
        documents=_documents(told),
        alerts=[_say(alert.why.sentence, told.lang, **alert.why.values) for alert in told.assessment.alerts],
        taken=list(told.taken),
        count=len(told.taken),
        known=True,
        priced=priced.priced,
        on_quote=any(line.on_quote for line in priced.lines),
        travel_open=priced.travel_open,
        taxed=told.taxed,
        total=euros(priced.gross_cents if told.taxed else priced.net_cents),
        net=euros(priced.net_cents),
        vat=euros(priced.vat_cents),
        discount=euros(taken_off) if taken_off else "",
        net_cents=priced.net_cents,
        gross_cents=priced.gross_cents,
        minutes=priced.minutes,
    )


def _counts(grid: Grid | None) -> list[str]:
    """What is only asked where the list has a price for it."""
    if grid is None:
        return []
    by_rooms = any(row.by is By.ROOMS for row in (*grid.rows, *grid.bundles))
    priced = [str(one.extra) for one in grid.supplements if one.extra in _SAID]
    return [*([ROOMS] if by_rooms else []), *priced]


def _price_row(told: _Told, line: PricedLine) -> PriceRow:
    times = f" × {line.quantity}" if line.quantity > 1 else ""
    why = _say(line.reason.sentence, told.lang, **line.reason.values)
    return PriceRow(_say(line.label, told.lang) + times, why, told.amount(line))


def _line(told: _Told, line: Line) -> OfferLine:
    """Its price is what it costs beside what is taken already."""
    said = reason(line)
    beside = told.cost((*told.taken, line.code))
    own = next(one for one in beside.diagnostics if one.code == line.code)
    included = not own.on_quote and not own.net_cents
    return OfferLine(
        code=line.code,
        label=_say(LABELS[line.code].long, told.lang),
        short=_say(LABELS[line.code].short, told.lang),
        verdict=_SHOWN[line.verdict],
        why=_say(said.sentence, told.lang, **said.values),
        source=line.source,
        validity=_say(line.valid_for.sentence, told.lang, **line.valid_for.values),
        price=_say("Inclus", told.lang) if included else told.amount(own),
        note=_say(own.reason.text, told.lang) if included else "",
        taken=line.code in told.taken,
    )


def _say(sentence: str, lang: Language, **values: object) -> str:
    """With the spaces that a line must not break."""
    return typeset(say(sentence, lang, **values), lang)


def _documents(told: _Told) -> list[DocumentRow]:
    """Due ones first; what is not required is not shown."""
    shown = [
        DocumentRow(
            code=line.code,
            label=_say(LABELS[line.code].long, told.lang),
            why=_say(reason(line).sentence, told.lang, **reason(line).values),
            source=line.source,
            sure=line.verdict is Verdict.MANDATORY,
        )
        for line in told.assessment.lines
        if line.kind is Supply.DOCUMENT and line.verdict is not Verdict.NOT_REQUIRED and not line.kept
    ]
    return sorted(shown, key=lambda row: not row.sure)
