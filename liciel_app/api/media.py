"""What a file is, told by its first bytes, whatever its name says."""

from collections.abc import Mapping
from typing import Final

from liciel_app.core.text import file_name

PDF: Final = "application/pdf"
HEAD: Final = 1024
_PDF_MARK: Final = b"%PDF-"
_SUFFIXES: Final[Mapping[str, tuple[str, ...]]] = {
    PDF: (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/heic": (".heic", ".heif"),
}
_LONGEST_STEM: Final = 110
_HEIC_BRANDS: Final = (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis")


def media_type(head: bytes) -> str:
    """PDF (its mark stands anywhere in the first kilobyte), JPEG, PNG, HEIC; empty for anything else."""
    if _PDF_MARK in head[:HEAD]:
        return PDF
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return "image/heic"
    return ""


def named(name: str, kind: str) -> str:
    """A harmless name whose ending says what the file is, however long the name was."""
    suffixes = _SUFFIXES[kind]
    ending = next((suffix for suffix in suffixes if name.lower().endswith(suffix)), "")
    return file_name(name[: len(name) - len(ending)], _LONGEST_STEM) + (ending or suffixes[0])
