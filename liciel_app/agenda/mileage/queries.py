"""Reading the mileage: a person's month, everybody's month, the vehicles, a statement and its paper."""

import json
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.agenda.mileage import paper, rules, scales, settling, touring
from liciel_app.agenda.mileage.paper import PaperDay, PaperLine, StatementPaper, km
from liciel_app.agenda.mileage.rows import DayRow, LineRow, MonthSheet, PersonRow, ProofRow, VehicleRow
from liciel_app.agenda.mileage.settling import Day, Line, Settlement
from liciel_app.agenda.models_mileage import MileageStatement, StatementState, TourEvidence, VehicleSheet, VehicleUse
from liciel_app.core import clock
from liciel_app.core.access import Actor
from liciel_app.core.errors import NotFound
from liciel_app.core.language import Language, day_as, day_short, month_words, say
from liciel_app.core.money import euros
from liciel_app.core.work import Work
from liciel_app.office import queries as office_queries
from liciel_app.office.models import Account, Resource
from liciel_app.office.parties import seller_of

NO_VEHICLE = "Aucun véhicule déclaré ce jour-là : ces kilomètres ne sont pas remboursés."
OFFICE_VEHICLE = "Véhicule de l’office : ces kilomètres ne sont pas remboursés."
UNLOCATED = "Rendez-vous sans coordonnées, non comptés : {count}."
NO_HOME = "Domicile inconnu : l’aller et le retour ne sont pas comptés."


def visible_to(actor: Actor) -> Select[Any]:
    """The statements of the people whose mileage the actor may read."""
    people = touring.drivers_visible_to(actor).with_only_columns(col(Account.id))
    return sa_select(MileageStatement).where(col(MileageStatement.account_id).in_(people))


def get(work: Work, statement_id: int) -> MileageStatement:
    found = work.db.scalars(visible_to(work.actor).where(col(MileageStatement.id) == statement_id)).one_or_none()
    if found is None:
        raise NotFound("Ce relevé est introuvable.")
    return found


def of_month(work: Work, account_id: int, month: date) -> MileageStatement | None:
    mine = visible_to(work.actor).where(
        col(MileageStatement.account_id) == account_id, col(MileageStatement.month) == month
    )
    return work.db.scalars(mine.execution_options(populate_existing=True)).one_or_none()


def month_sheet(work: Work, account_id: int, month: date) -> MonthSheet:
    """Approved months as they were sealed; the others as they stand. Raises NotFound for somebody else's."""
    person, technician = touring.driver(work, account_id)
    statement = of_month(work, account_id, month)
    settled = settling.settlement(work, account_id, month)
    proofs = _proofs(work, settled)
    names, own = vehicle_names(work), {one.resource_id for one in settling.uses_of(work, account_id)}
    homeless = technician.home_lat is None
    read = paper_of(work, statement) if statement is not None and statement.paper else None
    lines = list(read.lines) if read else [paper_line(work, line, names) for line in settled.lines]
    cents = read.cents if read else settled.cents
    return MonthSheet(
        account_id=account_id,
        person=person.name,
        month=month.isoformat(),
        title=month_words(month, work.language),
        days=[
            _day_row(day, names, _warnings(work, day, own, homeless=homeless), proofs, work.language)
            for day in settled.days
        ],
        lines=[_line_row(work, line, month) for line in lines],
        km=km(read.tenths if read else settled.tenths),
        amount=euros(cents),
        cents=cents,
        estimated=any(day.tour.estimated and day.correction is None for day in settled.days),
        statement_id=(statement.id or 0) if statement else 0,
        state=str(statement.state) if statement else "",
        history=_history(work, statement),
        returned_why=statement.returned_why if statement else "",
        why_not=why_not(work, settled, account_id),
        mine=account_id == work.actor.account_id,
    )


def why_not(work: Work, settled: Settlement, account_id: int) -> str:
    """Why that month cannot be asked for now, in one sentence; empty when it can."""
    if rules.last_of(settled.month) >= work.today:
        since = day_short(rules.next_month(settled.month))
        return say("Le mois n’est pas fini : le relevé se demande à partir du {day}.", work.language, day=since)
    if not settled.lines:
        return say("Aucun kilomètre à rembourser ce mois-là.", work.language)
    earlier = first_open_month(work, account_id, settled.month)
    if earlier is not None:
        month = month_words(earlier, work.language)
        return say("Demandez d’abord le relevé de {month}.", work.language, month=month)
    return ""


