"""Karim opens his day: where to be and whom to call are in the page as it comes."""

from datetime import timedelta
from pathlib import Path

import pytest

from liciel_app.core.access import Actor
from liciel_app.core.work import begin
from liciel_app.mobile import first
from liciel_app.ui import first_sight, serving
from tests.conftest import MONDAY
from tests.dossiers.cases import a_planned_dossier
from tests.mobile.conftest import Phone
from tests.people import Cast

KARIM, CLAIRE = "k.benali@atlantique-diag.example", "b.dupuy@courriel.example"


@pytest.fixture
def dossier(people: Cast) -> int:
    with begin(people.assistant) as work:
        return a_planned_dossier(work, people, MONDAY + timedelta(hours=2)).id or 0


def sight(who: Actor) -> str:
    with begin(who, writing=False) as work:
        return first.sight(work, "fr")


def test_karim_knows_where_to_be_and_whom_to_call(people: Cast, dossier: int) -> None:
    seen = sight(people.technician)
    assert "10\u00a0h\u00a000" in seen
    assert "17 avenue Roul" in seen
    assert 'href="tel:0612345678"' in seen
    assert f'href="/terrain/visite/{dossier}"' in seen


def test_what_he_keeps_says_of_which_day_it_is(people: Cast, dossier: int) -> None:
    seen = sight(people.technician)
    assert seen.index("lundi 23 novembre 2026") < seen.index("10\u00a0h\u00a000"), (
        "before any hour: it may be yesterday's"
    )


def test_an_empty_day_says_so(people: Cast) -> None:
    assert "Pas de rendez-vous aujourd’hui." in sight(people.technician)


def test_marc_chooses_whose_day_he_looks_at_first(people: Cast, dossier: int) -> None:
    assert sight(people.manager) == ""


@pytest.mark.parametrize(("email", "status"), [("", 303), (CLAIRE, 403)])
async def test_others_are_refused(phone_of: Phone, dossier: int, email: str, status: int) -> None:
    answer = await phone_of(email).get("/terrain")
    assert answer.status_code == status
    assert "Roul" not in answer.text


async def test_the_page_comes_with_it(phone_of: Phone, dossier: int, built_page: None) -> None:
    answer = await phone_of(KARIM).get("/terrain")
    assert answer.text.startswith("<main>")
    assert "17 avenue Roul" in answer.text
    assert answer.headers["cache-control"] == "private, no-cache"


@pytest.fixture
def built_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "terrain.html").write_text(f"<main>{first_sight.MARK}</main>")
    monkeypatch.setattr(serving, "BUILT", tmp_path)
