"""The list of dossiers, page by page, and the counts on its tabs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Select, bindparam, false, func
from sqlalchemy import select as sa_select
from sqlmodel import col

from liciel_app.core.access import Actor
from liciel_app.core.kept import while_unchanged
from liciel_app.core.language import moment
from liciel_app.core.money import euros
from liciel_app.core.paging import Asked, Listing, Page, page
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
_ASSIGNED: Final = col(Dossier.technician_id)
_SHOWN: Final[tuple[Any, ...]] = (
    col(Dossier.id),
    col(Dossier.reference),
    col(Dossier.title),
    col(Dossier.street),
    col(Dossier.postcode),
    col(Dossier.city),
    col(Dossier.visit_at),
    col(Dossier.stage),
    col(Dossier.delivery),
    col(Dossier.gross_cents),
    col(Dossier.invoiced_cents),
    col(Dossier.paid_cents),
    col(Dossier.updated_at),
    sa_select(col(Client.name)).where(col(Client.id) == col(Dossier.client_id)).scalar_subquery().label("client"),
    sa_select(col(Account.name)).where(col(Account.id) == _ASSIGNED).scalar_subquery().label("technician"),
    sa_select(col(Technician.hue)).where(col(Technician.account_id) == _ASSIGNED).scalar_subquery().label("hue"),
)
"""Names come as values of the row, not as joins: the page walks one index, and it is counted on that index alone."""
_THESE: Final = bindparam("these", expanding=True)
_MISSIONS: Final = (
    sa_select(col(Mission.dossier_id), col(Mission.code))
    .where(col(Mission.dossier_id).in_(_THESE))
    .order_by(col(Mission.dossier_id), col(Mission.position))
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
        found = page(work.db, _narrowed(work.actor, stage, delivery), SORTABLE, col(Dossier.id), asked, Dossier)
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
    return dict(while_unchanged(work, scope.told_by(work.actor), _counted))


def _counted(work: Work) -> dict[str, int]:
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
    for dossier_id, code in work.db.connection().execute(_MISSIONS, {"these": sorted(dossier_ids)}):
        if code in LABELS:
            words.setdefault(dossier_id, []).append(LABELS[code].icon)
    return words


def _rows(work: Work, found: Sequence[Any]) -> list[DossierRow]:
    missions = missions_of(work, [one.id for one in found])
    return [_row(one, missions.get(one.id, [])) for one in found]


def _row(one: Any, missions: list[str]) -> DossierRow:
    due = max(one.invoiced_cents - one.paid_cents, 0)
    return DossierRow(
        id=one.id,
        reference=one.reference,
        title=one.title,
        street=one.street,
        town=f"{one.postcode} {one.city}".strip(),
        client=one.client or "",
        missions=missions,
        visit=moment(one.visit_at),
        technician=one.technician or "",
        hue=one.hue or "",
        stage=str(one.stage),
        delivery=str(one.delivery),
        amount=euros(one.gross_cents),
        invoiced=one.invoiced_cents > 0,
        paid=one.invoiced_cents > 0 and not due,
        due=euros(due) if due else "",
        updated=moment(one.updated_at),
    )
