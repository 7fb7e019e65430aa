"""The page of a dossier: Nathalie leads it from the order to the client, and nobody else does."""

import pytest

from liciel_app.billing.screens.dossier_state import DossierPage
from liciel_app.billing.screens.planning import Planning
from liciel_app.core import worker
from liciel_app.core.work import begin
from liciel_app.dossiers import queries
from liciel_app.dossiers.models import Dossier
from tests.client import Browser, Tab
from tests.dossiers.cases import a_dossier, a_planned_dossier, a_report
from tests.people import Cast

NATHALIE, ELODIE = "n.ferrand@atlantique-diag.example", "e.roux@atlantique-diag.example"
STRANGERS = ("k.benali@atlantique-diag.example", "b.dupuy@courriel.example", "")
TUESDAY = {"day": "2026-11-24", "start": "14:00", "minutes": "90"}


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    with begin(people.assistant) as work:
        return a_dossier(work, people.client_id)


@pytest.fixture
def visited(people: Cast) -> Dossier:
    """Karim came back with a report."""
    with begin(people.assistant) as work:
        planned = a_planned_dossier(work, people)
        a_report(work, planned)
        return planned


async def _open(browser: Browser, dossier: Dossier, email: str = NATHALIE, **address: str) -> Tab:
    tab = browser.tab(email, dossier_id=str(dossier.id), **address)
    await tab.send(DossierPage.load)
    return tab


async def _action(tab: Tab) -> str:
    sheet = (await tab.state(DossierPage)).sheet
    return sheet.action if sheet else "none"


async def test_nathalie_opens_a_dossier_and_sees_what_it_waits_for(browser: Browser, dossier: Dossier) -> None:
    tab = await _open(browser, dossier, onglet="fichiers")
    shown = await tab.state(DossierPage)
    assert shown.sheet is not None
    assert (shown.sheet.reference, shown.sheet.action, shown.tab) == (dossier.reference, "plan", "fichiers")
    assert [row.action for row in shown.happened] == ["dossier.opened"]


@pytest.mark.parametrize("asked", ["999", "abc", "-1", "9" * 40, ""])
async def test_an_address_that_is_no_dossier_shows_nothing(browser: Browser, people: Cast, asked: str) -> None:
    tab = browser.tab(NATHALIE, dossier_id=asked)
    await tab.send(DossierPage.load)
    shown = await tab.state(DossierPage)
    assert (shown.sheet, shown.missing) == (None, True)


async def test_she_is_proposed_karim_and_books_him(browser: Browser, people: Cast, dossier: Dossier) -> None:
    tab = await _open(browser, dossier)
    await tab.send(Planning.propose, dossier_id=dossier.id)
    proposed = (await tab.state(Planning)).proposal
    assert proposed.technicians == [(str(people.technician.account_id), "Karim Benali")]
    assert (proposed.day, proposed.minutes, proposed.moving) == ("2026-11-24", "120", False)
    await tab.send(Planning.book, values=TUESDAY | {"technician_id": proposed.technician})
    assert "Rendez-vous fixé" in tab.toasts
    assert await _action(tab) == "reports"


async def test_a_taken_time_is_said_in_the_dialog_which_stays_open(
    browser: Browser, people: Cast, dossier: Dossier, visited: Dossier
) -> None:
    tab = await _open(browser, dossier)
    karim = str(people.technician.account_id)
    await tab.send(Planning.propose, dossier_id=dossier.id)
    await tab.send(Planning.ask_technician, technician=karim)
    await tab.send(Planning.ask_day, day="2026-11-24")
    assert (await tab.state(Planning)).proposal.technician == karim
    await tab.send(Planning.book, values=TUESDAY | {"technician_id": karim, "start": "10:00"})
    planning = await tab.state(Planning)
    assert [visit.start for visit in planning.proposal.taken] == ["09\u00a0h\u00a000"]
    assert "Karim Benali a déjà" in planning.refusal
    assert planning.shown


@pytest.mark.parametrize(("wrong", "field"), [({"day": ""}, "starts_at"), ({"technician_id": "x"}, "technician_id")])
async def test_what_is_missing_is_said_beside_its_field(
    browser: Browser, dossier: Dossier, wrong: dict[str, str], field: str
) -> None:
    tab = await _open(browser, dossier)
    await tab.send(Planning.propose, dossier_id=dossier.id)
    await tab.send(Planning.book, values=TUESDAY | {"technician_id": "1"} | wrong)
    assert field in (await tab.state(Planning)).errors


