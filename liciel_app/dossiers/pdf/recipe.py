"""How a consultation copy is put together: pieces of the stored original, bytes prepared at upload, and the mark.

Everything that does not depend on the reader is decided once, in `plan`; a download then only draws the mark and sends.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from typing import Any, Literal
from zlib import compress, decompress

from liciel_app.dossiers.pdf.drawing import MARK_SIZE
from liciel_app.dossiers.pdf.geometry import Geometry
from liciel_app.dossiers.pdf.identity import ID_LENGTH
from liciel_app.dossiers.pdf.sealing import Seal
from liciel_app.dossiers.pdf.stored import stored_length

VERSION = 1  # of the drawing and of this format: raised when either changes
MARK_LENGTH = stored_length(MARK_SIZE)

Mode = Literal["rewritten", "appended"]
Part = tuple[str, int, int]
ORIGINAL, PREPARED, MARK, IDENTIFIER = "original", "prepared", "mark", "identifier"


class StalePlan(Exception):
    """The plan was made by another version of the product: make it again from the original."""


@dataclass(frozen=True)
class MarkPlan:
    """What `plan` found. `parts`, in the order of the copy, are

    - (original, offset, length): bytes of the stored file;
    - (prepared, 0, length): the next bytes of `prepared`;
    - (mark, index of its geometry, number of its object): the drawing, as the data of a stream;
    - (identifier, 0, ID_LENGTH): the copy's own identifier.
    """

    mode: Mode
    pages: int
    original_size: int
    first_id: str
    geometries: tuple[Geometry, ...]
    parts: tuple[Part, ...]
    prepared: bytes
    seal: Seal | None = None

    @property
    def mark_length(self) -> int:
        return self.seal.stream_length(MARK_LENGTH) if self.seal else MARK_LENGTH

    @property
    def length(self) -> int:
        """Bytes of every copy made from this plan."""
        return sum(self.mark_length if kind == MARK else length for kind, _, length in self.parts)

    def to_json(self) -> str:
        facts = {**asdict(self), "version": VERSION, "prepared": _text(compress(self.prepared)), "seal": None}
        if self.seal:
            facts["seal"] = {**asdict(self.seal), "key": _text(self.seal.key)}
        return json.dumps(facts, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "MarkPlan":
        """Raises StalePlan where the plan comes from another version."""
        facts: dict[str, Any] = json.loads(text)
        if facts.pop("version", None) != VERSION:
            raise StalePlan
        seal = facts.pop("seal")
        return cls(**{
            **facts,
            "geometries": tuple(Geometry(**geometry) for geometry in facts["geometries"]),
            "parts": tuple((kind, at, length) for kind, at, length in facts["parts"]),
            "prepared": decompress(b64decode(facts["prepared"])),
            "seal": Seal(**{**seal, "key": b64decode(seal["key"])}) if seal else None,
        })  # fmt: skip


class Writer:
    """Collects the parts of a copy and knows where the next byte will stand."""

    def __init__(self, mark_length: int) -> None:
        self.parts: list[Part] = []
        self.prepared = bytearray()
        self.position = 0
        self.mark_length = mark_length

    def original(self, offset: int, length: int) -> None:
        self._put(ORIGINAL, offset, length)

    def write(self, data: bytes) -> None:
        if not data:
            return
        self.prepared += data
        if self.parts and self.parts[-1][0] == PREPARED:
            length = self.parts.pop()[2]
            self.position -= length
            self._put(PREPARED, 0, length + len(data))
        else:
            self._put(PREPARED, 0, len(data))

    def mark(self, geometry: int, number: int) -> None:
        self.parts.append((MARK, geometry, number))
        self.position += self.mark_length

    def identifier(self) -> None:
        self._put(IDENTIFIER, 0, ID_LENGTH)

    def _put(self, kind: str, at: int, length: int) -> None:
        self.parts.append((kind, at, length))
        self.position += length


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")
