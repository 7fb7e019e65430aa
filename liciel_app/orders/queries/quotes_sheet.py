"""The quote and the mission order of an order, as the office's page shows and edits them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from liciel_app.core.language import day_short, moment, say
from liciel_app.core.money import euros
from liciel_app.core.work import Work
from liciel_app.office import queries_papers
from liciel_app.office.models_templates import LEGAL, PaperKind
from liciel_app.orders import mission_details, quoted
from liciel_app.orders.labels import MISSIONS
from liciel_app.orders.mission_paper import file_of
from liciel_app.orders.models_quotes import Quote, QuoteAcceptance, QuoteState, Withdrawal
from liciel_app.orders.queries import quotes, quotes_paper, scope
from liciel_app.orders.queries.amounts import amounts, line_price
from liciel_app.orders.queries.quotes_list import reads_as

PAPER_WORDS = {
    PaperKind.TERMS: "Conditions générales de vente",
    PaperKind.INTERVENTION: "Conditions générales d’intervention",
    PaperKind.REQUIREMENTS: "Prérequis de la visite",
    PaperKind.WITHDRAWAL: "Formulaire de rétractation",
    PaperKind.QUOTE_MODEL: "Modèle de devis",
    PaperKind.MISSION_MODEL: "Modèle d’ordre de mission",
    PaperKind.ATTESTATION_MODEL: "Modèle d’attestation sur l’honneur",
    PaperKind.FIELD_MODEL: "Modèle de fiche de terrain",
}


@dataclass(frozen=True, slots=True)
class QuotedRow:
    """`typed_price` and `typed_quantity` are what a form shows again."""

    id: int = 0
    label: str = ""
    note: str = ""
    quantity: str = ""
    unit: str = ""
    price: str = ""
    optional: bool = False
    chosen: bool = False
    unpriced: bool = False
    typed_price: str = ""
    typed_quantity: str = ""
    position: int = 0
    heading: str = ""
    """Of the lot that begins with this line."""
    subtotal: str = ""
    """Of the lot that ends with it."""
    less: str = ""
    """The discount that subtotal holds."""


@dataclass(frozen=True, slots=True)
class VersionRow:
    id: int = 0
    title: str = ""
    state: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class QuoteSheet:
    """`id` is 0 while the order has no quote; `state` one of quotes_list.SHOWN, or « replaced ».

    `discount`: where it is not said lot by lot.
    """

    id: int = 0
    title: str = ""
    state: str = ""
    lines: list[QuotedRow] = field(default_factory=list[QuotedRow])
    net: str = ""
    discount: str = ""
    vat: str = ""
    rounding: str = ""
    gross: str = ""
    deposit: str = ""
    typed_discount: str = ""
    valid_days: str = ""
    note: str = ""
    until: str = ""
    sent: str = ""
    sent_to: str = ""
    sent_by: str = ""
    reminded: str = ""
    printed: bool = False
    answer: str = ""
    withdrawal: str = ""
    ademe: str = ""
    proof: bool = False
    versions: list[VersionRow] = field(default_factory=list[VersionRow])
    addable: list[list[str]] = field(default_factory=list[list[str]])
    missing: list[str] = field(default_factory=list[str])
    """The conditions the office has not deposited yet."""
    lots: list[list[str]] = field(default_factory=list[list[str]])
    """As a field offers them; none for one property."""
    missions: list[list[str]] = field(default_factory=list[list[str]])
    """Each mission order's file, and its lot."""
    called_off: list[str] = field(default_factory=list[str])
    """The lots a draft has to leave out before it goes; none where no other would be left."""


@dataclass(frozen=True, slots=True)
class MissionField:
    key: str = ""
    label: str = ""
    value: str = ""
    choices: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True)
class MissionSection:
    title: str = ""
    fields: list[MissionField] = field(default_factory=list[MissionField])


@dataclass(frozen=True, slots=True)
class MissionSheet:
    """`id` is 0 while the mission order was not opened."""

    id: int = 0
    number: str = ""
    opened: str = ""
    sections: list[MissionSection] = field(default_factory=list[MissionSection])


def quote_sheet(work: Work, order_id: int) -> QuoteSheet:
    """The living version, else the last one. Raises NotFound for somebody else's order."""
    scope.get(work, order_id)
    known = quotes.versions(work, order_id)
    if not known:
        return QuoteSheet()
    living = next((one for one in known if one.state is not QuoteState.REPLACED), known[0])
    return _sheet(work, living, known)


def mission_sheet(work: Work, order_id: int) -> MissionSheet:
    """Its fields for the diagnostics ordered, with what is known. Raises NotFound for somebody else's order."""
    order = scope.get(work, order_id)
    mission = quotes.mission_order(work, order_id)
    answers = quotes_paper.answers_of(order, mission)
    codes = [line.code for line in scope.lines(work, order_id)]
    return MissionSheet(
        id=(mission.id or 0) if mission else 0,
        number=mission.number if mission else "",
        opened=moment(mission.created_at) if mission else "",
        sections=[
            MissionSection(
                say(title, work.language),
                [
                    MissionField(one.key, say(one.label, work.language), answers.get(one.key, ""), list(one.choices))
                    for one in fields
                ],
            )
            for title, fields in mission_details.sections(codes)
        ],
    )


