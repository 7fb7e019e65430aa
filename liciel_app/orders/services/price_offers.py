# pyright: strict
"""The one function that prices an order: the list of the day, the client's terms, the distance from the office."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from liciel_app.core.work import Work
from liciel_app.orders import pricing, queries, rules
from liciel_app.orders.obligations import Facts
from liciel_app.orders.pricing import NO_TERMS, Extra, Grid, PricedOffer, PriceRequest, Terms
from liciel_app.orders.pricing.distance import road_km

_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Tariff:
    """The list in force for somebody, and what was agreed with him."""

    kept: queries.InForce
    terms: Terms


def price(work: Work, request: PriceRequest) -> PricedOffer:
    """What that choice of diagnostics costs, that day, for that client; every amount is the server's.

    Without a list in force everything is on quote. Terms are those of the client, else of who brought him; from
    outside the office only one's own are heard. Raises what `pricing.offer` refuses.
    """
    found = tariff(work, request.client_id, request.referrer_id, request.on)
    if found is None:
        return pricing.unpriced(request)
    kept = found.kept
    grid = queries.grid_of(kept)
    priced = pricing.offer(grid, completed(work, grid, request), found.terms)
    priced = replace(priced, price_list_id=kept.id, version=f"{kept.name} · {kept.sha256[:8]}")
    return priced if work.actor.is_office else replace(priced, commission_cents=0, commission=None, notes=())


def tariff(
    work: Work, client_id: int | None = None, referrer_id: int | None = None, on: date | None = None
) -> Tariff | None:
    """What that person is priced from, to price many choices at once; None while no list is in force."""
    client = queries.terms_of(work, _own(work, client_id), on)
    referrer = queries.terms_of(work, _own(work, referrer_id), on)
    agreed = client or referrer or NO_TERMS
    kept = queries.in_force(work, agreed.family, on) or queries.in_force(work, "", on)
    return None if kept is None else Tariff(kept, _earned(agreed, referrer))


def completed(work: Work, grid: Grid, request: PriceRequest) -> PriceRequest:
    """With the distance from the office where the place is known.

    What a client tells and the list says nothing of costs nothing.
    """
    known = {one.extra for one in grid.supplements}
    far = road_km(queries.office_point(work), request.point) if request.km is None else request.km
    return replace(
        request,
        km=far,
        outbuildings=request.outbuildings if Extra.OUTBUILDING in known else 0,
        urgent=request.urgent and Extra.URGENT in known,
        saturday=request.saturday and Extra.SATURDAY in known,
    )


def asked_price(
    facts: Facts, site: rules.Site, wanted: Sequence[str], extent: rules.Extent, day: date | None
) -> PriceRequest:
    """The one question behind the price that is shown, ordered and invoiced; the facts are complete and checked."""
    return PriceRequest(
        wanted=tuple(wanted),
        kind=str(facts.kind),
        surface=rules.surface_of(facts),
        rooms=extent.rooms,
        point=(site.lat, site.lon),
        outbuildings=extent.outbuildings,
        urgent=extent.urgent,
        saturday=is_saturday(day),
    )


def is_saturday(day: date | None) -> bool:
    return day is not None and day.weekday() == _SATURDAY


def _earned(agreed: Terms, referrer: Terms | None) -> Terms:
    """Only who brought the client earns a commission."""
    earner = referrer or NO_TERMS
    return replace(agreed, commission_percent=earner.commission_percent, commission_cents=earner.commission_cents)


def _own(work: Work, client_id: int | None) -> int | None:
    """A visitor who names an agency does not get its prices."""
    return client_id if work.actor.is_office or client_id in work.actor.client_ids else None
