"""Many hands on one agenda: whatever the order, nobody is in two places and no visit is lost."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlmodel import select

from liciel_app.agenda import services
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.rules import Contact, Place
from liciel_app.core.access import SYSTEM, Role
from liciel_app.core.errors import Conflict
from liciel_app.core.work import Work, begin
from liciel_app.office.models import Technician
from tests import databases
from tests.agenda.offices import works_always
from tests.agenda.test_booking import NINE
from tests.people import Cast, an_account

PEOPLE, MOVES = (50, 20) if databases.POSTGRESQL else (8, 10)


def technicians(work: Work) -> list[int]:
    accounts = [an_account(work, f"tech{n}@atlantique-diag.example", f"Tech {n}", Role.TECHNICIAN) for n in range(4)]
    work.db.add_all(Technician(account_id=account.id or 0) for account in accounts)
    work.db.flush()
    works_always(work, *(account.id or 0 for account in accounts))
    return [account.id or 0 for account in accounts]


def a_visit_of(work: Work, technician: int, turn: int) -> int:
    appointment = services.book(
        work,
        technician_id=technician,
        starts_at=NINE + timedelta(hours=turn),
        minutes=60,
        title=f"Visite {turn}",
        place=Place(),
        contact=Contact(),
        link=("dossier", turn),
    )
    return appointment.id or 0


@pytest.mark.postgresql
def test_a_crowd_moving_visits_leaves_no_overlap_and_loses_none(people: Cast) -> None:
    with begin(people.assistant) as work:
        crew = technicians(work)
        visits = [a_visit_of(work, crew[turn % len(crew)], turn) for turn in range(12)]

    def busy_hands(person: int) -> int:
        chance, done = random.Random(person), 0  # noqa: S311 which visit, not a secret
        for _turn in range(MOVES):
            try:
                with begin(people.assistant) as work:
                    services.move(
                        work,
                        chance.choice(visits),
                        technician_id=chance.choice(crew),
                        starts_at=NINE + timedelta(minutes=30 * chance.randrange(20)),
                        minutes=60,
                    )
                done += 1
            except Conflict:
                pass
        return done

    with ThreadPoolExecutor(PEOPLE) as crowd:
        done = sum(crowd.map(busy_hands, range(PEOPLE)))
    with begin(SYSTEM) as work:
        kept = work.db.exec(select(Appointment).order_by(Appointment.technician_id, Appointment.starts_at)).all()  # type: ignore[arg-type]
    assert done > 0
    assert sorted(one.id or 0 for one in kept) == sorted(visits)
    assert all(a.ends_at <= b.starts_at for a, b in pairwise(kept) if a.technician_id == b.technician_id)
