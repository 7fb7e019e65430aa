"""Files of a dossier: coming in, replaced, removed, listed."""

from functools import partial

import pytest

from liciel_app.core.errors import Conflict, NotFound, Refused
from liciel_app.core.work import Work
from liciel_app.dossiers import queries, services
from liciel_app.dossiers.models import Delivery, FileRole, Stage
from liciel_app.dossiers.rules import Opening
from tests.dossiers.cases import a_dossier, a_pdf, a_planned_dossier, a_report, a_sent_report
from tests.people import Cast


def test_karims_report_is_listed_with_its_guessed_kind(work: Work, people: Cast) -> None:
    dossier = a_planned_dossier(work, people)
    work.actor = people.technician
    a_report(work, dossier, "Rapport_Amiante 2026.pdf")
    (row,) = queries.files(work, dossier.id or 0)
    assert (row.kind, row.role, row.version, row.current, row.uploaded_by) == (
        "AMIANTE",
        "report",
        1,
        True,
        "Karim Benali",
    )
    assert (row.uploaded, row.size) == ("23/11/2026 08\u00a0h\u00a000", "2\u00a0Ko")


def test_the_same_file_sent_twice_is_one_file(work: Work) -> None:
    dossier = a_dossier(work)
    assert a_report(work, dossier) is a_report(work, dossier)
    assert len(queries.files(work, dossier.id or 0)) == 1


def test_another_content_under_the_same_name_takes_its_place(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    a_sent_report(work, dossier)
    second = a_report(work, dossier, content=a_pdf("corrigé"))
    rows = queries.files(work, dossier.id or 0)
    assert [(row.version, row.current) for row in rows] == [(2, True), (1, False)]
    work.actor = people.client
    assert [row.id for row in queries.files(work, dossier.id or 0)] == [second.id]


def test_a_removed_file_is_gone_for_everybody(work: Work) -> None:
    dossier = a_dossier(work)
    file = a_report(work, dossier)
    services.remove_file(work, file.id or 0)
    assert queries.files(work, dossier.id or 0) == []
    with pytest.raises(NotFound):
        services.access(work, file.id or 0)


def test_an_invoice_is_never_removed(work: Work) -> None:
    file = a_report(work, a_dossier(work), "FA-2026-0001.pdf", role=FileRole.INVOICE)
    with pytest.raises(Refused, match="avoir"):
        services.remove_file(work, file.id or 0)


def test_an_archived_dossier_takes_no_file(work: Work) -> None:
    dossier = a_dossier(work)
    file = a_report(work, dossier)
    dossier.stage = Stage.ARCHIVED
    for gesture in (
        lambda: a_report(work, dossier, "GAZ.pdf"),
        lambda: services.may_add(work, dossier.id or 0),
        lambda: services.remove_file(work, file.id or 0),
        lambda: services.request_ddt(work, dossier.id or 0),
    ):
        with pytest.raises(Conflict, match="archivé"):
            gesture()


def test_claire_sees_reports_ddt_and_invoice_and_what_is_shared_with_her(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    for role in FileRole:
        a_report(work, dossier, f"{role}.pdf", role=role)
    services.add_file(
        work, dossier.id or 0, sha256="b" * 64, size=5, name="clés.pdf", role=FileRole.ATTACHMENT, shared=True
    )
    services.notify_client(work, dossier.id or 0)
    work.actor = people.client
    rows = queries.files(work, dossier.id or 0)
    assert [row.name for row in rows] == ["ddt.pdf", "report.pdf", "invoice.pdf", "clés.pdf"]
    assert {row.uploaded_by for row in rows} == {""}


def test_before_she_is_told_claire_reads_the_invoice_and_what_is_shared_alone(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    files = {role: a_report(work, dossier, f"{role}.pdf", role=role) for role in FileRole}
    early = services.add_file(work, dossier.id or 0, sha256="c" * 64, size=5, name="DPE 2.pdf", shared=True)
    work.actor = people.client
    assert [row.name for row in queries.files(work, dossier.id or 0)] == ["invoice.pdf"]
    assert services.access(work, files[FileRole.INVOICE].id or 0).opening is Opening.ORIGINAL
    for closed in (files[FileRole.REPORT], files[FileRole.DDT], early):
        for gesture in (services.access, partial(services.record_download, original=True)):
            with pytest.raises(NotFound):
                gesture(work, closed.id or 0)


def test_a_stranger_finds_no_file_by_its_number(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    file, note = a_report(work, dossier), a_report(work, dossier, "note.pdf", role=FileRole.ATTACHMENT)
    for who, number in (
        (people.stranger, file.id),
        (people.technician, file.id),
        (people.visitor, file.id),
        (people.client, note.id),
        (people.client, 999),
    ):
        work.actor = who
        for gesture in (
            lambda number=number: services.access(work, number or 0),
            lambda number=number: services.record_download(work, number or 0, original=True),
            lambda number=number: services.remember_plan(work, number or 0, "{}"),
            lambda number=number: queries.downloads(work, number or 0),
        ):
            with pytest.raises(NotFound):
                gesture()


def test_a_new_report_makes_a_delivered_dossier_partly_delivered(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    first = a_sent_report(work, dossier)
    work.actor = people.client
    services.record_download(work, first.id or 0, original=True)
    assert dossier.delivery is Delivery.ALL
    work.actor = people.assistant
    second = a_report(work, dossier, "GAZ.pdf")
    assert dossier.delivery is Delivery.PARTIAL
    services.remove_file(work, second.id or 0)
    assert dossier.delivery is Delivery.ALL


def test_sizes_read_as_people_say_them() -> None:
    assert [queries.readable(size) for size in (0, 820_000, 1_258_291, 62_914_560)] == [
        "1\u00a0Ko",
        "801\u00a0Ko",
        "1,2\u00a0Mo",
        "60,0\u00a0Mo",
    ]
