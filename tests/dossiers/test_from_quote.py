"""From the quote to the mission order to the dossier, in one action each, everything carried over."""

import pytest
from sqlmodel import select

from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import NotAllowed, NotFound
from liciel_app.core.work import begin
from liciel_app.dossiers import queries as dossiers
from liciel_app.dossiers import services
from liciel_app.dossiers.models_people import DossierNote, Recipient
from liciel_app.dossiers.queries.ordered import opened_from
from liciel_app.orders import mission_details
from liciel_app.orders.models import OrderState
from liciel_app.orders.queries import get, quotes, quotes_paper
from liciel_app.orders.services import accepting, mission_orders, quoting, quoting_send
from tests.conftest import rows
from tests.orders.quotes import a_draft_quote, a_sent_quote, a_token, again, an_answer, by
from tests.people import Cast


def test_an_order_becomes_a_mission_order_once(people: Cast) -> None:
    quote = a_draft_quote(people)
    first = by(people.assistant, mission_orders.open_mission_order, quote.order_id)
    assert by(people.assistant, mission_orders.open_mission_order, quote.order_id).id == first.id
    with begin(SYSTEM) as work:
        assert (first.number, rows(work, "missionorder")) == ("ODM-2026-0001", 1)
        assert get(work, quote.order_id).state is OrderState.IN_PROGRESS


def test_the_mission_order_knows_what_the_order_knows(people: Cast) -> None:
    quote = a_draft_quote(people)
    mission = by(people.assistant, mission_orders.open_mission_order, quote.order_id)
    with begin(people.assistant) as work:
        paper = quotes_paper.mission_paper(work, mission, again(quote))
    assert (paper.client.name, paper.site.street) == ("Paul Garrigue", "17 avenue Roul")
    assert paper.codes == ("DPE", "AMIANTE", "GAZ", "ELEC", "CARREZ")
    assert (paper.answers["permis"], paper.answers["copropriete"]) == ("1965", mission_details.YES)
    assert paper.answers["contact"].startswith("Paul Garrigue 06")
    assert paper.price == "selon devis n° DV-2026-0001"


def test_only_the_questions_of_the_diagnostics_are_asked() -> None:
    asked = {field.key for field in mission_details.asked(("ELEC",))}
    assert {"courant", "cles"} <= asked
    assert not {"enfants", "prelevements", "alimentation_gaz", "traitements"} & asked


def test_the_dossier_takes_the_signed_lines_the_client_and_the_papers(people: Cast) -> None:
    draft = a_draft_quote(people)
    by(people.assistant, quoting.add_diagnostic, draft.id or 0, "TERMITES", optional=True)
    by(people.assistant, quoting.set_terms, draft.id or 0, discount_cents=1_000, valid_days=30, note="")
    by(people.assistant, quoting_send.send_quote, draft.id or 0)
    worker.keep_all_due()
    made = by(people.visitor, accepting.accept, a_token(draft), an_answer(draft, options=(6,)))
    worker.keep_all_due()
    dossier = by(people.assistant, services.open_from_order, draft.order_id)
    with begin(people.assistant) as work:
        sheet = dossiers.dossier_sheet(work, dossier.id or 0)
        names = [file.name for file in dossiers.files(work, dossier.id or 0)]
        assert opened_from(work, draft.order_id).id == dossier.id
        assert get(work, draft.order_id).client_id == dossier.client_id
    assert [mission.code for mission in sheet.missions][-1] == "TERMITES"
    assert (dossier.gross_cents, dossier.discount_cents) == (made.gross_cents, 1_000)
    assert {"Devis DV-2026-0001.pdf", "Ordre de mission ODM-2026-0001.pdf"} <= set(names)


def test_the_dossier_takes_the_answers_of_the_mission_order(people: Cast) -> None:
    quote = a_draft_quote(people)
    told = {"cles": "Digicode 42B", "destinataires": "Étude <etude@castagnet.example>, p.garrigue@courriel.example"}
    by(people.assistant, mission_orders.save_details, quote.order_id, told)
    dossier = by(people.assistant, services.open_from_order, quote.order_id)
    worker.keep_all_due()
    with begin(SYSTEM) as work:
        note = work.db.exec(select(DossierNote)).one()
        assert note.text.startswith("Ordre de mission ODM-2026-0001\n")
        assert "Clés et codes d’accès : Digicode 42B" in note.text
        assert [one.email for one in work.db.exec(select(Recipient)).all()] == ["etude@castagnet.example"]
        assert note.dossier_id == dossier.id


def test_a_dossier_opened_before_the_signature_follows_it(people: Cast) -> None:
    draft = a_draft_quote(people)
    dossier = by(people.assistant, services.open_from_order, draft.order_id)
    by(people.assistant, quoting.add_diagnostic, draft.id or 0, "TERMITES", optional=True)
    by(people.assistant, quoting_send.send_quote, draft.id or 0)
    worker.keep_all_due()
    made = by(people.visitor, accepting.accept, a_token(draft), an_answer(draft, options=(6,)))
    worker.keep_all_due()
    with begin(people.assistant) as work:
        sheet = dossiers.dossier_sheet(work, dossier.id or 0)
        assert dossiers.get(work, dossier.id or 0).gross_cents == made.gross_cents
    assert [mission.code for mission in sheet.missions] == ["DPE", "AMIANTE", "GAZ", "ELEC", "CARREZ", "TERMITES"]


def test_a_second_click_opens_the_same_dossier(people: Cast) -> None:
    quote = a_sent_quote(people)
    first = by(people.assistant, services.open_from_order, quote.order_id)
    assert by(people.assistant, services.open_from_order, quote.order_id).id == first.id


def test_strangers_open_no_mission_order(people: Cast) -> None:
    quote = a_draft_quote(people)
    for stranger in (people.client, people.stranger, people.technician, people.visitor):
        with pytest.raises((NotAllowed, NotFound)):
            by(stranger, mission_orders.open_mission_order, quote.order_id)
        with pytest.raises((NotAllowed, NotFound)):
            by(stranger, mission_orders.save_details, quote.order_id, {"cles": "x"})
    with begin(SYSTEM) as work:
        assert quotes.mission_order(work, quote.order_id) is None
