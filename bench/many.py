"""Fifty thousand dossiers more, written straight to the tables: a benchmark's data, no office's history."""

import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlmodel import SQLModel, col, func, select

from liciel_app import rooms
from liciel_app.core.access import SYSTEM
from liciel_app.core.journal import JournalEntry, JournalHead
from liciel_app.core.text import normalise
from liciel_app.core.work import Work, begin
from liciel_app.directory.models import Client
from liciel_app.dossiers.models import Delivery, Dossier, Mission, Stage
from liciel_app.office.models import Technician

NAMES = ("Lefèvre", "Dubois", "Martin", "Petit", "Garcia", "Moreau", "Roux", "Fournier", "Girard", "Bonnet")
TOWNS = (("33400", "Talence"), ("33600", "Pessac"), ("33000", "Bordeaux"), ("33700", "Mérignac"), ("33130", "Bègles"))
MISSIONS = (("DPE", "Diagnostic de performance énergétique"), ("ELEC", "Électricité"), ("ERP", "État des risques"))
BATCH = 1000


def main(rows: int) -> None:
    rooms.open_jobs()
    random = Random(7)  # noqa: S311 the same data each time
    with begin(SYSTEM) as work:
        clients = work.db.exec(select(Client.id).order_by(col(Client.id))).all()
        technicians = work.db.exec(select(Technician.account_id).order_by(col(Technician.account_id))).all()
        first = (work.db.exec(select(func.max(Dossier.id))).one() or 0) + 1
        numbers = range(first, first + rows)
        _write(work, Dossier, (_dossier(random, number, clients, technicians, work) for number in numbers))
        _write(work, Mission, (row for number in numbers for row in _missions(number)))
        _write_journal(work, numbers)


def _write(work: Work, table: type[SQLModel], rows: Iterator[dict[str, Any]]) -> None:
    made = list(rows)
    for start in range(0, len(made), BATCH):
        work.db.connection().execute(insert(table), made[start : start + BATCH])


def _write_journal(work: Work, numbers: range) -> None:
    """One entry a dossier, outside the chain: live lists look for the latest among them."""
    head = work.db.get_one(JournalHead, 1)
    said = {"at": work.now, "actor_name": "", "action": "dossier.opened", "subject_kind": "dossier"}
    loose = {"previous": "", "digest": ""}
    rows = ({"seq": head.seq + 1 + at, "subject_id": number, **said, **loose} for at, number in enumerate(numbers))
    _write(work, JournalEntry, rows)
    head.seq += len(numbers)
    work.db.add(head)


def _dossier(
    random: Random, number: int, clients: Sequence[int | None], technicians: Sequence[int], work: Work
) -> dict[str, Any]:
    postcode, city = random.choice(TOWNS)
    name, reference = random.choice(NAMES), f"D-2025-{number:05d}"
    street = f"{random.randint(1, 140)} rue {random.choice(NAMES)}"
    at = work.now - timedelta(minutes=7 * number)
    title = f"Appartement {random.randint(20, 120)} m², {city}"
    return {
        "id": number,
        "reference": reference,
        "client_id": random.choice(clients),
        "technician_id": random.choice(technicians),
        "stage": random.choice(list(Stage)),
        "delivery": random.choice(list(Delivery)),
        "title": title,
        "transaction": "vente",
        "property_kind": "appartement",
        "street": street,
        "postcode": postcode,
        "city": city,
        "surface": Decimal(64),
        "contact_name": f"M. {name}",
        "visit_at": at + timedelta(days=3),
        "created_at": at,
        "updated_at": at,
        "gross_cents": 48720,
        "norm": normalise(reference, title, name, street, postcode, city),
    }


def _missions(dossier_id: int) -> Iterator[dict[str, Any]]:
    for position, (code, label) in enumerate(MISSIONS):
        yield {"dossier_id": dossier_id, "position": position, "code": code, "label": label, "cents": 13500}


if __name__ == "__main__":
    main(int(sys.argv[1]))
