"""The list of dossiers and the page of one."""

from datetime import timedelta
from decimal import Decimal

import pytest

from liciel_app.core.errors import NotFound, Refused
from liciel_app.core.paging import Asked, Key, Page
from liciel_app.core.work import Work
from liciel_app.dossiers import queries, services
from liciel_app.dossiers.models import Dossier, Stage
from liciel_app.dossiers.queries import DossierRow
from tests.dossiers.cases import a_dossier, a_planned_dossier, a_sent_report, hold
from tests.people import Cast


def some_dossiers(work: Work, number: int = 25) -> list[Dossier]:
    made: list[Dossier] = []
    for _ in range(number):
        work.now += timedelta(minutes=1)
        made.append(a_dossier(work))
    return made


def page(work: Work, stage: str = "", delivery: str = "", **asked: object) -> Page[DossierRow]:
    return queries.dossiers_page(work, Asked(**{"size": 10} | asked), stage, delivery)  # type: ignore[arg-type]


def references(found: Page[DossierRow]) -> list[int]:
    return [int(row.reference[-4:]) for row in found.rows]


def test_the_latest_changed_come_first_and_pages_follow_one_another(work: Work) -> None:
    some_dossiers(work)
    first = page(work)
    second = page(work, move="next", start=first.start, end=first.end)
    third = page(work, move="next", start=second.start, end=second.end)
    back = page(work, move="previous", start=third.start, end=third.end)
    assert references(first) + references(second) + references(third) == list(range(25, 0, -1))
    assert (references(back), first.total, third.has_next) == (references(second), 25, False)


@pytest.mark.parametrize("sort", ["updated", "reference", "visit"])
def test_each_order_turns_both_ways(work: Work, sort: str) -> None:
    some_dossiers(work, 12)
    up = page(work, sort=sort, descending=False)
    more = page(work, sort=sort, descending=False, move="next", start=up.start, end=up.end)
    assert references(up) + references(more) == list(range(1, 13))
    assert references(page(work, sort=sort)) == list(range(12, 2, -1))


def test_an_unknown_order_is_refused(work: Work) -> None:
    with pytest.raises(Refused):
        page(work, sort="norm; drop table dossier")


def test_a_row_says_who_where_when_and_what_is_due(work: Work, people: Cast) -> None:
    dossier = a_planned_dossier(work, people)
    hold(work, dossier)
    (row,) = page(work).rows
    assert (row.client, row.technician, row.hue) == ("M. et Mme Dupuy", "Karim Benali", "#3e63dd")
    assert (row.town, row.visit, row.missions) == ("33400 Talence", "24/11/2026 09\u00a0h\u00a000", ["DPE", "Pb", "Am"])
    assert (row.stage, row.delivery, row.due, row.paid) == ("planned", "none", "361,80\u00a0€", False)


@pytest.mark.parametrize("words", ["d-2026-0002", "TALENCE dupuy", "roul 33400", "b.dupuy@courriel"])
def test_a_search_finds_by_reference_client_and_address(work: Work, words: str) -> None:
    some_dossiers(work, 3)
    assert page(work, search=words).total in (1, 3)
    assert page(work, search=words + " nowhere").total == 0


def test_stages_and_deliveries_narrow_the_list_and_are_counted(work: Work, people: Cast) -> None:
    planned, other = a_planned_dossier(work, people), a_dossier(work, people.client_id)
    file = a_sent_report(work, other)
    work.actor = people.client
    services.record_download(work, file.id or 0, original=True)
    work.actor = people.assistant
    assert [row.id for row in page(work, stage="planned").rows] == [planned.id]
    assert [row.id for row in page(work, delivery="all").rows] == [other.id]
    assert page(work, stage="nonsense").total == page(work, delivery="nonsense").total == 0
    counted = queries.counts(work)
    assert [counted[name] for name in ("", "planned", "finished", "all", "archived")] == [2, 1, 1, 1, 0]


def test_karim_and_claire_list_their_own(work: Work, people: Cast) -> None:
    planned, other = a_planned_dossier(work, people), a_dossier(work, people.stranger_client_id)
    for who, own in ((people.technician, planned.id), (people.client, planned.id), (people.stranger, other.id)):
        work.actor = who
        assert [row.id for row in page(work).rows] == [own]
        assert queries.counts(work)[""] == 1
    work.actor = people.visitor
    assert (page(work).total, queries.counts(work)[""]) == (0, 0)


def test_a_stale_key_still_gives_a_page(work: Work) -> None:
    some_dossiers(work, 12)
    assert len(page(work, move="next", end=Key(work.now + timedelta(days=1), 999)).rows) == 10


def test_a_visit_without_known_duration_takes_an_hour_and_a_half(work: Work) -> None:
    dossier = a_dossier(work)
    assert queries.usual_minutes(dossier, ["DPE", "CREP", "AMIANTE"]) == 120
    assert queries.usual_minutes(dossier, ["DTG"]) == 90
    dossier.surface = Decimal(0)
    assert queries.usual_minutes(dossier, ["DPE"]) == 90


def test_a_sheet_of_a_dossier_without_order_says_so(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    dossier.order_id = None
    sheet = queries.dossier_sheet(work, dossier.id or 0)
    assert (sheet.order.id, sheet.order.number, sheet.visit.appointment_id) == (0, "", 0)
    assert dossier.stage is Stage.TO_PLAN


def test_an_absent_mission_has_no_conclusion(work: Work) -> None:
    with pytest.raises(NotFound):
        services.note_conclusion(work, 999, "Classe D")