def _sheet(work: Work, quote: Quote, known: list[Quote]) -> QuoteSheet:
    rows = quotes.lines(work, quote.id or 0)
    paper = quotes_paper.quote_paper(work, quote)
    accepted = quotes.acceptance(work, quote.id or 0)
    reminder = quotes.last_reminder(work, quote.id or 0)
    chosen: list[int] = json.loads(accepted.options) if accepted else []
    counted = paper.totals(chosen)
    deposit = accepted.deposit_cents if accepted else paper.deposit_cents()
    return QuoteSheet(
        id=quote.id or 0,
        title=paper.title,
        state=reads_as(work, quote),
        lines=_rows(work, paper, [row.id or 0 for row in rows], chosen),
        missions=[[file_of(rank), lot.label] for rank, lot in enumerate(paper.parts)],
        lots=[[str(lot.position), lot.label] for lot in paper.lots],
        called_off=_called_off(work, quote),
        **(amounts(counted) | ({"discount": ""} if paper.lots else {})),
        deposit=euros(deposit) if deposit else "",
        typed_discount=_typed(quote.discount_cents),
        valid_days=str(quote.valid_days),
        note=quote.note,
        until=day_short(quote.valid_until or paper.valid_until),
        sent=moment(quote.sent_at),
        sent_to=quote.sent_to,
        sent_by=quote.sent_by,
        reminded=moment(reminder.sent_at) if reminder else "",
        printed=quote.pdf_sha256 is not None,
        answer=_answer(work, quote, accepted),
        withdrawal=_withdrawal(work, accepted),
        ademe=say("Oui" if accepted.ademe else "Non", work.language) if accepted else "",
        proof=accepted is not None and accepted.evidence_sha256 is not None,
        versions=[_version(work, one) for one in known if one.id != quote.id],
        addable=_addable(work, set() if paper.lots else {row.code for row in rows}),
        missing=[say(PAPER_WORDS[kind], work.language) for kind in LEGAL[:3] if not queries_papers.current(work, kind)],
    )


def _called_off(work: Work, quote: Quote) -> list[str]:
    lots, gone = quotes.lots(work, quote.id or 0), quotes.called_off(work, quote)
    stands = quote.state is QuoteState.DRAFT and len(gone) < len(lots)
    return [lot.label for lot in lots if lot.position in gone] if stands else []


def _addable(work: Work, there: set[str]) -> list[list[str]]:
    """The diagnostics that are not in the quote yet, as a field offers them."""
    return [[one.code, say(one.short, work.language)] for one in MISSIONS if one.code not in there]


def _rows(work: Work, paper: quoted.QuotePaper, ids: Sequence[int], chosen: Collection[int]) -> list[QuotedRow]:
    """Lot by lot where there are several."""
    shown = {
        line.position: _row(work, line_id, line, chosen=line.position in chosen)
        for line_id, line in zip(ids, paper.lines, strict=True)
    }
    for lot in paper.lots:
        mine = [line.position for line in paper.lines_of(lot)]
        whole = paper.totals_of(lot, chosen)
        if mine:
            heading = f"{lot.label} · {lot.site.kind} {lot.site.surface} · {lot.order_number}"
            shown[mine[0]] = replace(shown[mine[0]], heading=heading)
            less = euros(whole.discount_cents) if whole.discount_cents else ""
            told = say("remise de {amount} comprise", work.language, amount=less) if less else ""
            shown[mine[-1]] = replace(shown[mine[-1]], subtotal=f"{euros(whole.net_cents)} HT", less=told)
    return list(shown.values())


def _row(work: Work, line_id: int, line: quoted.Line, *, chosen: bool) -> QuotedRow:
    unpriced = line.unit_cents is None
    price = line_price(line.net_cents, line.note, work.language, open_="À chiffrer" if unpriced else "")
    quantity = f"{line.quantity.normalize():f}".replace(".", ",")
    return QuotedRow(
        id=line_id,
        label=line.label,
        note=line.note,
        quantity=quantity,
        unit="" if unpriced else euros(line.unit_cents or 0),
        price=price,
        optional=line.optional,
        chosen=chosen,
        unpriced=unpriced,
        typed_price="" if unpriced else _typed(line.unit_cents or 0),
        typed_quantity=quantity,
        position=line.position,
    )


def _version(work: Work, quote: Quote) -> VersionRow:
    when = moment(quote.sent_at or quote.created_at)
    return VersionRow(quote.id or 0, quoted.titled(quote.number, quote.version), reads_as(work, quote), when)


def _answer(work: Work, quote: Quote, accepted: QuoteAcceptance | None) -> str:
    if accepted is not None:
        options = len(json.loads(accepted.options))
        chosen = say(", {count} option(s)", work.language, count=options) if options else ""
        when = moment(accepted.accepted_at)
        if accepted.signed_on is not None:
            told = {"day": day_short(accepted.signed_on), "by": accepted.recorded_by}
            when = say("sur papier le {day} (enregistré par {by})", work.language, **told)
        return f"{accepted.name}, {when}, {accepted.place}{chosen}"
    refused = quotes.refusal(work, quote.id or 0)
    return f"{refused.reason} ({moment(refused.refused_at)})" if refused else ""


def _withdrawal(work: Work, accepted: QuoteAcceptance | None) -> str:
    if accepted is None or accepted.withdrawal is Withdrawal.NONE:
        return ""
    if accepted.withdrawal is Withdrawal.WAIVED:
        return say("Le client demande la visite avant quatorze jours.", work.language)
    return say("Délai gardé jusqu’au {day}.", work.language, day=day_short(accepted.withdrawal_until))


def _typed(cents: int) -> str:
    """125,50 as a form shows it again."""
    return f"{cents // 100},{cents % 100:02d}"
