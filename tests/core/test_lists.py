"""Search on the normalised column and pages by key, the same on both databases."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import col

from liciel_app.core import paging, search
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Refused
from liciel_app.core.text import normalise
from liciel_app.core.work import Work, begin
from liciel_app.directory.models import Client, ClientKind
from tests.people import Cast

NAMES = ("Hélène Lefèbvre", "SCI Les Pins", "Œuvrard & Fils", "Inès Laborde", "O'Brien 100%", "Élodie-Anne Roux")
SORTABLE: dict[str, Any] = {"created": col(Client.created_at), "name": col(Client.name)}


@pytest.fixture
def clients(people: Cast) -> None:
    with begin(SYSTEM) as work:
        for number in range(60):
            name = f"{NAMES[number % len(NAMES)]} {number:02d}"
            moment = work.now + timedelta(minutes=number // 3)
            made = Client(kind=ClientKind.PRIVATE, name=name, created_at=moment, norm=normalise(name))
            work.db.add(made)


def _found(work: Work, words: str) -> int:
    return len(work.db.execute(select(col(Client.id)).where(search.matching(Client, words))).all())  # type: ignore[deprecated]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("LEFEBVRE", 10),
        ("hélène lefè", 10),
        ("pins sci", 10),
        ("oeuvrard", 10),
        ("febv", 10),
        ("o'brien 100%", 10),
        ("00", 11),
        ("laborde 03", 1),
        ("roux pins", 0),
        ("%", 0),
        ("_", 0),
        ('" OR 1=1 --', 0),
        ("zzz", 0),
    ],
)
def test_nathalie_finds_by_any_words_in_any_order_without_accents(clients: None, words: str, count: int) -> None:
    with begin(SYSTEM, writing=False) as work:
        assert _found(work, words) == count


def test_a_changed_name_is_found_by_its_new_words_only(clients: None) -> None:
    with begin(SYSTEM) as work:
        client = work.db.execute(select(Client).where(col(Client.name) == "SCI Les Pins 01")).scalar_one()  # type: ignore[deprecated]
        client.name, client.norm = "SCI Les Chênes", normalise("SCI Les Chênes")
        work.db.add(client)
    with begin(SYSTEM, writing=False) as work:
        assert (_found(work, "chenes"), _found(work, "pins 01")) == (1, 0)


@pytest.mark.parametrize("words", ["lefebvre", "roux elodie", "les pins 0", "laborde 03", "ro", "zzz", "%%%"])
@pytest.mark.parametrize("dense", [0, 1000])
def test_a_page_finds_the_same_rows_from_whichever_side_it_walks(clients: None, words: str, dense: int) -> None:
    with begin(SYSTEM, writing=False) as work:
        found = search.finding(work.db, Client, words, dense)
        rows = work.db.execute(select(col(Client.id)).where(found.clause)).all()  # type: ignore[deprecated]
        assert len(rows) == _found(work, words)
        assert found.rows in (None, len(rows))


def test_a_search_is_counted_like_the_rows_it_finds(clients: None) -> None:
    everybody: Any = select(col(Client.id))
    private = everybody.where(col(Client.kind) == ClientKind.PRIVATE)
    with begin(SYSTEM, writing=False) as work:
        for statement in (everybody, private):
            asked = paging.Asked("pins", sort="name", size=10)
            page = paging.page(work.db, statement, SORTABLE, col(Client.id), asked, Client)
            assert (page.total, len(page.rows), page.has_next) == (10, 10, False)


def test_who_turns_the_page_is_not_told_the_total_again(clients: None) -> None:
    statement: Any = select(col(Client.id)).where(col(Client.norm) != "")
    with begin(SYSTEM, writing=False) as work:
        page = paging.page(work.db, statement, SORTABLE, col(Client.id), paging.Asked(total=7))
        assert page.total == 7


def _walk(work: Work, asked: paging.Asked) -> list[int]:
    statement: Any = select(col(Client.id), col(Client.name)).where(col(Client.norm) != "")
    seen: list[int] = []
    page = paging.page(work.db, statement, SORTABLE, col(Client.id), asked)
    while True:
        seen += [row.id for row in page.rows]
        if not page.has_next:
            return seen
        asked = paging.Asked("", asked.sort, asked.descending, "next", page.start, page.end, asked.size)
        page = paging.page(work.db, statement, SORTABLE, col(Client.id), asked)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.integers(10, 70), descending=st.booleans(), sort=st.sampled_from(["created", "name"]))
def test_pages_by_key_show_every_row_once_in_order(clients: None, size: int, descending: bool, sort: str) -> None:
    with begin(SYSTEM, writing=False) as work:
        seen = _walk(work, paging.Asked(sort=sort, descending=descending, size=size))
        way = SORTABLE[sort].desc() if descending else SORTABLE[sort].asc()
        number = col(Client.id).desc() if descending else col(Client.id).asc()
        wanted = work.db.execute(select(col(Client.id)).where(col(Client.norm) != "").order_by(way, number))  # type: ignore[deprecated]
        assert seen == [row.id for row in wanted]


def test_going_back_shows_the_page_before(clients: None) -> None:
    statement = select(col(Client.id)).where(col(Client.norm) != "")
    with begin(SYSTEM, writing=False) as work:
        first = paging.page(work.db, statement, SORTABLE, col(Client.id), paging.Asked(size=20))
        second = paging.page(
            work.db, statement, SORTABLE, col(Client.id), paging.Asked(move="next", end=first.end, size=20)
        )
        back = paging.page(
            work.db, statement, SORTABLE, col(Client.id), paging.Asked(move="previous", start=second.start, size=20)
        )
        assert [row.id for row in back.rows] == [row.id for row in first.rows]
        assert (back.has_previous, back.has_next) == (False, True)


@pytest.mark.parametrize("size", [9, 351, 0, -1])
def test_nine_or_three_hundred_and_fifty_one_lines_per_page_are_refused(people: Cast, size: int) -> None:
    with pytest.raises(Refused, match="entre 10 et 350"), begin(SYSTEM, writing=False) as work:
        paging.page(work.db, select(col(Client.id)), SORTABLE, col(Client.id), paging.Asked(size=size))


def test_a_sort_the_list_does_not_offer_is_refused(people: Cast) -> None:
    with pytest.raises(Refused, match="tri"), begin(SYSTEM, writing=False) as work:
        asked = paging.Asked(sort="password_hash; DROP TABLE client")
        paging.page(work.db, select(col(Client.id)), SORTABLE, col(Client.id), asked)
