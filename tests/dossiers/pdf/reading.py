"""What readers get: copies as bytes, and the text each page shows them."""

import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf

from liciel_app.dossiers.pdf.consultation import MarkPlan, consultation_copy, plan

READER = "Hélène Lefèbvre-Œuvrard (étude)"
DAY = date(2026, 11, 23)
LINE = f"POUR CONSULTATION UNIQUEMENT - {READER} - 23/11/2026"


def stored_file(folder: Path, data: bytes) -> Path:
    path = folder / "rapport.pdf"
    path.write_bytes(data)
    return path


def copied(path: Path, made: MarkPlan | None = None, *, reader: str = READER, on: date = DAY) -> bytes:
    """The whole copy, its announced length checked."""
    copy = consultation_copy(path, made or plan(path), reader=reader, on=on)
    data = b"".join(copy.chunks)
    assert len(data) == copy.length
    return data


def page_texts(data: bytes) -> list[str]:
    """What pdftotext reads on each page, on one line."""
    read = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return [" ".join(page.split()) for page in read.stdout.decode().split("\f")[:-1]]


def page_count(data: bytes) -> int:
    with pikepdf.open(BytesIO(data), suppress_warnings=True) as pdf:
        return len(pdf.pages)


def complaints(data: bytes) -> list[str]:
    """What qpdf finds wrong with a file."""
    with pikepdf.open(BytesIO(data), suppress_warnings=True) as pdf:
        return pdf.check_pdf_syntax()
