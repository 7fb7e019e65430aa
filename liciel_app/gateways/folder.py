"""Files that exist whole or not at all, for the twins that write what would have been sent."""

import contextlib
import hashlib
import os
import re
from pathlib import Path
from typing import Final
from uuid import uuid4

from liciel_app.gateways.errors import GatewayError

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9@._+-]+|^\.+")
_LONGEST: Final = 120


def write_whole(path: Path, content: bytes) -> None:
    """Writes beside, then renames: a reader or a crash never sees half a file. A full disk is worth another try."""
    beside = path.parent / f".{uuid4().hex}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise GatewayError(f"Le dossier d’envoi ne se laisse pas écrire : {error}", permanent=False) from error


def safe_name(text: str) -> str:
    """A file name for an identifier; two identifiers never share one, whatever they are made of."""
    clean = _UNSAFE.sub("_", text)[:_LONGEST]
    return clean if clean == text else f"{clean}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
