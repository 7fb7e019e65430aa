"""Files as one ZIP, written as it leaves: memory stays that of one piece, whatever the size."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import RawIOBase
from typing import Final

MADE_AT: Final = (1980, 1, 1, 0, 0, 0)
"""Every entry's date: the same files give the same bytes."""


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    pieces: Iterable[bytes]


class _Gathered(RawIOBase):
    """Holds what the ZIP wrote since it was last taken; it cannot be sought, so sizes follow each entry."""

    def __init__(self) -> None:
        super().__init__()
        self._kept = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._kept += piece
        return len(piece)

    def take(self) -> bytes:
        taken = bytes(self._kept)
        self._kept.clear()
        return taken


def zipped(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Stored, not deflated: PDFs and photographs are compressed already. A name given twice gets a number."""
    out, used = _Gathered(), set[str]()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for entry in entries:
            info = zipfile.ZipInfo(_unique(entry.name, used), MADE_AT)
            with archive.open(info, "w", force_zip64=True) as file:
                for piece in entry.pieces:
                    file.write(piece)
                    yield out.take()
    yield out.take()


def _unique(name: str, used: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    candidate, turn = name, 2
    while candidate.lower() in used:
        candidate = f"{stem} ({turn}){dot}{ending}" if dot else f"{name} ({turn})"
        turn += 1
    used.add(candidate.lower())
    return candidate
