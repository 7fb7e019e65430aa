"""The operator's attestation leaves with the confirmation of the visit, when he can swear it."""

import base64
import io
import json
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlmodel import select

from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.config import settings
from liciel_app.core.outbox import Promise
from liciel_app.core.work import begin
from liciel_app.dossiers import jobs_attestation, services
from liciel_app.dossiers.models import Dossier
from liciel_app.gateways.mail import list_mails
from liciel_app.messaging.models import Message, SendingState
from liciel_app.messaging.rules import DELIVERY
from liciel_app.messaging.services import call_off
from liciel_app.office.models import Office
from liciel_app.office.models_templates import PaperKind
from tests.dossiers.cases import TUESDAY_AT_NINE, a_planned_dossier
from tests.dossiers.test_visit_papers import words_of
from tests.orders.quotes import by, mails, stored
from tests.orders.words import a_model
from tests.people import Cast

SWORN = "L’attestation sur l’honneur de votre diagnostiqueur est jointe."


@pytest.fixture
def insured(people: Cast) -> None:
    with begin(people.manager) as work:
        work.db.get_one(Office, 1).insurance = "RC n° 4410"


def booked(people: Cast) -> Dossier:
    return by(people.assistant, a_planned_dossier, people)


def confirmations() -> list[Message]:
    return mails("appointment.confirmed")


def enclosed(letter: Message) -> dict[str, bytes]:
    return {name: base64.b64decode(content) for name, _kind, content in json.loads(letter.attachments)}


def arrived() -> list[tuple[str, ...]]:
    """What each confirmation held, once it really left."""
    sent = list_mails(settings().data / "outbox")
    return [mail.attachments for mail in sent if mail.subject.startswith("Votre rendez-vous du")]


def test_claire_receives_the_attestation_with_her_appointment(people: Cast, insured: None) -> None:
    dossier = booked(people)
    (letter,) = confirmations()
    assert SWORN in letter.text
    worker.keep_all_due()
    assert arrived() == [("rendez-vous.ics", f"Attestation {dossier.reference}.pdf")]
    sworn = words_of(enclosed(confirmations()[0])[f"Attestation {dossier.reference}.pdf"]).replace("\xa0", " ")
    for words in ("Je soussigné(e) Karim Benali", "R271-3", "RC n° 4410", "24/11/2026"):
        assert words in sworn


def test_what_karim_cannot_swear_is_neither_said_nor_enclosed(people: Cast) -> None:
    booked(people)
    worker.keep_all_due()
    (letter,) = confirmations()
    assert "attestation" not in letter.text
    assert arrived() == [("rendez-vous.ics",)]


def test_a_moved_visit_is_sworn_again_for_its_new_day(people: Cast, insured: None) -> None:
    dossier = booked(people)
    worker.keep_all_due()
    later = TUESDAY_AT_NINE + timedelta(days=1)
    karim = people.technician.account_id or 0
    with begin(people.assistant) as work:
        services.assign(work, dossier.id or 0, technician_id=karim, starts_at=later, minutes=120)
    worker.keep_all_due()
    assert "25/11/2026" in words_of(enclosed(confirmations()[-1])[f"Attestation {dossier.reference}.pdf"])


def test_a_crash_between_the_enclosing_and_its_note_sends_one_mail_with_one_attestation(
    people: Cast, insured: None
) -> None:
    booked(people)
    number = confirmations()[0].id or 0
    with begin(SYSTEM) as work:
        swearing = jobs_attestation.prepare(work, number)
    assert swearing is not None
    for _ in range(2):
        with begin(SYSTEM) as work:
            jobs_attestation.settle(work, number, jobs_attestation.act(swearing))
    with begin(SYSTEM, writing=False) as work:
        promised = work.db.exec(select(Promise).where(Promise.job == DELIVERY, Promise.subject_id == number)).all()
    assert (len(promised), len(json.loads(confirmations()[0].attachments))) == (1, 2)


def test_insurance_that_ended_meanwhile_lets_the_confirmation_leave_alone(people: Cast, insured: None) -> None:
    booked(people)
    with begin(people.manager) as work:
        work.db.get_one(Office, 1).insurance = ""
    worker.keep_all_due()
    assert arrived() == [("rendez-vous.ics",)]


def test_a_model_that_cannot_be_printed_does_not_keep_the_confirmation_back(people: Cast, insured: None) -> None:
    booked(people)
    number = confirmations()[0].id or 0
    with begin(SYSTEM) as work:
        jobs_attestation.failed(work, number, ValueError("broken"), False)
        assert not work.db.exec(select(Promise).where(Promise.job == DELIVERY, Promise.subject_id == number)).all()
        jobs_attestation.failed(work, number, ValueError("broken"), True)
    with begin(SYSTEM, writing=False) as work:
        assert work.db.exec(select(Promise).where(Promise.job == DELIVERY, Promise.subject_id == number)).one()


def test_a_confirmation_called_off_encloses_nothing_and_does_not_leave(people: Cast, insured: None) -> None:
    booked(people)
    by(people.assistant, call_off, confirmations()[0].id or 0, "Annulé")
    worker.keep_all_due()
    assert (confirmations()[0].state, arrived()) == (SendingState.CANCELLED, [])


def test_the_offices_own_model_is_the_one_enclosed(people: Cast, insured: None) -> None:
    from liciel_app.office import services_papers

    content = a_model("Attestation maison de {{ diagnostiqueur_nom }}")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    by(
        people.manager,
        services_papers.deposit,
        PaperKind.ATTESTATION_MODEL,
        sha256=stored(content),
        size=len(content),
        name="attestation.docx",
        media_type=kind,
    )
    dossier = booked(people)
    worker.keep_all_due()
    printed = enclosed(confirmations()[0])[f"Attestation {dossier.reference}.pdf"]
    assert "Attestation maison de Karim Benali" in PdfReader(io.BytesIO(printed)).pages[0].extract_text()
