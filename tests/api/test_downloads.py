"""Files down: the original byte for byte, the copy, ranges, and what is noted."""

import asyncio
import io

import pytest
from pypdf import PdfReader
from sqlmodel import select

from liciel_app.core import config
from liciel_app.core.work import begin
from liciel_app.dossiers import services
from liciel_app.dossiers.models import Delivery, Dossier, DossierFile, Download, FileRole, HoldReason
from liciel_app.office.models import Office
from tests.api.conftest import Browser
from tests.dossiers.cases import a_dossier, a_report, a_sent_report, hold
from tests.dossiers.pdf.files import report
from tests.dossiers.pdf.reading import page_texts
from tests.dossiers.pdf.sealed_files import SIGNED
from tests.people import Cast

CLAIRE, STRANGER = "b.dupuy@courriel.example", "gerance@lespins.example"
NATHALIE, KARIM = "n.ferrand@atlantique-diag.example", "k.benali@atlantique-diag.example"
ORIGINAL = report(5)
FIRST_BYTES = {"range": "bytes=0-9"}


@pytest.fixture
def file(people: Cast) -> DossierFile:
    with begin(people.assistant) as work:
        return a_sent_report(work, a_dossier(work, people.client_id), "Rapport été.pdf", content=ORIGINAL)


def held(people: Cast, file: DossierFile) -> None:
    with begin(people.assistant) as work:
        hold(work, work.db.get_one(Dossier, file.dossier_id))


def taken(people: Cast) -> list[tuple[str, bool]]:
    with begin(people.assistant) as work:
        return [(one.reader, one.original) for one in work.db.exec(select(Download)).all()]


def delivery(people: Cast, file: DossierFile) -> Delivery:
    with begin(people.assistant) as work:
        return work.db.get_one(Dossier, file.dossier_id).delivery


async def test_claire_downloads_the_very_bytes_that_were_uploaded(
    people: Cast, file: DossierFile, browser_of: Browser
) -> None:
    answer = await browser_of(CLAIRE).get(f"/fichiers/{file.id}")
    assert (answer.status_code, answer.content) == (200, ORIGINAL)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-length"] == str(len(ORIGINAL))
    assert answer.headers["etag"] == f'"{file.sha256}"'
    assert "filename*=UTF-8''Rapport%20%C3%A9t%C3%A9.pdf" in answer.headers["content-disposition"]
    assert "sandbox" in answer.headers["content-security-policy"]
    assert (taken(people), delivery(people, file)) == ([("Claire Dupuy", True)], Delivery.ALL)


async def test_staff_downloads_move_no_delivery(people: Cast, file: DossierFile, browser_of: Browser) -> None:
    assert (await browser_of(NATHALIE).get(f"/fichiers/{file.id}")).content == ORIGINAL
    assert (taken(people), delivery(people, file)) == ([("Nathalie Ferrand", True)], Delivery.NONE)


async def test_a_download_in_pieces_is_the_same_file_and_one_download(
    people: Cast, file: DossierFile, browser_of: Browser
) -> None:
    claire, address = browser_of(CLAIRE), f"/fichiers/{file.id}"
    assert (await claire.head(address)).headers["content-length"] == str(len(ORIGINAL))
    assert taken(people) == []
    first = await claire.get(address, headers={"range": "bytes=0-1"})
    pieces = [await claire.get(address, headers={"range": f"bytes={at}-{at + 999}"}) for at in range(0, 9999, 1000)]
    found = b"".join(piece.content for piece in pieces if piece.status_code == 206)
    assert (first.status_code, first.content) == (206, ORIGINAL[:2])
    assert first.headers["content-range"] == f"bytes 0-1/{len(ORIGINAL)}"
    assert found == ORIGINAL[: len(found)]
    assert len(taken(people)) == 1


async def test_what_the_reader_has_is_not_sent_again(people: Cast, file: DossierFile, browser_of: Browser) -> None:
    claire, address, tag = browser_of(CLAIRE), f"/fichiers/{file.id}", f'"{file.sha256}"'
    known = await claire.get(address, headers={"if-none-match": tag})
    beyond = await claire.get(address, headers={"range": f"bytes={len(ORIGINAL)}-"})
    changed = await claire.get(address, headers={"range": "bytes=5-", "if-range": '"another"'})
    resumed = await claire.get(address, headers={"range": "bytes=5-", "if-range": tag})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(ORIGINAL)}")
    assert (changed.status_code, changed.content) == (200, ORIGINAL)
    assert (resumed.status_code, resumed.content) == (206, ORIGINAL[5:])
    assert len(taken(people)) == 1


@pytest.mark.parametrize("name", ["unsigned", "approval"])
async def test_while_unpaid_claire_gets_a_copy_marked_on_each_page_with_her_name(
    people: Cast, browser_of: Browser, name: str
) -> None:
    content = ORIGINAL if name == "unsigned" else await asyncio.to_thread(SIGNED[name])
    with begin(people.assistant) as work:
        file = a_sent_report(work, a_dossier(work, people.client_id), content=content)
    held(people, file)
    answer = await browser_of(CLAIRE).get(f"/fichiers/{file.id}")
    assert answer.content != content
    assert len(answer.content) == int(answer.headers["content-length"])
    assert answer.content.startswith(content) == (name == "approval")
    for text in page_texts(answer.content):
        assert "POUR CONSULTATION UNIQUEMENT" in text
        assert "Claire Dupuy" in text
        assert "23/11/2026" in text
    assert "consultation" in answer.headers["content-disposition"]
    assert (taken(people), delivery(people, file)) == ([("Claire Dupuy", False)], Delivery.NONE)