def first_open_month(work: Work, account_id: int, before: date) -> date | None:
    """The first earlier month with paid kilometres and no statement approved, or asked for."""
    done = settling.locked_months(work, account_id)
    known = {one.month for one in _statements(work, account_id) if one.state is not StatementState.RETURNED}
    latest = max(done, default=settling.FIRST_DAY)
    uses = settling.uses_of(work, account_id)
    days = settling.days_between(work, account_id, latest, before - timedelta(days=1), uses)
    open_months = {rules.first_of(day.tour.day) for day in days if day.paid and day.tenths}
    return min(open_months - known - set(done), default=None)


def people_rows(work: Work, month: date) -> list[PersonRow]:
    """Everybody's month, in the office's order."""
    names = vehicle_names(work)
    return [_person_row(work, person, month, names) for person in touring.drivers(work)]


def vehicle_rows(work: Work) -> list[VehicleRow]:
    """Who drives what and since when, the present ones first."""
    sheets = {one.resource_id: one for one in work.db.exec(select(VehicleSheet)).all()}
    names, people = vehicle_names(work), {one.id: one.name for one in touring.drivers(work)}
    wanted = select(VehicleUse).order_by(col(VehicleUse.until).is_not(None), col(VehicleUse.since).desc())
    return [
        _vehicle_row(use, names, sheets[use.resource_id], people.get(use.account_id, ""))
        for use in work.db.exec(wanted).all()
        if use.account_id in people
    ]


def vehicle_names(work: Work) -> dict[int, str]:
    vehicles = select(Resource).where(col(Resource.kind) == "vehicle").order_by(col(Resource.name))
    return {one.id or 0: one.name for one in work.db.exec(vehicles).all()}


def open_vehicles(work: Work) -> list[tuple[str, str]]:
    """The vehicles that may be entrusted: (number, name)."""
    wanted = select(Resource).where(col(Resource.kind) == "vehicle", col(Resource.closed_at).is_(None))
    return [(str(one.id), one.name) for one in work.db.exec(wanted.order_by(col(Resource.name))).all()]


def paper_of(work: Work, statement: MileageStatement) -> StatementPaper:
    """Sealed once approved; as it stands before."""
    return paper.opened(statement.paper) if statement.paper else drafted(work, statement)


def drafted(work: Work, statement: MileageStatement) -> StatementPaper:
    settled = settling.settlement(work, statement.account_id, statement.month)
    names = vehicle_names(work)
    return StatementPaper(
        person=work.db.get_one(Account, statement.account_id).name,
        month=statement.month,
        seller=seller_of(office_queries.office(work)),
        asked_on=clock.local(statement.asked_at).date(),
        asked_by=statement.asked_by,
        approved_on=clock.local(statement.approved_at).date() if statement.approved_at else None,
        approved_by=statement.approved_by,
        days=tuple(_paper_day(day, names) for day in settled.days),
        lines=tuple(paper_line(work, line, names) for line in settled.lines),
    )


def paper_line(work: Work, line: Line, names: dict[int, str]) -> PaperLine:
    sheet = work.db.get_one(VehicleSheet, line.resource_id)
    return PaperLine(
        vehicle=names[line.resource_id],
        power=paper.described(sheet.category, sheet.power, electric=sheet.electric),
        year=line.year,
        scale=scales.year_of(line.year),
        tenths_before=line.before.tenths,
        tenths_after=line.total,
        cents_before=line.before.cents,
        cents=line.cents,
    )


def route_of(day: Day) -> str:
    """Mérignac → Talence → Mérignac"""
    legs: list[dict[str, Any]] = json.loads(day.tour.legs)
    return " → ".join([legs[0]["start"], *(leg["end"] for leg in legs)]) if legs else ""


def _statements(work: Work, account_id: int) -> Sequence[MileageStatement]:
    return work.db.scalars(visible_to(work.actor).where(col(MileageStatement.account_id) == account_id)).all()


def _paper_day(day: Day, names: dict[int, str]) -> PaperDay:
    return PaperDay(
        day=day.tour.day,
        route=route_of(day),
        vehicle=names.get(day.resource_id or 0, ""),
        tenths=day.tenths,
        planned=day.tour.tenths,
        estimated=day.tour.estimated and day.correction is None,
        reason=day.correction.reason if day.correction else "",
    )


