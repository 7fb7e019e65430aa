"""The demo's reports are real files, the same every time."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from liciel_app.dossiers.pdf.consultation import plan
from liciel_app.dossiers.pdf.demo_signer import CERTIFICATE
from liciel_app.dossiers.pdf.inspection import inspect
from liciel_app.dossiers.pdf.kinds import TITLES
from liciel_app.dossiers.pdf.samples import SampleFacts, Variant, sample_conclusion, sample_report
from tests.dossiers.pdf.reading import LINE, copied, page_texts, stored_file

FACTS = SampleFacts(
    reference="2026-0412",
    office="ATLANTIQUE DIAGNOSTICS SARL",
    property_lines=("Maison individuelle", "17 avenue Roul", "33400 Talence"),
    owner="M. et Mme Bernard & Claire Dupuy",
    operator="Karim Benali",
    visited_on=date(2026, 11, 24),
    seed=7,
)


@pytest.mark.parametrize("kind", TITLES)
def test_a_report_of_each_kind_states_its_facts_and_its_conclusion(kind: str) -> None:
    data = sample_report(kind, FACTS)
    texts = page_texts(data)
    assert len(texts) >= 3
    for fact in (TITLES[kind], "17 avenue Roul", "Bernard & Claire Dupuy", sample_conclusion(kind, FACTS.seed)):
        assert fact in texts[0]
    assert data == sample_report(kind, FACTS)


@pytest.mark.parametrize("variant", get_args(Variant))
def test_every_variant_is_accepted_and_marked(tmp_path: Path, variant: Variant) -> None:
    data = sample_report("AMIANTE", FACTS, variant)
    path = stored_file(tmp_path, data)
    found, made = inspect(path), plan(path)
    assert found.signed == (variant == "signed")
    assert found.has_form == (variant in {"signed", "form"})
    assert made.mode == ("appended" if variant == "signed" else "rewritten")
    assert len(made.geometries) == (2 if variant == "landscape" else 1)
    assert all(LINE in text for text in page_texts(copied(path, made)))
    assert data == sample_report("AMIANTE", FACTS, variant)


def test_the_signed_sample_is_signed_before_and_after_its_mark(tmp_path: Path) -> None:
    path = stored_file(tmp_path, sample_report("DPE", FACTS, "signed"))
    root = Certificate.load(load_pem_x509_certificate(CERTIFICATE).public_bytes(Encoding.DER))
    copy = tmp_path / "copie.pdf"
    copy.write_bytes(copied(path))
    for file, untouched in ((path, True), (copy, False)):
        with file.open("rb") as data:
            (found,) = PdfFileReader(data).embedded_signatures
            verdict = validate_pdf_signature(found, ValidationContext(trust_roots=[root]))
        assert verdict.intact
        assert verdict.valid
        assert verdict.bottom_line == untouched


def test_another_seed_makes_another_visit() -> None:
    other = SampleFacts(**{**FACTS.__dict__, "seed": 8})
    assert sample_report("CREP", other) != sample_report("CREP", FACTS)
