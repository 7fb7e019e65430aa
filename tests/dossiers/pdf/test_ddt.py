"""The DDT an assistant assembles: order, bookmarks, numbers, seals, sameness."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from liciel_app.core.errors import Refused
from liciel_app.dossiers.pdf.consultation import plan
from liciel_app.dossiers.pdf.ddt import DdtCover, DdtReport, assemble
from liciel_app.dossiers.pdf.inspection import inspect
from tests.dossiers.pdf import files
from tests.dossiers.pdf.files import FILES, changed, report
from tests.dossiers.pdf.reading import LINE, complaints, copied, page_texts
from tests.dossiers.pdf.sealed_files import SIGNED, encrypted

COVER = DdtCover(
    reference="2026-0412",
    office="ATLANTIQUE DIAGNOSTICS SARL",
    office_lines=("84 cours de Verdun, 33000 Bordeaux", "05 56 00 00 10"),
    property_lines=("Maison individuelle", "17 avenue Roul", "33400 Talence"),
    owner_lines=("M. et Mme Bernard et Claire Dupuy",),
    client_lines=("Maître Hélène Castagnet, notaire",),
    technician_lines=("Karim Benali",),
    visited_on=date(2026, 11, 24),
    made_on=date(2026, 11, 25),
)


def a_report(folder: Path, kind: str, data: bytes, **facts: object) -> DdtReport:
    path = folder / f"{kind}-{len(list(folder.iterdir()))}.pdf"
    path.write_bytes(data)
    return DdtReport(path, kind, f"{kind}.pdf", **facts)  # pyright: ignore[reportArgumentType]


def a_ddt(folder: Path, *reports: DdtReport) -> Path:
    out = folder / "ddt.pdf"
    assemble(COVER, reports, out)
    return out


def titles(path: Path) -> list[tuple[str, int]]:
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        places = {page.objgen: place for place, page in enumerate(pdf.pages)}
        targets: list[Any] = [item.destination for item in outline.root]
        return [(item.title, places[target[0].objgen]) for item, target in zip(outline.root, targets, strict=True)]


def test_reports_come_in_their_usual_order_each_with_a_bookmark(tmp_path: Path) -> None:
    kinds = ["ERP", "DPE", "AUTRE", "CARREZ", "GAZ", "AMIANTE", "TERMITES", "CREP", "ELEC"]
    out = a_ddt(tmp_path, *(a_report(tmp_path, kind, report(pages=2)) for kind in kinds))
    assert [title.split()[-1] for title, _ in titles(out)] == [
        "garde", "conclusions", "Carrez)", "énergétique", "amiante", "plomb", "d’électricité", "gaz", "termites",
        "risques", "Annexe",
    ]  # fmt: skip
    assert [page for _, page in titles(out)] == [0, 1, *range(2, 20, 2)]


def test_every_page_is_numbered_over_the_whole(tmp_path: Path) -> None:
    made = [a_report(tmp_path, "DPE", make()) for name, make in FILES.items() if name != "listed twice"]
    texts = page_texts(a_ddt(tmp_path, *made).read_bytes())
    for number, text in enumerate(texts, start=1):
        assert f"Dossier 2026-0412 – page {number} / {len(texts)}" in text


def test_the_cover_names_the_property_its_people_and_the_visit(tmp_path: Path) -> None:
    cover = page_texts(a_ddt(tmp_path, a_report(tmp_path, "DPE", report())).read_bytes())[0]
    for fact in ("ATLANTIQUE DIAGNOSTICS", "2026-0412", "17 avenue Roul", "Dupuy", "Castagnet", "24/11/2026", "Benali"):
        assert fact in cover


def test_the_summary_gives_each_conclusion_its_dates_and_its_warning(tmp_path: Path) -> None:
    facts = {"conclusion": "Classe énergie D.", "issued_on": date(2026, 11, 24), "valid_until": date(2036, 11, 23)}
    dpe = a_report(tmp_path, "DPE", report(), **facts)
    carrez = a_report(tmp_path, "CARREZ", report(), conclusion="84,10 m².", validity="illimitée")
    summary = page_texts(a_ddt(tmp_path, dpe, carrez).read_bytes())[1]
    for fact in ("ne peut être utilisée indépendamment du rapport", "Classe énergie D.", "24/11/2026", "23/11/2036"):
        assert fact in summary
    assert "84,10 m²." in summary
    assert "illimitée" in summary


@pytest.mark.parametrize("count", [1, 20, 60, 120])
def test_the_summary_stays_on_one_page(tmp_path: Path, count: int) -> None:
    conclusion = "Il n’a pas été repéré de matériaux et produits contenant de l’amiante. " * 4
    made = [a_report(tmp_path, "AMIANTE", report(pages=1), conclusion=conclusion) for _ in range(count)]
    out = tmp_path / "ddt.pdf"
    assert assemble(COVER, made, out).pages == count + 2
    texts = page_texts(out.read_bytes())
    assert "Synthèse des conclusions" in texts[1]
    assert "Page 1, ligne 0" in texts[2]


@pytest.mark.parametrize("name", ["visible seal", "signed form", "signed twice", "certified 2"])
def test_a_signed_report_leaves_its_seal_as_a_picture_and_its_digest_on_the_cover(tmp_path: Path, name: str) -> None:
    signed = a_report(tmp_path, "DPE", SIGNED[name](), sha256="ab" * 32)
    out = a_ddt(tmp_path, signed, a_report(tmp_path, "GAZ", report(), sha256="cd" * 32))
    cover = page_texts(out.read_bytes())[0]
    assert "Rapports signés : originaux dans le dossier (empreintes SHA-256)" in cover
    assert f"DPE.pdf : {'ab' * 32}" in cover
    assert "cd" * 32 not in cover
    assert inspect(out).flags == ()
    with pikepdf.open(out) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not [note for page in pdf.pages for note in page.get("/Annots", []) if note.Subtype == Name.Widget]


def test_what_was_typed_in_a_form_is_still_read(tmp_path: Path) -> None:
    texts = page_texts(a_ddt(tmp_path, a_report(tmp_path, "ERP", files.with_form())).read_bytes())
    assert "Mme Laborde" in texts[2]


def test_the_same_facts_give_the_same_bytes_wherever_the_files_are(tmp_path: Path) -> None:
    (tmp_path / "ailleurs").mkdir()
    signed = SIGNED["approval"]()
    here, there = (
        a_ddt(folder, a_report(folder, "DPE", report()), a_report(folder, "GAZ", signed))
        for folder in (tmp_path, tmp_path / "ailleurs")
    )
    assert here.read_bytes() == there.read_bytes()


def test_another_conclusion_gives_another_identifier(tmp_path: Path) -> None:
    made = a_report(tmp_path, "DPE", report())
    first = a_ddt(tmp_path, made).read_bytes()
    assert a_ddt(tmp_path, replace(made, conclusion="Classe C.")).read_bytes()[-120:] != first[-120:]


def test_the_reports_are_left_as_they_were(tmp_path: Path) -> None:
    made = a_report(tmp_path, "DPE", SIGNED["visible seal"]())
    before = made.path.read_bytes()
    a_ddt(tmp_path, made)
    assert made.path.read_bytes() == before


def test_the_ddt_says_what_it_is(tmp_path: Path) -> None:
    with pikepdf.open(a_ddt(tmp_path, a_report(tmp_path, "DPE", report()))) as pdf:
        assert str(pdf.docinfo.Title) == "Dossier de diagnostic technique n° 2026-0412"
        assert str(pdf.docinfo.Author) == "ATLANTIQUE DIAGNOSTICS SARL"
        assert str(pdf.Root.Lang) == "fr-FR"


def test_a_link_further_into_its_report_still_leads_there(tmp_path: Path) -> None:
    def link(pdf: pikepdf.Pdf) -> None:
        target = Array([pdf.pages[2].obj, Name.Fit])
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 50, 50]), Dest=target)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    with pikepdf.open(a_ddt(tmp_path, a_report(tmp_path, "DPE", changed(report(), link)))) as pdf:
        assert pdf.pages[2].obj.Annots[0].Dest[0].objgen == pdf.pages[4].obj.objgen


def test_a_layer_its_author_hid_stays_hidden(tmp_path: Path) -> None:
    def layer(pdf: pikepdf.Pdf) -> None:
        plumbing = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("Réseaux")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([plumbing]), D=Dictionary(OFF=Array([plumbing])))
        for page in pdf.pages:
            page.obj.Resources.Properties = Dictionary(MC0=plumbing)

    with pikepdf.open(a_ddt(tmp_path, a_report(tmp_path, "PLAN", changed(report(), layer)))) as pdf:
        hidden = pdf.Root.OCProperties.D.OFF[0]
        assert hidden.objgen == pdf.pages[2].obj.Resources.Properties.MC0.objgen


def test_what_inspection_knew_of_loose_pages_gives_the_same_ddt(tmp_path: Path) -> None:
    made = a_report(tmp_path, "DPE", FILES["extra Q"](), sha256="00")
    searched = a_ddt(tmp_path, made).read_bytes()
    known = replace(made, loose_pages=inspect(made.path).loose_pages)
    assert a_ddt(tmp_path, known).read_bytes()[-500:-200] == searched[-500:-200]


def test_a_ddt_is_marked_like_any_report(tmp_path: Path) -> None:
    out = a_ddt(tmp_path, a_report(tmp_path, "DPE", FILES["rotated 90"]()), a_report(tmp_path, "GAZ", report()))
    assert complaints(out.read_bytes()) == []
    made = plan(out)
    assert made.mode == "rewritten"
    assert all(LINE in text for text in page_texts(copied(out, made)))


def test_a_ddt_without_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="au moins un rapport"):
        assemble(COVER, [], tmp_path / "ddt.pdf")


def test_a_report_that_forbids_changes_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        a_ddt(tmp_path, a_report(tmp_path, "DPE", encrypted(6, forbid="modify_other")))
    assert "« DPE.pdf » interdit toute modification" in str(refused.value)
