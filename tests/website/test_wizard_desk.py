"""At the desk: known clients, people in their roles, what is missing before the visit."""

import pytest

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.directory import queries as directory
from liciel_app.directory import rules
from liciel_app.orders import queries, services
from liciel_app.website.screens.wizard_state import Wizard
from tests.client import Browser, Tab
from tests.conftest import rows
from tests.people import Cast
from tests.website import wizard_tabs as walk

NATHALIE, KARIM = "n.ferrand@atlantique-diag.example", "k.benali@atlantique-diag.example"
DUPUY = "b.dupuy@courriel.example"


@pytest.fixture
def desk(browser: Browser) -> Tab:
    walk.open_the_office()
    with begin(SYSTEM) as work:
        dupuy = directory.by_email(work, DUPUY)
        assert dupuy is not None
        dupuy.norm = rules.searched(dupuy)
        work.db.add(dupuy)
    return browser.tab(NATHALIE)


@pytest.mark.parametrize("said", ["B.Dupuy@courriel.example", "dupuy", "M. et Mme Du"])
async def test_a_known_client_is_proposed_by_mail_or_name(desk: Tab, said: str, people: Cast) -> None:
    await desk.send(Wizard.load)
    await desk.send(Wizard.propose, role="", text=said)
    assert [row.id for row in (await walk.seen(desk)).found] == [people.client_id]


async def test_a_known_client_is_proposed_by_telephone_however_it_is_written(people: Cast) -> None:
    with begin(SYSTEM) as work:
        dupuy = directory.by_email(work, DUPUY)
        assert dupuy is not None
        dupuy.phone = "06 12 34 56 78"
        work.db.add(dupuy)
    with begin(people.assistant) as work:
        for said in ("0612345678", "+33 6 12 34 56 78", "06.12.34.56.78"):
            assert [row.id for row in directory.alike(work, said)] == [people.client_id]
    for actor in (people.client, people.technician, people.visitor):
        with begin(actor) as work:
            assert directory.alike(work, DUPUY) == []


async def test_a_stranger_is_told_of_no_client(browser: Browser) -> None:
    walk.open_the_office()
    for tab in (browser.tab(), browser.tab(DUPUY), browser.tab(KARIM)):
        await tab.send(Wizard.load)
        await tab.send(Wizard.propose, role="", text="Les Pins")
        await tab.send(Wizard.choose_client, client_id=2)
        assert "Les Pins" not in tab.received


async def test_a_chosen_client_is_ordered_for_and_never_written_twice(desk: Tab, people: Cast) -> None:
    await walk.up_to_contact(desk)
    await desk.send(Wizard.propose, role="", text="dupuy")
    await desk.send(Wizard.choose_client, client_id=people.client_id)
    wizard = await walk.seen(desk)
    assert (wizard.typed["name"], wizard.client_name) == ("M. et Mme Dupuy", "M. et Mme Dupuy")
    with begin(SYSTEM) as work:
        before = rows(work, "client")
    await desk.send(Wizard.order_all, data={})
    with begin(SYSTEM) as work:
        assert queries.get(work, 1).client_id == people.client_id
        assert rows(work, "client") == before


async def test_people_in_their_roles_are_typed_once(desk: Tab) -> None:
    await walk.up_to_contact(desk)
    await desk.send(
        Wizard.order_all,
        data={
            **walk.PAUL,
            "owner_who": "orderer",
            "occupant_who": "owner",
            "notary_who": "other",
            "notary_name": "Maître Vidal",
            "notary_email": "vidal@notaires.example",
        },
    )
    with begin(SYSTEM) as work:
        named = [(row.role, row.name) for row in queries.people(work, 1)]
    assert named == [("owner", "Paul Garrigue"), ("occupant", "Paul Garrigue"), ("notary", "Maître Vidal")]


async def test_a_person_without_a_name_is_said_beside_the_field(desk: Tab) -> None:
    await walk.up_to_contact(desk)
    await desk.send(Wizard.order_all, data={**walk.PAUL, "notary_who": "other", "notary_email": "vidal@"})
    wizard = await walk.seen(desk)
    assert set(wizard.errors) == {"notary_name", "notary_email"}
    assert (wizard.placed.number, wizard.typed["notary_email"]) == ("", "vidal@")


async def test_what_is_missing_before_the_visit_is_listed_and_answered(desk: Tab, people: Cast) -> None:
    await walk.up_to_contact(desk)
    await desk.send(Wizard.order_all, data={**walk.PAUL, "keys": "Clés à l’agence Roul"})
    with begin(people.assistant) as work:
        told = {row.code: row.answer for row in queries.need_rows(work, 1)}
        assert told == {"keys": "Clés à l’agence Roul", "access_code": "", "syndic": "", "plans": ""}
        services.answer_need(work, 1, "access_code", "24B7, 3e étage")
        assert queries.missing_count(work, 1) == 2


async def test_a_house_has_no_syndic_and_land_needs_no_key(desk: Tab) -> None:
    await desk.send(Wizard.load)
    await walk.answer(desk, kind="maison", coowned="no")
    assert list((await walk.seen(desk)).offer.needed) == ["keys", "plans"]
    await walk.answer(desk, kind="terrain")
    assert list((await walk.seen(desk)).offer.needed) == []


@pytest.mark.parametrize("surface", ["-5", "NaN", "Infinity", "1e9", "0", "douze", "٦٨", "-0,5"])
async def test_an_absurd_surface_is_said_and_nothing_is_lost(desk: Tab, surface: str) -> None:
    await walk.up_to_contact(desk)
    await desk.send(Wizard.order_all, data={**walk.PAUL, "surface": surface})
    wizard = await walk.seen(desk)
    if surface != "٦٨":  # Arabic digits are digits: sixty-eight
        assert ("surface" in wizard.errors, wizard.answers["surface"], wizard.placed.number) == (True, surface, "")
    assert wizard.typed.get("name") in ("Paul Garrigue", None)
