"""Reports sent to a server that is killed while it receives, reads, stores or records them."""

import hashlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlmodel import select

from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.clock import system_clock
from liciel_app.core.files import StoredFile
from liciel_app.core.work import begin
from liciel_app.dossiers import jobs
from liciel_app.dossiers.models import DossierFile
from tests.dossiers.cases import a_pdf, a_planned_dossier
from tests.killing import begun, lives
from tests.people import Cast, cookie_of

KARIM = "k.benali@atlantique-diag.example"
PIECE = 512
SERVING = """
import asyncio
from granian.constants import Interfaces
from granian.server.embed import Server
from starlette.applications import Starlette
from liciel_app.api import dossier_files
from liciel_app.office.services import actor_of
from liciel_app.ui import bridge
bridge.install(actor_of)
app = Starlette(routes=[door.route for door in dossier_files.ROUTES])
def live():
    asyncio.run(Server(app, address="127.0.0.1", port=PORT, interface=Interfaces.ASGI).serve())
"""


def slowly(content: bytes) -> Iterator[bytes]:
    """As a phone on the road sends it."""
    for start in range(0, len(content), PIECE):
        yield content[start : start + PIECE]
        time.sleep(0.01)


def sent(karim: httpx.Client, dossier_id: int, content: bytes) -> bool:
    name = f"{hashlib.sha256(content).hexdigest()[:8]}.pdf"
    try:
        answer = karim.post(f"/dossiers/{dossier_id}/fichiers", params={"name": name}, content=slowly(content))
    except httpx.TransportError:
        time.sleep(0.02)
        return False
    assert answer.status_code == 201, answer.text
    return True


@pytest.fixture
def port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_a_killed_server_keeps_whole_files_or_none_and_the_next_try_succeeds(people: Cast, port: int) -> None:
    with begin(people.assistant) as work:
        dossier_id = a_planned_dossier(work, people).id or 0
    reports = [a_pdf(f"rapport {rank}", pages=3) for rank in range(12)]
    server = begun(f"PORT = {port}\n{SERVING}", [*lives(6, gestures=0, longest=3.0), (0, 120.0)])
    kept: list[bytes] = []
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", cookies={"liciel": cookie_of(KARIM)}) as karim:
        while server.poll() is None and len(kept) < len(reports):
            if sent(karim, dossier_id, reports[len(kept)]):
                kept.append(reports[len(kept)])
    server.terminate()
    assert (server.wait(30), len(kept)) == (0, len(reports))
    _check(kept)


def _check(kept: list[bytes]) -> None:
    acknowledged = {hashlib.sha256(content).hexdigest() for content in kept}
    with begin(SYSTEM, writing=False) as work:
        filed = {one.sha256: one for one in work.db.exec(select(DossierFile)).all()}
        assert {one.sha256 for one in work.db.exec(select(StoredFile)).all()} == set(filed)
    assert acknowledged <= set(filed)
    for sha256, file in filed.items():
        content = b"".join(jobs.storage().open(sha256, 0, file.size))
        assert hashlib.sha256(content).hexdigest() == sha256
    assert _left_after_a_day() == {jobs.storage().path(sha256) for sha256 in filed}


def _left_after_a_day() -> set[Path]:
    from datetime import timedelta

    with begin(SYSTEM) as work:
        work.promise("dossiers.sweep_orphans", 0)
    worker.keep_all_due(now=system_clock() + timedelta(days=2))
    return {path for path in jobs.files_folder().rglob("*") if path.is_file()}
