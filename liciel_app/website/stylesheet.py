"""The site's style sheet, served beside its pages: they look right even before the browser part was built."""

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from starlette.responses import Response

from liciel_app.ui.door import PUBLIC, Visit, route

_FILE: Final = Path(__file__).resolve().parents[2] / "assets" / "site.css"


@lru_cache(maxsize=1)
def _sheet() -> tuple[bytes, bytes, str]:
    """Its bytes, the same compressed, and the mark of this version."""
    content = _FILE.read_bytes()
    return content, gzip.compress(content, 9, mtime=0), hashlib.sha256(content).hexdigest()[:12]


def address() -> str:
    """Another version has another address, so a browser may keep this one for ever."""
    return f"/site.css?v={_sheet()[2]}"


@route("/site.css", permission=PUBLIC)
async def stylesheet(visit: Visit) -> Response:
    content, small, version = _sheet()
    lasting = visit.request.query_params.get("v") == version
    headers = {
        "cache-control": "public, max-age=31536000, immutable" if lasting else "no-cache",
        "vary": "Accept-Encoding",
    }
    if "gzip" in visit.request.headers.get("accept-encoding", ""):
        return Response(small, media_type="text/css", headers=headers | {"content-encoding": "gzip"})
    return Response(content, media_type="text/css", headers=headers)


ROUTES = (stylesheet,)