def _proofs(work: Work, settled: Settlement) -> dict[int, list[ProofRow]]:
    """By tour, the files that prove it."""
    found = select(TourEvidence).where(col(TourEvidence.tour_id).in_([day.tour.id or 0 for day in settled.days]))
    rows: dict[int, list[ProofRow]] = {}
    for one in work.db.exec(found.order_by(col(TourEvidence.id))).all():
        rows.setdefault(one.tour_id, []).append(ProofRow(one.name, f"/kilometres/justificatifs/{one.id}"))
    return rows


def _day_row(
    day: Day, names: dict[int, str], warnings: list[str], proofs: dict[int, list[ProofRow]], lang: Language
) -> DayRow:
    correction = day.correction
    return DayRow(
        iso=day.tour.day.isoformat(),
        day=day_as(day.tour.day, "EEE d MMM", lang),
        route=route_of(day),
        km=km(day.tenths),
        typed=f"{day.tenths / 10:.1f}".replace(".", ","),
        planned=km(day.tour.tenths) if correction else "",
        reason=correction.reason if correction else "",
        corrected_by=correction.made_by if correction else "",
        estimated=day.tour.estimated and correction is None,
        vehicle=names.get(day.resource_id or 0, ""),
        warning=" ".join(warnings),
        proofs=proofs.get(day.tour.id or 0, []),
    )


def _warnings(work: Work, day: Day, own: Collection[int], *, homeless: bool) -> list[str]:
    """`own`: the vehicles the person ever drove for the office."""
    told: list[str] = []
    if not day.paid:
        others = day.tour.taken_id is not None and day.tour.taken_id not in own
        told.append(say(OFFICE_VEHICLE if others else NO_VEHICLE, work.language))
    if day.correction is None and day.tour.unlocated:
        told.append(say(UNLOCATED, work.language, count=day.tour.unlocated))
    if day.correction is None and homeless and day.tour.stops:
        told.append(say(NO_HOME, work.language))
    return told


def _line_row(work: Work, line: PaperLine, month: date) -> LineRow:
    scale = say("Barème {scale}", work.language, scale=line.scale)
    return LineRow(
        vehicle=line.vehicle if line.year == month.year else f"{line.vehicle} ({line.year})",
        power=line.power,
        scale=scale,
        before=km(line.tenths_before),
        after=km(line.tenths_after),
        amount=euros(line.cents),
    )


def _history(work: Work, statement: MileageStatement | None) -> list[str]:
    """Who asked, approved and paid, and when."""
    if statement is None:
        return []
    told = [
        ("Demandé par {who} le {day}", statement.asked_at, statement.asked_by),
        ("Approuvé par {who} le {day}", statement.approved_at, statement.approved_by),
        ("Payé, noté par {who} le {day}", statement.paid_at, statement.paid_by),
    ]
    return [
        say(sentence, work.language, who=who, day=day_short(clock.local(when).date()))
        for sentence, when, who in told
        if when is not None
    ]


def _person_row(work: Work, person: Account, month: date, names: dict[int, str]) -> PersonRow:
    number = person.id or 0
    settled = settling.settlement(work, number, month)
    statement = of_month(work, number, month)
    locked = statement is not None and statement.cents is not None
    tenths = statement.tenths if statement and statement.tenths is not None else settled.tenths
    cents = statement.cents if statement and statement.cents is not None else settled.cents
    driven = dict.fromkeys(names[day.resource_id] for day in settled.days if day.resource_id)
    state = str(statement.state) if statement else "open" if settled.lines or locked else "nothing"
    days = sum(1 for day in settled.days if day.tenths)
    return PersonRow(number, person.name, km(tenths), euros(cents), state, days, ", ".join(driven))


def _vehicle_row(use: VehicleUse, names: dict[int, str], sheet: VehicleSheet, person: str) -> VehicleRow:
    return VehicleRow(
        key=str(use.id),
        use_id=use.id or 0,
        resource_id=use.resource_id,
        name=names[use.resource_id],
        power=paper.described(sheet.category, sheet.power, electric=sheet.electric),
        person=person,
        since=day_short(use.since),
        until=day_short(use.until),
        until_iso=use.until.isoformat() if use.until else "",
        km_before=km(use.km_before * 10) if use.km_before else "",
    )