async def test_from_the_visit_to_the_client_in_four_gestures(browser: Browser, visited: Dossier) -> None:
    tab = await _open(browser, visited)
    await tab.send(DossierPage.act, gesture="hand_over")
    await tab.send(DossierPage.act, gesture="ddt")
    assert await _action(tab) == "ddt_waiting"
    worker.keep_all_due()
    await tab.send(DossierPage.tick)
    assert await _action(tab) == "invoice"
    await tab.send(DossierPage.issue)
    assert "FA-2026-0001" in tab.toasts
    await tab.send(DossierPage.act, gesture="notify")
    shown = await tab.state(DossierPage)
    assert shown.sheet is not None
    assert shown.invoice is not None
    assert (shown.sheet.stage, shown.sheet.action, shown.invoice.due) == ("finished", "collect", "361,80\u00a0€")


async def test_her_open_page_follows_what_karim_does(browser: Browser, people: Cast, visited: Dossier) -> None:
    tab = await _open(browser, visited)
    with begin(people.technician) as work:
        a_report(work, visited, "CREP.pdf")
    await tab.send(DossierPage.tick)
    sheet = (await tab.state(DossierPage)).sheet
    assert sheet is not None
    assert {file.name for file in sheet.files} == {"DPE.pdf", "CREP.pdf"}


async def test_she_cancels_the_visit(browser: Browser, visited: Dossier) -> None:
    tab = await _open(browser, visited)
    await tab.send(DossierPage.ask_cancel, shown=True)
    await tab.send(DossierPage.act, gesture="cancel_visit")
    assert await _action(tab) == "plan"
    assert not (await tab.state(DossierPage)).cancelling


async def test_conclusions_are_kept_and_a_wrong_date_keeps_nothing(browser: Browser, dossier: Dossier) -> None:
    tab = await _open(browser, dossier)
    sheet = (await tab.state(DossierPage)).sheet
    assert sheet is not None
    first = sheet.missions[0].id
    typed = {f"conclusion-{first}": "Classe D", f"until-{first}": "2036-11-22"}
    await tab.send(DossierPage.conclude, values=typed | {f"until-{first}": "2036-13-41"})
    assert list((await tab.state(DossierPage)).errors) == [f"until-{first}"]
    await tab.send(DossierPage.conclude, values=typed)
    sheet = (await tab.state(DossierPage)).sheet
    assert sheet is not None
    assert (sheet.missions[0].conclusion, sheet.missions[0].valid_until) == ("Classe D", "22/11/2036")


async def test_a_file_is_retyped_taken_out_and_put_back(browser: Browser, visited: Dossier, people: Cast) -> None:
    tab = await _open(browser, visited)
    sheet = (await tab.state(DossierPage)).sheet
    assert sheet is not None
    number = sheet.files[0].id
    await tab.send(DossierPage.correct_kind, file_id=number, kind="GAZ")
    await tab.send(DossierPage.take_back, file_id=number)
    assert "Fichier retiré" in tab.toasts
    await tab.send(DossierPage.put_back, file_id=number)
    await tab.send(DossierPage.uploaded, ids=["1", "2"])
    assert "2 fichiers reçus" in tab.toasts
    with begin(people.assistant, writing=False) as work:
        assert [(file.kind, file.current) for file in queries.files(work, visited.id or 0)] == [("GAZ", True)]


async def test_she_reads_who_took_a_file(browser: Browser, visited: Dossier) -> None:
    tab = await _open(browser, visited)
    sheet = (await tab.state(DossierPage)).sheet
    assert sheet is not None
    await tab.send(DossierPage.show_readers, file_id=sheet.files[0].id, name="DPE.pdf")
    shown = await tab.state(DossierPage)
    assert (shown.readers, shown.readers_of, shown.reading) == ([], "DPE.pdf", True)
    await tab.send(DossierPage.close_readers, shown=False)
    assert not (await tab.state(DossierPage)).reading


