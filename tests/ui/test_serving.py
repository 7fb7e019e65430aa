"""How a server starts: what it does not import, and what runs beside it."""

import os
import sys
import time
from pathlib import Path

import pytest

from liciel_app.core import lean
from liciel_app.core.config import settings
from liciel_app.ui import serving


def test_a_hidden_library_is_absent_meanwhile_and_back_afterwards() -> None:
    before = sys.modules.pop("tornado", None)
    try:
        with lean.hidden("tornado"):
            assert sys.modules["tornado"] is None
        assert "tornado" not in sys.modules
    finally:
        if before is not None:
            sys.modules["tornado"] = before


def test_a_library_already_imported_stays() -> None:
    with lean.hidden("os"):
        assert sys.modules["os"] is os
    assert sys.modules["os"] is os


def test_what_runs_beside_the_server_has_a_process_of_its_own_and_ends_with_it(tmp_path: Path) -> None:
    told = tmp_path / "pid"

    def beside() -> None:
        told.write_text(str(os.getpid()))
        time.sleep(60)

    serving.multiprocessing.set_start_method("fork", force=True)
    with serving._forked(beside):
        while not told.exists() or not told.read_text():
            time.sleep(0.01)
        number = int(told.read_text())
        assert number != os.getpid()
    assert not Path(f"/proc/{number}").exists()


def test_without_a_built_browser_part_the_server_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="liciel build"):
        serving.refuse_unbuilt(tmp_path / "client")


@pytest.mark.parametrize(("mode", "said"), [("demo", b"aside.lx-demo { display: block }"), ("test", b"")])
def test_only_the_demo_shows_that_its_data_are_fictitious(
    mode: str, said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LICIEL_MODE", mode)
    settings.cache_clear()
    sheet = serving.made_here({"type": "http", "method": "GET", "path": "/mode.css", "headers": []})
    assert sheet is not None
    assert (sheet.media_type, sheet.body) == ("text/css", said)
