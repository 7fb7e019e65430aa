"""What Karim typed without network: received once, whatever the phone does, and never lost."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import select

from liciel_app.agenda import queries as agenda
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.models_time import Leave
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import NotFound
from liciel_app.core.work import begin
from liciel_app.dossiers import queries, services
from liciel_app.dossiers.models import Dossier, FileRole, Mission
from liciel_app.dossiers.models_field import Choice, PhotoFact
from liciel_app.dossiers.queries import people as people_queries
from liciel_app.dossiers.queries.crossed import field_notes, versions
from liciel_app.dossiers.services import crossing, sending
from liciel_app.dossiers.services.sending import Sent
from tests.conftest import MONDAY, rows
from tests.dossiers.cases import a_planned_dossier, a_report
from tests.mobile.colleague import a_colleague
from tests.mobile.conftest import Phone
from tests.people import Cast

KARIM, MARC = "k.benali@atlantique-diag.example", "m.delmas@atlantique-diag.example"
NATHALIE, CLAIRE = "n.ferrand@atlantique-diag.example", "b.dupuy@courriel.example"


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    with begin(people.assistant) as work:
        return a_planned_dossier(work, people)


@pytest.fixture
def mission(dossier: Dossier) -> int:
    with begin(SYSTEM, writing=False) as work:
        return work.db.exec(select(Mission.id).where(Mission.dossier_id == dossier.id)).first() or 0


def typed(kind: str, about: int = 0, **values: str) -> dict[str, Any]:
    at = (MONDAY - timedelta(minutes=9)).isoformat()
    return {"id": uuid.uuid4().hex, "kind": kind, "about": about, "typed_at": at, "values": values}


def note(dossier: Dossier, text: str = "Compteur dans la cave.") -> dict[str, Any]:
    return typed("note", dossier.id or 0, text=text)


async def send(browser: httpx.AsyncClient, item: Any) -> httpx.Response:
    return await browser.post("/terrain/envois", json=item)


async def test_a_note_sent_three_times_is_one_note(phone_of: Phone, people: Cast, dossier: Dossier) -> None:
    phone, item = phone_of(KARIM), note(dossier)
    answers = [(await send(phone, item)).json() for _ in range(3)]
    assert answers == [{"id": item["id"], "outcome": "done", "sentence": "C’est envoyé."}] * 3
    with begin(people.technician, writing=False) as work:
        assert [(one.text, one.author) for one in field_notes(work, dossier.id or 0)] == [
            ("Compteur dans la cave.", "Karim Benali")
        ]
        assert rows(work, "sending") == 1
    with begin(people.manager, writing=False) as work:
        assert [one.author for one in field_notes(work, dossier.id or 0)] == ["Karim Benali"]
        assert [one.text for one in people_queries.notes(work, dossier.id or 0)] == ["Compteur dans la cave."]


def test_a_note_sent_from_six_tabs_at_once_is_one_note(people: Cast, dossier: Dossier) -> None:
    sent = Sent(uuid.uuid4().hex, "note", dossier.id or 0, {"text": "Chien."}, MONDAY)

    def go(_tab: int) -> int | None:
        with begin(people.technician) as work:
            return sending.receive(work, sent).id

    with ThreadPoolExecutor(6) as tabs:
        assert len(set(tabs.map(go, range(6)))) == 1
    with begin(people.assistant, writing=False) as work:
        assert (rows(work, "dossiernote"), rows(work, "sending")) == (1, 1)


def test_a_number_drawn_by_somebody_else_is_not_his(people: Cast, dossier: Dossier) -> None:
    sent = Sent(uuid.uuid4().hex, "note", dossier.id or 0, {"text": "Chien."}, MONDAY)
    with begin(people.technician) as work:
        sending.receive(work, sent)
    with pytest.raises(NotFound), begin(people.manager) as work:
        sending.receive(work, sent)


async def test_a_conclusion_nobody_touched_meanwhile_is_written(
    phone_of: Phone, people: Cast, dossier: Dossier, mission: int
) -> None:
    answer = await send(phone_of(KARIM), typed("conclusion", mission, text="Classe D.", base=""))
    assert answer.json()["outcome"] == "done"
    with begin(people.assistant, writing=False) as work:
        assert queries.dossier_sheet(work, dossier.id or 0).missions[0].conclusion == "Classe D."
        assert versions(work, dossier.id or 0) == []


async def test_the_office_changed_it_meanwhile_and_both_versions_are_kept_and_shown(
    phone_of: Phone, people: Cast, dossier: Dossier, mission: int
) -> None:
    with begin(people.assistant) as work:
        services.note_conclusion(work, mission, "Classe E, à revoir.")
    answer = await send(phone_of(KARIM), typed("conclusion", mission, text="Classe D.", base=""))
    assert (answer.json()["outcome"], "deux versions" in answer.json()["sentence"]) == ("kept", True)
    for actor in (people.assistant, people.technician):
        with begin(actor, writing=False) as work:
            (both,) = versions(work, dossier.id or 0)
            assert (both.field, both.office, both.author) == ("Classe D.", "Classe E, à revoir.", "Karim Benali")
    with begin(people.client, writing=False) as work:
        assert versions(work, dossier.id or 0) == []


@pytest.mark.parametrize(("choice", "holds"), [(Choice.FIELD, "Classe D."), (Choice.OFFICE, "Classe E.")])
def test_one_of_the_two_versions_is_chosen_once(
    people: Cast, dossier: Dossier, mission: int, choice: Choice, holds: str
) -> None:
    with begin(people.assistant) as work:
        services.note_conclusion(work, mission, "Classe E.")
    with begin(people.technician) as work:
        crossing.conclude(work, mission, text="Classe D.", base="", typed_at=MONDAY)
    with begin(people.assistant) as work:
        (both,) = versions(work, dossier.id or 0)
        crossing.choose(work, both.id, choice)
        crossing.choose(work, both.id, Choice.OFFICE)
        assert versions(work, dossier.id or 0) == []
        assert work.db.get_one(Mission, mission).conclusion == holds


async def test_typing_on_while_the_first_words_travel_is_no_conflict(
    phone_of: Phone, people: Cast, dossier: Dossier, mission: int
) -> None:
    phone = phone_of(KARIM)
    for text in ("Classe D", "Classe D, 231 kWh."):
        assert (await send(phone, typed("conclusion", mission, text=text, base=""))).json()["outcome"] == "done"
    with begin(people.assistant, writing=False) as work:
        assert work.db.get_one(Mission, mission).conclusion == "Classe D, 231 kWh."


async def test_stages_tapped_without_network_arrive_in_order_and_never_go_back(
    phone_of: Phone, people: Cast, dossier: Dossier
) -> None:
    phone, number = phone_of(KARIM), dossier.appointment_id or 0
    for state in ("on_the_way", "arrived", "on_the_way"):
        assert (await send(phone, typed("progress", number, state=state))).is_success
    with begin(people.technician, writing=False) as work:
        assert agenda.get(work, number).state == "arrived"


async def test_a_leave_and_an_appointment_asked_from_the_road(phone_of: Phone, people: Cast) -> None:
    phone = phone_of(KARIM)
    leave = typed("leave", first_on="2026-12-24", last_on="2026-12-31", reason="Fêtes")
    visit = typed("appointment", title="Contre-visite", day="2026-11-25", hour="9:30", minutes="45", city="Cenon")
    for item in (leave, visit, leave, visit):
        assert (await send(phone, item)).is_success
    with begin(people.manager, writing=False) as work:
        (asked,) = work.db.exec(select(Leave)).all()
        (booked,) = work.db.exec(select(Appointment)).all()
        assert (asked.account_id, asked.reason, booked.title) == (
            people.technician.account_id,
            "Fêtes",
            "Contre-visite",
        )
        assert booked.technician_id == people.technician.account_id


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (typed("appointment", title="", day="2026-11-25", hour="9:30", minutes="45"), "de quoi"),
        (typed("appointment", title="X", day="", hour="9:30", minutes="45"), "le jour"),
        (typed("appointment", title="X", day="2026-11-25", hour="29:30", minutes="45"), "l’heure"),
        (typed("appointment", title="X", day="2026-11-25", hour="9:30", minutes="0"), "15 minutes"),
        (typed("appointment", title="X", day="2026-11-25", hour="9:30", minutes="4320"), "15 minutes"),
        (typed("appointment", title="X", day="2026-11-20", hour="9:30", minutes="60"), "à venir"),
        (typed("leave", first_on="2026-12-24", last_on="2026-12-20"), "précède"),
        (typed("leave", first_on="demain"), "le jour"),
        (typed("bomb"), "ne peut pas être lu"),
        ({**typed("note"), "id": "12"}, "ne peut pas être lu"),
        ({**typed("note"), "about": "1"}, "ne peut pas être lu"),
        ({**typed("note"), "about": -1}, "ne peut pas être lu"),
        ({**typed("note"), "values": []}, "ne peut pas être lu"),
        ([], "ne peut pas être lu"),
    ],
)
async def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_written(
    phone_of: Phone, people: Cast, item: Any, words: str
) -> None:
    answer = await send(phone_of(KARIM), item)
    assert answer.status_code in {400, 422}
    assert words in answer.text
    with begin(people.manager, writing=False) as work:
        assert (rows(work, "sending"), rows(work, "appointment"), rows(work, "leave")) == (0, 0, 0)


async def test_garbage_and_endless_texts_are_refused(phone_of: Phone, people: Cast) -> None:
    phone = phone_of(KARIM)
    for body in (b"\xff", b"{", b"[" * 40_000, b" " * 70_000):
        assert (await phone.post("/terrain/envois", content=body)).status_code == 400


async def test_a_phone_whose_clock_is_wrong_is_dated_at_receipt(
    phone_of: Phone, people: Cast, dossier: Dossier
) -> None:
    item = note(dossier, "Nul \x00 \ud800 ici") | {"typed_at": "2031-01-01T00:00:00Z"}
    assert (await phone_of(KARIM).post("/terrain/envois", content=json.dumps(item))).is_success
    with begin(people.technician, writing=False) as work:
        (kept,) = field_notes(work, dossier.id or 0)
        assert "23/11/2026" in kept.written


async def test_a_photo_tells_where_and_when_it_was_taken(phone_of: Phone, people: Cast, dossier: Dossier) -> None:
    with begin(people.technician) as work:
        file = a_report(work, dossier, "compteur.jpg", role=FileRole.ATTACHMENT)
    item = typed("photo", file.id or 0, lat="44.8021", lon="-0.5883", accuracy="12.4")
    for _ in range(2):
        assert (await send(phone_of(KARIM), item)).is_success
    with begin(people.assistant, writing=False) as work:
        fact = work.db.get_one(PhotoFact, file.id or 0)
        assert (fact.lat, fact.lon, fact.accuracy) == (44.8021, -0.5883, 12)
        assert fact.taken_at == MONDAY - timedelta(minutes=9)


async def test_a_photo_without_place_keeps_its_time_alone(phone_of: Phone, people: Cast, dossier: Dossier) -> None:
    with begin(people.technician) as work:
        file = a_report(work, dossier, "cave.jpg", role=FileRole.ATTACHMENT)
    assert (await send(phone_of(KARIM), typed("photo", file.id or 0, lat="nan", lon="999"))).is_success
    with begin(people.assistant, writing=False) as work:
        assert work.db.get_one(PhotoFact, file.id or 0).lat is None


async def test_a_colleague_s_dossier_is_not_found(
    phone_of: Phone, people: Cast, dossier: Dossier, mission: int
) -> None:
    with begin(people.manager) as work:
        sophie = a_colleague(work)
        kept = queries.get(work, dossier.id or 0)
        assert kept.visit_at is not None
        services.assign(work, kept.id or 0, technician_id=sophie, starts_at=kept.visit_at, minutes=60)
    phone = phone_of(KARIM)
    for item in (note(dossier), typed("conclusion", mission, text="x"), typed("progress", 1, state="done")):
        assert (await send(phone, item)).status_code == 404


@pytest.mark.parametrize("email", ["", CLAIRE, NATHALIE])
async def test_a_stranger_a_client_and_the_assistant_send_nothing(
    phone_of: Phone, people: Cast, dossier: Dossier, email: str
) -> None:
    assert (await send(phone_of(email), note(dossier))).status_code == 403
    with begin(people.manager, writing=False) as work:
        assert rows(work, "sending") == 0


async def test_another_site_s_page_cannot_send_for_him(phone_of: Phone, dossier: Dossier) -> None:
    foreign = {"origin": "https://ailleurs.example"}
    answer = await phone_of(KARIM).post("/terrain/envois", json=note(dossier), headers=foreign)
    assert answer.status_code == 403
