"""What Karim brings back from a visit: received once, shown to the office, sealed when somebody signs."""

import base64
import json
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import httpx
import pikepdf
import pytest
from PIL import Image
from sqlmodel import select

from liciel_app.agenda import services as agenda
from liciel_app.core import worker
from liciel_app.core.access import Actor
from liciel_app.core.errors import NotAllowed, NotFound
from liciel_app.core.work import begin
from liciel_app.dossiers import queries as dossier_queries
from liciel_app.dossiers import services as dossiers
from liciel_app.dossiers.models import Dossier, FileRole
from liciel_app.fieldwork import attested, queries
from liciel_app.fieldwork.models import VisitRoom, VisitSignature
from liciel_app.fieldwork.queries import OnSite
from liciel_app.fieldwork.screens.visit_desk import VisitDesk
from liciel_app.fieldwork.services import noting
from liciel_app.gateways.stores import office_files
from liciel_app.mobile.screens.visit import FieldVisit
from tests.client import Browser
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
        return a_planned_dossier(work, people, MONDAY + timedelta(hours=1))


def a_signature() -> str:
    drawn = BytesIO()
    Image.new("RGBA", (296, 180), (11, 61, 145, 120)).save(drawn, "PNG")
    return "data:image/png;base64," + base64.b64encode(drawn.getvalue()).decode()


def typed(kind: str, dossier: Dossier, **values: str) -> dict[str, Any]:
    at = (MONDAY - timedelta(minutes=9)).isoformat()
    return {"id": uuid.uuid4().hex, "kind": kind, "about": dossier.id, "typed_at": at, "values": values}


def signed(dossier: Dossier, **values: str) -> dict[str, Any]:
    said = {"name": "Claire Dupuy", "quality": "client", "remarks": "Merci.", "signature": a_signature()}
    return typed("signature", dossier, **(said | values))


async def send(phone: httpx.AsyncClient, *items: Any) -> httpx.Response:
    answers = [await phone.post("/terrain/envois", json=item) for item in items]
    return answers[-1]


def seen(dossier: Dossier, who: Actor) -> OnSite:
    with begin(who, writing=False) as work:
        return queries.on_site(work, dossier.id or 0)


async def test_what_was_done_is_ticked_once_with_its_author(phone_of: Phone, people: Cast, dossier: Dossier) -> None:
    phone, item = phone_of(KARIM), typed("checklist", dossier, **{"VISITE.carte": "on", "DPE.annee": "on", "X": "on"})
    for _ in range(2):
        assert (await send(phone, item)).json()["outcome"] == "done"
    every, dpe = seen(dossier, people.manager).lists[:2]
    assert [(one.code, one.done) for one in (*every.done, *dpe.done)] == [
        ("VISITE.carte", "Karim Benali, 23/11/2026 07\xa0h\xa051"),
        ("DPE.annee", "Karim Benali, 23/11/2026 07\xa0h\xa051"),
    ]
    assert seen(dossier, people.technician).lists[0].title == "À chaque visite"
    with begin(people.technician) as work:
        noting.untick(work, dossier.id or 0, "DPE.annee")
        assert rows(work, "checklisttick") == 1


async def test_rooms_are_named_corrected_and_those_unseen_say_why(
    phone_of: Phone, people: Cast, dossier: Dossier
) -> None:
    phone = phone_of(KARIM)
    cave = {"level": "Sous-sol", "name": "Cave", "visited": "non"}
    refused = await send(phone, typed("room", dossier, **cave))
    assert (refused.status_code, refused.json()["errors"]) == (
        422,
        {"why": "Dites pourquoi cette pièce n’a pas été visitée."},
    )
    await send(phone, typed("room", dossier, **cave, why="Clé absente"), typed("room", dossier, name="Séjour"))
    again = typed("room", dossier, level="sous-sol ", name="CAVE", visited="oui", note="Ouverte par le voisin")
    await send(phone, again)
    found = seen(dossier, people.technician).rooms
    assert [(one.name, one.visited, one.why, one.note) for one in found] == [
        ("Cave", True, "", "Ouverte par le voisin"),
        ("Séjour", True, "", ""),
    ]
    with begin(people.technician) as work:
        noting.remove_room(work, found[0].id)
    assert len(seen(dossier, people.technician).rooms) == 1


