"""The page of one dossier, as Claire its client sees it; nobody else does."""

import pytest

from liciel_app.core.work import begin
from liciel_app.dossiers import services
from liciel_app.dossiers.models import FileRole
from liciel_app.office.models import Office
from liciel_app.portal.screens.dossier import SpaceDossier
from tests.client import Browser, Tab
from tests.dossiers.cases import a_report
from tests.people import Cast
from tests.portal.spaces import a_planned, a_sent_dossier, block_unpaid_files, pay

CLAIRE, STRANGER = "b.dupuy@courriel.example", "gerance@lespins.example"
KARIM, NATHALIE = "k.benali@atlantique-diag.example", "n.ferrand@atlantique-diag.example"
STEPS = ["Commande", "Rendez-vous", "Visite", "Documents", "Règlement", "Téléchargement"]


async def opened(browser: Browser, email: str, dossier_id: object) -> Tab:
    tab = browser.tab(email, dossier_id=str(dossier_id))
    await tab.send(SpaceDossier.load)
    return tab


async def test_claire_sees_her_appointment_before_the_visit(browser: Browser, people: Cast) -> None:
    tab = await opened(browser, CLAIRE, a_planned(people).id)
    shown = (await tab.state(SpaceDossier)).dossier
    assert (shown.address, shown.stage, shown.published) == ("17 avenue Roul, 33400 Talence", "planned", False)
    assert (shown.visit.day, shown.visit.start, shown.visit.technician, shown.visit.past) == (
        "mardi 24 novembre 2026",
        "09\u00a0h\u00a000",
        "Karim Benali",
        False,
    )
    assert (shown.steps, shown.current_step) == (STEPS, 2)


async def test_the_operators_attestation_is_hers_once_it_can_be_sworn(browser: Browser, people: Cast) -> None:
    dossier = a_planned(people)
    tab = await opened(browser, CLAIRE, dossier.id)
    assert not (await tab.state(SpaceDossier)).dossier.visit.sworn
    with begin(people.manager) as work:
        work.db.get_one(Office, 1).insurance = "RC n° 4410"
    await tab.send(SpaceDossier.load)
    assert (await tab.state(SpaceDossier)).dossier.visit.sworn


async def test_reports_and_conclusions_wait_until_the_office_sends_them(browser: Browser, people: Cast) -> None:
    dossier = a_planned(people)
    with begin(people.technician) as work:
        a_report(work, dossier)
        services.note_conclusion(work, 1, "Classe G, à vérifier.")
        services.hand_over(work, dossier.id or 0)
    tab = await opened(browser, CLAIRE, dossier.id)
    shown = (await tab.state(SpaceDossier)).dossier
    assert (shown.stage, shown.documents) == ("admin_to_finish", [])
    assert "Classe G" not in tab.received


async def test_unpaid_documents_are_for_consultation_with_the_amount_to_pay(browser: Browser, people: Cast) -> None:
    tab = await opened(browser, CLAIRE, a_sent_dossier(people).id)
    shown = await tab.state(SpaceDossier)
    assert (shown.dossier.gate, [one.opening for one in shown.dossier.documents]) == ("marked", ["copy"])
    assert (shown.bill.number, shown.bill.due, shown.bill.settled) == ("FA-2026-0001", "361,80\u00a0€", False)
    assert shown.dossier.missions[0].conclusion == "Classe D."
    assert shown.dossier.current_step == STEPS.index("Règlement")


async def test_where_the_office_blocks_nothing_is_told_before_the_payment(browser: Browser, people: Cast) -> None:
    dossier = a_sent_dossier(people)
    block_unpaid_files(people)
    tab = await opened(browser, CLAIRE, dossier.id)
    shown = (await tab.state(SpaceDossier)).dossier
    assert (shown.gate, [one.opening for one in shown.documents]) == ("blocked", ["blocked"])
    assert "Classe D" not in tab.received


async def test_her_page_changes_by_itself_after_the_payment(browser: Browser, people: Cast) -> None:
    dossier = a_sent_dossier(people)
    tab = await opened(browser, CLAIRE, dossier.id)
    pay(people.assistant, dossier)
    await tab.send(SpaceDossier.tick)
    shown = await tab.state(SpaceDossier)
    assert (shown.dossier.gate, [one.opening for one in shown.dossier.documents]) == ("open", ["original"])
    assert (shown.bill.settled, shown.bill.status) == (True, "paid")


async def test_a_tick_without_change_sends_nothing(browser: Browser, people: Cast) -> None:
    tab = await opened(browser, CLAIRE, a_sent_dossier(people).id)
    before = tab.received
    await tab.send(SpaceDossier.tick)
    assert tab.received == before


async def test_what_she_took_is_marked_downloaded(browser: Browser, people: Cast) -> None:
    dossier = a_sent_dossier(people)
    pay(people.assistant, dossier)
    tab = await opened(browser, CLAIRE, dossier.id)
    file = (await tab.state(SpaceDossier)).dossier.documents[0]
    with begin(people.client) as work:
        services.record_download(work, file.id, original=True)
    await tab.send(SpaceDossier.tick)
    shown = (await tab.state(SpaceDossier)).dossier
    assert (shown.documents[0].taken, shown.current_step) == (True, len(STEPS))


async def test_the_technician_s_photos_and_the_office_s_words_stay_inside(browser: Browser, people: Cast) -> None:
    dossier = a_sent_dossier(people)
    with begin(people.technician) as work:
        a_report(work, dossier, "compteur.jpg", role=FileRole.ATTACHMENT)
    tab = await opened(browser, CLAIRE, dossier.id)
    assert "compteur.jpg" not in tab.received
    assert "admin" not in tab.received.lower()


@pytest.mark.parametrize("asked", ["999", "abc", "-1", "99999999999999999999", ""])
async def test_a_dossier_that_is_not_there_is_said_not_found(browser: Browser, people: Cast, asked: str) -> None:
    shown = await (await opened(browser, CLAIRE, asked)).state(SpaceDossier)
    assert (shown.missing, shown.ready, shown.dossier.id, shown.bill.id) == (True, True, 0, 0)


async def test_another_client_finds_nothing_of_hers(browser: Browser, people: Cast) -> None:
    dossier = a_sent_dossier(people)
    tab = await opened(browser, STRANGER, dossier.id)
    pay(people.assistant, dossier)
    await tab.send(SpaceDossier.tick)
    assert (await tab.state(SpaceDossier)).missing
    for secret in ("avenue Roul", dossier.reference, "FA-2026-0001", "361,80", "DPE.pdf"):
        assert secret not in tab.received


@pytest.mark.parametrize("email", ["", KARIM, NATHALIE])
async def test_only_clients_have_a_space(browser: Browser, people: Cast, email: str) -> None:
    dossier = a_sent_dossier(people)
    tab = await opened(browser, email, dossier.id)
    await tab.send(SpaceDossier.tick)
    assert tab.toasts.count("pas le droit" if email else "Reconnectez-vous") == 2
    assert "avenue Roul" not in tab.received
