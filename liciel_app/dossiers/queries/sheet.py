"""One dossier with everything its page shows, for whoever may see it."""

from sqlmodel import col, select

from liciel_app.agenda.models import Appointment
from liciel_app.agenda.queries import answers
from liciel_app.core import clock
from liciel_app.core.errors import Refused
from liciel_app.core.language import day_short, hour, moment, say
from liciel_app.core.money import euros
from liciel_app.core.text import phone_fr
from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.dossiers import rules
from liciel_app.dossiers.models import Dossier, FileRole, Mission
from liciel_app.dossiers.queries import scope
from liciel_app.dossiers.queries.filing import FileRow, files, held
from liciel_app.dossiers.queries.rows import (
    USUAL_MINUTES,
    Amounts,
    Ddt,
    DossierSheet,
    MissionRow,
    Ordered,
    People,
    Site,
    StepRow,
    Visit,
)
from liciel_app.dossiers.queries.standing import last_request, progress
from liciel_app.office.models import Account
from liciel_app.orders.durations import USUAL_DURATIONS, minutes
from liciel_app.orders.labels import LABELS
from liciel_app.orders.models import Order


def dossier_sheet(work: Work, dossier_id: int) -> DossierSheet:
    """Raises NotFound for an absent dossier and for somebody else's."""
    dossier = scope.get(work, dossier_id)
    sold, so_far = _missions(work, dossier_id), progress(work, dossier)
    missions = [one for one in sold if one.code in LABELS]
    filed, action, steps = files(work, dossier_id), rules.next_action(so_far), rules.steps(so_far)
    return DossierSheet(
        id=dossier_id,
        reference=dossier.reference,
        title=dossier.title,
        stage=str(dossier.stage),
        delivery=str(dossier.delivery),
        site=_site(dossier),
        people=_people(work, dossier),
        order=_ordered(work, dossier),
        visit=_visit(work, dossier),
        usual_minutes=usual_minutes(dossier, [mission.code for mission in missions]),
        missions=[_mission(mission) for mission in missions],
        extras=[_mission(one) for one in sold if one.code not in LABELS],
        files=filed,
        amounts=_amounts(dossier, so_far),
        held=held(work, dossier_id),
        ddt=_ddt(work, dossier_id, so_far, filed),
        notified=moment(dossier.notified_at),
        steps=[_step(work, step) for step in steps],
        current_step=next((rank for rank, step in enumerate(steps) if step.state == "current"), len(steps)),
        action=action,
        action_word=say(rules.ACTION_WORDS[action], work.language) if action else "",
        created=moment(dossier.created_at),
        updated=moment(dossier.updated_at),
    )


def address(dossier: Dossier) -> str:
    town = f"{dossier.postcode} {dossier.city}".strip()
    return ", ".join(part for part in (dossier.street, town) if part)


def usual_minutes(dossier: Dossier, codes: list[str]) -> int:
    """How long the visit takes on site; an hour and a half where the office has no duration for it."""
    try:
        return minutes(USUAL_DURATIONS, codes, dossier.surface) or USUAL_MINUTES
    except Refused:
        return USUAL_MINUTES


def _site(dossier: Dossier) -> Site:
    return Site(
        address=address(dossier),
        transaction=dossier.transaction,
        kind=dossier.property_kind,
        surface=rules.surface(dossier.surface),
        located=dossier.lat is not None and dossier.lon is not None,
        lat=dossier.lat or 0.0,
        lon=dossier.lon or 0.0,
    )


def _people(work: Work, dossier: Dossier) -> People:
    client = work.db.get_one(Client, dossier.client_id)
    return People(
        client_id=dossier.client_id,
        client=client.name,
        client_email=client.email,
        client_phone=phone_fr(client.phone),
        contact=dossier.contact_name,
        contact_email=dossier.contact_email,
        contact_phone=phone_fr(dossier.contact_phone),
    )


def _ordered(work: Work, dossier: Dossier) -> Ordered:
    order = work.db.get(Order, dossier.order_id) if dossier.order_id else None
    return Ordered(order.id or 0, order.number, day_short(order.wished_on), order.comment) if order else Ordered()


def _ddt(work: Work, dossier_id: int, so_far: rules.Progress, filed: list[FileRow]) -> Ddt:
    bound = next((one.id for one in filed if one.role == FileRole.DDT and one.current), 0)
    asked = last_request(work, dossier_id)
    return Ddt(bound, so_far.ddt_waiting, asked.refusal if asked else "")


def _missions(work: Work, dossier_id: int) -> list[Mission]:
    wanted = select(Mission).where(col(Mission.dossier_id) == dossier_id).order_by(col(Mission.position))
    return list(work.db.exec(wanted).all())


def _mission(mission: Mission) -> MissionRow:
    return MissionRow(
        id=mission.id or 0,
        code=mission.code,
        label=mission.label,
        icon=LABELS[mission.code].icon if mission.code in LABELS else mission.code,
        price=euros(mission.cents),
        conclusion=mission.conclusion,
        valid_until=day_short(mission.valid_until),
        valid_until_iso=mission.valid_until.isoformat() if mission.valid_until else "",
    )


def _visit(work: Work, dossier: Dossier) -> Visit:
    booked = work.db.get(Appointment, dossier.appointment_id) if dossier.appointment_id else None
    if booked is None:
        return Visit(technician_id=dossier.technician_id or 0)
    person = work.db.get_one(Account, booked.technician_id)
    number = booked.id or 0
    begins = clock.local(booked.starts_at)
    return Visit(
        appointment_id=booked.id or 0,
        technician_id=booked.technician_id,
        technician=person.name,
        phone=phone_fr(person.phone),
        state=str(booked.state),
        day=day_short(begins.date()),
        start=hour(booked.starts_at),
        end=hour(booked.ends_at),
        day_iso=begins.date().isoformat(),
        start_iso=begins.strftime("%H:%M"),
        minutes=int((booked.ends_at - booked.starts_at).total_seconds()) // 60,
        answer=answers.answer_of(work, [number]).get(number, ""),
        client_moves=answers.moved_by_client(work, [number]).get(number, 0),
    )


def _amounts(dossier: Dossier, so_far: rules.Progress) -> Amounts:
    due = max(dossier.invoiced_cents - dossier.paid_cents, 0)
    return Amounts(
        net=euros(dossier.net_cents),
        discount=euros(dossier.discount_cents) if dossier.discount_cents else "",
        vat=euros(dossier.gross_cents - dossier.net_cents - dossier.rounding_cents),
        rounding=euros(dossier.rounding_cents) if dossier.rounding_cents else "",
        gross=euros(dossier.gross_cents),
        invoiced=so_far.invoiced,
        paid=so_far.invoiced and so_far.settled,
        due=euros(due) if due else "",
    )


def _step(work: Work, step: rules.Step) -> StepRow:
    on = day_short(clock.local(step.at).date()) if step.at else ""
    return StepRow(step.name, say(rules.STEP_WORDS[step.name], work.language), step.state, on)
