"""Copies of unsigned files of every shape, rewritten or, where the office chose so, appended."""

from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from liciel_app.core.errors import Conflict, Refused
from liciel_app.dossiers.pdf.consultation import MarkPlan, StalePlan, consultation_copy, copy_from, plan
from tests.dossiers.pdf.files import DAMAGED, FILES, report, with_attachment
from tests.dossiers.pdf.reading import DAY, LINE, READER, complaints, copied, page_count, page_texts, stored_file

READABLE = {**FILES, **DAMAGED}
BOTH = pytest.mark.parametrize("always_append", [False, True], ids=["rewritten", "appended"])


@BOTH
@pytest.mark.parametrize("name", READABLE)
def test_every_page_of_a_copy_carries_the_whole_line(tmp_path: Path, name: str, *, always_append: bool) -> None:
    data = READABLE[name]()
    path = stored_file(tmp_path, data)
    made = plan(path, always_append=always_append)
    copy = copied(path, made)
    assert [LINE in text for text in page_texts(copy)] == [True] * page_count(data)
    assert made.mode == ("appended" if always_append else "rewritten")
    assert copy.startswith(data) == always_append
    assert len(complaints(copy)) <= len(complaints(data))


def test_the_stored_original_is_the_same_after_a_hundred_downloads(tmp_path: Path) -> None:
    path = stored_file(tmp_path, report())
    before, made = sha256(path.read_bytes()).digest(), plan(path)
    copies = {copied(path, made) for _ in range(100)}
    assert sha256(path.read_bytes()).digest() == before
    assert len(copies) == 1


@BOTH
def test_two_readers_get_different_copies_of_one_length(tmp_path: Path, *, always_append: bool) -> None:
    path = stored_file(tmp_path, report())
    made = plan(path, always_append=always_append)
    hers, his = copied(path, made, reader="Léa Marchand"), copied(path, made, reader="Hugo Petit")
    assert hers != his
    assert len(hers) == len(his)


def test_the_clean_report_is_not_inside_a_rewritten_copy(tmp_path: Path) -> None:
    data = report()
    assert data not in copied(stored_file(tmp_path, data))


def test_attached_files_are_not_inside_a_rewritten_copy(tmp_path: Path) -> None:
    path = stored_file(tmp_path, with_attachment())
    copy = tmp_path / "copie.pdf"
    copy.write_bytes(copied(path))
    with pikepdf.open(copy) as pdf:
        assert not pdf.attachments


@pytest.mark.parametrize("name", ["plain", "rotated 90", "object streams", "form", "extra Q"])
def test_extractors_that_ignore_annotations_find_the_mark_in_a_rewritten_copy(tmp_path: Path, name: str) -> None:
    copy = tmp_path / "copie.pdf"
    copy.write_bytes(copied(stored_file(tmp_path, FILES[name]())))
    for page in PdfReader(copy).pages:
        assert READER in page.extract_text()


@BOTH
def test_a_plan_survives_its_storage_as_json(tmp_path: Path, *, always_append: bool) -> None:
    made = plan(stored_file(tmp_path, report()), always_append=always_append)
    assert MarkPlan.from_json(made.to_json()) == made


def test_a_plan_of_another_version_is_made_again(tmp_path: Path) -> None:
    text = plan(stored_file(tmp_path, report())).to_json()
    with pytest.raises(StalePlan):
        MarkPlan.from_json(text.replace('"version":1', '"version":0'))


def test_a_file_that_changed_since_its_plan_is_not_copied(tmp_path: Path) -> None:
    path = stored_file(tmp_path, report())
    made = plan(path)
    path.write_bytes(report(pages=4))
    with pytest.raises(Conflict):
        consultation_copy(path, made, reader=READER, on=DAY)


def test_a_file_cut_in_the_middle_is_refused_or_marked_never_a_crash(tmp_path: Path) -> None:
    data = report()
    for kept in range(100, len(data), 97):
        path = stored_file(tmp_path, data[:kept])
        try:
            made = plan(path)
        except Refused:
            continue
        assert len(copied(path, made)) == made.length


def test_a_copy_is_made_from_a_store_that_gives_stretches(tmp_path: Path) -> None:
    path = stored_file(tmp_path, report())
    made, data = plan(path), path.read_bytes()
    copy = copy_from(lambda at, length: [data[at : at + length]], made, reader=READER, on=DAY)
    assert b"".join(copy.chunks) == copied(path, made)
    assert copy.length == made.length
