"""What goes into a DDT, and what came out."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class DdtCover:
    """What the cover says; the `*_lines` are shown as they are, one under the other."""

    reference: str
    office: str
    office_lines: tuple[str, ...]
    property_lines: tuple[str, ...]
    owner_lines: tuple[str, ...]
    client_lines: tuple[str, ...]
    technician_lines: tuple[str, ...]
    visited_on: date | None
    made_on: date


@dataclass(frozen=True)
class DdtReport:
    """A report to bind. `validity` replaces the date where there is none (« illimitée »), `heading` the kind's title.

    `sha256` is that of the stored file; `loose_pages` come from its inspection (None: not known, looked for again).
    """

    path: Path
    kind: str
    filename: str
    conclusion: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    validity: str = ""
    heading: str = ""
    sha256: str = ""
    loose_pages: tuple[int, ...] | None = None


@dataclass(frozen=True)
class DdtEntry:
    """A report as bound; pages are counted from 1."""

    report: DdtReport
    title: str
    first_page: int
    pages: int
    signed: bool


@dataclass(frozen=True)
class DdtResult:
    pages: int
    size: int
    entries: tuple[DdtEntry, ...]
