"""One visit on the phone: what Karim reads, brings back and hands over, and what others are refused."""

import pytest

from liciel_app.core.access import SYSTEM, Actor
from liciel_app.core.work import begin
from liciel_app.dossiers import queries, services
from liciel_app.dossiers.models import Dossier, DossierFile, FileRole, Stage
from liciel_app.dossiers.queries.field_rows import FieldSheet
from liciel_app.mobile.screens.visit import FieldVisit
from tests.client import Browser, Tab
from tests.dossiers.cases import a_planned_dossier, a_report
from tests.mobile.colleague import a_colleague
from tests.people import Cast

KARIM, MARC = "k.benali@atlantique-diag.example", "m.delmas@atlantique-diag.example"
NATHALIE, CLAIRE = "n.ferrand@atlantique-diag.example", "b.dupuy@courriel.example"


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    with begin(people.assistant) as work:
        return a_planned_dossier(work, people)


@pytest.fixture
async def visit(browser: Browser, dossier: Dossier) -> Tab:
    """Karim's phone, on that visit."""
    tab = browser.tab(KARIM, dossier_id=str(dossier.id))
    await tab.send(FieldVisit.load)
    return tab


def bring(who: Actor, dossier: Dossier, name: str = "DPE.pdf", role: FileRole = FileRole.REPORT) -> DossierFile:
    with begin(who) as work:
        return a_report(work, dossier, name, role=role)


def stage(dossier: Dossier) -> Stage:
    with begin(SYSTEM, writing=False) as work:
        return queries.get(work, dossier.id or 0).stage


async def sheet(tab: Tab) -> FieldSheet:
    return (await tab.state(FieldVisit)).sheet


async def test_karim_reads_where_who_and_for_what_and_no_price(visit: Tab) -> None:
    shown = await sheet(visit)
    assert (shown.address, shown.contact) == ("17 avenue Roul, 33400 Talence", "Claire Dupuy")
    assert [mission.icon for mission in shown.missions] == ["DPE", "Pb", "Am"]
    assert "130,00" not in visit.received
    assert "361,80" not in visit.received


async def test_the_big_button_goes_through_the_stages_to_the_hand_over(visit: Tab) -> None:
    for to in ("on_the_way", "arrived", "started", "done"):
        await visit.send(FieldVisit.proceed, to=to)
        assert (await sheet(visit)).visit.state == to
    await visit.send(FieldVisit.proceed, to="hand_over")
    assert (await visit.state(FieldVisit)).asking


async def test_the_message_of_karim_s_last_step_takes_the_older_one_away(visit: Tab) -> None:
    await visit.send(FieldVisit.note, state="on_the_way")
    await visit.send(FieldVisit.note, state="arrived")
    assert "dismiss('visit-on_the_way')" in visit.toasts
    assert "visit-arrived" in visit.toasts


async def test_without_any_report_the_hand_over_is_refused(visit: Tab, dossier: Dossier) -> None:
    assert (await sheet(visit)).missing == ["Aucun rapport n’est déposé."]
    await visit.send(FieldVisit.hand_over)
    assert "Déposez au moins un rapport" in visit.toasts
    assert stage(dossier) is Stage.PLANNED


async def test_what_is_missing_is_said_first(visit: Tab, people: Cast, dossier: Dossier) -> None:
    bring(people.technician, dossier)
    await visit.send(FieldVisit.uploaded, ids=["1"])
    assert "Fichier reçu." in visit.toasts
    assert (await sheet(visit)).missing == [
        "Pas de rapport de ce type : Plomb, Amiante.",
        "Conclusion à écrire : DPE, Plomb, Amiante.",
    ]


async def test_karim_hands_over_and_the_office_goes_on(visit: Tab, people: Cast, dossier: Dossier) -> None:
    bring(people.technician, dossier)
    await visit.send(FieldVisit.ask_hand_over, shown=True)
    await visit.send(FieldVisit.hand_over)
    shown = await visit.state(FieldVisit)
    assert (shown.sheet.open, shown.asking, shown.sheet.visit.state) == (False, False, "done")
    assert stage(dossier) is Stage.ADMIN_TO_FINISH


async def test_the_type_his_file_s_name_announced_is_corrected(visit: Tab, people: Cast, dossier: Dossier) -> None:
    file = bring(people.technician, dossier, "scan0031.pdf")
    await visit.send(FieldVisit.correct_kind, file_id=file.id, kind="CREP")
    assert [(one.name, one.kind) for one in (await sheet(visit)).reports] == [("scan0031.pdf", "CREP")]
    assert (await sheet(visit)).missions[1].reported
    await visit.send(FieldVisit.correct_kind, file_id=file.id, kind="RECETTE")
    assert "n’existe pas" in visit.toasts


