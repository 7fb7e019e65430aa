"""Karim with his own car, and tours of a month as they were driven."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from liciel_app.agenda.mileage import entrusting, measuring, services, touring
from liciel_app.agenda.mileage.entrusting import Entrusting
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_mileage import MileageStatement, VehicleUse
from liciel_app.core.access import Actor
from liciel_app.core.work import Work, begin
from liciel_app.office.models import Resource, Technician
from tests.people import Cast

MERIGNAC, TALENCE, PESSAC = (44.838, -0.643), (44.802, -0.588), (44.805, -0.631)
OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
Clock = Callable[[datetime], None]


def at(year: int, month: int, day: int, hour: int = 8) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def a_car(work: Work, name: str = "Clio GH-123-KL") -> int:
    car = Resource(name=name, kind="vehicle")
    work.db.add(car)
    work.db.flush()
    return car.id or 0


def karim_at_home(work: Work, people: Cast) -> int:
    karim = people.technician.account_id or 0
    one = work.db.get_one(Technician, karim)
    one.home_city, one.home_lat, one.home_lon = "Mérignac", *MERIGNAC
    work.db.add(one)
    work.db.flush()
    return karim


def karim_drives(work: Work, people: Cast, since: date = date(2026, 1, 1), **known: Any) -> VehicleUse:
    facts = {"power": 5, **known}
    return entrusting.entrust(work, Entrusting(karim_at_home(work, people), a_car(work), since, **facts))


def a_visit(
    work: Work, account_id: int, starts_at: datetime, at: tuple[float, float] | None = TALENCE, **known: Any
) -> Appointment:
    """In the past too: as the agenda keeps it."""
    lat, lon = at or (None, None)
    facts: dict[str, Any] = {"state": AppointmentState.DONE, "city": "Talence", **known}
    visit = Appointment(
        uid=f"{account_id}-{starts_at.isoformat()}-{lat}",
        title="Visite",
        technician_id=account_id,
        starts_at=starts_at,
        ends_at=starts_at.replace(minute=59),
        lat=lat,
        lon=lon,
        **facts,
    )
    work.db.add(visit)
    work.db.flush()
    return visit


def noted(work: Work, account_id: int, first: date, last: date) -> None:
    services.note_tours(work, measuring.measured(touring.to_measure(work, account_id, first, last)))


def driven(work: Work, account_id: int, day: date, km: str) -> None:
    services.correct(work, account_id=account_id, day=day, km=km, reason="Compteur")


def asked(people: Cast, month: date) -> MileageStatement:
    with begin(people.technician) as work:
        return services.ask(work, month)


def approved(by: Actor, statement: MileageStatement) -> MileageStatement:
    from liciel_app.agenda.mileage import queries

    with begin(by) as work:
        sheet = queries.month_sheet(work, statement.account_id, statement.month)
        return services.approve(work, services.Claim(statement.id or 0, sheet.cents))


def two_months(people: Cast) -> int:
    """100 km in October, 50 in November, at home in Mérignac."""
    with begin(people.assistant) as work:
        karim = karim_drives(work, people).account_id
        driven(work, karim, date(2026, 10, 6), "100")
        driven(work, karim, date(2026, 11, 20), "50")
    return karim
