"""Stages, openings, delivery: on plain values."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.agenda.models import AppointmentState
from liciel_app.dossiers import rules
from liciel_app.dossiers.models import Delivery, FileRole, Stage
from liciel_app.dossiers.rules import Opening, Progress

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
ORDERED = Progress(stage=Stage.TO_PLAN, ordered_at=NOW)
PLANNED = replace(ORDERED, stage=Stage.PLANNED, visit_at=NOW)
REPORTED = replace(PLANNED, stage=Stage.ADMIN_TO_FINISH, reports=2, reports_at=NOW)
BOUND = replace(REPORTED, ddt_fresh=True)
INVOICED = replace(BOUND, invoiced=True, invoiced_at=NOW)
TOLD = replace(INVOICED, stage=Stage.FINISHED, notified_at=NOW)
PAID = replace(TOLD, settled=True, paid_at=NOW)
TAKEN = replace(PAID, delivery=Delivery.ALL, delivered_at=NOW)


@pytest.mark.parametrize(
    ("progress", "action"),
    [
        (ORDERED, "plan"),
        (PLANNED, "reports"),
        (replace(PLANNED, stage=Stage.ON_SITE, reports=1), "hand_over"),
        (replace(REPORTED, reports=0), "reports"),
        (REPORTED, "ddt"),
        (replace(REPORTED, ddt_waiting=True), "ddt_waiting"),
        (BOUND, "invoice"),
        (INVOICED, "notify"),
        (TOLD, "collect"),
        (replace(TOLD, ddt_fresh=False), "ddt"),
        (replace(TOLD, ddt_fresh=False, ddt_waiting=True), "ddt_waiting"),
        (replace(TOLD, invoiced=False), "invoice"),
        (PAID, ""),
        (TAKEN, "archive"),
        (replace(TAKEN, stage=Stage.ARCHIVED), ""),
    ],
)
def test_a_dossier_waits_for_one_gesture(progress: Progress, action: str) -> None:
    assert rules.next_action(progress) == action


@pytest.mark.parametrize(
    ("progress", "current"),
    [
        (ORDERED, "appointment"),
        (PLANNED, "visit"),
        (replace(PLANNED, visited=True), "reports"),
        (BOUND, "invoice"),
        (INVOICED, "payment"),
        (replace(INVOICED, settled=True), "sending"),
        (PAID, "download"),
        (TAKEN, None),
    ],
)
def test_the_first_step_not_done_is_under_way(progress: Progress, current: str | None) -> None:
    assert next((step.name for step in rules.steps(progress) if step.state == "current"), None) == current


def test_a_step_done_shows_its_day_and_one_to_come_shows_none() -> None:
    assert [step.at for step in rules.steps(PLANNED)] == [NOW, NOW, *[None] * 6]


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("visit", list(AppointmentState))
def test_a_visit_never_takes_a_dossier_back_from_the_desk(stage: Stage, visit: AppointmentState) -> None:
    after = rules.stage_of_visit(stage, visit)
    assert after in rules.BEFORE_PAPERWORK if stage in rules.BEFORE_PAPERWORK else after is stage


@given(
    role=st.sampled_from(FileRole),
    reader=st.sampled_from(["staff", "technician", "system", "client"]),
    held=st.booleans(),
    exempt=st.booleans(),
    unpaid_files=st.sampled_from(["mark", "block"]),
)
def test_an_original_is_closed_only_to_a_client_while_held(role, reader, held, exempt, unpaid_files) -> None:
    opening = rules.opening(role, reader=reader, held=held, exempt=exempt, unpaid_files=unpaid_files)
    closed = reader == "client" and role in (FileRole.REPORT, FileRole.DDT) and held and not exempt
    expected = {"mark": Opening.COPY, "block": Opening.BLOCKED}[unpaid_files] if closed else Opening.ORIGINAL
    assert opening is expected


@given(wanted=st.frozensets(st.integers(1, 6)), taken=st.frozensets(st.integers(1, 6)))
def test_delivery_is_none_some_or_all_of_what_there_is(wanted: frozenset[int], taken: frozenset[int]) -> None:
    had = wanted & taken
    expected = Delivery.NONE if not had else Delivery.ALL if wanted <= taken else Delivery.PARTIAL
    assert rules.delivery(wanted, taken) is expected


@pytest.mark.parametrize(
    ("partial", "minutes_ago", "counted"),
    [(False, None, True), (False, 1, True), (True, None, True), (True, 1, False), (True, 60, False), (True, 61, True)],
)
def test_a_range_belongs_to_the_download_it_continues(partial: bool, minutes_ago: int | None, counted: bool) -> None:
    last = None if minutes_ago is None else NOW - timedelta(minutes=minutes_ago)
    assert rules.counts_as_download(partial=partial, last=last, now=NOW) is counted


def test_words_for_references_and_surfaces() -> None:
    assert (rules.reference(2026, 7), rules.surface(Decimal("95.00")), rules.surface(Decimal("62.50"))) == (
        "D-2026-0007",
        "95",
        "62,5",
    )


def test_every_code_has_its_word() -> None:
    assert set(rules.STAGE_WORDS) == set(Stage)
    assert set(rules.DELIVERY_WORDS) == set(Delivery)