async def test_a_copy_in_pieces_is_the_same_copy(people: Cast, file: DossierFile, browser_of: Browser) -> None:
    held(people, file)
    claire, address = browser_of(CLAIRE), f"/fichiers/{file.id}"
    whole = await claire.get(address)
    size = len(whole.content)
    middle = await claire.get(address, headers={"range": f"bytes=100-{size - 100}", "if-range": whole.headers["etag"]})
    assert (middle.status_code, middle.content) == (206, whole.content[100 : size - 99])
    assert len(PdfReader(io.BytesIO(whole.content)).pages) == 5


async def test_a_plan_is_made_at_the_first_copy_and_kept(people: Cast, file: DossierFile, browser_of: Browser) -> None:
    held(people, file)
    claire = browser_of(CLAIRE)
    first = await claire.get(f"/fichiers/{file.id}")
    with begin(people.assistant) as work:
        kept = work.db.get_one(DossierFile, file.id)
        assert kept.mark_plan
        kept.mark_plan = kept.mark_plan.replace('"version":1', '"version":0')
    assert (await claire.get(f"/fichiers/{file.id}")).content == first.content


async def test_once_paid_the_original_leaves(people: Cast, file: DossierFile, browser_of: Browser) -> None:
    held(people, file)
    claire = browser_of(CLAIRE)
    assert (await claire.get(f"/fichiers/{file.id}")).content != ORIGINAL
    with begin(people.assistant) as work:
        services.lift_hold(work, file.dossier_id, HoldReason.UNPAID)
    assert (await claire.get(f"/fichiers/{file.id}")).content == ORIGINAL
    assert delivery(people, file) is Delivery.ALL


async def test_an_office_that_blocks_answers_with_a_sentence(
    people: Cast, file: DossierFile, browser_of: Browser
) -> None:
    held(people, file)
    with begin(people.assistant) as work:
        work.db.get_one(Office, 1).unpaid_files = "block"
    answer = await browser_of(CLAIRE).get(f"/fichiers/{file.id}")
    assert answer.status_code == 403
    assert "libre dès le règlement" in answer.text
    assert taken(people) == []


async def test_others_files_are_not_found_and_strangers_must_log_in(
    people: Cast, file: DossierFile, browser_of: Browser
) -> None:
    for who in (STRANGER, KARIM):
        assert (await browser_of(who).get(f"/fichiers/{file.id}")).status_code == 404
    nobody = await browser_of("").get(f"/fichiers/{file.id}")
    assert (nobody.status_code, nobody.headers["location"]) == (303, f"/connexion?suite=/fichiers/{file.id}")
    for address in ("0", "999", "abc", "1.0", "%D9%A3", "9" * 10):
        assert (await browser_of(CLAIRE).get(f"/fichiers/{address}")).status_code == 404
    assert taken(people) == []


async def test_before_she_is_told_claire_finds_the_invoice_and_no_report(people: Cast, browser_of: Browser) -> None:
    with begin(people.assistant) as work:
        dossier = a_dossier(work, people.client_id)
        early = a_report(work, dossier, content=ORIGINAL)
        bill = a_report(work, dossier, "FA-2026-0001.pdf", role=FileRole.INVOICE)
    claire, address = browser_of(CLAIRE), f"/fichiers/{early.id}"
    answers = [await claire.get(address), await claire.head(address), await claire.get(address, headers=FIRST_BYTES)]
    assert {answer.status_code for answer in answers} == {404}
    assert (await browser_of(STRANGER).get(address)).status_code == 404
    assert (await browser_of(STRANGER).get(f"/fichiers/{bill.id}")).status_code == 404
    assert (await claire.get(f"/fichiers/{bill.id}")).status_code == 200
    with begin(people.assistant) as work:
        services.notify_client(work, early.dossier_id)
    assert (await claire.get(address)).content == ORIGINAL


async def test_a_removed_file_is_gone(people: Cast, file: DossierFile, browser_of: Browser) -> None:
    with begin(people.assistant) as work:
        services.remove_file(work, file.id or 0)
    assert (await browser_of(NATHALIE).get(f"/fichiers/{file.id}")).status_code == 404


async def test_files_in_a_bucket_leave_the_same_way(
    people: Cast, browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LICIEL_STORAGE_URL", "memory:///office")
    config.settings.cache_clear()
    with begin(people.assistant) as work:
        file = a_sent_report(work, a_dossier(work, people.client_id), content=ORIGINAL)
    claire = browser_of(CLAIRE)
    assert (await claire.get(f"/fichiers/{file.id}", headers={"range": "bytes=7-70"})).content == ORIGINAL[7:71]
    held(people, file)
    copy = await claire.get(f"/fichiers/{file.id}")
    assert len(copy.content) == int(copy.headers["content-length"])
    assert all("POUR CONSULTATION UNIQUEMENT" in text for text in page_texts(copy.content))
