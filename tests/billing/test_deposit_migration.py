"""A deposit known before quotes had lots is its only order's, whole."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from liciel_app.core import config, database
from liciel_app.migrations import ROOT

TAKEN_AT = "2026-11-23 08:00:00.000000"


def fill(kept: sqlite3.Connection, table: str, **values: object) -> None:
    """A row of a table as it then was; what is not said is anything its column takes."""
    columns = kept.execute(f'PRAGMA table_info("{table}")').fetchall()
    needed = {name: "1" for _, name, _, never_null, default, _ in columns if never_null and default is None}
    told = needed | {"id": 1} | values if "id" in {one[1] for one in columns} else needed | values
    names, marks = ", ".join(f'"{name}"' for name in told), ", ".join("?" * len(told))
    kept.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(told.values()))  # noqa: S608 our own words


@pytest.fixture
def earlier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Config]:
    """A database of the version before, with a deposit taken off and another one not paid yet."""
    monkeypatch.setenv("LICIEL_DATA", str(tmp_path))
    monkeypatch.setenv("LICIEL_DATABASE_URL", "")
    _forget()
    alembic = Config(ROOT / "alembic.ini")
    command.upgrade(alembic, "0014")
    with sqlite3.connect(str(database.engine().url.database)) as kept:
        fill(kept, "client")
        for number, paid in ((1, 700), (2, 0), (3, 0)):
            fill(kept, "order", id=number, number=f"C-{number}", submit_id=str(number), client_id=1)
            fill(kept, "quote", id=number, number=f"DV-{number}", order_id=number)
            fill(kept, "series", code=f"X-{number}")
            told = {"number": f"N-{number}", "series": f"X-{number}", "gross_cents": 1_200, "paid_cents": paid}
            fill(kept, "invoice", id=number, client_id=1, **told)
        fill(kept, "deposit", quote_id=1, order_id=1, invoice_id=1, deducted_from=3, deducted_at=TAKEN_AT)
        fill(kept, "deposit", id=2, quote_id=2, order_id=2, invoice_id=2)
    yield alembic
    database.engine().dispose()
    _forget()


def _forget() -> None:
    config.settings.cache_clear()
    database.engine.cache_clear()


def test_what_was_taken_off_stays_taken_off(earlier: Config) -> None:
    command.upgrade(earlier, "0015")
    with database.engine().connect() as connection:
        rows = connection.execute(sa.text("SELECT * FROM depositshare ORDER BY deposit_id")).mappings().all()
        columns = {one["name"] for one in sa.inspect(connection).get_columns("deposit")}
    told = [(one["order_id"], one["cents"], one["taken_cents"], one["deducted_from"]) for one in rows]
    assert told == [(1, 1200, 700, 3), (2, 1200, 0, None)]
    assert columns == {"id", "quote_id", "invoice_id", "sha256"}
