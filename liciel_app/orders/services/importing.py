"""Orders come in again from a file: all of them or none, and the same file twice changes nothing."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlmodel import col, select

from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid, NotAllowed, Refused
from liciel_app.core.work import Work
from liciel_app.directory.models import ClientKind
from liciel_app.directory.rules import email_key
from liciel_app.office.models import Office
from liciel_app.orders import exchange, rules
from liciel_app.orders.exchange import Fault, FiledOrder
from liciel_app.orders.models import Order, OrderLine
from liciel_app.orders.obligations import Facts

SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Looked:
    """What an import would do: `coming` new ones, `known` ones left as they are, and what forbids the whole."""

    coming: int = 0
    known: int = 0
    faults: tuple[Fault, ...] = ()


def look_at(work: Work, content: bytes) -> Looked:
    """A rehearsal: nothing is written."""
    orders, faults = _read(work, content)
    known = _known(work, orders)
    return Looked(sum(one.uid not in known for one in orders), sum(one.uid in known for one in orders), tuple(faults))


def take_in(work: Work, content: bytes) -> Looked:
    """Raises Refused with the first fault's row and column; nothing is then written."""
    work.db.exec(select(col(Office.id)).where(col(Office.id) == 1).with_for_update())
    orders, faults = _read(work, content)
    if faults:
        first = faults[0]
        raise Refused(
            "Ligne {row}, colonne « {column} » : {why}.",
            row=first.row,
            column=first.column,
            why=first.sentence,
        )
    known = _known(work, orders)
    coming = [one for one in orders if one.uid not in known]
    for one in coming:
        _write(work, one)
    return Looked(len(coming), len(orders) - len(coming))


def _read(work: Work, content: bytes) -> tuple[list[FiledOrder], list[Fault]]:
    if not work.actor.is_office or not work.actor.may(Permission.ORDERS_WRITE):
        raise NotAllowed("Vous ne pouvez pas importer de commandes.")
    orders, faults = exchange.read(content)
    return orders, [*faults, *_clashes(work, orders)]


def _clashes(work: Work, orders: Sequence[FiledOrder]) -> list[Fault]:
    """Numbers that belong to another order, here or in the file, and an order told twice."""
    numbers = [one.number for one in orders]
    taken = dict(work.db.exec(select(Order.number, Order.submit_id).where(col(Order.number).in_(numbers))).all())
    faults: list[Fault] = []
    told: set[str] = set()
    for row, one in enumerate(orders, 1):
        if one.uid in told:
            faults.append(Fault(row, "uid", "cette commande est deux fois dans le fichier"))
        told.add(one.uid)
        owner = taken.setdefault(one.number, one.uid)
        if owner != one.uid:
            faults.append(Fault(row, "number", f"le numéro {one.number} est déjà celui d’une autre commande"))
        faults += _unusable(row, one)
    return faults


def _unusable(row: int, one: FiledOrder) -> Iterator[Fault]:
    """What could be written but never be opened afterwards."""
    if one.contact_kind not in list(ClientKind):
        yield Fault(row, "contact_kind", "type de client inconnu")
    if one.contact_email and not email_key(one.contact_email):
        yield Fault(row, "contact_email", "adresse mail impossible")
    try:
        Facts.from_answers(one.facts)
    except Invalid as wrong:
        for name, said in wrong.fields.items():
            yield Fault(row, f"facts.{name}", said.rstrip("."))


def _known(work: Work, orders: Sequence[FiledOrder]) -> set[str]:
    uids = [one.uid for one in orders]
    return set(work.db.exec(select(Order.submit_id).where(col(Order.submit_id).in_(uids))).all())


def _write(work: Work, one: FiledOrder) -> None:
    told = one.model_dump(exclude={"uid", "lines", "facts", "contact_kind"})
    order = Order(
        submit_id=one.uid,
        facts=json.dumps(one.facts, ensure_ascii=False),
        contact_kind=ClientKind(one.contact_kind),
        **told,
    )
    lines = [OrderLine(order_id=0, position=position, **line.model_dump()) for position, line in enumerate(one.lines)]
    order.norm = rules.searched(order, lines)
    work.db.add(order)
    work.db.flush()
    for line in lines:
        line.order_id = order.id or 0
    work.db.add_all(lines)
    work.record("order.imported", order, after={"number": order.number})
