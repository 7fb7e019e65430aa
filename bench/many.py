"""Fifty thousand dossiers more, written straight to the tables: a benchmark's data, no office's history."""

import sys
from datetime import timedelta
from decimal import Decimal
from random import Random

from sqlalchemy import insert
from sqlmodel import col, select

from liciel_app import rooms
from liciel_app.core.access import SYSTEM
from liciel_app.core.text import normalise
from liciel_app.core.work import begin
from liciel_app.directory.models import Client
from liciel_app.dossiers.models import Delivery, Dossier, Stage

NAMES = ("Lefèvre", "Dubois", "Martin", "Petit", "Garcia", "Moreau", "Roux", "Fournier", "Girard", "Bonnet")
TOWNS = (("33400", "Talence"), ("33600", "Pessac"), ("33000", "Bordeaux"), ("33700", "Mérignac"), ("33130", "Bègles"))


def main(rows: int) -> None:
    rooms.open_jobs()
    random = Random(7)  # noqa: S311 the same data each time
    with begin(SYSTEM) as work:
        client = work.db.exec(select(Client.id).order_by(col(Client.id))).first()
        made = [_row(random, number, client or 1, work) for number in range(rows)]
        for first in range(0, rows, 1000):
            work.db.connection().execute(insert(Dossier), made[first : first + 1000])


def _row(random: Random, number: int, client: int, work: object) -> dict[str, object]:
    postcode, city = random.choice(TOWNS)
    name, reference = random.choice(NAMES), f"D-2025-{number + 1:05d}"
    street = f"{random.randint(1, 140)} rue {random.choice(NAMES)}"
    at = work.now - timedelta(minutes=7 * number)  # type: ignore[attr-defined]
    title = f"Appartement {random.randint(20, 120)} m², {city}"
    return {
        "reference": reference,
        "client_id": client,
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
        "created_at": at,
        "updated_at": at,
        "gross_cents": 48720,
        "norm": normalise(reference, title, name, street, postcode, city),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]))
