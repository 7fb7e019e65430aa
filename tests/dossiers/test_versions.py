"""The office meets a conclusion written on site meanwhile: both texts are shown, and one is chosen."""

import pytest
from sqlmodel import select

from liciel_app.core.work import begin
from liciel_app.dossiers import services
from liciel_app.dossiers.models import Mission
from liciel_app.dossiers.screens.versions import Versions
from liciel_app.dossiers.services import crossing
from tests.client import Browser
from tests.conftest import MONDAY
from tests.dossiers.cases import a_planned_dossier
from tests.people import Cast

NATHALIE, CLAIRE = "n.ferrand@atlantique-diag.example", "b.dupuy@courriel.example"
ELODIE, KARIM = "e.roux@atlantique-diag.example", "k.benali@atlantique-diag.example"


@pytest.fixture
def crossed(people: Cast) -> int:
    """The dossier whose first conclusion two people wrote."""
    with begin(people.assistant) as work:
        dossier = a_planned_dossier(work, people)
        mission = work.db.exec(select(Mission.id).where(Mission.dossier_id == dossier.id)).first() or 0
        services.note_conclusion(work, mission, "Classe E.")
    with begin(people.technician) as work:
        crossing.conclude(work, mission, text="Classe D.", base="", typed_at=MONDAY)
    return dossier.id or 0


async def test_nathalie_sees_both_and_keeps_the_field_s(browser: Browser, people: Cast, crossed: int) -> None:
    tab = browser.tab(NATHALIE, dossier_id=str(crossed))
    await tab.send(Versions.load)
    (both,) = (await tab.state(Versions)).crossed
    assert (both.field, both.office, both.author) == ("Classe D.", "Classe E.", "Karim Benali")
    await tab.send(Versions.choose, version_id=both.id, choice="field")
    assert (await tab.state(Versions)).crossed == []
    with begin(people.assistant, writing=False) as work:
        assert work.db.exec(select(Mission.conclusion).where(Mission.dossier_id == crossed)).first() == "Classe D."


async def test_a_tick_shows_what_arrives_meanwhile(browser: Browser, people: Cast, crossed: int) -> None:
    tab = browser.tab(NATHALIE, dossier_id=str(crossed))
    await tab.send(Versions.load)
    with begin(people.assistant) as work:
        crossing.choose(work, 1, crossing.Choice.OFFICE)
    await tab.send(Versions.tick)
    assert (await tab.state(Versions)).crossed == []


@pytest.mark.parametrize("email", ["", CLAIRE, KARIM])
async def test_strangers_clients_and_technicians_are_refused_on_the_office_s_page(
    browser: Browser, crossed: int, email: str
) -> None:
    tab = browser.tab(email, dossier_id=str(crossed))
    for gesture, payload in (
        (Versions.load, {}),
        (Versions.tick, {}),
        (Versions.choose, {"version_id": 1, "choice": "field"}),
    ):
        await tab.send(gesture, **payload)
    assert "Classe" not in tab.received
    assert ("pas le droit" if email else "Reconnectez-vous") in tab.toasts


async def test_elodie_reads_them_and_does_not_choose(browser: Browser, crossed: int) -> None:
    tab = browser.tab(ELODIE, dossier_id=str(crossed))
    await tab.send(Versions.load)
    await tab.send(Versions.choose, version_id=1, choice="office")
    assert "pas le droit" in tab.toasts
    assert len((await tab.state(Versions)).crossed) == 1
