"""The phone's service worker, generated from `service_worker.json` into the build: Workbox's own code, then its rules.

What the phone's pages are made of is kept when the worker is installed (the build knows their chunks); the pages
themselves, the day's sheet among them, are asked of the network first and kept for when there is none.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

SETTINGS: Final = Path(__file__).with_suffix(".json")
_ONE_NAME: Final = "{cacheKeyWillBeUsed: async ({request}) => request.url.replace(new RegExp('[/]$'), '')}, "
"""The same page with and without its final slash."""
_MANIFEST: Final = re.compile(r"\{.*\}", re.DOTALL)


def generate(web: Path) -> Path:
    """Write the worker beside the built pages; `web` is the folder the browser part was built in."""
    chosen: dict[str, Any] = json.loads(SETTINGS.read_text())
    client = web / "build" / "client"
    libraries = [_library(web, name) for name in chosen["libraries"]]
    written = client / chosen["file"]
    written.write_text("\n".join([*libraries, *_lines(chosen, sorted(_chunks(client, chosen["routes"])))]) + "\n")
    return written


def _library(web: Path, name: str) -> str:
    path = web / "node_modules" / f"workbox-{name}" / "build" / f"workbox-{name}.prod.js"
    return re.sub(r"^//# sourceMappingURL=.*$", "", path.read_text(), flags=re.MULTILINE).strip()


def _lines(chosen: Mapping[str, Any], chunks: list[str]) -> Iterator[str]:
    yield "self.skipWaiting(); workbox.core.clientsClaim()"
    kept = [{"url": chunk, "revision": None} for chunk in chunks]
    yield f"workbox.precaching.precacheAndRoute({json.dumps(kept)}); workbox.precaching.cleanupOutdatedCaches()"
    for rule in chosen["rules"]:
        yield _rule(rule)


def _rule(rule: Mapping[str, Any]) -> str:
    """Only whole answers of ours are kept: a page that sends elsewhere (to the login) never takes another's place."""
    expires = {"maxEntries": rule["entries"], "maxAgeSeconds": rule["hours"] * 3600}
    options = [f"cacheName: {json.dumps(rule['cache'])}"]
    named = ""
    if "patience" in rule:
        options.append(f"networkTimeoutSeconds: {int(rule['patience'])}")
        named = _ONE_NAME
    plugins = (
        f"{named}new workbox.cacheableResponse.CacheableResponsePlugin({{statuses: [200]}}),"
        f" new workbox.expiration.ExpirationPlugin({json.dumps(expires)})"
    )
    match = (
        f"({{url}}) => url.origin === self.location.origin && new RegExp({json.dumps(rule['path'])}).test(url.pathname)"
    )
    strategy = f"new workbox.strategies.{rule['strategy']}({{{', '.join(options)}, plugins: [{plugins}]}})"
    return f"workbox.routing.registerRoute({match}, {strategy})"


def _chunks(client: Path, start: str) -> set[str]:
    """Every built file that the pages under `start` need, as the router's manifest of this build lists them."""
    (manifest,) = (client / "assets").glob("manifest-*.js")
    found = _MANIFEST.search(manifest.read_text())
    listed: dict[str, Any] = json.loads(found.group()) if found else {}
    pages = [
        route
        for route in listed["routes"].values()
        if route["id"] == "root" or str(route.get("path")).startswith(start)
    ]
    needed = {
        f"/assets/{manifest.name}",
        *(f"/assets/{one.name}" for one in (client / "assets").glob("reflex-env-*.js")),
    }
    for part in (listed["entry"], *pages):
        needed |= {part["module"], *part.get("imports", []), *part.get("css", [])}
    return needed
