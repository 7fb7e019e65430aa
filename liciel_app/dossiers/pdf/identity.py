"""The identifiers of a PDF: the first follows the document through its versions, the second names one version."""

from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path

import pikepdf

ID_LENGTH = 32  # hexadecimal digits of the second identifier
STATIC_ID = b"31415926535897932384626433832795"  # what qpdf writes where asked for a fixed second identifier

_TRAILER = 4096  # the trailer of a file without object streams is its end


def first_identifier(pdf: pikepdf.Pdf) -> bytes | None:
    listed = pdf.trailer.get("/ID")
    if isinstance(listed, pikepdf.Array) and len(listed) and isinstance(listed[0], pikepdf.String):
        return bytes(listed[0])
    return None


def digest(path: Path) -> bytes:
    """Identifies a file that has no identifier of its own."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").digest()[: ID_LENGTH // 2]


def copy_identifier(first: str, reader: str, on: date) -> bytes:
    """Derived from what makes the copy: the same copy always has the same, so that a log line can prove it."""
    return sha256(repr((first, reader, on.isoformat())).encode()).hexdigest()[:ID_LENGTH].encode()


def save(pdf: pikepdf.Pdf, target: Path, *, compress_streams: bool) -> None:
    """Writes a document with every compressed stream as it is, and STATIC_ID as its second identifier."""
    pdf.save(
        target,
        static_id=True,
        fix_metadata_version=False,
        compress_streams=compress_streams,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.preserve,
    )


def sign_off(path: Path, identifier: bytes) -> None:
    """Replaces STATIC_ID, in a file just saved, by the first bytes of `identifier`."""
    with path.open("r+b") as file:
        tail = max(path.stat().st_size - _TRAILER, 0)
        file.seek(tail)
        trailer = file.read()
        file.seek(tail + trailer.rindex(b"/ID "))
        file.write(trailer[trailer.rindex(b"/ID ") :].replace(STATIC_ID, identifier.hex()[:ID_LENGTH].encode()))
