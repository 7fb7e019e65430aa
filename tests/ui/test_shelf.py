"""A browser asks for what was built: it gets the smallest form it takes, once."""

from pathlib import Path

import httpx
import pytest
from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

from liciel_app.ui import shelf


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "assets"
    folder.mkdir()
    for name, text in {
        "root-1.js": "plain",
        "root-1.js.gz": "zipped",
        "root-1.js.br": "tiny",
        "look-2.css": "css",
    }.items():
        (folder / name).write_text(text)
    (tmp_path / "bureau" / "dossiers").mkdir(parents=True)
    (tmp_path / "bureau" / "dossiers.html").write_text("<main>Dossiers</main>")
    (tmp_path / "bureau" / "dossiers" / "index.html").write_text("<main>Dossiers</main>")
    (tmp_path / "404.html").write_text("vide")
    (tmp_path / "secret.txt").write_text("hors du dossier")
    return tmp_path


def asked(built: Path, path: str, method: str = "GET", **headers: str) -> Response | None:
    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: Scope = {"type": "http", "method": method, "path": path, "headers": told}
    return shelf.found(scope, built)


@pytest.mark.parametrize(
    ("taken", "body", "form"),
    [
        ("gzip, deflate, br", b"tiny", "br"),
        ("gzip", b"zipped", "gzip"),
        ("identity", b"plain", None),
        ("br;q=0", b"plain", None),
    ],
)
def test_a_script_comes_in_the_smallest_form_the_browser_takes(
    built: Path, taken: str, body: bytes, form: str | None
) -> None:
    got = asked(built, "/assets/root-1.js", accept_encoding=taken)
    assert got is not None
    assert (got.body, got.headers.get("content-encoding"), got.headers["vary"]) == (body, form, "Accept-Encoding")
    assert got.headers["content-type"].startswith("text/javascript")


def test_a_style_without_compressed_form_comes_plain(built: Path) -> None:
    got = asked(built, "/assets/look-2.css", accept_encoding="gzip, br")
    assert got is not None
    assert (got.body, got.media_type) == (b"css", "text/css")


def test_who_has_it_already_is_told_so(built: Path) -> None:
    first = asked(built, "/assets/root-1.js", accept_encoding="br")
    assert first is not None
    again = asked(built, "/assets/root-1.js", accept_encoding="br", if_none_match=first.headers["etag"])
    assert again is not None
    assert (again.status_code, again.body) == (304, b"")
    other_form = asked(built, "/assets/root-1.js", accept_encoding="gzip", if_none_match=first.headers["etag"])
    assert other_form is not None
    assert other_form.status_code == 200


@pytest.mark.parametrize(
    "path", ["/assets/../secret.txt", "/assets/", "/assets/none.js", "/bureau", "/assets//etc/passwd"]
)
def test_nothing_else_of_the_disk_is_reached(built: Path, path: str) -> None:
    assert asked(built, path) is None


def test_a_file_is_only_read(built: Path) -> None:
    assert asked(built, "/assets/root-1.js", method="POST") is None
    assert asked(built, "/assets/root-1.js", method="HEAD") is not None


async def visited(built: Path, address: str) -> httpx.Response:
    app = shelf.Pages(PlainTextResponse("le reste"), built)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost:3000") as reader:
        return await reader.get(address)


async def test_nathalie_opens_a_page_by_its_own_name(built: Path) -> None:
    assert (await visited(built, "/bureau/dossiers?etape=planned")).text == "<main>Dossiers</main>"


async def test_an_old_address_with_a_slash_leads_to_the_same_page(built: Path) -> None:
    answer = await visited(built, "/bureau/dossiers/?q=a%26b")
    assert (answer.status_code, answer.headers["location"]) == (307, "/bureau/dossiers?q=a%26b")


@pytest.mark.parametrize("address", ["/", "/404", "/bureau/dossiers/index", "/bureau/dossiers/12", "//evil.example/"])
async def test_what_is_no_page_is_left_to_the_rest(built: Path, address: str) -> None:
    assert (await visited(built, address)).text == "le reste"
