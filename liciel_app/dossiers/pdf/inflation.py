"""Decompression bombs: how much a PDF's streams hold once unpacked, counted without keeping it."""

from typing import Any
from zlib import decompressobj
from zlib import error as ZlibError  # noqa: N812 (an exception class)

import pikepdf
from pikepdf import Array, Name

from liciel_app.core.errors import Refused
from liciel_app.dossiers.pdf.pages import items

LARGEST_TOTAL = 200 * 2**20
LARGEST_IMAGE = 200 * 2**20  # as shown: an A0 plan scanned in grey at 300 dpi takes 140
LARGEST_RATIO = 100
UNSUSPECTED = 20 * 2**20  # under this, a high ratio is only a blank scan or a regular drawing
_CHUNK = 2**20
_IMAGE_CODECS = (Name.DCTDecode, Name.JPXDecode, Name.CCITTFaxDecode, Name.JBIG2Decode)


class Inflation:
    """Adds up what the streams of a document unpack to; refuses when it is not reasonable."""

    def __init__(self) -> None:
        self.packed = 0
        self.unpacked = 0

    def add(self, stream: pikepdf.Object) -> None:
        if stream.get("/Subtype") == Name.Image:
            _check_image(stream)
            return
        raw = stream.read_raw_bytes()
        self.packed += len(raw)
        self.unpacked += _unpacked(stream, raw, LARGEST_TOTAL - self.unpacked)
        if self.unpacked >= LARGEST_TOTAL or self._suspect():
            _refuse()

    def _suspect(self) -> bool:
        return self.unpacked > UNSUSPECTED and self.unpacked > LARGEST_RATIO * self.packed


def _check_image(image: pikepdf.Object) -> None:
    """Images are never unpacked here, but a reader's viewer will: their announced size must be that of a page."""
    pixels = _natural(image.get("/Width")) * _natural(image.get("/Height"))
    bits = _natural(image.get("/BitsPerComponent", 1)) * (1 if image.get("/ImageMask") else 4)
    if pixels * max(bits, 1) // 8 > 4 * LARGEST_IMAGE:
        _refuse()


def _unpacked(stream: pikepdf.Object, raw: bytes, room: int) -> int:
    filters = _filters(stream)
    if not filters or any(name in _IMAGE_CODECS for name in filters):
        return len(raw)
    if filters == [Name.FlateDecode]:
        return _flate_length(raw, room)
    return len(stream.read_bytes())  # old or chained filters, rare: the process's memory limit guards


def _flate_length(raw: bytes, room: int) -> int:
    """Bytes the zlib data unpacks to; counting stops at `room`, and at the first damage."""
    unpacker, total = decompressobj(), 0
    waiting = raw
    while waiting and total < room:
        try:
            total += len(unpacker.decompress(waiting, _CHUNK))
        except ZlibError:
            break
        waiting = unpacker.unconsumed_tail
    return total


def _filters(stream: pikepdf.Object) -> list[Any]:
    named = stream.get("/Filter")
    return items(named) if isinstance(named, Array) else [named] if named is not None else []


def _natural(value: Any) -> int:
    return int(value) if isinstance(value, int) and value > 0 else 0


def _refuse() -> None:
    raise Refused("Ce PDF se décompresse en un volume anormal : exportez-le de nouveau, avec des images plus légères.")
