"""What somebody drew on a screen, stored under its hash."""

import base64
import binascii
import hashlib
from io import BytesIO
from typing import Final

from liciel_app.core.errors import Invalid
from liciel_app.gateways.stores import office_files

_PREFIX: Final = "data:image/png;base64,"
_PNG: Final = b"\x89PNG\r\n\x1a\n"


def keep(data_url: str, most: int) -> tuple[str, int]:
    """Hash and size of a signature. Raises Invalid for anything but a PNG of at most `most` bytes."""
    content = _content(data_url, most)
    sha256 = hashlib.sha256(content).hexdigest()
    office_files().put(BytesIO(content), sha256)
    return sha256, len(content)


def _content(data_url: str, most: int) -> bytes:
    unsigned = Invalid({"signature": "Signez dans le cadre."})
    if not data_url.startswith(_PREFIX) or len(data_url) > 2 * most:
        raise unsigned
    try:
        content = base64.b64decode(data_url[len(_PREFIX) :], validate=True)
    except binascii.Error as error:
        raise unsigned from error
    if not content.startswith(_PNG) or len(content) > most:
        raise unsigned
    return content
