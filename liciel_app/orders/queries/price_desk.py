"""What the screen of prices shows: the versions of every list, the terms of clients, three orders before and after."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from liciel_app.core.errors import NotFound
from liciel_app.core.language import Language, day_short, say
from liciel_app.core.money import euros
from liciel_app.core.work import Work
from liciel_app.orders import price_tables, pricing
from liciel_app.orders.models import PriceList
from liciel_app.orders.models_prices import PriceDraft, PriceTerms
from liciel_app.orders.price_tables import Tables
from liciel_app.orders.pricing import DEMO_GRID, TYPICAL, Grid, OfferLine, PricedOffer
from liciel_app.orders.queries import grids

PUBLIC = "Tarif public"


@dataclass(frozen=True, slots=True)
class ListRow:
    """`state`: in_force, coming or replaced."""

    id: int
    family: str
    name: str
    since: str
    state: str
    unit: str


@dataclass(frozen=True, slots=True)
class AgreementRow:
    id: int
    client: str
    family: str
    discount: str
    commission: str
    since: str
    state: str


@dataclass(frozen=True, slots=True)
class LineRow:
    label: str
    reason: str
    amount: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One typical order, TTC; `lines` and `notes` are those of the list being prepared."""

    name: str
    before: str
    after: str
    change: str
    rises: bool
    net: str
    lines: list[LineRow] = field(default_factory=list[LineRow])
    notes: list[str] = field(default_factory=list[str])


def list_rows(work: Work) -> list[ListRow]:
    kept = grids.price_lists(work)
    in_force = {found.id for family in {one.family for one in kept} if (found := grids.price_list(work, family))}
    return [_list_row(work, one, in_force=one.id in in_force) for one in kept]


def latest_lists(work: Work) -> dict[str, int]:
    """By family, the version saved last: what a change is based on."""
    found: dict[str, int] = {}
    for kept in grids.price_lists(work):
        found[kept.family] = max(kept.id or 0, found.get(kept.family, 0))
    return found


def opened_list(work: Work, list_id: int) -> tuple[int, Tables]:
    """The number of a version and its tables, ready to hold from today: the public list in force for 0.

    An office without a list starts from the usual one.
    """
    kept = work.db.get(PriceList, list_id) if list_id else grids.price_list(work) or grids.latest_list(work)
    if kept is None and list_id:
        raise NotFound("Cette grille est introuvable.")
    grid = grids.grid_of(kept) if kept else DEMO_GRID
    prepared = replace(grid, valid_from=max(grid.valid_from, work.today))
    return (kept.id or 0) if kept else 0, price_tables.written(prepared)


def exported(work: Work, list_id: int) -> Grid:
    """Raises NotFound."""
    kept = work.db.get(PriceList, list_id)
    if kept is None:
        raise NotFound("Cette grille est introuvable.")
    return grids.grid_of(kept)


def own_draft(work: Work, draft_id: int) -> PriceDraft:
    """Raises NotFound for an absent one and for somebody else's."""
    kept = work.db.get(PriceDraft, draft_id)
    if kept is None or kept.account_id != work.actor.account_id:
        raise NotFound("Cette importation est introuvable : recommencez.")
    return kept


def agreement_rows(work: Work) -> list[AgreementRow]:
    return [_agreement(work, terms, client) for terms, client in grids.agreements(work)]


def compared(work: Work, prepared: Grid) -> list[Comparison]:
    """Three typical orders by the list that holds on its first day without it, then by it."""
    day = max(prepared.valid_from, work.today)
    kept = grids.price_list(work, prepared.family, day) or grids.price_list(work, "", day)
    return [
        _compared(
            work.language,
            say(name, work.language),
            pricing.offer(grids.grid_of(kept), request) if kept else pricing.unpriced(request),
            pricing.offer(prepared, request),
        )
        for name, request in TYPICAL
    ]


def _compared(lang: Language, name: str, before: PricedOffer, after: PricedOffer) -> Comparison:
    change = after.gross_cents - before.gross_cents
    return Comparison(
        name=name,
        before=_total(before, lang),
        after=_total(after, lang),
        change=f"{'+' if change > 0 else ''}{euros(change)}" if change else "=",
        rises=change > 0,
        net=euros(after.net_cents),
        lines=[_line(line, lang) for line in after.lines],
        notes=[say(note.sentence, lang, **note.values) for note in after.notes],
    )


def _total(offer: PricedOffer, lang: Language) -> str:
    return euros(offer.gross_cents) if offer.priced else say("Sur devis", lang)


def _line(line: OfferLine, lang: Language) -> LineRow:
    amount = say("Sur devis", lang) if line.on_quote else euros(line.gross_cents)
    return LineRow(say(line.label, lang), say(line.reason.sentence, lang, **line.reason.values), amount)


def _list_row(work: Work, kept: PriceList, *, in_force: bool) -> ListRow:
    state = "in_force" if in_force else _state(kept.valid_from, work.today)
    family = kept.family or say(PUBLIC, work.language)
    return ListRow(kept.id or 0, family, kept.name, day_short(kept.valid_from), state, "TTC" if kept.taxed else "HT")


def _agreement(work: Work, terms: PriceTerms, client: str) -> AgreementRow:
    latest = grids.terms_row(work, terms.client_id)
    return AgreementRow(
        id=terms.id or 0,
        client=client,
        family=terms.family or say(PUBLIC, work.language),
        discount=_percent(terms.discount),
        commission=" + ".join(
            part for part in (_percent(terms.commission_percent), euros(terms.commission_cents or 0)) if _earns(part)
        ),
        since=day_short(terms.valid_from),
        state="in_force" if latest == terms.id else _state(terms.valid_from, work.today),
    )


def _state(since: date, today: date) -> str:
    return "coming" if since > today else "replaced"


def _percent(rate: Decimal) -> str:
    return f"{rate.normalize():f} %".replace(".", ",") if rate else ""


def _earns(part: str) -> bool:
    return part not in ("", euros(0))
