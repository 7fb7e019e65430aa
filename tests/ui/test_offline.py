"""What the phone's browser is given: expressions that can be read, and a service worker that keeps what it must."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import reflex as rx

from liciel_app.ui import drafts, leaving, offline, service_worker

NODE = Path(sys.executable).with_name("node")
MANIFEST = {
    "entry": {"module": "/assets/entry-1.js", "imports": ["/assets/react-1.js"], "css": []},
    "routes": {
        "root": {"id": "root", "path": "", "module": "/assets/root-1.js", "imports": [], "css": ["/assets/root-1.css"]},
        "a": {
            "id": "routes/[terrain]._index",
            "path": "terrain",
            "module": "/assets/day-1.js",
            "imports": ["/assets/x.js"],
        },
        "b": {"id": "routes/[bureau]._index", "path": "bureau", "module": "/assets/office-1.js", "imports": []},
    },
}


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A folder like the one a build leaves: the router's manifest, and Workbox's libraries."""
    assets = tmp_path / "build" / "client" / "assets"
    assets.mkdir(parents=True)
    (assets / "manifest-1.js").write_text(f"window.__reactRouterManifest={json.dumps(MANIFEST)};")
    (assets / "reflex-env-1.js").write_text("")
    for name in offline.LIBRARIES:
        library = tmp_path / "node_modules" / f"workbox-{name}" / "build"
        library.mkdir(parents=True)
        (library / f"workbox-{name}.prod.js").write_text(f"'{name}';\n//# sourceMappingURL=x.map")
    return tmp_path


def _read_by_node(code: str) -> str:
    told = subprocess.run([NODE, "--check", "-"], input=code, text=True, capture_output=True, check=False)
    return told.stderr


def test_every_expression_of_the_store_can_be_read_by_a_browser() -> None:
    assert _read_by_node("\n".join(drafts.code(leaving.GESTURES))) == ""


def test_the_office_s_way_out_asks_under_the_person_s_own_number() -> None:
    way_out = leaving.leaving_the_office(rx.Var("who", _var_type=str))
    body = "\n".join(map(str, way_out._get_all_hooks()))
    assert "localStorage.setItem('lx:who', who); lx.depart(e)" in body
    assert _read_by_node(f"const page = (who) => {{ {body} }}") == ""
    assert "lx.depart = " in "\n".join(map(str, way_out._get_all_custom_code()))


def test_the_worker_keeps_the_phone_s_chunks_and_no_other(web: Path) -> None:
    written = service_worker.generate(web)
    text = written.read_text()
    kept = set(re.findall(r'"url": "([^"]+)"', text))
    assert (written.name, _read_by_node(text)) == ("terrain-sw.js", "")
    assert kept == {
        *("/assets/entry-1.js", "/assets/react-1.js", "/assets/root-1.js", "/assets/root-1.css"),
        *("/assets/day-1.js", "/assets/x.js", "/assets/manifest-1.js", "/assets/reflex-env-1.js"),
    }
    assert "sourceMappingURL" not in text


def test_the_libraries_are_those_the_wrapper_installs() -> None:
    chosen = json.loads(service_worker.SETTINGS.read_text())
    assert tuple(chosen["libraries"]) == offline.LIBRARIES
    assert f"/{chosen['file']}" == offline.WORKER


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/terrain", True),
        ("/terrain/feuille", True),
        ("/terrain/visite/12", True),
        ("/terrain/envois", False),
        ("/bureau", False),
        ("/fichiers/3", False),
    ],
)
def test_only_the_phone_s_own_pages_are_kept_for_when_there_is_no_network(path: str, kept: bool) -> None:
    chosen = json.loads(service_worker.SETTINGS.read_text())
    assert any(re.search(rule["path"], path) for rule in chosen["rules"]) is kept
