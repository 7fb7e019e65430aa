"""Many hands on two analysers: each is in one place at a time, and who comes too late is told who has it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from liciel_app.agenda import services
from liciel_app.agenda.models_time import AppointmentResource
from liciel_app.agenda.rules import Contact, Details, Place
from liciel_app.agenda.services.resources import Facts
from liciel_app.core.access import SYSTEM, Role
from liciel_app.core.errors import Conflict
from liciel_app.core.work import Work, begin
from liciel_app.office.models import Technician
from tests.agenda.test_booking import NINE
from tests.conftest import rows
from tests.people import Cast, an_account

CREW = 6


def a_crew(work: Work) -> list[int]:
    accounts = [an_account(work, f"t{n}@atlantique-diag.example", f"Tech {n}", Role.TECHNICIAN) for n in range(CREW)]
    work.db.add_all(Technician(account_id=account.id or 0) for account in accounts)
    for name in ("XRF-1", "XRF-2"):
        services.save_resource(work, Facts(name, "instrument", serves=("CREP",)))
    return [account.id or 0 for account in accounts]


@pytest.mark.postgresql
def test_six_lead_visits_at_the_same_hour_find_two_analysers(people: Cast) -> None:
    with begin(people.assistant) as work:
        crew = a_crew(work)

    def book(technician: int) -> str:
        try:
            with begin(people.assistant) as work:
                services.book(
                    work,
                    technician_id=technician,
                    starts_at=NINE,
                    minutes=60,
                    title="Plomb",
                    place=Place(),
                    contact=Contact(),
                    link=("dossier", technician),
                    details=Details(needs=("CREP",)),
                )
        except Conflict as refusal:
            return refusal.sentence
        return "booked"

    with ThreadPoolExecutor(CREW) as crowd:
        outcomes = list(crowd.map(book, crew))
    late = [one for one in outcomes if one != "booked"]
    assert len(late) == CREW - 2
    assert set(late) == {"{resource} est déjà réservé pour « {title} » le {day} de {start} à {end}."}
    with begin(SYSTEM) as work:
        taken = work.db.exec(select(AppointmentResource)).all()
        assert len({one.resource_id for one in taken}) == len(taken) == rows(work, "appointment") == 2


def test_the_two_analysers_are_free_again_an_hour_later(people: Cast) -> None:
    with begin(people.assistant) as work:
        crew = a_crew(work)
        for turn, technician in enumerate(crew):
            services.book(
                work,
                technician_id=technician,
                starts_at=NINE + timedelta(hours=turn // 2),
                minutes=60,
                title="Plomb",
                place=Place(),
                contact=Contact(),
                link=("dossier", technician),
                details=Details(needs=("CREP",)),
            )
        assert rows(work, "appointmentresource") == CREW
