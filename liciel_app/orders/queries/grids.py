"""The price lists in force, and what was agreed with clients."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import bindparam, func
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.office.models import Office
from liciel_app.orders.models import Order, PriceList
from liciel_app.orders.models_prices import PriceTerms
from liciel_app.orders.pricing import Grid, Terms
from liciel_app.orders.pricing.asking import NOWHERE, Point
from liciel_app.orders.pricing.taxes import rate_of

WRITTEN = TypeAdapter(Grid)
"""How a grid is kept: `PriceList.content`."""
# Asked for every price that is shown: two statements made once, of the columns they need.
_IN_FORCE: Final = (
    sa_select(col(PriceList.id), col(PriceList.name), col(PriceList.sha256), col(PriceList.content))
    .where(col(PriceList.valid_from) <= bindparam("day"), col(PriceList.family) == bindparam("family"))
    .order_by(col(PriceList.valid_from).desc(), col(PriceList.id).desc())
    .limit(1)
)
_OFFICE_POINT: Final = sa_select(col(Office.lat), col(Office.lon)).where(col(Office.id) == 1)


@dataclass(frozen=True, slots=True)
class InForce:
    """A list as it is priced from: `content` is its grid, read once for all of those who ask."""

    id: int
    name: str
    sha256: str
    content: str


def in_force(work: Work, family: str = "", on: date | None = None) -> InForce | None:
    """What `price_list` finds, for who prices from it and changes nothing of it."""
    found = work.db.connection().execute(_IN_FORCE, {"family": family, "day": on or work.today}).first()
    return None if found is None else InForce(*found)


def price_list(work: Work, family: str = "", on: date | None = None) -> PriceList | None:
    """The newest list of that family in force that day, today when not given."""
    begun = select(PriceList).where(col(PriceList.valid_from) <= (on or work.today), col(PriceList.family) == family)
    return work.db.exec(begun.order_by(col(PriceList.valid_from).desc(), col(PriceList.id).desc()).limit(1)).first()


def vat_rate(work: Work, order: Order) -> Decimal:
    """Of the list that priced it; of its own amounts when it came from elsewhere."""
    kept = work.db.get(PriceList, order.price_list_id) if order.price_list_id else None
    return kept.vat_rate if kept else rate_of(order.net_cents, order.vat_cents)


def latest_list(work: Work, family: str = "") -> PriceList | None:
    """The list of that family that was saved last, in force or to come."""
    saved = select(PriceList).where(col(PriceList.family) == family)
    return work.db.exec(saved.order_by(col(PriceList.id).desc()).limit(1)).first()


def grid(work: Work) -> Grid | None:
    """The public list in force."""
    found = price_list(work)
    return None if found is None else grid_of(found)


def grid_of(kept: PriceList | InForce) -> Grid:
    return _opened(kept.content)


def price_lists(work: Work) -> Sequence[PriceList]:
    """Every version, the public family first, the newest first."""
    order = (col(PriceList.family), col(PriceList.valid_from).desc(), col(PriceList.id).desc())
    return work.db.exec(select(PriceList).order_by(*order)).all()


def terms_of(work: Work, client_id: int | None, on: date | None = None) -> Terms | None:
    """What was agreed with that client, as of that day."""
    if client_id is None:
        return None
    agreed = _agreed(client_id, on or work.today).join(Client, col(Client.id) == PriceTerms.client_id)
    found = work.db.connection().execute(agreed.add_columns(col(Client.name))).first()
    if found is None:
        return None
    return Terms(found.name, found.family, found.discount, found.commission_percent, found.commission_cents)


def terms_row(work: Work, client_id: int) -> int | None:
    """The number of the agreement that holds today with that client."""
    found = work.db.connection().execute(_agreed(client_id, work.today)).first()
    return found.id if found else None


def agreements(work: Work) -> list[tuple[PriceTerms, str]]:
    """Each client's agreements, the latest said for each day, with the client's name."""
    latest = sa_select(func.max(col(PriceTerms.id))).group_by(col(PriceTerms.client_id), col(PriceTerms.valid_from))
    wanted = (
        select(PriceTerms, col(Client.name))
        .join(Client, col(Client.id) == PriceTerms.client_id)
        .where(col(PriceTerms.id).in_(latest))
        .order_by(col(Client.norm), col(PriceTerms.valid_from).desc())
    )
    return list(work.db.exec(wanted).all())


def office_point(work: Work) -> Point:
    """Where travel is counted from."""
    found = work.db.connection().execute(_OFFICE_POINT).first()
    return (found.lat, found.lon) if found else NOWHERE


def _agreed(client_id: int, day: date) -> Any:
    shown = (
        col(PriceTerms.id),
        col(PriceTerms.family),
        col(PriceTerms.discount),
        col(PriceTerms.commission_percent),
        col(PriceTerms.commission_cents),
    )
    begun = sa_select(*shown).where(col(PriceTerms.client_id) == client_id, col(PriceTerms.valid_from) <= day)
    return begun.order_by(col(PriceTerms.valid_from).desc(), col(PriceTerms.id).desc()).limit(1)


@lru_cache(maxsize=64)
def _opened(content: str) -> Grid:
    """A list never changes once saved: its text is read once."""
    return WRITTEN.validate_json(content)
