"""A price list kept in rows by an earlier version is the same list, kept whole."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from liciel_app.core import config, database
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.migrations import ROOT
from liciel_app.orders import services
from liciel_app.orders.pricing import By, PriceRequest, Row

ROWS = """
INSERT INTO pricelist (id, name, valid_from, vat_rate, deposit_rate, free_km, uncounted, included)
  VALUES (1, '2026', '2026-01-01', 20, 30, 30, 'AUDIT BRUIT ERP', '{"BRUIT": "ERP"}');
INSERT INTO pricecell (price_list_id, code, up_to_m2, cents) VALUES
  (1, 'DPE', 50, 10000), (1, 'DPE', 80, 11500), (1, 'DPE', NULL, 18000),
  (1, 'GAZ', 50, 7000), (1, 'GAZ', 80, 7500), (1, 'GAZ', NULL, NULL), (1, 'ERP', NULL, 2000);
INSERT INTO pricepack (price_list_id, from_count, percent) VALUES (1, 3, 10), (1, 4, 15)
"""


@pytest.fixture
def earlier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Config]:
    """A database of the version before, with a list of prices in its rows."""
    monkeypatch.setenv("LICIEL_DATA", str(tmp_path))
    monkeypatch.setenv("LICIEL_CLOCK", "2026-11-23T08:00:00+01:00!")
    monkeypatch.setenv("LICIEL_DATABASE_URL", "")
    _forget()
    alembic = Config(ROOT / "alembic.ini")
    command.upgrade(alembic, "0003")
    with database.engine().begin() as connection:
        for statement in ROWS.split(";"):
            connection.execute(sa.text(statement.replace(":", r"\:")))
    yield alembic
    database.engine().dispose()
    _forget()


def _forget() -> None:
    config.settings.cache_clear()
    database.engine.cache_clear()


def test_a_list_kept_in_rows_prices_as_before(earlier: Config) -> None:
    command.upgrade(earlier, "head")
    with begin(SYSTEM, writing=False) as work:
        grid = services.current_grid(work)
        found = services.price(work, PriceRequest(wanted=("DPE", "ERP", "BRUIT"), surface=68))
    assert (grid.bands, grid.free_km, grid.valid_from) == ((Decimal(50), Decimal(80)), 30, date(2026, 1, 1))
    assert Row("GAZ", (7_000, 7_500, None)) in grid.rows
    assert Row("ERP", (2_000,), By.FLAT) in grid.rows
    assert (found.net_cents, found.minutes) == (13_500, 45)
