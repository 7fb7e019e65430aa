"""Where a redirection may lead: our own pages, and for a person only those of his part of the house."""

import re
from typing import Final
from urllib.parse import urlsplit

from liciel_app.core.access import Kind
from liciel_app.office import rules
from liciel_app.ui.edge import GATES

_LONGEST: Final = 2_000
_ODD: Final = re.compile(r"[\\\x00-\x20\x7f]")


def local(wanted: str, otherwise: str = "/") -> str:
    """The wanted address when it is a path of this site; `//host`, `/\\host`, `https://host`… are not.

    Browsers drop tabs and line breaks and read a backslash as a slash, so neither is accepted anywhere.
    """
    if not wanted.startswith("/") or wanted.startswith("//") or _ODD.search(wanted) or len(wanted) > _LONGEST:
        return otherwise
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return otherwise
    return otherwise if parts.scheme or parts.netloc else wanted


def after_login(kind: Kind, wanted: str) -> str:
    """The page asked for before logging in, when this person may open it; otherwise the person's home."""
    path = urlsplit(local(wanted)).path
    open_to = [start for start, kinds in GATES.items() if kind in kinds]
    mine = any(path == start or path.startswith(start + "/") for start in open_to)
    return wanted if mine else rules.home_of(kind)