async def test_the_hours_are_those_tapped_even_without_network(phone_of: Phone, people: Cast, dossier: Dossier) -> None:
    pressed = typed("progress", dossier, state="arrived") | {"about": dossier.appointment_id}
    await send(phone_of(KARIM), pressed)
    with begin(people.technician) as work:
        agenda.note_progress(work, dossier.appointment_id or 0, "done")
    hours = seen(dossier, people.technician).hours
    assert (hours.arrived, hours.ended, hours.tapped, hours.spent) == ("07:51", "08:00", "07:51 – 08:00", "9\xa0min")


async def test_other_hours_want_a_reason_and_keep_the_tapped_ones_in_sight(
    phone_of: Phone, people: Cast, dossier: Dossier
) -> None:
    with begin(people.technician) as work:
        agenda.note_progress(work, dossier.appointment_id or 0, "arrived")
    phone, wanted = phone_of(KARIM), {"arrived": "06:30", "ended": "07:45", "pause": "15"}
    assert "reason" in (await send(phone, typed("hours", dossier, **wanted))).json()["errors"]
    assert (await send(phone, typed("hours", dossier, **wanted, reason="Bouton oublié"))).is_success
    hours = seen(dossier, people.manager).hours
    assert (hours.arrived, hours.ended, hours.spent, hours.tapped) == ("06:30", "07:45", "1\xa0h", "08:00 – …")
    assert hours.said == "Karim Benali : Bouton oublié"


async def test_hours_are_those_of_the_day_he_really_came(
    phone_of: Phone, people: Cast, dossier: Dossier, set_clock: Callable[[datetime], None]
) -> None:
    """Planned on Monday, done on Tuesday, and nobody moved it in the agenda."""
    set_clock(MONDAY + timedelta(days=1, hours=4))
    with begin(people.technician) as work:
        agenda.note_progress(work, dossier.appointment_id or 0, "arrived")
    typed_then = {"typed_at": (MONDAY + timedelta(days=1, hours=4)).isoformat()}
    wanted = typed("hours", dossier, arrived="11:30", ended="11:55", reason="Bouton oublié") | typed_then
    assert (await send(phone_of(KARIM), wanted)).is_success
    with begin(people.manager, writing=False) as work:
        held = queries.held(work, dossier_queries.get(work, dossier.id or 0))
    assert held.arrived_at == MONDAY + timedelta(days=1, hours=3, minutes=30)


@pytest.mark.parametrize("wrong", [{"arrived": "29:00"}, {"arrived": "x"}, {"arrived": "07:00", "pause": "dix"}])
async def test_hours_that_cannot_be_read_stay_on_the_phone(
    phone_of: Phone, dossier: Dossier, wrong: dict[str, str]
) -> None:
    assert (await send(phone_of(KARIM), typed("hours", dossier, **wrong))).status_code == 422


async def test_claire_signs_and_the_attestation_joins_the_dossier(
    phone_of: Phone, people: Cast, dossier: Dossier
) -> None:
    phone, item = phone_of(KARIM), signed(dossier)
    await send(phone, typed("room", dossier, name="Cave", visited="non", why="Clé absente"), item, item)
    worker.keep_all_due()
    (row,) = seen(dossier, people.manager).signatures
    assert (row.name, row.quality) == ("Claire Dupuy", "Client")
    with begin(people.client, writing=False) as work:
        (kept,) = work.db.exec(select(VisitSignature)).all()
        (file,) = dossier_queries.current(work, dossier.id or 0, FileRole.ATTACHMENT)
        assert (file.shared, file.name) == (True, f"Attestation de visite {dossier.reference} Claire Dupuy.pdf")
    assert attested.digest(kept.manifest) == kept.manifest_sha256
    told = json.loads(kept.manifest)
    assert (told["unseen"], told["signature"]) == ([["Cave", "Clé absente"]], kept.signature_sha256)
    with pikepdf.open(BytesIO(b"".join(office_files().open(file.sha256)))) as paper:
        assert len(paper.pages) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"quality": "chat"}, "quality"),
        ({"signature": ""}, "signature"),
        ({"signature": "data:text/html;base64,PGI+"}, "signature"),
        ({"signature": "data:image/png;base64,!!"}, "signature"),
    ],
)
async def test_a_signature_without_name_quality_or_drawing_is_refused(
    phone_of: Phone, dossier: Dossier, values: dict[str, str], field: str
) -> None:
    answer = await send(phone_of(KARIM), signed(dossier, **values))
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])


