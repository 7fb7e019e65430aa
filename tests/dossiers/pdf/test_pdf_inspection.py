"""What the office is told of a file when it comes in."""

import io
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from liciel_app.core.errors import Refused
from liciel_app.dossiers.pdf import sandbox
from liciel_app.dossiers.pdf.consultation import plan, plan_safely
from liciel_app.dossiers.pdf.inspection import (
    ATTACHMENTS,
    ATTACHMENTS_STAY,
    CERTIFIED,
    DAMAGED,
    ENCRYPTED,
    SCRIPTS,
    SIGNED,
    Inspection,
    inspect,
    inspect_safely,
)
from tests.dossiers.pdf import files, sealed_files
from tests.dossiers.pdf.files import changed, content, report
from tests.dossiers.pdf.reading import copied, stored_file
from tests.dossiers.pdf.sealed_files import encrypted, signed


def refusal(folder: Path, data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        inspect(stored_file(folder, data))
    return str(refused.value)


def rooted(**entries: object) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.Root["/" + key] = value

    return changed(report(), change)


def test_a_plain_report_raises_no_flag(tmp_path: Path) -> None:
    path = stored_file(tmp_path, report(pages=4))
    assert inspect(path) == Inspection(
        pages=4,
        signed=False,
        encrypted=False,
        has_form=False,
        has_attachments=False,
        damaged=False,
        size=path.stat().st_size,
    )


def test_an_inspection_survives_its_storage_as_json(tmp_path: Path) -> None:
    found = inspect(stored_file(tmp_path, files.FILES["extra Q"]()))
    assert found.loose_pages == (0, 1, 2)
    assert Inspection.from_json(found.to_json()) == found


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 un classeur", b"<html>rapport.pdf</html>", b"\x89PNG\r\n", b"%!PS-Adobe"]
)
def test_what_is_not_a_pdf_is_refused_whatever_its_name(tmp_path: Path, data: bytes) -> None:
    assert refusal(tmp_path, data) == "Ce fichier n’est pas un PDF, quel que soit son nom."


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"") == "Ce fichier est vide."


def test_a_pdf_in_name_only_is_refused(tmp_path: Path) -> None:
    assert "illisible" in refusal(tmp_path, b"%PDF-1.7\n" + bytes(range(256)) * 8)


@pytest.mark.parametrize("level", [4, 6])
def test_a_file_that_opens_with_a_password_is_refused(tmp_path: Path, level: int) -> None:
    assert "mot de passe" in refusal(tmp_path, encrypted(level, user="secret"))


@pytest.mark.parametrize("forbidden", ["modify_annotation", "modify_other"])
def test_a_file_whose_author_forbids_changes_is_refused(tmp_path: Path, forbidden: str) -> None:
    assert "interdit l’ajout d’une mention" in refusal(tmp_path, encrypted(6, forbid=forbidden))


def test_an_unknown_protection_is_refused(tmp_path: Path) -> None:
    unknown = encrypted(6).replace(b"/Filter /Standard", b"/Filter /Adobe.Pub", 1)
    assert "procédé inconnu" in refusal(tmp_path, unknown)


def test_a_damaged_signed_file_is_refused(tmp_path: Path) -> None:
    damaged = signed(report()).replace(b"startxref\n", b"startxref\n9")
    assert "signé ou protégé est endommagé" in refusal(tmp_path, damaged)


def test_a_dynamic_form_is_refused(tmp_path: Path) -> None:
    form = Dictionary(Fields=Array(), XFA=pikepdf.String("<xdp/>"))
    assert "XFA" in refusal(tmp_path, rooted(AcroForm=form, NeedsRendering=True))


def test_a_portfolio_is_refused(tmp_path: Path) -> None:
    assert "porte-documents" in refusal(tmp_path, rooted(Collection=Dictionary(Type=Name.Collection)))


def test_a_file_without_pages_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    pikepdf.Pdf.new().save(out)
    assert "aucune page" in refusal(tmp_path, out.getvalue())


def test_a_file_of_more_than_five_hundred_pages_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, report(pages=501, size=(100, 100))).startswith("Ce PDF a plus de 500 pages")


@pytest.mark.parametrize("always_append", [False, True])
def test_a_consultation_copy_handed_back_as_report_is_refused(tmp_path: Path, *, always_append: bool) -> None:
    path = stored_file(tmp_path, report())
    copy = copied(path, plan(path, always_append=always_append))
    assert "copie de consultation" in refusal(tmp_path, copy)


