"""Holds, what each reader may take, and what is noted of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from liciel_app.core.errors import Conflict, NotAllowed, Refused
from liciel_app.core.journal import latest
from liciel_app.core.work import Work, begin
from liciel_app.directory.models import Client
from liciel_app.dossiers import queries, services
from liciel_app.dossiers.models import Delivery, Dossier, HoldReason, Stage
from liciel_app.dossiers.rules import Opening
from liciel_app.messaging.models import Message
from liciel_app.office.models import Office
from tests import databases
from tests.conftest import rows
from tests.dossiers.cases import a_dossier, a_report, a_sent_report, hold
from tests.people import Cast


def opening(work: Work, file_id: int) -> Opening:
    return services.access(work, file_id).opening


def test_claire_gets_a_copy_until_the_hold_is_lifted(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    file = a_sent_report(work, dossier)
    for _ in range(2):
        services.place_hold(work, dossier.id or 0, HoldReason.UNPAID)
    assert opening(work, file.id or 0) is Opening.ORIGINAL
    work.actor = people.client
    assert opening(work, file.id or 0) is Opening.COPY
    work.actor = people.assistant
    assert services.lift_hold(work, dossier.id or 0, HoldReason.UNPAID) is not None
    assert services.lift_hold(work, dossier.id or 0, HoldReason.UNPAID) is None
    work.actor = people.client
    assert opening(work, file.id or 0) is Opening.ORIGINAL


def test_an_office_that_blocks_lets_nothing_out_unpaid(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    file = a_sent_report(work, dossier)
    hold(work, dossier)
    work.db.get_one(Office, 1).unpaid_files = "block"
    work.actor = people.client
    assert opening(work, file.id or 0) is Opening.BLOCKED
    with pytest.raises(NotAllowed, match="règlement"):
        services.record_download(work, file.id or 0, original=False)


def test_a_client_with_an_exception_takes_originals_unpaid(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    file = a_sent_report(work, dossier)
    hold(work, dossier)
    work.db.get_one(Client, people.client_id).unpaid_exception = True
    work.actor = people.client
    assert opening(work, file.id or 0) is Opening.ORIGINAL


def test_an_original_that_is_held_is_never_noted_as_taken(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    file = a_sent_report(work, dossier)
    hold(work, dossier)
    work.actor = people.client
    with pytest.raises(NotAllowed):
        services.record_download(work, file.id or 0, original=True)
    assert rows(work, "download") == 0


def test_a_consultation_copy_is_noted_and_delivers_nothing(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    file = a_sent_report(work, dossier)
    hold(work, dossier)
    work.actor = people.client
    services.record_download(work, file.id or 0, original=False)
    assert dossier.delivery is Delivery.NONE
    work.actor = people.assistant
    (seen,) = queries.downloads(work, file.id or 0)
    assert (seen.reader, seen.original, seen.by_client, seen.origin) == ("Claire Dupuy", False, True, "127.0.0.1")
    assert queries.files(work, dossier.id or 0)[0].downloads == 1


def test_staff_and_technician_move_no_delivery(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    dossier.technician_id = people.technician.account_id
    file = a_report(work, dossier)
    for who in (people.assistant, people.technician):
        work.actor = who
        services.record_download(work, file.id or 0, original=True)
    assert (dossier.delivery, rows(work, "download")) == (Delivery.NONE, 2)


def test_pieces_of_one_download_are_one_download(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    file = a_sent_report(work, dossier)
    work.actor = people.client
    for minutes, partial in ((0, True), (1, True), (30, True), (62, True), (63, False)):
        work.now += timedelta(minutes=minutes)
        services.record_download(work, file.id or 0, original=True, partial=partial)
        work.db.flush()
    assert rows(work, "download") == 3


def test_claire_is_told_once_and_the_order_is_processed(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    with pytest.raises(Refused, match="rapport"):
        services.notify_client(work, dossier.id or 0)
    a_report(work, dossier)
    hold(work, dossier)
    for _ in range(2):
        services.notify_client(work, dossier.id or 0)
    (letter,) = work.db.exec(select(Message).where(col(Message.template) == "dossier.available")).all()
    assert f"/espace/dossier/{dossier.id}" in letter.text
    assert "361,80\u00a0€" in letter.text
    assert (dossier.stage, dossier.notified_at) == (Stage.FINISHED, work.now)
    assert queries.dossier_sheet(work, dossier.id or 0).notified == "23/11/2026 08\u00a0h\u00a000"
    a_report(work, dossier, "GAZ.pdf")
    services.notify_client(work, dossier.id or 0)
    assert rows(work, "message") == 2


def test_a_dossier_opened_without_order_is_finished_all_the_same(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    dossier.order_id = None
    a_report(work, dossier)
    services.notify_client(work, dossier.id or 0)
    dossier.stage = Stage.ARCHIVED
    dossier.notified_at = None
    services.notify_client(work, dossier.id or 0)
    assert (dossier.stage, dossier.notified_at) == (Stage.ARCHIVED, work.now)


def test_a_dossier_is_archived_once_finished_and_settled(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    a_report(work, dossier)
    with pytest.raises(Conflict):
        services.archive(work, dossier.id or 0)
    hold(work, dossier)
    services.notify_client(work, dossier.id or 0)
    with pytest.raises(Conflict):
        services.archive(work, dossier.id or 0)
    services.note_paid(work, dossier.id or 0, cents=dossier.gross_cents)
    for _ in range(2):
        services.archive(work, dossier.id or 0)
    assert dossier.stage is Stage.ARCHIVED


def test_a_reversed_payment_is_no_longer_paid(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    services.note_invoiced(work, dossier.id or 0, cents=100)
    services.note_paid(work, dossier.id or 0, cents=100)
    assert dossier.paid_at == work.now
    services.note_paid(work, dossier.id or 0, cents=0)
    amounts = queries.dossier_sheet(work, dossier.id or 0).amounts
    assert (dossier.paid_at, amounts.paid, amounts.due) == (None, False, "1,00\u00a0€")


def test_every_change_shows_in_open_lists(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    work.seal()
    seen = queries.latest_change(work)
    file = a_sent_report(work, dossier)
    work.seal()
    assert queries.latest_change(work) > seen
    seen = queries.latest_change(work)
    work.actor = people.client
    services.record_download(work, file.id or 0, original=True)
    work.seal()
    assert latest(work.db, ("dossier",)) > seen


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["client", "assistant"])), max_size=8))
def test_after_any_downloads_the_state_is_what_its_definition_says(people: Cast, order) -> None:
    with begin(people.assistant) as work:
        dossier = a_dossier(work, people.client_id)
        files = [a_sent_report(work, dossier, f"{kind}.pdf") for kind in ("DPE", "GAZ", "CREP")]
        for place, who in order:
            work.actor = getattr(people, who)
            services.record_download(work, files[place].id or 0, original=True)
        taken = {place for place, who in order if who == "client"}
        expected = Delivery.NONE if not taken else Delivery.ALL if len(taken) == len(files) else Delivery.PARTIAL
        assert _state(work, dossier) is expected


@pytest.mark.postgresql
@pytest.mark.skipif(not databases.POSTGRESQL, reason="SQLite queues writers by itself")
def test_files_taken_at_the_same_moment_are_all_counted(people: Cast) -> None:
    with begin(people.assistant) as work:
        dossier = a_dossier(work, people.client_id)
        files = [a_sent_report(work, dossier, f"{kind}.pdf").id or 0 for kind in ("DPE", "GAZ", "CREP", "ERP")]

    def take(file_id: int) -> None:
        with begin(people.client) as work:
            services.record_download(work, file_id, original=True)

    with ThreadPoolExecutor(4) as crowd:
        list(crowd.map(take, files))
    with begin(people.assistant) as work:
        assert queries.get(work, dossier.id or 0).delivery is Delivery.ALL


def _state(work: Work, dossier: Dossier) -> Delivery:
    work.db.flush()
    work.db.refresh(dossier)
    return dossier.delivery
