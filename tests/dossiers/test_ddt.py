"""The DDT: asked for, assembled by the worker, filed, replaced."""

import io
from datetime import timedelta

import pikepdf
import pytest
from sqlmodel import col, select

from liciel_app.core import worker
from liciel_app.core.access import Actor
from liciel_app.core.errors import Refused
from liciel_app.core.outbox import Promise
from liciel_app.core.work import Work, begin
from liciel_app.dossiers import jobs, queries, services
from liciel_app.dossiers.models import DdtRequest, DossierFile, FileRole, Mission
from liciel_app.dossiers.pdf.consultation import MarkPlan
from tests.conftest import MONDAY, rows
from tests.dossiers.cases import a_dossier, a_pdf, a_planned_dossier, a_report
from tests.people import Cast


def a_reported_dossier(people: Cast) -> int:
    with begin(people.assistant) as work:
        dossier = a_planned_dossier(work, people)
        for name in ("GAZ.pdf", "DPE.pdf"):
            a_report(work, dossier, name)
        a_report(work, dossier, "clés.pdf", role=FileRole.ATTACHMENT)
        services.hand_over(work, dossier.id or 0)
        return dossier.id or 0


def ask(who: Actor, dossier_id: int, minutes: int = 0) -> None:
    """Asked for then, and made by the worker."""
    now = MONDAY + timedelta(minutes=minutes)
    with begin(who, now=now) as work:
        services.request_ddt(work, dossier_id)
    worker.keep_all_due(now=now)


def bound(work: Work, dossier_id: int) -> list[DossierFile]:
    wanted = select(DossierFile).where(col(DossierFile.dossier_id) == dossier_id, col(DossierFile.role) == FileRole.DDT)
    return list(work.db.exec(wanted.order_by(col(DossierFile.id))).all())


def test_nathalie_asks_and_the_ddt_is_filed_with_every_report(people: Cast) -> None:
    number = a_reported_dossier(people)
    ask(people.assistant, number)
    with begin(people.assistant) as work:
        (file,) = bound(work, number)
        sheet = queries.dossier_sheet(work, number)
    assert (file.name, file.version, file.pages) == ("DDT D-2026-0001.pdf", 1, 6)
    assert (sheet.ddt.file_id, sheet.ddt.waiting, sheet.action) == (file.id, False, "invoice")
    with pikepdf.open(io.BytesIO(b"".join(jobs.storage().open(file.sha256)))) as pdf:
        assert len(pdf.pages) == 6
    assert MarkPlan.from_json(file.mark_plan).pages == 6


def test_while_it_is_made_the_dossier_says_so_and_a_second_click_asks_nothing_more(work: Work, people: Cast) -> None:
    dossier = a_dossier(work)
    a_report(work, dossier)
    first = services.request_ddt(work, dossier.id or 0)
    assert services.request_ddt(work, dossier.id or 0) is first
    assert queries.dossier_sheet(work, dossier.id or 0).ddt.waiting
    promised = select(Promise).where(col(Promise.job) == "dossiers.assemble_ddt")
    assert len(work.db.exec(promised).all()) == 1


def test_a_report_that_comes_later_makes_the_ddt_stale_and_the_next_one_replaces_it(people: Cast) -> None:
    number = a_reported_dossier(people)
    ask(people.assistant, number)
    with begin(people.assistant, now=MONDAY + timedelta(minutes=5)) as work:
        a_report(work, queries.get(work, number), "CREP.pdf")
        assert queries.dossier_sheet(work, number).action == "ddt"
    ask(people.assistant, number, minutes=6)
    with begin(people.assistant) as work:
        first, second = bound(work, number)
        assert (first.replaced_at is not None, second.version, second.pages) == (True, 2, 8)
        assert queries.dossier_sheet(work, number).action == "invoice"


def test_the_same_reports_again_are_the_same_ddt(people: Cast) -> None:
    number = a_reported_dossier(people)
    for minutes in (0, 5):
        ask(people.assistant, number, minutes)
    with begin(people.assistant) as work:
        assert len(bound(work, number)) == 1
        assert rows(work, "ddtrequest") == 2


def test_the_conclusion_of_a_mission_is_in_the_summary(people: Cast) -> None:
    number = a_reported_dossier(people)
    with begin(people.technician) as work:
        mission = work.db.exec(
            select(Mission).where(col(Mission.dossier_id) == number, col(Mission.code) == "DPE")
        ).one()
        for _ in range(2):
            services.note_conclusion(work, mission.id or 0, " Classe D, 210 kWh ", MONDAY.date())
    ask(people.assistant, number)
    with begin(people.assistant) as work:
        (file,) = bound(work, number)
    from pypdf import PdfReader

    text = PdfReader(io.BytesIO(b"".join(jobs.storage().open(file.sha256)))).pages[1].extract_text()
    assert "Classe D, 210 kWh" in text


def test_without_any_report_there_is_nothing_to_bind(work: Work) -> None:
    with pytest.raises(Refused, match="au moins un rapport"):
        services.request_ddt(work, a_dossier(work).id or 0)


def test_a_report_missing_from_the_storage_is_said_in_words(people: Cast) -> None:
    number = a_reported_dossier(people)
    with begin(people.assistant) as work:
        gone = queries.current(work, number, FileRole.REPORT)[0]
    jobs.storage().delete(gone.sha256)
    ask(people.assistant, number)
    with begin(people.assistant) as work:
        sheet = queries.dossier_sheet(work, number)
        assert (bound(work, number), sheet.ddt.waiting, sheet.action) == ([], False, "ddt")
        assert sheet.ddt.refusal == "Un des rapports manque au stockage : déposez-le de nouveau."


def test_a_report_that_cannot_be_bound_is_said_in_words(people: Cast) -> None:
    number = a_reported_dossier(people)
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        nothing = pikepdf.Permissions(modify_annotation=False, modify_other=False)
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", allow=nothing))
    with begin(people.assistant) as work:
        a_report(work, queries.get(work, number), "ERP.pdf", content=locked.getvalue())
    ask(people.assistant, number)
    with begin(people.assistant) as work:
        assert "« ERP.pdf »" in queries.dossier_sheet(work, number).ddt.refusal


def test_a_request_nobody_answered_for_hours_may_be_made_again(work: Work) -> None:
    dossier = a_dossier(work)
    a_report(work, dossier)
    first = services.request_ddt(work, dossier.id or 0)
    work.now += timedelta(hours=3)
    assert not queries.dossier_sheet(work, dossier.id or 0).ddt.waiting
    assert services.request_ddt(work, dossier.id or 0) is not first


def test_a_request_already_answered_is_not_answered_twice(people: Cast) -> None:
    number = a_reported_dossier(people)
    ask(people.assistant, number)
    with begin(people.assistant) as work:
        request = work.db.exec(select(DdtRequest)).one()
        assert jobs.prepare_ddt(work, request.id or 0) is None
        assert jobs.prepare_ddt(work, 999) is None
        jobs.settle_ddt(work, request.id or 0, jobs.Assembled(refusal="trop tard"))
        assert (request.refusal, len(bound(work, number))) == ("", 1)
