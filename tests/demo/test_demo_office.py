"""The demo's history: the same from the same seed, lived through the services, at the pace of a real office."""

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from liciel_app.core import clock, journal
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Refused
from liciel_app.core.work import begin
from liciel_app.demo import history, loading
from tests.conftest import MONDAY, rows

ROOT = Path(__file__).parents[2]
TOLD = """
import heapq, hashlib
from sqlalchemy import text
from liciel_app import migrations, rooms
from liciel_app.core import clock
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.demo import loading
rooms.open_jobs()
migrations.upgrade()
coming = loading.story(*loading.found(clock.today()), clock.today())
for _ in range(24):
    heapq.heappop(coming.events)[2]()
with begin(SYSTEM, writing=False) as work:
    for table in ("journalentry", "client", '"order"', "orderline", "dossier", "dossierfile", "mission", "series"):
        rows = [tuple(row) for row in work.db.connection().execute(text(f"SELECT * FROM {table} ORDER BY 1")).all()]
        print(table, len(rows), hashlib.sha256(repr(rows).encode()).hexdigest())
"""


def _tell(data: Path) -> subprocess.Popen[str]:
    env = os.environ | {"LICIEL_DATA": str(data), "LICIEL_DATABASE_URL": "", "LICIEL_CLOCK": f"{MONDAY.isoformat()}!"}
    return subprocess.Popen([sys.executable, "-c", TOLD], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)


def test_the_same_seed_and_clock_tell_the_same_history_byte_for_byte(tmp_path: Path) -> None:
    first, second = [_tell(tmp_path / name) for name in ("a", "b")]
    (told, _), (again, _) = first.communicate(), second.communicate()
    assert (first.returncode, second.returncode) == (0, 0)
    assert told == again
    assert int(next(line.split()[1] for line in told.splitlines() if line.startswith("dossierfile"))) > 0


def test_every_month_has_its_invoices_and_sixty_dossiers_come_in_all(office: Path) -> None:
    monday = clock.today()
    staff, clients = loading.found(monday)
    coming = loading.story(staff, clients, monday)
    invoiced = Counter(name for name in _gestures(coming) if name[0] == "invoice")
    months = [invoiced["invoice", f"2026-{month:02d}"] for month in range(6, 12)]
    assert sum(months) == sum(invoiced.values()) == history.FINISHED
    assert max(months[:5]) - min(months[:5]) <= 2
    assert months[5] >= 3
    week = len(loading.week.visits(staff, monday))
    assert history.FINISHED + history.HANDED + 1 + history.TO_PLAN + week == 60


def _gestures(coming: history.Story) -> list[tuple[str, str]]:
    """Each gesture to come that is told by its own function, and its month."""
    named = [
        (getattr(one, "func", one).__name__, clock.local(when).strftime("%Y-%m")) for when, _, one in coming.events
    ]
    return [one for one in named if one[0] != "<lambda>"]


def test_nothing_is_told_after_the_clock_nor_outside_office_days(office: Path) -> None:
    monday = clock.today()
    coming = loading.story(*loading.found(monday), monday)
    instants = [clock.local(when) for when, _, _ in coming.events]
    assert max(instants) < MONDAY
    assert min(instants) > MONDAY - timedelta(days=190)


def test_the_history_is_written_by_the_people_who_live_it(office: Path) -> None:
    monday = clock.today()
    coming = loading.story(*loading.found(monday), monday)
    coming.events = sorted(coming.events)[:12]
    coming.tell()
    with begin(SYSTEM, writing=False) as work:
        told = work.db.connection().exec_driver_sql("SELECT DISTINCT actor_name, action FROM journalentry").all()
        assert journal.verify(work.db) is None
        assert rows(work, "dossier") >= 2
    assert {("Visiteur", "order.placed"), ("Nathalie Ferrand", "dossier.opened")} <= {tuple(one) for one in told}


def test_a_database_that_has_people_is_left_alone(office: Path) -> None:
    loading.found(clock.today())
    with pytest.raises(Refused, match="base vide"):
        loading.load()
