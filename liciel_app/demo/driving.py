"""Whose car is whose: Karim's Clio and the kilometres of his year, Sophie's electric car."""

from datetime import date
from typing import Final

from sqlmodel import col, select

from liciel_app.agenda.mileage import entrusting
from liciel_app.agenda.mileage.entrusting import Entrusting
from liciel_app.core.work import Work
from liciel_app.office.models import Account, Resource, Technician

SOPHIES_CAR: Final = "Zoé FK-482-RT"


def cars(work: Work, staff: dict[str, Account], monday: date) -> None:
    """The year's kilometres that the demo gives are those before its week; the office counts from there."""
    karim = work.db.get_one(Technician, staff["k.benali"].id)
    clio = work.db.exec(select(Resource).where(col(Resource.name) == karim.vehicle)).one()
    power, km_before = karim.vehicle_power, karim.year_km
    entrusting.entrust(work, Entrusting(karim.account_id, clio.id or 0, monday, power=power, km_before=km_before))
    zoe = Resource(name=SOPHIES_CAR, kind="vehicle")
    work.db.add(zoe)
    work.db.flush()
    first = date(monday.year, 1, 1)
    entrusting.entrust(work, Entrusting(staff["s.lacaze"].id or 0, zoe.id or 0, first, power=4, electric=True))
