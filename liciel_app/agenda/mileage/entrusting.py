"""Which vehicle a person drives for the office, from when to when, and what the scale asks of it."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from liciel_app.agenda.mileage import rules, settling, touring
from liciel_app.agenda.mileage.rules import Period
from liciel_app.agenda.models_mileage import VehicleCategory, VehicleSheet, VehicleUse
from liciel_app.core.access import Permission
from liciel_app.core.errors import Conflict, Invalid, NotAllowed, NotFound
from liciel_app.core.language import day_short
from liciel_app.core.work import Work
from liciel_app.office.models import Account, Resource


@dataclass(frozen=True, slots=True)
class Entrusting:
    """`km_before`: driven for the office in the year of `since` before that day."""

    account_id: int
    resource_id: int
    since: date
    category: VehicleCategory = VehicleCategory.CAR
    power: int = 0
    electric: bool = False
    km_before: int = 0


def entrust(work: Work, wanted: Entrusting) -> VehicleUse:
    """From that day on. Raises Invalid beside the wrong field; Conflict naming what overlaps."""
    _refuse_readers(work)
    touring.driver(work, wanted.account_id)
    vehicle = _vehicle(work, wanted.resource_id)
    rules.check_vehicle(wanted.category, wanted.power)
    period = Period(wanted.since)
    rules.check_use(period, wanted.km_before, work.today)
    work.db.exec(select(Resource).where(col(Resource.id) == wanted.resource_id).with_for_update()).one()
    _refuse_overlap(work, wanted, period)
    _refuse_settled(work, wanted.account_id, wanted.since)
    _describe(work, wanted)
    made = VehicleUse(
        resource_id=wanted.resource_id,
        account_id=wanted.account_id,
        since=wanted.since,
        km_before=wanted.km_before,
    )
    work.db.add(made)
    work.db.flush()
    told = {"technician_id": wanted.account_id, "name": vehicle.name, "valid_from": wanted.since.isoformat()}
    work.record("vehicle.entrusted", made, after={**told, "power": wanted.power, "electric": wanted.electric})
    return made


def end_use(work: Work, use_id: int, until: date) -> VehicleUse:
    """The last day of it. Raises Invalid before its first day, Conflict within a month already approved."""
    _refuse_readers(work)
    use = work.db.get(VehicleUse, use_id)
    if use is None:
        raise NotFound("Ce véhicule est introuvable.")
    touring.driver(work, use.account_id)
    rules.check_use(Period(use.since, until), use.km_before, work.today)
    settled = _settled_until(work, use.account_id)
    if settled is not None and until < settled:
        raise Conflict(
            "Les relevés sont approuvés jusqu’au {day} : finissez ce jour-là ou après.", day=day_short(settled)
        )
    if use.until is not None and until > use.until:
        wanted = Entrusting(use.account_id, use.resource_id, use.since)
        _refuse_overlap(work, wanted, Period(use.since, until), besides=use_id)
    before, use.until = use.until, until
    work.db.add(use)
    told = {"valid_until": until.isoformat()}
    work.record("vehicle.use_ended", use, before={"valid_until": before.isoformat() if before else ""}, after=told)
    return use


def _refuse_readers(work: Work) -> None:
    if not work.actor.may(Permission.MILEAGE_APPROVE):
        raise NotAllowed


def _vehicle(work: Work, resource_id: int) -> Resource:
    found = work.db.get(Resource, resource_id)
    if found is None or found.kind != "vehicle":
        raise Invalid({"resource_id": "Choisissez un véhicule de la liste."})
    return found


def _refuse_overlap(work: Work, wanted: Entrusting, period: Period, *, besides: int = 0) -> None:
    """One vehicle a person, one person a vehicle, on any day."""
    near = select(VehicleUse).where(
        (col(VehicleUse.account_id) == wanted.account_id) | (col(VehicleUse.resource_id) == wanted.resource_id),
        col(VehicleUse.id) != besides,
    )
    for use in work.db.exec(near.order_by(col(VehicleUse.since))).all():
        if Period(use.since, use.until).meets(period):
            raise Conflict(
                "{person} conduit déjà « {vehicle} » depuis le {since} : finissez d’abord cette période.",
                person=work.db.get_one(Account, use.account_id).name,
                vehicle=work.db.get_one(Resource, use.resource_id).name,
                since=day_short(use.since),
            )


def _refuse_settled(work: Work, account_id: int, since: date) -> None:
    settled = _settled_until(work, account_id)
    if settled is not None and since <= settled:
        raise Conflict("Les relevés sont approuvés jusqu’au {day} : commencez après.", day=day_short(settled))


def _settled_until(work: Work, account_id: int) -> date | None:
    months = settling.locked_months(work, account_id)
    return rules.last_of(months[-1]) if months else None


def _describe(work: Work, wanted: Entrusting) -> None:
    """What was paid by another power is made up for by the next month."""
    sheet = work.db.get(VehicleSheet, wanted.resource_id) or VehicleSheet(resource_id=wanted.resource_id)
    sheet.category, sheet.electric = wanted.category, wanted.electric
    sheet.power = 0 if wanted.category is VehicleCategory.MOPED else wanted.power
    work.db.add(sheet)
    work.db.flush()