def test_a_copy_of_a_signed_report_handed_back_is_refused(tmp_path: Path) -> None:
    assert "copie de consultation" in refusal(tmp_path, copied(stored_file(tmp_path, signed(report()))))


def test_a_file_that_starts_a_program_is_refused(tmp_path: Path) -> None:
    launch = Dictionary(S=Name.Launch, F=pikepdf.String("cmd.exe"))
    assert "lancer un programme" in refusal(tmp_path, rooted(OpenAction=launch))


def test_a_decompression_bomb_is_refused(tmp_path: Path) -> None:
    def bomb(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Bomb = pikepdf.Stream(pdf, zlib.compress(bytes(60 * 2**20)), {"/Filter": Name.FlateDecode})

    assert "volume anormal" in refusal(tmp_path, changed(report(), bomb))


def test_an_image_of_absurd_size_is_refused(tmp_path: Path) -> None:
    def image(pdf: pikepdf.Pdf) -> None:
        entries = {"/Subtype": Name.Image, "/Width": 60000, "/Height": 60000, "/BitsPerComponent": 8}
        pdf.Root.Image = pikepdf.Stream(pdf, b"x", entries)

    assert "volume anormal" in refusal(tmp_path, changed(report(), image))


@pytest.mark.parametrize(
    ("data", "flags"),
    [
        (lambda: signed(report()), (SIGNED,)),
        (sealed_files.SIGNED["certified 3"], (SIGNED,)),
        (sealed_files.SIGNED["certified 2"], (SIGNED, CERTIFIED)),
        (sealed_files.SIGNED["certified 1"], (SIGNED, CERTIFIED)),
        (sealed_files.SIGNED["locked"], (SIGNED, CERTIFIED)),
        (lambda: encrypted(6), (ENCRYPTED,)),
        (sealed_files.SIGNED["encrypted and signed"], (SIGNED, ENCRYPTED)),
        (files.DAMAGED["wrong startxref"], (DAMAGED,)),
        (files.with_attachment, (ATTACHMENTS,)),
        (lambda: signed(files.with_attachment()), (SIGNED, ATTACHMENTS_STAY)),
        (lambda: rooted(OpenAction=Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.beep()"))), (SCRIPTS,)),
    ],
)
def test_the_office_reads_what_to_know_of_a_file(tmp_path: Path, data, flags: tuple[str, ...]) -> None:
    assert inspect(stored_file(tmp_path, data())).flags == flags


def test_forms_and_their_absence_are_seen(tmp_path: Path) -> None:
    assert inspect(stored_file(tmp_path, files.with_form())).has_form
    assert not inspect(stored_file(tmp_path, report())).has_form


@pytest.mark.parametrize("text", [b"BT (q Q q) Tj ET", b"q % Q\nQ", b"[(Q) -20 (q)] TJ", b"/Q gs /q Do", b"q BT ET Q"])
def test_letters_in_texts_and_names_are_not_operators(tmp_path: Path, text: bytes) -> None:
    assert inspect(stored_file(tmp_path, changed(report(), content(text)))).loose_pages == ()


@pytest.mark.parametrize("text", [b"q", b"Q", b"Q q", b"BT", b"/OC /MC0 BDC", b"q (Q) Tj", b"BI /W 1 ID x EI"])
def test_loose_content_is_seen(tmp_path: Path, text: bytes) -> None:
    assert inspect(stored_file(tmp_path, changed(report(), content(text)))).loose_pages == (0, 1, 2)


def test_the_process_of_its_own_finds_the_same(tmp_path: Path) -> None:
    path = stored_file(tmp_path, signed(report()))
    assert inspect_safely(path) == inspect(path)
    assert plan_safely(path) == plan(path)
    assert plan_safely(stored_file(tmp_path, report()), always_append=True).mode == "appended"


def test_the_process_of_its_own_hands_back_the_refusal(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Ce PDF a plus de 500 pages"):
        inspect_safely(stored_file(tmp_path, report(pages=501, size=(100, 100))))


def test_a_file_on_which_the_reader_breaks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="trop complexe"):
        inspect_safely(tmp_path / "absent.pdf")


def test_the_reader_of_hostile_files_starts_without_the_web_framework() -> None:
    loaded = "import sys, liciel_app.dossiers.pdf.inspection as i, liciel_app.dossiers.pdf.consultation as c; "
    names = subprocess.run([sys.executable, "-c", loaded + "print(*sys.modules)"], capture_output=True, check=True)
    assert not {b"reflex", b"sqlmodel", b"reportlab"} & set(names.stdout.split())
    assert sandbox.MEMORY == 512 * 2**20
