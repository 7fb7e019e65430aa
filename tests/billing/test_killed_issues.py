"""Invoices issued and printed by processes that are killed: no number is missing, none is given twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import col, select

from liciel_app.billing.models import Invoice
from liciel_app.core import journal, worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.dossiers.jobs import storage
from liciel_app.dossiers.models import DossierFile, FileRole
from tests.billing.builders import a_dossier, by, open_holds
from tests.conftest import MONDAY
from tests.killing import killed, lives
from tests.people import Cast

ISSUING = """
from liciel_app.billing import services
def live():
    for number in NUMBERS:
        with begin(SYSTEM) as work:
            services.issue(work, number)
        told(number)
        if number % 2:
            worker.keep_all_due()
"""


def test_killed_processes_leave_no_hole_in_the_numbers_and_no_invoice_without_its_paper(
    people: Cast, tmp_path: Path, set_clock: Callable[[datetime], None]
) -> None:
    acknowledged = tmp_path / "acknowledged"
    dossiers = [by(people.assistant, lambda work: a_dossier(work, people.client_id)) for _ in range(40)]
    killed(f"NUMBERS, ACKNOWLEDGED = {dossiers}, {str(acknowledged)!r}\n{ISSUING}", lives(12, gestures=4, longest=0.2))
    set_clock(MONDAY + timedelta(minutes=6))
    worker.keep_all_due(most_rounds=100)
    with begin(SYSTEM, writing=False) as work:
        issued = work.db.exec(select(Invoice).order_by(col(Invoice.number))).all()
        papers = work.db.exec(select(DossierFile).where(col(DossierFile.role) == FileRole.INVOICE)).all()
        assert journal.verify(work.db) is None
        assert all(open_holds(work, one.dossier_id or 0) == 1 for one in issued)
    assert [one.number for one in issued] == [f"FA-2026-{rank:04d}" for rank in range(1, len(issued) + 1)]
    assert {int(line) for line in acknowledged.read_text().split()} <= {one.dossier_id for one in issued}
    assert sorted(one.dossier_id for one in papers) == sorted(one.dossier_id or 0 for one in issued)
    assert all(storage().exists(one.sha256) for one in papers)
