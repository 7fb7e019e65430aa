"""The office's own models: tags from a closed list, nothing executed, nothing raw in a PDF."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import NotFound, Refused
from liciel_app.core.work import begin
from liciel_app.office import docx_model
from liciel_app.office.models_templates import PaperKind
from liciel_app.orders import quote_models
from liciel_app.orders.quote_jobs import Printing
from tests.orders.quotes import a_sent_quote, stored
from tests.orders.words import a_cut_model, a_model
from tests.people import Cast

KNOWN = frozenset({"client_nom", "lignes"})


def papers(people: Cast) -> Printing:
    quote = a_sent_quote(people)
    with begin(SYSTEM) as work:
        return quote_models.papers_of(work, quote.id or 0)


def words_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    "bad",
    [
        "{{7*7}}",
        "{{ inconnu }}",
        "{{ client_nom.x }}",
        "{{ client_nom() }}",
        "{% for %}",
        "{# x #}",
        "{{",
        "}}",
        "{{}}",
    ],
)
def test_anything_else_between_braces_is_a_fault(bad: str) -> None:
    assert docx_model.faults(docx_model.read(a_model(f"a {bad} b")), KNOWN)


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=30))
def test_no_text_makes_a_tag_that_is_not_in_the_list(inside: str) -> None:
    blocks = (docx_model.Paragraph((docx_model.Span("{{" + inside + "}}"),)),)
    named = docx_model.TAG.fullmatch("{{" + inside + "}}")
    known = named is not None and named.group(1) in KNOWN
    assert known == (docx_model.faults(blocks, KNOWN) == ())


def test_a_tag_cut_by_word_is_read_whole() -> None:
    blocks = docx_model.read(a_cut_model("Pour {", "{ client", "_nom }", "} ici"))
    assert docx_model.tags(blocks) == ("client_nom",)


def test_tags_of_tables_are_found() -> None:
    blocks = docx_model.read(a_model("x", cell="{{ client_nom }} {{7*7}}"))
    assert (docx_model.tags(blocks), docx_model.faults(blocks, KNOWN)) == (("client_nom",), ("{{7*7}}",))


def test_the_model_prints_the_real_quote(people: Cast) -> None:
    sha256 = stored(a_model("Cher {{ client_nom }},", "{{ lignes }}", "{{ totaux }}", cell="{{ bien_adresse }}"))
    shown = words_of(quote_models.tried(PaperKind.QUOTE_MODEL, sha256, papers(people)))
    for words in ("Cher Paul Garrigue,", "DPE – diagnostic", "Total TTC", "17 avenue Roul"):
        assert words in shown
    assert "{{" not in shown


def test_the_mission_model_prints_the_real_mission_order(people: Cast) -> None:
    sha256 = stored(a_model("Mission {{ odm_numero }}", "{{ missions }}", "{{ details }}", "{{ conditions }}"))
    shown = words_of(quote_models.tried(PaperKind.MISSION_MODEL, sha256, papers(people)))
    assert "Mission ODM-2026-0001" in shown
    assert "Clés et codes d’accès" in shown


def test_what_a_client_typed_is_never_markup(people: Cast) -> None:
    quote = a_sent_quote(people, contact={"name": "<b>Paul</b> & {{ total_ttc }} {{7*7}}"})
    with begin(SYSTEM) as work:
        printed = quote_models.papers_of(work, quote.id or 0)
    sha256 = stored(a_model("Pour {{ client_nom }}."))
    shown = words_of(quote_models.tried(PaperKind.QUOTE_MODEL, sha256, printed))
    assert "<b>Paul</b> & {{ total_ttc }} {{7*7}}" in shown


def test_empty_tags_are_told(people: Cast) -> None:
    sha256 = stored(a_model("{{ message }} {{ client_nom }}"))
    looked = quote_models.look(PaperKind.QUOTE_MODEL, sha256, "m.docx", papers(people))
    assert (looked.empty, looked.sound) == (["message"], True)


def test_a_faulty_model_is_never_printed(people: Cast) -> None:
    with pytest.raises(Refused):
        quote_models.tried(PaperKind.QUOTE_MODEL, stored(a_model("{{7*7}}")), papers(people))


def test_the_same_model_and_quote_give_the_same_bytes(people: Cast) -> None:
    sha256, printed = stored(a_model("{{ client_nom }}", "{{ lignes }}")), papers(people)
    made = [quote_models.tried(PaperKind.QUOTE_MODEL, sha256, printed) for _ in range(2)]
    assert made[0] == made[1]


def test_another_kind_of_file_a_bomb_or_macros_are_refused() -> None:
    for content in (b"", b"PK\x03\x04junk", b"%PDF-1.4", _archive({"x": b""}), _archive(_parts("word/vbaProject.bin"))):
        with pytest.raises(Refused):
            docx_model.read(content)
    with pytest.raises(Refused, match="trop lourd"):
        docx_model.read(_archive({"word/document.xml": b"0" * (docx_model.LARGEST + 1)}))


def test_an_external_entity_is_not_read(people: Cast) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    evil = entity + b'<w:document xmlns:w="x"><w:body>&e;</w:body></w:document>'
    with pytest.raises(Refused):
        docx_model.read(_archive({"word/document.xml": evil, "[Content_Types].xml": b"<Types/>"}))


def test_a_file_nobody_uploaded_is_not_found(people: Cast) -> None:
    for sha256 in ("0" * 64, "../etc/passwd", ""):
        with pytest.raises(NotFound):
            quote_models.look(PaperKind.QUOTE_MODEL, sha256, "x")


def _parts(name: str) -> dict[str, bytes]:
    return {"word/document.xml": b"<x/>", name: b""}


def _archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()