async def test_he_takes_back_what_he_brought_and_may_change_his_mind(
    visit: Tab, people: Cast, dossier: Dossier
) -> None:
    file = bring(people.technician, dossier)
    await visit.send(FieldVisit.take_back, file_id=file.id)
    assert (await sheet(visit)).reports == []
    assert "Annuler" in visit.toasts
    await visit.send(FieldVisit.put_back, file_id=file.id)
    assert [(one.name, one.mine) for one in (await sheet(visit)).reports] == [("DPE.pdf", True)]


async def test_he_takes_back_neither_the_office_s_file_nor_his_own_once_handed_over(
    visit: Tab, people: Cast, dossier: Dossier
) -> None:
    theirs, mine = bring(people.assistant, dossier, "ERP.pdf"), bring(people.technician, dossier)
    await visit.send(FieldVisit.take_back, file_id=theirs.id)
    await visit.send(FieldVisit.hand_over)
    await visit.send(FieldVisit.take_back, file_id=mine.id)
    assert visit.toasts.count("Seul le bureau peut retirer ce fichier.") == 2
    assert [(one.name, one.mine) for one in (await sheet(visit)).reports] == [("DPE.pdf", False), ("ERP.pdf", False)]


async def test_his_photos_stand_apart_from_the_client_s_plans(visit: Tab, people: Cast, dossier: Dossier) -> None:
    bring(people.technician, dossier, "compteur.jpg", FileRole.ATTACHMENT)
    bring(people.assistant, dossier, "plan.pdf", FileRole.ATTACHMENT)
    await visit.send(FieldVisit.tick)
    shown = await sheet(visit)
    assert ([one.name for one in shown.photos], [one.name for one in shown.attachments]) == (
        ["compteur.jpg"],
        ["plan.pdf"],
    )


async def test_marc_the_manager_opens_it_too(browser: Browser, dossier: Dossier) -> None:
    tab = browser.tab(MARC, dossier_id=str(dossier.id))
    await tab.send(FieldVisit.load)
    assert (await sheet(tab)).reference == dossier.reference


@pytest.mark.parametrize("asked", ["999", "abc", "-1", "99999999999999999999", ""])
async def test_a_visit_that_is_not_there_says_so(browser: Browser, people: Cast, asked: str) -> None:
    tab = browser.tab(KARIM, dossier_id=asked)
    await tab.send(FieldVisit.load)
    shown = await tab.state(FieldVisit)
    assert (shown.missing, shown.ready, shown.sheet.id) == (True, True, 0)


async def test_karim_finds_no_colleague_s_visit_by_event(browser: Browser, people: Cast, dossier: Dossier) -> None:
    with begin(people.manager) as work:
        sophie, kept = a_colleague(work), queries.get(work, dossier.id or 0)
        assert kept.visit_at is not None
        services.assign(work, dossier.id or 0, technician_id=sophie, starts_at=kept.visit_at, minutes=120)
    tab = browser.tab(KARIM, dossier_id=str(dossier.id))
    await tab.send(FieldVisit.load)
    await tab.send(FieldVisit.choose, version_id=1, choice="field")
    assert (await tab.state(FieldVisit)).missing
    assert "introuvable" in tab.toasts
    assert "avenue Roul" not in tab.received


GESTURES = (
    (FieldVisit.load, {}),
    (FieldVisit.tick, {}),
    (FieldVisit.note, {"state": "done"}),
    (FieldVisit.proceed, {"to": "done"}),
    (FieldVisit.uploaded, {"ids": ["1"]}),
    (FieldVisit.correct_kind, {"file_id": 1, "kind": "DPE"}),
    (FieldVisit.take_back, {"file_id": 1}),
    (FieldVisit.put_back, {"file_id": 1}),
    (FieldVisit.choose, {"version_id": 1, "choice": "field"}),
    (FieldVisit.ask_hand_over, {"shown": True}),
    (FieldVisit.hand_over, {}),
)


@pytest.mark.parametrize("email", ["", CLAIRE, NATHALIE])
async def test_a_stranger_a_client_and_the_assistant_are_refused(
    browser: Browser, dossier: Dossier, email: str
) -> None:
    tab = browser.tab(email, dossier_id=str(dossier.id))
    for gesture, payload in GESTURES:
        await tab.send(gesture, **payload)
    assert tab.toasts.count("pas le droit" if email else "Reconnectez-vous") == len(GESTURES)
    assert "avenue Roul" not in tab.received
    assert stage(dossier) is Stage.PLANNED
