"""What is put in a page as it is sent: whole words of its reader's own, and nothing a name could add to it."""

from pathlib import Path

import pytest

from liciel_app.core.errors import NotFound
from liciel_app.ui import first_sight, serving, shelf


def test_a_client_named_like_a_script_stays_a_name(tmp_path: Path) -> None:
    (tmp_path / "card.html").write_text("<p>{{ _('Contact') }} : {{ name }}</p>")
    drawn = first_sight.drawn(tmp_path / "card.html", "en", name="<script>alert(1)</script>")
    assert drawn == "<p>Contact : &lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_a_page_that_was_not_built_is_not_found() -> None:
    with pytest.raises(NotFound):
        first_sight.sent("/nulle-part", "<p>rien</p>")


def test_the_place_is_in_the_built_page_and_filled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "espace.html").write_text(f"<main>{first_sight.MARK}</main>")
    monkeypatch.setattr(serving, "BUILT", tmp_path)
    answer = first_sight.sent("/espace", "<p>3 dossiers</p>")
    assert answer.body == b'<main><div class="lx-stack" data-of="/espace"><p>3 dossiers</p></div></main>'
    assert (answer.headers["cache-control"], answer.headers["vary"]) == ("private, no-cache", "Cookie")
    assert first_sight.MARK in shelf.page(tmp_path, "/espace")
