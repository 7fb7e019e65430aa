# pyright: strict
"""The one function that prices an order: the list of the day, the client's terms, the distance from the office."""

from dataclasses import dataclass, replace
from datetime import date

from liciel_app.core.work import Work
from liciel_app.orders import estimate, pricing, queries
from liciel_app.orders.models import PriceList
from liciel_app.orders.pricing import NO_TERMS, PricedOffer, PriceRequest, Terms


@dataclass(frozen=True, slots=True)
class Tariff:
    """The list in force for somebody, and what was agreed with him."""

    kept: PriceList
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
    priced = pricing.offer(queries.grid_of(kept), _located(work, request), found.terms)
    priced = replace(priced, price_list_id=kept.id, version=f"{kept.name} · {kept.sha256[:8]}")
    return priced if work.actor.is_office else replace(priced, commission_cents=0, commission=None, notes=())


def tariff(
    work: Work, client_id: int | None = None, referrer_id: int | None = None, on: date | None = None
) -> Tariff | None:
    """What that person is priced from, to price many choices at once; None while no list is in force."""
    client = queries.terms_of(work, _own(work, client_id), on)
    referrer = queries.terms_of(work, _own(work, referrer_id), on)
    agreed = client or referrer or NO_TERMS
    kept = queries.price_list(work, agreed.family, on) or queries.price_list(work, "", on)
    return None if kept is None else Tariff(kept, _earned(agreed, referrer))


def _located(work: Work, request: PriceRequest) -> PriceRequest:
    """With the distance from the office, where the place is known."""
    if request.km is not None or None in request.point:
        return request
    return replace(request, km=estimate.road_km(queries.office_point(work), request.point))


def _earned(agreed: Terms, referrer: Terms | None) -> Terms:
    """Only who brought the client earns a commission."""
    earner = referrer or NO_TERMS
    return replace(agreed, commission_percent=earner.commission_percent, commission_cents=earner.commission_cents)


def _own(work: Work, client_id: int | None) -> int | None:
    """A visitor who names an agency does not get its prices."""
    return client_id if work.actor.is_office or client_id in work.actor.client_ids else None
