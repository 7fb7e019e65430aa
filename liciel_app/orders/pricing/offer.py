# pyright: strict
"""The price of a choice of diagnostics: pure, each line with its reason, in integer cents before and after tax."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from liciel_app.core.money import euros, part
from liciel_app.orders.durations import minutes
from liciel_app.orders.obligations import Said
from liciel_app.orders.pricing.amounts import DISCOUNTS, LIMITED, Amount, Part, cheapest, figure, is_far, total
from liciel_app.orders.pricing.asking import NO_TERMS, PriceRequest, Terms, check
from liciel_app.orders.pricing.grid import Grid
from liciel_app.orders.pricing.taxes import Taxed, each, from_gross, from_net, net_of


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One line. `code`: of the diagnostic, of the supplement, else its part. `label` is a catalogue key.

    `on_quote`: no price in the list, the office makes an offer; its amounts are then 0. Discounts are negative.
    """

    part: Part
    code: str
    label: str
    reason: Said
    net_cents: int
    gross_cents: int
    on_quote: bool = False
    quantity: int = 1
    percent: Decimal = Decimal(0)

    @property
    def vat_cents(self) -> int:
        return self.gross_cents - self.net_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedOffer:
    """Amounts in cents, rates in per cent; lines add up to the totals, before and after tax.

    `taxed`: the list's own prices include VAT. `minutes`: on site. `travel_open`: beyond the last distance of the list.
    `price_list_id` and `version` say what it was priced from (0 and empty without a list). `commission_*` and `notes`
    are for the office alone.
    """

    lines: tuple[OfferLine, ...] = ()
    net_cents: int = 0
    vat_cents: int = 0
    rounding_cents: int = 0
    vat_rate: Decimal = Decimal(0)
    taxed: bool = False
    deposit_cents: int = 0
    minutes: int = 0
    travel_open: bool = False
    price_list_id: int | None = None
    version: str = ""
    commission_cents: int = 0
    commission: Said | None = None
    notes: tuple[Said, ...] = field(default=())

    @property
    def gross_cents(self) -> int:
        return self.net_cents + self.vat_cents + self.rounding_cents

    @property
    def diagnostics(self) -> tuple[OfferLine, ...]:
        return tuple(line for line in self.lines if line.part is Part.DIAGNOSTIC)

    @property
    def additions(self) -> tuple[OfferLine, ...]:
        """Supplements, travel and what brings the order to the least it costs."""
        return tuple(line for line in self.lines if line.part not in DISCOUNTS and line.part is not Part.DIAGNOSTIC)

    @property
    def discounts(self) -> tuple[OfferLine, ...]:
        return tuple(line for line in self.lines if line.part in DISCOUNTS)

    @property
    def discount_cents(self) -> int:
        """What is taken off before tax, positive."""
        return -sum(line.net_cents for line in self.discounts)

    @property
    def on_quote(self) -> tuple[str, ...]:
        """The diagnostics the office prices by hand."""
        return tuple(line.code for line in self.diagnostics if line.on_quote)

    @property
    def priced(self) -> bool:
        return any(not line.on_quote for line in self.diagnostics)


def offer(grid: Grid, request: PriceRequest, terms: Terms = NO_TERMS) -> PricedOffer:
    """What the wanted diagnostics cost, each once, in their order.

    Raises Refused for a diagnostic that does not exist, Invalid for an impossible surface, distance or number.
    """
    check(request)
    amounts = cheapest(grid, request, terms)
    lines = _lines(grid, amounts)
    whole = total(amounts)
    taxed = from_gross(whole, grid.vat_rate) if grid.taxed else from_net(whole, grid.vat_rate)
    return PricedOffer(
        lines=lines,
        net_cents=taxed.net_cents,
        vat_cents=taxed.vat_cents,
        rounding_cents=taxed.rounding_cents,
        vat_rate=grid.vat_rate,
        taxed=grid.taxed,
        deposit_cents=part(taxed.gross_cents, grid.deposit_rate),
        minutes=_minutes(grid, request),
        travel_open=is_far(grid, request.km),
        commission_cents=_commission(taxed, lines, terms),
        commission=_earned(terms),
        notes=_notes(grid, amounts, request),
    )


def unpriced(request: PriceRequest) -> PricedOffer:
    """Without any list: the office makes an offer for everything."""
    return offer(Grid(name="–", valid_from=date.min), request)


def _lines(grid: Grid, amounts: list[Amount]) -> tuple[OfferLine, ...]:
    """The list's own amounts, and beside each what it adds to the total on the other side of the tax.

    A discount the floor took back entirely is no line.
    """
    own = [amount.cents or 0 for amount in amounts]
    other = each(own, lambda cents: _across(grid, cents))
    return tuple(
        OfferLine(
            part=amount.part,
            code=amount.code,
            label=amount.label,
            reason=amount.reason,
            net_cents=across if grid.taxed else cents,
            gross_cents=cents if grid.taxed else across,
            on_quote=amount.cents is None,
            quantity=amount.quantity,
            percent=amount.percent,
        )
        for amount, cents, across in zip(amounts, own, other, strict=True)
        if cents or amount.part not in DISCOUNTS
    )


def _across(grid: Grid, cents: int) -> int:
    return net_of(cents, grid.vat_rate) if grid.taxed else cents + part(cents, grid.vat_rate)


def _minutes(grid: Grid, request: PriceRequest) -> int:
    """Of what has a usual duration."""
    known = [code for code in request.codes if code in grid.durations.minutes]
    return minutes(grid.durations, known, request.surface or 1)


def _commission(taxed: Taxed, lines: tuple[OfferLine, ...], terms: Terms) -> int:
    """Before tax, on what the client pays without the travel."""
    travel = sum(line.net_cents for line in lines if line.part is Part.TRAVEL)
    return terms.commission_cents + part(taxed.net_cents - travel, terms.commission_percent)


def _earned(terms: Terms) -> Said | None:
    if terms.commission_percent:
        return Said("Commission de {percent} % hors déplacement", {"percent": figure(terms.commission_percent)})
    return Said("Commission fixe") if terms.commission_cents else None


def _notes(grid: Grid, amounts: list[Amount], request: PriceRequest) -> tuple[Said, ...]:
    """What the office is told and the client is not."""
    told = {"amount": euros(grid.floor_cents)}
    raised = Said("Le prix des diagnostics est sous le prix plancher : il est porté à {amount}.", told)
    limited = Said("Les remises s’arrêtent au prix plancher de {amount}.", told)
    far = Said("Ce bien est au-delà de la dernière tranche de déplacement : convenez-en avec le client.")
    checks = (
        (raised, any(amount.part is Part.MINIMUM for amount in amounts)),
        (limited, any(amount.reason.sentence == LIMITED for amount in amounts)),
        (far, is_far(grid, request.km)),
    )
    return tuple(note for note, holds in checks if holds)
