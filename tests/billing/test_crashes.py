"""A process killed at the worst moment loses nothing, pays nothing twice and leaves no hole in the numbers."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import select

from liciel_app.billing import queries
from liciel_app.billing.models import InvoiceState, Payment
from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.dossiers.jobs import storage
from liciel_app.dossiers.models import DossierFile
from tests.billing.builders import a_dossier, an_attempt, an_invoice, by, told
from tests.conftest import MONDAY
from tests.people import Cast

ROOT = Path(__file__).parents[2]
BEGIN = """
import os, signal
from liciel_app import rooms
rooms.open_jobs()
from liciel_app.billing import jobs, services
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
def die():
    os.kill(os.getpid(), signal.SIGKILL)
"""


def _killed(script: str) -> None:
    """Another process does this on the same database, and dies where it says so."""
    done = subprocess.run([sys.executable, "-c", BEGIN + script], cwd=ROOT, env=os.environ, check=False)
    assert done.returncode == -signal.SIGKILL


def test_a_notification_kept_by_a_process_killed_before_acting_pays_once(
    people: Cast, set_clock: Callable[[datetime], None]
) -> None:
    invoice = an_invoice(people.assistant, people.client_id)
    body = told(an_attempt(people.client, invoice))
    _killed(f"""
body = {body!r}
with begin(SYSTEM) as work:
    services.take_notice(work, provider="payzen", event=jobs.believe(body)[0], body=body.decode(), origin="")
die()
""")
    set_clock(MONDAY + timedelta(minutes=1))
    worker.keep_all_due()
    worker.keep_all_due()
    with begin(SYSTEM, writing=False) as work:
        assert queries.get(work, invoice.id or 0).state is InvoiceState.PAID
        assert len(work.db.exec(select(Payment)).all()) == 1


def test_an_issue_killed_before_its_end_gives_its_number_back(people: Cast) -> None:
    dossier_id = by(people.assistant, lambda work: a_dossier(work, people.client_id))
    _killed(f"""
with begin(SYSTEM) as work:
    services.issue(work, {dossier_id})
    work.db.flush()
    die()
""")
    assert an_invoice(people.assistant, people.client_id).number == "FA-2026-0001"


def test_a_print_killed_after_storing_is_the_same_file_once_printed_again(people: Cast) -> None:
    invoice = an_invoice(people.assistant, people.client_id)
    _killed(f"""
with begin(SYSTEM, writing=False) as work:
    paper = jobs.prepare_print(work, {invoice.id})
jobs.print_invoice(paper)
die()
""")
    left = list(storage().list())
    worker.keep_all_due()
    with begin(SYSTEM, writing=False) as work:
        assert [file.sha256 for file in work.db.exec(select(DossierFile)).all()] == left == list(storage().list())
