# pyright: strict
"""The evidence of an acceptance: what was shown, which documents, when, from where, and the signature drawn.

The manifest is canonical JSON; its SHA-256 is written in the journal with the acceptance. The archive (ZIP) holds the
manifest and every file it names; the same acceptance gives the same bytes.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from liciel_app.core.journal import canonical
from liciel_app.orders.quoted import digest

MANIFEST: Final = "manifest.json"
_ON_PAPER: Final = frozenset({"signed_on", "recorded_by", "scan"})
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Shown:
    """A document put before the client: its role (`devis`, `cgv`…), its name, and the hash of its bytes."""

    role: str
    name: str
    sha256: str
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Everything that proves an acceptance. `sentences`: what was ticked, word for word, in the reader's language.

    `signed_on`, `recorded_by` and `scan`: of a quote signed on paper, whose `signature` is the scan.
    """

    quote: str
    version: int
    data_hash: str
    paper: str
    documents: tuple[Shown, ...]
    sentences: tuple[str, ...]
    options: tuple[int, ...]
    net_cents: int
    vat_cents: int
    gross_cents: int
    deposit_cents: int
    name: str
    email: str
    place: str
    ademe: bool
    withdrawal: str
    withdrawal_until: str
    accepted_at: datetime
    origin: str
    agent: str
    language: str
    signature: str
    signed_on: str = ""
    recorded_by: str = ""
    scan: str = ""


def manifest(agreement: Agreement) -> str:
    """What was signed on a screen says nothing of a paper."""
    told = asdict(agreement) | {"accepted_at": agreement.accepted_at.isoformat()}
    return canonical({key: value for key, value in told.items() if value or key not in _ON_PAPER})


def files_of(text: str) -> Iterator[tuple[str, str]]:
    """Name in the archive and hash of every file a manifest names."""
    told: Mapping[str, Any] = json.loads(text)
    for number, document in enumerate(told["documents"], 1):
        yield f"{number:02d}-{document['role']}.pdf", document["sha256"]
    yield told.get("scan") or "signature.png", told["signature"]


def archive(text: str, content_of: Callable[[str], bytes]) -> bytes:
    """The evidence in one file. `content_of` gives the bytes of a hash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        _put(made, MANIFEST, text.encode())
        for name, sha256 in files_of(text):
            _put(made, name, content_of(sha256))
    return out.getvalue()


def differences(text: str, stood: Mapping[str, object]) -> list[str]:
    """The names of what the records say otherwise than the manifest. `stood`: values by the manifest's keys."""
    told: Mapping[str, Any] = json.loads(text)
    return [name for name, value in stood.items() if told.get(name) != value]


def seal_holds(text: str, sha256: str) -> bool:
    return digest(text) == sha256


def broken_files(text: str, holds: Callable[[str], bool]) -> list[str]:
    """The files that are missing or whose bytes are no longer those. `holds` says it of a hash."""
    return [name for name, sha256 in files_of(text) if not holds(sha256)]


def read_archive(content: bytes) -> tuple[str, Sequence[str]]:
    """The manifest of an archive and the names of its files whose bytes are not what it says."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        text = opened.read(MANIFEST).decode()
        wrong = [
            name
            for name, sha256 in files_of(text)
            if name not in opened.namelist() or hashlib.sha256(opened.read(name)).hexdigest() != sha256
        ]
    return text, wrong


def _put(archive_: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Without the time of the machine: the same acceptance, the same bytes."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive_.writestr(entry, content)