async def test_she_adds_a_notary_and_takes_him_back(browser: Browser, dossier: Dossier) -> None:
    tab = await _open(browser, dossier)
    typed = {"role": "notary", "name": "Maître Castagnet", "email": "etude@castagnet.example"}
    await tab.send(DossierPage.add_recipient, values=typed | {"email": "nowhere"})
    assert list((await tab.state(DossierPage)).errors) == ["email"]
    await tab.send(DossierPage.add_recipient, values=typed)
    shown = await tab.state(DossierPage)
    assert ([one.name for one in shown.recipients], shown.errors) == (["Maître Castagnet"], {})
    number = shown.recipients[0].id
    await tab.send(DossierPage.remove_recipient, recipient_id=number)
    assert ("Destinataire retiré" in tab.toasts, (await tab.state(DossierPage)).recipients) == (True, [])
    await tab.send(DossierPage.put_back_recipient, recipient_id=number)
    assert len((await tab.state(DossierPage)).recipients) == 1


async def test_her_note_is_signed_and_marc_reads_it(browser: Browser, dossier: Dossier) -> None:
    tab, his = await _open(browser, dossier), await _open(browser, dossier, "m.delmas@atlantique-diag.example")
    await tab.send(DossierPage.write_note, values={"text": "Clés chez la gardienne"})
    await his.send(DossierPage.tick)
    (note,) = (await his.state(DossierPage)).notes
    assert (note.text, note.author) == ("Clés chez la gardienne", "Nathalie Ferrand")
    await his.send(DossierPage.remove_note, note_id=note.id)
    assert (await his.state(DossierPage)).notes == []
    await his.send(DossierPage.put_back_note, note_id=note.id)
    assert len((await his.state(DossierPage)).notes) == 1


async def test_the_details_are_put_away_and_brought_back(browser: Browser, dossier: Dossier) -> None:
    tab = await _open(browser, dossier)
    for shown, kept in ((False, "non"), (True, "oui")):
        await tab.send(DossierPage.show_details, shown=shown)
        assert (await tab.state(DossierPage)).details == kept


GESTURES = [
    (DossierPage.load, {}),
    (DossierPage.tick, {}),
    (DossierPage.act, {"gesture": "notify"}),
    (DossierPage.ask_cancel, {"shown": True}),
    (DossierPage.issue, {}),
    (DossierPage.conclude, {"values": {}}),
    (DossierPage.uploaded, {"ids": ["1"]}),
    (DossierPage.correct_kind, {"file_id": 1, "kind": "DPE"}),
    (DossierPage.take_back, {"file_id": 1}),
    (DossierPage.put_back, {"file_id": 1}),
    (DossierPage.show_readers, {"file_id": 1, "name": "DPE.pdf"}),
    (DossierPage.close_readers, {"shown": True}),
    (DossierPage.show_details, {"shown": False}),
    (DossierPage.add_recipient, {"values": {"role": "notary", "name": "X", "email": "x@y.example"}}),
    (DossierPage.remove_recipient, {"recipient_id": 1}),
    (DossierPage.put_back_recipient, {"recipient_id": 1}),
    (DossierPage.write_note, {"values": {"text": "x"}}),
    (DossierPage.remove_note, {"note_id": 1}),
    (DossierPage.put_back_note, {"note_id": 1}),
    (Planning.propose, {"dossier_id": 1}),
    (Planning.show, {"shown": True}),
    (Planning.ask_day, {"day": "2026-11-24"}),
    (Planning.ask_technician, {"technician": "1"}),
    (Planning.book, {"values": {}}),
]


@pytest.mark.parametrize("email", STRANGERS)
async def test_strangers_see_and_do_nothing(browser: Browser, visited: Dossier, email: str) -> None:
    tab = browser.tab(email, dossier_id=str(visited.id))
    for gesture, payload in GESTURES:
        await tab.send(gesture, **payload)
    assert visited.reference not in tab.received
    shown = await tab.state(DossierPage)
    assert (shown.sheet, shown.happened, shown.cancelling, shown.reading) == (None, [], False, False)


async def test_elodie_reads_and_changes_nothing(browser: Browser, visited: Dossier, people: Cast) -> None:
    tab = await _open(browser, visited, ELODIE)
    assert await _action(tab) == "hand_over"
    for gesture, payload in GESTURES[2:10]:
        await tab.send(gesture, **payload)
    with begin(people.assistant, writing=False) as work:
        assert queries.get(work, visited.id or 0).stage == "planned"
        assert [file.current for file in queries.files(work, visited.id or 0)] == [True]
