"""Files up: streamed, looked into, refused with a sentence, and nothing left of what is refused."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pikepdf
import pytest
from starlette.applications import Starlette

from liciel_app.api import dossier_files
from liciel_app.core import config
from liciel_app.core.work import begin
from liciel_app.dossiers import jobs, queries
from liciel_app.dossiers.models import Stage
from liciel_app.office import services as office_services
from liciel_app.ui import bridge
from tests.api.conftest import Browser
from tests.conftest import rows
from tests.dossiers.cases import a_dossier, a_pdf, a_planned_dossier
from tests.dossiers.pdf.files import report, with_form
from tests.dossiers.pdf.sealed_files import SIGNED, encrypted
from tests.people import Cast, cookie_of

KARIM, NATHALIE = "k.benali@atlantique-diag.example", "n.ferrand@atlantique-diag.example"
CLAIRE, STRANGER = "b.dupuy@courriel.example", "gerance@lespins.example"


@pytest.fixture
def dossier(people: Cast) -> int:
    with begin(people.assistant) as work:
        return a_planned_dossier(work, people).id or 0


async def sent(browser: httpx.AsyncClient, dossier: int, content: Any, **asked: str) -> httpx.Response:
    return await browser.post(f"/dossiers/{dossier}/fichiers", params={"name": "DPE.pdf"} | asked, content=content)


def stored() -> list[Path]:
    return [path for path in jobs.files_folder().rglob("*") if path.is_file()]


async def test_karim_uploads_a_report_and_it_is_stored_byte_for_byte(
    people: Cast, dossier: int, browser_of: Browser
) -> None:
    content = report()
    answer = await sent(browser_of(KARIM), dossier, content, name="Rapport DPE été.pdf")
    assert (answer.status_code, answer.json()["name"]) == (201, "Rapport DPE été.pdf")
    with begin(people.assistant) as work:
        file = queries.file(work, answer.json()["id"])
        assert (file.kind, file.pages, file.signed, file.uploaded_by) == ("DPE", 3, False, "Karim Benali")
        assert file.mark_plan
    assert b"".join(jobs.storage().open(file.sha256)) == content
    assert stored() == [jobs.storage().path(file.sha256)]


async def test_a_signed_report_is_known_as_signed_and_flagged(people: Cast, dossier: int, browser_of: Browser) -> None:
    answer = await sent(browser_of(NATHALIE), dossier, await asyncio.to_thread(SIGNED["approval"]))
    assert answer.status_code == 201
    with begin(people.assistant) as work:
        (row,) = queries.files(work, dossier)
    assert row.signed
    assert row.flags[0].startswith("Rapport signé")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Ce fichier est vide."),
        (b"MZ not a pdf at all" * 500, "Ce fichier n’est pas un PDF, quel que soit son nom."),
        (b"tiny", "Ce fichier n’est pas un PDF, quel que soit son nom."),
        (b"%PDF-1.7\n" + b"0" * 5000, "Ce PDF est illisible : exportez-le de nouveau depuis votre logiciel."),
        (encrypted(6, user="secret"), "mot de passe"),
        (encrypted(6, forbid="modify_annotation"), "interdit l’ajout d’une mention"),
    ],
)
async def test_what_is_no_markable_pdf_is_refused_and_nothing_stays(
    people: Cast, dossier: int, browser_of: Browser, content: bytes, sentence: str
) -> None:
    answer = await sent(browser_of(KARIM), dossier, content)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert sentence in answer.json()["title"]
    assert stored() == []
    with begin(people.assistant) as work:
        assert (rows(work, "dossierfile"), rows(work, "storedfile")) == (0, 0)


@pytest.mark.parametrize("announced", [True, False])
async def test_a_file_over_the_limit_is_refused(
    dossier: int, browser_of: Browser, monkeypatch: pytest.MonkeyPatch, *, announced: bool
) -> None:
    monkeypatch.setenv("LICIEL_MAX_REPORT_MB", "1")
    config.settings.cache_clear()
    heavy = a_pdf() + b"0" * 1_100_000

    async def in_pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(heavy), 65536):
            yield heavy[start : start + 65536]

    answer = await sent(browser_of(KARIM), dossier, heavy if announced else in_pieces())
    assert (answer.status_code, answer.json()["title"]) == (400, "Le fichier dépasse 1 Mo.")
    assert stored() == []


async def test_a_photograph_goes_with_the_dossier_and_a_program_does_not(
    people: Cast, dossier: int, browser_of: Browser
) -> None:
    karim = browser_of(KARIM)
    photo = await sent(karim, dossier, b"\xff\xd8\xff\xe0" + b"0" * 3000, name="compteur.jpg", role="attachment")
    program = await sent(karim, dossier, b"MZ" + b"0" * 3000, name="photo.jpg", role="attachment")
    unknown = await sent(karim, dossier, b"x", role="invoice")
    assert [photo.status_code, program.status_code, unknown.status_code] == [201, 400, 422]
    with begin(people.assistant) as work:
        (row,) = queries.files(work, dossier)
    assert (row.name, row.role, row.shared) == ("compteur.jpg", "attachment", False)


async def test_a_plan_shared_with_claire_is_seen_by_her(people: Cast, dossier: int, browser_of: Browser) -> None:
    answer = await sent(browser_of(NATHALIE), dossier, a_pdf(), name="plan", role="attachment", shared="1")
    assert answer.json()["name"] == "plan.pdf"
    with begin(people.client) as work:
        assert [row.name for row in queries.files(work, dossier)] == ["plan.pdf"]


async def test_the_same_file_sent_twice_is_one(dossier: int, browser_of: Browser) -> None:
    karim = browser_of(KARIM)
    answers = [await sent(karim, dossier, report()) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len(stored()) == 1


async def test_hostile_names_are_made_harmless(dossier: int, browser_of: Browser) -> None:
    answer = await sent(browser_of(KARIM), dossier, report(), name="../../etc/\u202epasswd\r\n.pdf" + "a" * 300)
    assert answer.json()["name"] == ("-..-etc- passwd .pdf" + "a" * 300)[:108] + ".pdf"


@pytest.mark.parametrize(("who", "status"), [(CLAIRE, 403), (STRANGER, 403), ("", 403)])
async def test_clients_and_visitors_upload_nothing(dossier: int, browser_of: Browser, who: str, status: int) -> None:
    answer = await sent(browser_of(who), dossier, report())
    assert answer.status_code == status
    assert stored() == []


async def test_karim_uploads_only_into_his_own_dossiers(people: Cast, browser_of: Browser) -> None:
    with begin(people.assistant) as work:
        others = a_dossier(work).id or 0
    karim = browser_of(KARIM)
    assert [(await sent(karim, number, report())).status_code for number in (others, 999)] == [404, 404]
    for address in ("abc", "1e3", "9" * 12, "-1"):
        answer = await karim.post(f"/dossiers/{address}/fichiers", content=b"x")
        assert answer.status_code == 404


async def test_a_foreign_page_uploads_nothing(dossier: int, browser_of: Browser) -> None:
    answer = await browser_of(KARIM).post(
        f"/dossiers/{dossier}/fichiers", content=report(), headers={"origin": "https://evil.example"}
    )
    assert (answer.status_code, stored()) == (403, [])


async def test_an_archived_dossier_takes_nothing(people: Cast, dossier: int, browser_of: Browser) -> None:
    with begin(people.assistant) as work:
        queries.get(work, dossier).stage = Stage.ARCHIVED
    assert (await sent(browser_of(NATHALIE), dossier, report())).status_code == 409


async def test_a_storage_that_fails_is_said_in_words(dossier: int, browser_of: Browser) -> None:
    jobs.files_folder().write_text("a file where the folder should be")
    answer = await sent(browser_of(KARIM), dossier, report())
    assert (answer.status_code, "Réessayez" in answer.json()["title"]) == (400, True)


async def test_a_form_file_keeps_its_fields(dossier: int, browser_of: Browser) -> None:
    answer = await sent(browser_of(KARIM), dossier, with_form())
    assert answer.status_code == 201
    with pikepdf.open(stored()[0]) as pdf:
        assert "/AcroForm" in pdf.Root


@pytest.mark.parametrize("first", [b"", b"%PDF-1.7" + b"0" * 5000])
async def test_a_line_that_breaks_leaves_nothing(people: Cast, dossier: int, first: bytes) -> None:
    """The server is told that the browser is gone, as it is when a phone loses its network."""
    bridge.install(office_services.actor_of)
    told = iter([{"type": "http.request", "body": first, "more_body": True}, {"type": "http.disconnect"}])
    said: list[Any] = []

    async def receive() -> Any:
        return next(told)

    async def send(message: Any) -> None:
        said.append(message)

    scope = a_request(f"/dossiers/{dossier}/fichiers", cookie_of(KARIM))
    await Starlette(routes=[dossier_files.upload.route])(scope, receive, send)
    assert (said[0]["status"], stored()) == (400, [])
    assert "interrompu" in said[1]["body"].decode()


def a_request(path: str, cookie: str) -> dict[str, Any]:
    headers = [(b"host", b"localhost:3000"), (b"cookie", f"liciel={cookie}".encode())]
    return {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"name=DPE.pdf",
        "root_path": "",
        "headers": headers,
        "client": ("192.0.2.10", 4000),
        "server": ("localhost", 3000),
    }
