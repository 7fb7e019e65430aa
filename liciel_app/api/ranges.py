"""Parts of a file (RFC 9110, section 14) and its name on the reader's disk (RFC 6266, RFC 8187)."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

_ONE_RANGE: Final = re.compile(r"bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.IGNORECASE | re.ASCII)
_LONGEST: Final = 18


class Unsatisfiable(Exception):
    """A range that begins after the end."""


def part(header: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte + 1 asked for; None when the whole file answers (no range, several, or malformed).

    Raises Unsatisfiable.
    """
    found = _ONE_RANGE.fullmatch(header.strip())
    if found is None or max(map(len, found.groups())) > _LONGEST:
        return None
    first, last = found.groups()
    if not first and not last:
        return None
    start, end = (max(size - int(last), 0), size) if not first else (int(first), int(last) + 1 if last else size)
    if first and last and int(last) < int(first):
        return None
    if start >= size or start == end:
        raise Unsatisfiable
    return start, min(end, size)


def disposition(name: str) -> str:
    """Saved under its own name, with its accents where the browser reads them."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9 ._()+-]", "_", plain).strip() or "document"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
