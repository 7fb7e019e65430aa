"""Copies of signed and of encrypted files: the original is inside, byte for byte, and its signature holds."""

import io
from pathlib import Path

import pikepdf
import pytest
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation.status import SignatureCoverageLevel

from liciel_app.core.errors import Refused
from liciel_app.dossiers.pdf.consultation import plan
from tests.dossiers.pdf.files import report
from tests.dossiers.pdf.mark_rule import MARK_POLICY
from tests.dossiers.pdf.reading import LINE, complaints, copied, page_count, page_texts, stored_file
from tests.dossiers.pdf.sealed_files import ENCRYPTED, SIGNED, encrypted, signed, verdicts


@pytest.mark.parametrize("name", SIGNED)
def test_every_signature_of_a_copy_stays_intact_and_valid(tmp_path: Path, name: str) -> None:
    copy = copied(stored_file(tmp_path, SIGNED[name]()))
    found = verdicts(copy)
    assert found
    assert all(verdict.intact and verdict.valid for verdict in found)
    assert all(verdict.coverage >= SignatureCoverageLevel.ENTIRE_REVISION for verdict in found)


@pytest.mark.parametrize("name", SIGNED)
def test_the_original_cut_out_of_a_copy_is_wholly_signed(tmp_path: Path, name: str) -> None:
    data = SIGNED[name]()
    copy = copied(stored_file(tmp_path, data))
    assert copy.startswith(data)
    last = verdicts(copy[: len(data)])[-1]
    assert last.bottom_line
    assert last.coverage == SignatureCoverageLevel.ENTIRE_FILE


@pytest.mark.parametrize("name", [*SIGNED, *ENCRYPTED])
def test_every_page_of_a_sealed_copy_carries_the_whole_line(tmp_path: Path, name: str) -> None:
    data = {**SIGNED, **ENCRYPTED}[name]()
    copy = copied(stored_file(tmp_path, data))
    assert [LINE in text for text in page_texts(copy)] == [True] * page_count(data)
    assert len(complaints(copy)) <= len(complaints(data))


@pytest.mark.parametrize("name", ["approval", "visible seal", "signed form", "signed packed", "certified 3"])
def test_a_verifier_that_knows_the_mark_accepts_it_as_an_annotation(tmp_path: Path, name: str) -> None:
    copy = copied(stored_file(tmp_path, SIGNED[name]()))
    (verdict,) = verdicts(copy, policy=MARK_POLICY)
    assert verdict.modification_level == ModificationLevel.ANNOTATIONS
    assert verdict.docmdp_ok


@pytest.mark.parametrize("name", ["approval", "AES 256", "RC4 128"])
def test_a_sealed_copy_is_the_same_each_time(tmp_path: Path, name: str) -> None:
    path = stored_file(tmp_path, {**SIGNED, **ENCRYPTED}[name]())
    assert copied(path) == copied(path)


@pytest.mark.parametrize("name", ENCRYPTED)
def test_what_is_added_to_an_encrypted_file_is_encrypted(tmp_path: Path, name: str) -> None:
    data = ENCRYPTED[name]()
    copy = copied(stored_file(tmp_path, data))
    assert b"CONSULTATION" not in copy[len(data) :]
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        assert str(field.V) == "Mme Laborde"


def test_a_page_rewritten_in_an_encrypted_file_keeps_its_own_strings(tmp_path: Path) -> None:
    copy = copied(stored_file(tmp_path, encrypted(4, piece="Confidentiel")))
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        assert str(pdf.pages[0].obj.PieceInfo.Liciel.Note) == "Confidentiel"


@pytest.mark.parametrize("forbidden", ["modify_annotation", "modify_other"])
def test_a_file_whose_author_forbids_changes_has_no_plan(tmp_path: Path, forbidden: str) -> None:
    path = stored_file(tmp_path, encrypted(6, forbid=forbidden))
    with pytest.raises(Refused, match="interdit l’ajout d’une mention"):
        plan(path)


def test_a_signed_file_of_five_hundred_pages_is_marked(tmp_path: Path) -> None:
    copy = copied(stored_file(tmp_path, signed(report(pages=500))))
    texts = page_texts(copy)
    assert len(texts) == 500
    assert all(LINE in text for text in texts)
