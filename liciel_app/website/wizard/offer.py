"""What the law asks of a property and what it costs, as the wizard shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from liciel_app.core.language import Language, say
from liciel_app.core.money import euros
from liciel_app.core.work import Work
from liciel_app.orders import needs, queries, rules
from liciel_app.orders import questionnaire as asking
from liciel_app.orders.estimate import Estimate, estimate, road_km
from liciel_app.orders.labels import LABELS
from liciel_app.orders.obligations import Assessment, Line, Supply, Verdict, assess
from liciel_app.orders.pricing import NO_TERMS, Grid, Terms
from liciel_app.orders.reasons import reason
from liciel_app.orders.services import tariff
from liciel_app.website.typography import typeset
from liciel_app.website.wizard.filling import Filled

_SHOWN: Final = {
    Verdict.MANDATORY: "mandatory",
    Verdict.CONDITIONAL: "conditional",
    Verdict.UNKNOWN: "conditional",
    Verdict.NOT_REQUIRED: "not_required",
}
_DUTIES: Final = ("mandatory", "conditional", "not_required")


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
class Offer:
    """`asked`: the questions to show; `needed`: what to know before the visit; `due`, `maybe` and `others` by duty,
    `bill` what is taken of them.

    Amounts as people read them, and the totals in cents to be added to those of other lots; `taxed` tells whether the
    prices shown include VAT.
    """

    asked: list[str] = field(default_factory=list[str])
    needed: list[str] = field(default_factory=list[str])
    due: list[OfferLine] = field(default_factory=list[OfferLine])
    maybe: list[OfferLine] = field(default_factory=list[OfferLine])
    others: list[OfferLine] = field(default_factory=list[OfferLine])
    bill: list[OfferLine] = field(default_factory=list[OfferLine])
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
    discount_rate: str = ""
    net_cents: int = 0
    gross_cents: int = 0


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
    if facts.transaction is None or facts.kind is None or facts.surface is None:
        return Offer(asked=list(asked), needed=list(needs.needed(facts)), taxed=not filled.professional)
    assessment = assess(facts, work.today)
    agreed = tariff(work, _payer(work, filled), filled.referrer)
    told = _Told(
        assessment=assessment,
        grid=queries.grid_of(agreed.kept) if agreed else None,
        terms=agreed.terms if agreed else NO_TERMS,
        kind=str(facts.kind),
        surface=Decimal(facts.surface),
        km=road_km(queries.office_point(work), (place.site.lat, place.site.lon)),
        taken=taken_of(assessment, choice),
        lang=lang,
        taxed=not filled.professional,
    )
    return replace(_offer(told, asked), needed=list(needs.needed(facts)))


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
    assessment: Assessment
    grid: Grid | None
    terms: Terms
    kind: str
    surface: Decimal
    km: Decimal
    taken: tuple[str, ...]
    lang: Language
    taxed: bool

    def cost(self, codes: Sequence[str]) -> Estimate:
        return estimate(self.grid, codes, self.surface, km=self.km, kind=self.kind, terms=self.terms)

    def amount(self, priced: Estimate, net: int) -> str:
        return euros(priced.with_tax(net) if self.taxed else net)


def _offer(told: _Told, asked: Sequence[str]) -> Offer:
    priced = told.cost(told.taken)
    missions = [_line(told, line) for line in told.assessment.lines if line.kind is Supply.MISSION]
    sellable = told.grid.codes if told.grid else frozenset[str]()
    by_duty = {duty: [line for line in missions if line.verdict == duty] for duty in _DUTIES}
    return Offer(
        asked=list(asked),
        due=by_duty["mandatory"],
        maybe=by_duty["conditional"],
        others=[line for line in by_duty["not_required"] if line.taken or line.code in sellable],
        bill=[line for duty in _DUTIES for line in by_duty[duty] if line.taken],
        documents=_documents(told),
        alerts=[_say(alert.why.sentence, told.lang, **alert.why.values) for alert in told.assessment.alerts],
        taken=list(told.taken),
        count=len(told.taken),
        known=True,
        priced=priced.priced,
        on_quote=bool(priced.on_quote),
        travel_open=priced.travel_open,
        taxed=told.taxed,
        total=euros(priced.gross_cents if told.taxed else priced.net_cents),
        net=euros(priced.net_cents),
        vat=euros(priced.vat_cents),
        discount=told.amount(priced, -priced.discount_cents) if priced.discount_cents else "",
        discount_rate=f"{priced.discount_rate.normalize():f}".replace(".", ","),
        net_cents=priced.net_cents,
        gross_cents=priced.gross_cents,
    )


def _line(told: _Told, line: Line) -> OfferLine:
    """Its price is what it costs beside what is taken already."""
    said = reason(line)
    beside = told.cost((*told.taken, line.code))
    own = next(one for one in beside.lines if one.code == line.code)
    price = _say("Sur devis", told.lang) if own.cents is None else told.amount(beside, own.cents)
    return OfferLine(
        code=line.code,
        label=_say(LABELS[line.code].long, told.lang),
        short=_say(LABELS[line.code].short, told.lang),
        verdict=_SHOWN[line.verdict],
        why=_say(said.sentence, told.lang, **said.values),
        source=line.source,
        validity=_say(line.valid_for.sentence, told.lang, **line.valid_for.values),
        price=_say("Inclus", told.lang) if own.note else price,
        note=_say(own.note, told.lang) if own.note else "",
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
