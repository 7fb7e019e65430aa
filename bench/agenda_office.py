"""Ten technicians with six visits a day for ten working days, written straight to the tables of an empty demo."""

import sys
from datetime import datetime, timedelta
from random import Random

from sqlmodel import col, delete

from liciel_app import rooms
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.queries import planning_facts
from liciel_app.agenda.slots import horizon
from liciel_app.core import clock
from liciel_app.core.access import SYSTEM, Role
from liciel_app.core.work import Work, begin
from liciel_app.office.models import Account, Certification, Technician

PEOPLE, VISITS = 10, 6


def main(days: int) -> None:
    rooms.open_jobs()
    chance = Random(7)  # noqa: S311 the same data each time
    with begin(SYSTEM) as work:
        work.db.exec(delete(Appointment).where(col(Appointment.link_kind) == ""))  # days off of the demo
        known = [one.id for one in planning_facts.technicians(work, planning_facts.Wanted(), (work.now, work.now))]
        people = [int(number) for number in known] + [_technician(work, chance, n) for n in range(PEOPLE - len(known))]
        for day in horizon.days(work.today + timedelta(days=1), days, frozenset()):
            if day.weekday() in horizon.WORKED:
                for person in people:
                    _fill(work, chance, person, clock.at_office(day, 8))


def _technician(work: Work, chance: Random, number: int) -> int:
    mail = f"technicien{number}@atlantique-diag.example"
    account = Account(
        email=mail, name=f"Technicien {number}", role=Role.TECHNICIAN, password_hash="", created_at=work.now
    )
    work.db.add(account)
    work.db.flush()
    person = account.id or 0
    lat, lon = _point(chance)
    work.db.add(Technician(account_id=person, home_lat=lat, home_lon=lon, position=10 + number))
    work.db.add(Certification(account_id=person, code="DPE"))
    return person


def _fill(work: Work, chance: Random, person: int, eight: datetime) -> None:
    for number in range(VISITS):
        starts = eight + timedelta(minutes=30 + number * 90)
        lat, lon = _point(chance)
        work.db.add(
            Appointment(
                uid=f"{person}-{starts.isoformat()}",
                title="Visite",
                technician_id=person,
                starts_at=starts,
                ends_at=starts + timedelta(minutes=45),
                city="Bordeaux",
                lat=lat,
                lon=lon,
            )
        )


def _point(chance: Random) -> tuple[float, float]:
    return 44.84 + chance.gauss(0, 0.06), -0.58 + chance.gauss(0, 0.08)


if __name__ == "__main__":
    main(int(sys.argv[1]))
