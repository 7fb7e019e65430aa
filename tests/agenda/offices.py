"""An office with Karim at home in Mérignac and Julien in Villenave, as the engines read it."""

from datetime import UTC, date, datetime
from typing import Any

from liciel_app.agenda import rules, services
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.rules import Contact, Details, Place
from liciel_app.core.access import Role
from liciel_app.core.work import Work
from liciel_app.office.models import Certification, Technician
from tests.people import Cast, an_account

MERIGNAC, VILLENAVE, TALENCE, PESSAC = (44.838, -0.643), (44.773, -0.566), (44.802, -0.588), (44.805, -0.631)


def two_technicians(work: Work, people: Cast) -> tuple[int, int]:
    """Karim with every certification; Julien with asbestos until 30/11."""
    karim = people.technician.account_id or 0
    one = work.db.get_one(Technician, karim)
    one.home_lat, one.home_lon = MERIGNAC
    julien = an_account(work, "j.morel@atlantique-diag.example", "Julien Morel", Role.TECHNICIAN).id or 0
    home = {"home_city": "Villenave-d’Ornon", "home_lat": VILLENAVE[0], "home_lon": VILLENAVE[1]}
    work.db.add(Technician(account_id=julien, position=2, **home))
    work.db.add(Certification(account_id=julien, code="AMIANTE", until=date(2026, 11, 30)))
    work.db.flush()
    return karim, julien


def works_always(work: Work, *technicians: int) -> None:
    """Every hour of every day: for what is asked of the clock, not of the hours."""
    for account_id in technicians:
        services.set_hours(work, account_id, (((0, 24 * 60),),) * 7)


def a_booking(
    work: Work, technician: int, day: int, hour: int, at: tuple[float, float] | None = PESSAC, **details: Any
) -> Appointment:
    """Ninety minutes in November 2026, on the office's clock."""
    point = at or (None, None)
    return services.book(
        work,
        technician_id=technician,
        starts_at=datetime(2026, 11, day, hour - 1, tzinfo=UTC),
        minutes=90,
        title="Visite",
        place=Place(city="Pessac", lat=point[0], lon=point[1]),
        contact=Contact(),
        link=("dossier", 1),
        details=Details(**details) if details else rules.PLAIN,
    )
