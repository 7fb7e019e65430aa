# pyright: strict
"""The amounts of an offer in the list's own cents, before any tax is counted: diagnostics, then what changes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from liciel_app.core.money import euros, part
from liciel_app.orders.labels import LABELS
from liciel_app.orders.obligations import Said
from liciel_app.orders.pricing.asking import PriceRequest, Terms
from liciel_app.orders.pricing.grid import EXTRA_WORDS, Bundle, By, Grid, Row
from liciel_app.orders.pricing.taxes import exact


class Part(StrEnum):
    """What a line of an offer is."""

    DIAGNOSTIC = "diagnostic"
    BUNDLE = "bundle"
    PACK = "pack"
    CLIENT = "client"
    EXTRA = "extra"
    MINIMUM = "minimum"
    TRAVEL = "travel"


DISCOUNTS: Final = frozenset({Part.BUNDLE, Part.PACK, Part.CLIENT})
_BY_RATE: Final = frozenset({Part.PACK, Part.CLIENT})
LIMITED: Final = "Remise ramenée au prix minimum"
_INCLUDED_IN: Final = {"ERP": "inclus dans l’état des risques"}


@dataclass(frozen=True, slots=True)
class Amount:
    """One line before tax is told apart. `label` is a catalogue key; no `cents`: the office makes an offer."""

    part: Part
    code: str
    label: str
    reason: Said
    cents: int | None
    quantity: int = 1
    percent: Decimal = Decimal(0)


def cheapest(grid: Grid, request: PriceRequest, terms: Terms) -> list[Amount]:
    """With the bundle, or none, that costs the client least."""
    priced = [_diagnostic(grid, code, request) for code in request.codes]
    ways = (_amounts(grid, request, terms, [*priced, *bundled]) for bundled in _ways(grid, request, priced))
    return min(ways, key=total)


def total(amounts: Sequence[Amount]) -> int:
    return sum(amount.cents or 0 for amount in amounts)


def _amounts(grid: Grid, request: PriceRequest, terms: Terms, diagnostics: list[Amount]) -> list[Amount]:
    discounted = [*diagnostics, *_pack(grid, diagnostics)]
    discounted += _agreed(terms, total(discounted))
    added = [*discounted, *_extras(grid, request, total(discounted))]
    floored = _floored(grid, added)
    settled = _settled(grid, floored)
    return [*settled, *_travel(grid, request.km)]


def _diagnostic(grid: Grid, code: str, request: PriceRequest) -> Amount:
    def line(reason: Said, cents: int | None) -> Amount:
        return Amount(Part.DIAGNOSTIC, code, LABELS[code].long, reason, cents)

    carrier = grid.included.get(code, "")
    if carrier in request.codes:
        included = _INCLUDED_IN.get(carrier, "Inclus dans « {diagnostic} »")
        return line(Said(included, {"diagnostic": LABELS[carrier].short}), 0)
    row = _row(grid, code, request.kind) or _row(grid, carrier, request.kind)
    if row is None:
        return line(Said("Pas de prix dans la grille : le bureau fait une offre."), None)
    return line(*_price(grid, row, request))


def _row(grid: Grid, code: str, kind: str) -> Row | None:
    """The row of that kind of property, else the one for all of them."""
    rows = {row.kind: row for row in grid.rows if row.code == code}
    return rows.get(kind) or rows.get("")


def _price(grid: Grid, row: Row | Bundle, request: PriceRequest) -> tuple[Said, int | None]:
    if row.by is By.FLAT:
        return _told(Said("Prix fixe"), row.cents[0])
    if row.by is By.ROOMS:
        if request.rooms is None:
            return Said("Indiquez le nombre de pièces pour avoir un prix."), None
        rooms = Said("Nombre de pièces : {rooms}", {"rooms": str(request.rooms)})
        return _told(rooms, row.cents[sum(request.rooms > bound for bound in grid.room_bands)])
    if request.surface is None:
        return Said("Indiquez la surface pour avoir un prix."), None
    place = sum(request.surface > bound for bound in grid.bands)
    return _told(band(grid.bands, place), row.cents[place])


def _told(reason: Said, cents: int | None) -> tuple[Said, int | None]:
    return (reason if cents is not None else Said("Sur devis pour un bien de cette taille.")), cents


def band(bounds: Sequence[Decimal], place: int) -> Said:
    """Surface 50–80 m²"""
    if not bounds:
        return Said("Toutes surfaces")
    if place == 0:
        return Said("Surface jusqu’à {high} m²", {"high": figure(bounds[0])})
    if place == len(bounds):
        return Said("Surface de plus de {low} m²", {"low": figure(bounds[-1])})
    return Said("Surface {low}–{high} m²", {"low": figure(bounds[place - 1]), "high": figure(bounds[place])})


def _ways(grid: Grid, request: PriceRequest, priced: Sequence[Amount]) -> Iterator[list[Amount]]:
    """No bundle, then each that applies, as what it takes off its diagnostics."""
    yield []
    known = {amount.code: amount.cents for amount in priced if amount.cents is not None}
    for bundle in grid.bundles:
        if bundle.kind not in ("", request.kind) or not set(bundle.codes) <= known.keys():
            continue
        _, cents = _price(grid, bundle, request)
        apart = sum(known[code] or 0 for code in bundle.codes)
        if cents is not None and cents < apart:
            yield [_bundle(bundle, cents, apart)]


def _bundle(bundle: Bundle, cents: int, apart: int) -> Amount:
    told = {"name": bundle.name, "count": str(len(bundle.codes)), "amount": euros(cents)}
    reason = Said("Forfait « {name} » : {count} diagnostics pour {amount}", told)
    return Amount(Part.BUNDLE, " ".join(bundle.codes), "Forfait", reason, cents - apart)


def _pack(grid: Grid, diagnostics: Sequence[Amount]) -> list[Amount]:
    """By the number of diagnostics that count; those of a bundle have had their discount."""
    aside = {code for amount in diagnostics if amount.part is Part.BUNDLE for code in amount.code.split()}
    counted = [
        amount
        for amount in diagnostics
        if amount.part is Part.DIAGNOSTIC and amount.cents is not None and amount.code not in aside | grid.uncounted
    ]
    reached = [pack for pack in grid.packs if len(counted) >= pack.from_count and pack.percent]
    if not reached:
        return []
    rate = max(reached, key=lambda pack: pack.from_count).percent
    told = {"count": str(len(counted)), "percent": figure(rate)}
    reason = Said("Pack {count} diagnostics −{percent} %", told)
    return [Amount(Part.PACK, Part.PACK, "Remise", reason, -part(total(counted), rate), percent=rate)]


def _agreed(terms: Terms, so_far: int) -> list[Amount]:
    if not terms.discount:
        return []
    reason = Said("Tarif de {client} −{percent} %", {"client": terms.name, "percent": figure(terms.discount)})
    return [
        Amount(Part.CLIENT, Part.CLIENT, "Remise client", reason, -part(so_far, terms.discount), percent=terms.discount)
    ]


def _extras(grid: Grid, request: PriceRequest, diagnostics: int) -> list[Amount]:
    asked = [(one, request.extras[one.extra]) for one in grid.supplements if request.extras[one.extra]]
    known = {one.extra for one, _ in asked}
    lines: list[Amount] = []
    for one, count in asked:
        by_rate = Said("+{percent} % des diagnostics", {"percent": figure(one.percent)})
        by_piece = Said("{count} × {amount}", {"count": str(count), "amount": euros(one.cents)})
        cents = part(diagnostics, one.percent) if one.percent else one.cents * count
        reason = by_rate if one.percent else by_piece
        lines.append(Amount(Part.EXTRA, one.extra, EXTRA_WORDS[one.extra], reason, cents, count))
    open_ = [(extra, count) for extra, count in request.extras.items() if count and extra not in known]
    reason = Said("Pas de prix dans la grille : le bureau fait une offre.")
    return lines + [Amount(Part.EXTRA, extra, EXTRA_WORDS[extra], reason, None, count) for extra, count in open_]


def _floored(grid: Grid, amounts: list[Amount]) -> list[Amount]:
    """Discounts give way first, the last agreed before the others; then the difference is a line of its own."""
    missing = grid.floor_cents - total(amounts)
    if missing <= 0 or not any(amount.part is Part.DIAGNOSTIC and amount.cents is not None for amount in amounts):
        return amounts
    kept: list[Amount] = []
    for amount in reversed(amounts):
        given_back = min(missing, -(amount.cents or 0)) if amount.part in DISCOUNTS else 0
        missing -= given_back
        kept.append(_limited(amount, given_back) if given_back else amount)
    kept.reverse()
    reason = Said("Prix plancher de {amount}", {"amount": euros(grid.floor_cents)})
    return [*kept, Amount(Part.MINIMUM, Part.MINIMUM, "Minimum de facturation", reason, missing)] if missing else kept


def _limited(amount: Amount, given_back: int) -> Amount:
    return replace(amount, cents=(amount.cents or 0) + given_back, reason=Said(LIMITED))


def _settled(grid: Grid, amounts: list[Amount]) -> list[Amount]:
    """Tax included, a discount by rate is rounded to a total that a net amount and its VAT make exactly."""
    by_rate = [rank for rank, amount in enumerate(amounts) if amount.part in _BY_RATE]
    whole = total(amounts)
    short = whole - exact(whole, grid.vat_rate) if grid.taxed and by_rate else 0
    if not short or whole - short < grid.floor_cents:
        return amounts
    rank = by_rate[-1]
    last = replace(amounts[rank], cents=(amounts[rank].cents or 0) - short)
    return [*amounts[:rank], last, *amounts[rank + 1 :]]


def _travel(grid: Grid, km: Decimal | None) -> list[Amount]:
    """Nothing within the free distance, nor beyond the last band, where the office agrees on it."""
    reached = next((rank for rank, one in enumerate(grid.travel) if km is not None and km <= one.up_to_km), None)
    if reached is None or not grid.travel[reached].cents:
        return []
    low = grid.travel[reached - 1].up_to_km if reached else Decimal(0)
    told = {"low": figure(low), "high": figure(grid.travel[reached].up_to_km)}
    reason = Said("Entre {low} et {high} km du bureau", told)
    return [Amount(Part.TRAVEL, Part.TRAVEL, "Déplacement", reason, grid.travel[reached].cents)]


def is_far(grid: Grid, km: Decimal | None) -> bool:
    """Beyond the last band: the office agrees on the travel with the client."""
    return km is not None and bool(km > max((one.up_to_km for one in grid.travel), default=Decimal(0)))


def figure(number: Decimal) -> str:
    """12,5"""
    return f"{number.normalize():f}".replace(".", ",")
