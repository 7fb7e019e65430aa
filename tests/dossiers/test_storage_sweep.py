"""What a killed process leaves in the storage is swept; what a record points to stays."""

import hashlib
import io
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from sqlmodel import select

from liciel_app.core import files, worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.clock import system_clock
from liciel_app.core.files import StoredFile
from liciel_app.core.work import begin
from liciel_app.dossiers import jobs
from liciel_app.gateways.storage import Receiving
from tests.dossiers.cases import a_dossier, a_report
from tests.people import Cast

KILLED = """
import hashlib, os, signal, sys
from pathlib import Path
from liciel_app.gateways.storage import Receiving
from liciel_app.gateways.stores import shelves
folder = Path(sys.argv[1])
with Receiving(folder, limit=10**9) as whole:
    whole.write(b"stored, and its record never written")
    shelves("", folder).put(whole.close(), whole.sha256)
half = Receiving(folder, limit=10**9)
half.write(b"half a report")
half.close()
os.kill(os.getpid(), signal.SIGKILL)
"""


def swept(days: int) -> None:
    with begin(SYSTEM) as work:
        work.promise("dossiers.sweep_orphans", 0)
    worker.keep_all_due(now=system_clock() + timedelta(days=days))


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_after_a_day_only_what_records_point_to_is_left(people: Cast) -> None:
    with begin(people.assistant) as work:
        file = a_report(work, a_dossier(work))
    folder = jobs.files_folder()
    subprocess.run([sys.executable, "-c", KILLED, str(folder)], check=False, cwd=Path(__file__).parents[2])
    assert len(kept(folder)) == 3
    swept(days=0)
    assert len(kept(folder)) == 3
    swept(days=2)
    assert kept(folder) == [jobs.storage().path(file.sha256)]


def test_the_row_of_a_content_nobody_uses_goes_with_it(people: Cast) -> None:
    sha256 = hashlib.sha256(b"unused").hexdigest()
    jobs.storage().put(io.BytesIO(b"unused"), sha256)
    with begin(SYSTEM) as work:
        files.keep(work, sha256=sha256, size=6, media_type="application/pdf")
    swept(days=2)
    with begin(SYSTEM) as work:
        assert work.db.exec(select(StoredFile)).all() == []
    assert not jobs.storage().exists(sha256)


def test_a_file_being_received_is_not_swept(people: Cast) -> None:
    with Receiving(jobs.files_folder(), limit=100) as incoming:
        incoming.write(b"still coming")
        swept(days=0)
        assert incoming.path.exists()
