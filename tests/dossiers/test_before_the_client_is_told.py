"""What a client's and a stranger's open pages are sent before « Avertir le client »: no file, by any event."""

from typing import Any

import pytest

from liciel_app.billing.screens.dossier_state import DossierPage
from liciel_app.core.work import begin
from liciel_app.dossiers import services
from liciel_app.dossiers.models import Dossier, DossierFile
from liciel_app.mobile.screens.visit import FieldVisit
from liciel_app.portal.screens.dossier import SpaceDossier
from tests.client import Browser
from tests.dossiers.cases import a_planned_dossier, a_report
from tests.people import Cast

CLAIRE, STRANGER = "b.dupuy@courriel.example", "gerance@lespins.example"
PAGES: tuple[Any, ...] = (SpaceDossier, DossierPage, FieldVisit)


@pytest.fixture
def report(people: Cast) -> DossierFile:
    with begin(people.assistant) as work:
        return a_report(work, a_planned_dossier(work, people), "secret.pdf")


@pytest.mark.parametrize("email", [CLAIRE, STRANGER, ""])
@pytest.mark.parametrize("page", PAGES)
async def test_no_page_shows_the_report_before_claire_is_told(
    browser: Browser, report: DossierFile, email: str, page: Any
) -> None:
    tab = browser.tab(email, dossier_id=str(report.dossier_id))
    await tab.send(page.load)
    await tab.send(page.tick)
    for secret in ("secret.pdf", f"/fichiers/{report.id}"):
        assert secret not in tab.received


async def test_once_told_her_open_page_shows_it_and_a_stranger_s_does_not(
    browser: Browser, report: DossierFile, people: Cast
) -> None:
    claire, stranger = (browser.tab(email, dossier_id=str(report.dossier_id)) for email in (CLAIRE, STRANGER))
    for tab in (claire, stranger):
        await tab.send(SpaceDossier.load)
    with begin(people.assistant) as work:
        services.hand_over(work, report.dossier_id)
        services.notify_client(work, report.dossier_id)
        assert work.db.get_one(Dossier, report.dossier_id).notified_at is not None
    for tab in (claire, stranger):
        await tab.send(SpaceDossier.tick)
    assert f"/fichiers/{report.id}" in claire.received
    assert "secret.pdf" not in stranger.received
