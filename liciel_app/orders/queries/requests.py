"""Reading the requests of the site."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, false, func
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.core import paging
from liciel_app.core.access import Actor
from liciel_app.core.errors import NotFound
from liciel_app.core.language import moment
from liciel_app.core.search import matching
from liciel_app.core.work import Work
from liciel_app.office.models import Account
from liciel_app.orders.models_requests import RequestState, SiteRequest

SORTABLE: Final[dict[str, Any]] = {"placed": col(SiteRequest.placed_at), "name": col(SiteRequest.norm)}
_SHORT: Final = 140


@dataclass(frozen=True, slots=True)
class RequestRow:
    """`placed` as people read it; `excerpt`: the beginning of the message."""

    id: int
    state: str
    name: str
    email: str
    phone: str
    town: str
    excerpt: str
    owner: str
    placed: str


@dataclass(frozen=True, slots=True)
class RequestSheet:
    row: RequestRow
    message: str
    consent: str
    origin: str
    client_id: int
    answer: str
    answered: str
    answered_by: str
    closed_why: str
    order_id: int = 0


def visible_to(actor: Actor) -> Select[Any]:
    """The office's alone: a prospect has no account yet."""
    everything = sa_select(SiteRequest)
    return everything if actor.is_office else everything.where(false())


def requests_page(work: Work, asked: paging.Asked, state: str = "") -> paging.Page[RequestRow]:
    statement: Any = visible_to(work.actor).with_only_columns(col(SiteRequest.id))
    if asked.search.strip():
        statement = statement.where(matching(SiteRequest, asked.search))
    if state:
        known = state in list(RequestState)
        statement = statement.where(col(SiteRequest.state) == state if known else false())
    found = paging.page(work.db, statement, SORTABLE, col(SiteRequest.id), asked)
    numbers = [one.id for one in found.rows]
    kept = {one.id: one for one in work.db.exec(select(SiteRequest).where(col(SiteRequest.id).in_(numbers))).all()}
    names = _names(work)
    rows = [_row(kept[number], names) for number in numbers]
    return paging.Page(rows, found.start, found.end, found.has_previous, found.has_next, found.total)


def counts(work: Work) -> dict[str, int]:
    kept: Any = visible_to(work.actor).with_only_columns(col(SiteRequest.state), func.count())
    counted: Any = work.db.connection().execute(kept.group_by(col(SiteRequest.state))).all()
    found = {str(state): int(number) for state, number in counted}
    return {str(state): found.get(str(state), 0) for state in RequestState}


def get(work: Work, request_id: int) -> SiteRequest:
    found = work.db.scalars(visible_to(work.actor).where(col(SiteRequest.id) == request_id)).one_or_none()
    if found is None:
        raise NotFound("Cette demande est introuvable.")
    return found


def locked(work: Work, request_id: int) -> SiteRequest:
    get(work, request_id)
    wanted = select(SiteRequest).where(col(SiteRequest.id) == request_id).with_for_update()
    return work.db.exec(wanted.execution_options(populate_existing=True)).one()


def request_sheet(work: Work, request_id: int) -> RequestSheet:
    found = get(work, request_id)
    return RequestSheet(
        row=_row(found, _names(work)),
        message=found.message,
        consent=found.consent,
        origin=found.origin,
        client_id=found.client_id or 0,
        answer=found.answer,
        answered=moment(found.answered_at) if found.answered_at else "",
        answered_by=found.answered_by,
        closed_why=found.closed_why,
        order_id=found.order_id or 0,
    )


def _names(work: Work) -> dict[int | None, str]:
    return {account.id: account.name for account in work.db.exec(select(Account)).all()}


def _row(found: SiteRequest, names: dict[int | None, str]) -> RequestRow:
    return RequestRow(
        id=found.id or 0,
        state=str(found.state),
        name=found.name,
        email=found.email,
        phone=found.phone,
        town=found.town,
        excerpt=" ".join(found.message.split())[:_SHORT],
        owner=names.get(found.owner_id, ""),
        placed=moment(found.placed_at),
    )
