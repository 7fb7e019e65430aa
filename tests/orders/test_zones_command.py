"""`liciel obligations` and `liciel zones` in the hands of the office's operator."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from liciel_app.cli import app
from liciel_app.core import config

CASES = Path(__file__).with_name("diagnostics.jsonl").read_text("utf-8")


def liciel(*words: str, stdin: str = "") -> Result:
    return CliRunner().invoke(app, list(words), input=stdin)


@pytest.fixture
def radon(office: Path) -> Path:
    file = office / "radon_2024-05-01.csv"
    file.write_text("insee_com;classe_potentiel\n33063;1\n87085;3\n", "utf-8")
    return file


def test_the_operator_pipes_a_file_of_cases() -> None:
    answered = liciel("obligations", stdin="\ufeff" + CASES)
    found = [json.loads(line) for line in answered.stdout.splitlines()]
    assert answered.exit_code == 0
    assert [set(line) for line in found] == [{"id", "missions", "documents", "kept"}] * 15
    assert found[2] == {"id": "P03", "missions": ["DPE", "ERP"], "documents": [], "kept": []}


def test_a_wrong_line_is_told_the_others_answered_and_the_command_fails() -> None:
    answered = liciel("obligations", "--detail", stdin='{"id": 1, "in": {"m2": NaN}}\n' + CASES)
    first, second = (json.loads(line) for line in answered.stdout.splitlines()[:2])
    assert answered.exit_code == 1
    assert first == {"id": 1, "error": "Ligne 1 : « m2 » : Ce nombre est impossible."}
    assert all(line["source"] for line in second["lines"])


def test_an_official_file_is_imported_once_listed_and_shown(radon: Path) -> None:
    first = liciel("zones", "import", str(radon), "--kind", "radon", "--source", "ASNR")
    again = liciel("zones", "import", str(radon), "--kind", "radon", "--source", "ASNR")
    assert first.stdout == "2 communes dans ce fichier ; ajoutées : 2, changées : 0, retirées : 0.\n"
    assert again.stdout == "Rien à changer : ce fichier (2 communes) est déjà connu.\n"
    assert liciel("zones", "list").stdout == "radon : radon_2024-05-01.csv du 01/05/2024, 2 communes – ASNR\n"
    shown = liciel("zones", "show", "87085").stdout
    assert "zone radon de niveau 3 ? oui" in shown
    assert "arrêté préfectoral termites vise-t-il le lieu ? inconnu" in shown
    assert "  radon 3, totale – ASNR, 01/05/2024" in shown


def test_a_wrong_cell_is_named_on_the_screen_and_nothing_stays(office: Path) -> None:
    file = office / "radon.csv"
    file.write_text("insee_com;classe_potentiel\n33063;1\n33522;haut\n", "utf-8")
    refused = liciel("zones", "import", str(file), "--kind", "radon")
    assert refused.exit_code == 1
    assert "Ligne 3, colonne « classe_potentiel » : « haut » n’est pas un niveau connu (1, 2, 3)." in refused.output
    assert liciel("zones", "list").stdout == "Aucun zonage importé.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--kind", "lune"), "« lune » n’est pas un zonage connu"),
        (("--kind", "radon", "--covers", "33,XX"), "« XX » n’est pas un département"),
        (("--kind", "radon", "--date", "2026-02-30"), "Cette date est impossible"),
        (("--kind", "radon", "--date", "hier"), "Cette date est impossible"),
    ],
)
def test_a_wrong_command_says_what_is_wrong(radon: Path, words: tuple[str, ...], sentence: str) -> None:
    refused = liciel("zones", "import", str(radon), *words)
    assert refused.exit_code == 1
    assert sentence in refused.output


def test_an_absent_file_is_said_absent(office: Path) -> None:
    assert "est introuvable" in liciel("zones", "import", str(office / "x.csv"), "--kind", "radon").output


class _Georisques(BaseHTTPRequestHandler):
    """Knows the radon of every commune, and nothing else."""

    def do_GET(self) -> None:
        knows = self.path.startswith("/radon")
        body = json.dumps({"data": [{"classe_potentiel": "3"}]}).encode()
        self.send_response(200 if knows else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name of the standard library
        pass


@pytest.fixture
def georisques(office: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A service on loopback; the office set its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Georisques)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("LICIEL_GEORISQUES_URL", address)
    config.settings.cache_clear()
    yield address
    server.shutdown()
    server.server_close()


def test_a_commune_is_looked_up_where_the_office_set_the_address(georisques: str) -> None:
    shown = liciel("zones", "show", "33063").stdout
    assert "zone radon de niveau 3 ? oui" in shown
    assert "zone de risques naturels, miniers, technologiques ou sismiques ? inconnu" in shown
    assert "  radon 3, totale – Géorisques, 23/11/2026" in shown