async def test_once_handed_over_the_office_alone_corrects(phone_of: Phone, people: Cast, dossier: Dossier) -> None:
    with begin(people.technician) as work:
        a_report(work, dossier)
        dossiers.hand_over(work, dossier.id or 0)
    answer = await send(phone_of(KARIM), typed("room", dossier, name="Séjour"))
    assert (answer.status_code, "remis au bureau" in answer.json()["title"]) == (409, True)
    with begin(people.assistant) as work:
        room = VisitRoom(dossier_id=dossier.id or 0, level="", name="Séjour", visited=True, by="", at=work.now)
        assert noting.note_room(work, dossier.id or 0, room).by == "Nathalie Ferrand"


KINDS = ("checklist", "room", "hours", "signature")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("email", ["", CLAIRE, NATHALIE])
async def test_strangers_clients_and_the_desk_send_nothing(
    phone_of: Phone, dossier: Dossier, kind: str, email: str
) -> None:
    item = signed(dossier) if kind == "signature" else typed(kind, dossier, name="Séjour", arrived="07:00")
    assert (await send(phone_of(email), item)).status_code == 403


@pytest.mark.parametrize("kind", KINDS)
async def test_a_colleague_s_visit_is_not_found(phone_of: Phone, people: Cast, dossier: Dossier, kind: str) -> None:
    with begin(people.manager) as work:
        sophie, kept = a_colleague(work), dossier_queries.get(work, dossier.id or 0)
        assert kept.visit_at is not None
        dossiers.assign(work, kept.id or 0, technician_id=sophie, starts_at=kept.visit_at, minutes=60)
    item = signed(dossier) if kind == "signature" else typed(kind, dossier, name="Séjour", arrived="07:00")
    assert (await send(phone_of(KARIM), item)).status_code == 404
    with pytest.raises(NotFound):
        seen(dossier, people.technician)


def test_a_client_ticks_and_names_nothing(people: Cast, dossier: Dossier) -> None:
    with begin(people.technician) as work:
        noting.tick(work, dossier.id or 0, ["VISITE.carte"], work.now)
    for gesture in (
        lambda work: noting.untick(work, dossier.id or 0, "VISITE.carte"),
        lambda work: noting.tick(work, dossier.id or 0, ["VISITE.ordre"], work.now),
    ):
        with pytest.raises(NotAllowed), begin(people.client) as work:
            gesture(work)


GESTURES = ((FieldVisit.untick, {"item": "VISITE.carte"}), (FieldVisit.remove_room, {"room_id": 1}))


async def test_karim_takes_back_a_tick_and_a_room(
    browser: Browser, phone_of: Phone, people: Cast, dossier: Dossier
) -> None:
    items = typed("checklist", dossier, **{"VISITE.carte": "on"}), typed("room", dossier, name="Cave")
    await send(phone_of(KARIM), *items)
    tab = browser.tab(KARIM, dossier_id=str(dossier.id))
    await tab.send(FieldVisit.load)
    for gesture, payload in GESTURES:
        await tab.send(gesture, **payload)
    shown = (await tab.state(FieldVisit)).on_site
    assert (shown.rooms, shown.lists[0].done) == ([], [])


@pytest.mark.parametrize("email", ["", CLAIRE, NATHALIE])
async def test_others_take_nothing_back(
    browser: Browser, phone_of: Phone, people: Cast, dossier: Dossier, email: str
) -> None:
    await send(phone_of(KARIM), typed("room", dossier, name="Cave"))
    tab = browser.tab(email, dossier_id=str(dossier.id))
    for gesture, payload in GESTURES:
        await tab.send(gesture, **payload)
    assert len(seen(dossier, people.manager).rooms) == 1


async def test_nathalie_follows_the_visit_and_warns_of_the_place(
    browser: Browser, phone_of: Phone, people: Cast, dossier: Dossier
) -> None:
    await send(phone_of(KARIM), typed("room", dossier, name="Cave", visited="non", why="Clé absente"))
    tab = browser.tab(NATHALIE, dossier_id=str(dossier.id))
    await tab.send(VisitDesk.load)
    assert (await tab.state(VisitDesk)).visit.rooms[0].why == "Clé absente"
    await tab.send(VisitDesk.warn, form={"warnings": "Chien"})
    assert (await tab.state(VisitDesk)).warnings == "Chien"


@pytest.mark.parametrize("email", ["", CLAIRE])
async def test_others_read_and_warn_of_nothing(browser: Browser, people: Cast, dossier: Dossier, email: str) -> None:
    tab = browser.tab(email, dossier_id=str(dossier.id))
    for gesture, payload in ((VisitDesk.load, {}), (VisitDesk.warn, {"form": {"warnings": "Chien"}})):
        await tab.send(gesture, **payload)
    with begin(people.manager, writing=False) as work:
        assert rows(work, "sitewarning") == 0
