"""The list of dossiers, page by page, and the counts on its tabs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Select, bindparam, false, func
from sqlalchemy import select as sa_select
from sqlmodel import col

from liciel_app.core.access import Actor
from liciel_app.core.language import moment
from liciel_app.core.money import euros
from liciel_app.core.paging import Asked, Listing, Page, page
from liciel_app.core.search import matching
from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.dossiers.models import Delivery, Dossier, Mission, Stage
from liciel_app.dossiers.queries import scope
from liciel_app.office.models import Account, Technician
from liciel_app.orders.labels import LABELS

SORTABLE: Final[dict[str, Any]] = {
    "updated": col(Dossier.updated_at),
    "reference": col(Dossier.reference),
    "visit": func.coalesce(col(Dossier.visit_at), col(Dossier.created_at)),
}
_SHOWN: Final[tuple[Any, ...]] = (
    col(Dossier.id),
    col(Dossier.reference),
    col(Dossier.title),
    col(Dossier.street),
    col(Dossier.postcode),
    col(Dossier.city),
    col(Dossier.client_id),
    col(Dossier.technician_id),
    col(Dossier.visit_at),
    col(Dossier.stage),
    col(Dossier.delivery),
    col(Dossier.gross_cents),
    col(Dossier.invoiced_cents),
    col(Dossier.paid_cents),
    col(Dossier.updated_at),
)
_THESE: Final = bindparam("these", expanding=True)
_MISSIONS: Final = (
    sa_select(col(Mission.dossier_id), col(Mission.code))
    .where(col(Mission.dossier_id).in_(_THESE))
    .order_by(col(Mission.dossier_id), col(Mission.position))
)
_CLIENTS: Final = sa_select(col(Client.id), col(Client.name)).where(col(Client.id).in_(_THESE))
_TECHNICIANS: Final = (
    sa_select(col(Account.id), col(Account.name), col(Technician.hue))
    .outerjoin(Technician, col(Technician.account_id) == col(Account.id))
    .where(col(Account.id).in_(_THESE))
)


@dataclass(frozen=True, slots=True)
class DossierRow:
    """`stage` and `delivery` are codes; `missions` short words; `due` is empty when nothing is owed."""

    id: int
    reference: str
    title: str
    street: str
    town: str
    client: str
    missions: list[str]
    visit: str
    technician: str
    hue: str
    stage: str
    delivery: str
    amount: str
    invoiced: bool
    paid: bool
    due: str
    updated: str


def dossiers_page(work: Work, asked: Asked, stage: str = "", delivery: str = "") -> Page[DossierRow]:
    """`stage` and `delivery` narrow to one code each; an unknown one finds nothing."""
    if asked.search.strip():
        searched = _narrowed(work.actor, stage, delivery).where(matching(Dossier, asked.search))
        found = page(work.db, searched, SORTABLE, col(Dossier.id), asked)
    else:
        found = _listing(work.actor, stage, delivery).page(work.db, asked)
    rows = _rows(work, found.rows)
    return Page(rows, found.start, found.end, found.has_previous, found.has_next, found.total)


@lru_cache(maxsize=256)
def _listing(actor: Actor, stage: str, delivery: str) -> Listing:
    return Listing(_narrowed(actor, stage, delivery), SORTABLE, col(Dossier.id))


def _narrowed(actor: Actor, stage: str, delivery: str) -> Select[Any]:
    wanted: Any = scope.visible_to(actor).with_only_columns(*_SHOWN)
    if stage:
        wanted = wanted.where(col(Dossier.stage) == stage if stage in list(Stage) else false())
    if delivery:
        wanted = wanted.where(col(Dossier.delivery) == delivery if delivery in list(Delivery) else false())
    return wanted


def counts(work: Work) -> dict[str, int]:
    """How many dossiers by code of stage and by code of delivery; all of them under the empty word."""
    grouped: Any = (
        scope.visible_to(work.actor)
        .with_only_columns(col(Dossier.stage), col(Dossier.delivery), func.count())
        .group_by(col(Dossier.stage), col(Dossier.delivery))
    )
    numbers = dict.fromkeys(["", *map(str, Stage), *map(str, Delivery)], 0)
    rows: Any = work.db.connection().execute(grouped).all()
    for stage, delivery, number in rows:
        for code in ("", str(stage), str(delivery)):
            numbers[code] += number
    return numbers


def missions_of(work: Work, dossier_ids: Sequence[int]) -> dict[int, list[str]]:
    """The short words of each dossier's missions, in their order."""
    words: dict[int, list[str]] = {}
    for dossier_id, code in _named(work, _MISSIONS, dossier_ids):
        if code in LABELS:
            words.setdefault(dossier_id, []).append(LABELS[code].icon)
    return words


def _rows(work: Work, found: Sequence[Any]) -> list[DossierRow]:
    """Names come in three short queries for the rows shown, so that the page itself walks one index."""
    missions = missions_of(work, [one.id for one in found])
    clients = dict(_named(work, _CLIENTS, {one.client_id for one in found}))
    assigned = {one.technician_id for one in found if one.technician_id is not None}
    technicians = {number: (name, hue or "") for number, name, hue in _named(work, _TECHNICIANS, assigned)}
    return [
        _row(one, clients.get(one.client_id, ""), missions.get(one.id, []), technicians.get(one.technician_id))
        for one in found
    ]


def _named(work: Work, statement: Select[*tuple[Any, ...]], these: Iterable[int]) -> Sequence[Any]:
    return work.db.connection().execute(statement, {"these": sorted(these)}).all()


def _row(one: Any, client: str, missions: list[str], technician: tuple[str, str] | None) -> DossierRow:
    due = max(one.invoiced_cents - one.paid_cents, 0)
    return DossierRow(
        id=one.id,
        reference=one.reference,
        title=one.title,
        street=one.street,
        town=f"{one.postcode} {one.city}".strip(),
        client=client,
        missions=missions,
        visit=moment(one.visit_at),
        technician=technician[0] if technician else "",
        hue=technician[1] if technician else "",
        stage=str(one.stage),
        delivery=str(one.delivery),
        amount=euros(one.gross_cents),
        invoiced=one.invoiced_cents > 0,
        paid=one.invoiced_cents > 0 and not due,
        due=euros(due) if due else "",
        updated=moment(one.updated_at),
    )
