"""The verbs of the mileage: note a tour, correct it, entrust a vehicle, ask for a month, approve it, pay it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.agenda.mileage import paper, queries, rules, settling, touring
from liciel_app.agenda.mileage.measuring import Driven
from liciel_app.agenda.models_mileage import (
    MileageLine,
    MileageStatement,
    StatementState,
    TourCorrection,
    TourDay,
)
from liciel_app.core.access import Permission
from liciel_app.core.errors import Conflict, Invalid, NotAllowed, Refused
from liciel_app.core.journal import canonical
from liciel_app.core.language import month_words
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.office.models import Technician

YEARS_BACK: Final = 1


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as its approver read it: approving another amount is refused."""

    statement_id: int
    cents: int


def note_tours(work: Work, driven: Sequence[Driven]) -> None:
    """Write down the tours measured; those of an approved month stay as they were approved."""
    for account_id in sorted({one.tour.account_id for one in driven}):
        _locked(work, account_id)
        closed = set(settling.locked_months(work, account_id))
        for one in driven:
            if one.tour.account_id == account_id and rules.first_of(one.tour.day) not in closed:
                _note(work, one)


def correct(work: Work, *, account_id: int, day: date, km: str, reason: str) -> TourCorrection:
    """Another distance for that day, because of `reason`; the planned one is kept. Of an approved month, the
    difference goes to the next one. Raises Invalid beside `km`, `reason` or `day`.
    """
    refuse_others(work, account_id)
    if day > work.today:
        raise Invalid({"day": "Ce jour n’est pas encore passé."})
    if day.year < work.today.year - YEARS_BACK:
        raise Invalid({"day": "Les kilomètres de cette année ne se corrigent plus."})
    tenths, why = rules.distance(km), rules.reason(reason)
    _locked(work, account_id)
    tour = _tour(work, account_id, day)
    before = settling.corrections(work, [tour.id or 0]).get(tour.id or 0)
    known = before.tenths if before else tour.tenths
    if tenths == known:
        raise Invalid({"km": "C’est déjà la distance retenue."})
    made = TourCorrection(tour_id=tour.id or 0, tenths=tenths, reason=why, made_by=work.actor.name, made_at=work.now)
    work.db.add(made)
    work.db.flush()
    told = {"km": paper.km(tenths), "reason": why, "day_on": day.isoformat()}
    work.record("tour.corrected", tour, before={"km": paper.km(known)}, after=told)
    return made


def ask(work: Work, month: date) -> MileageStatement:
    """A person asks for their own month, once it is over. Asking twice is asking once."""
    account_id = work.actor.account_id or 0
    _locked(work, account_id)
    statement = queries.of_month(work, account_id, month)
    if statement is not None and statement.state is StatementState.ASKED:
        return statement
    if statement is not None and statement.state is not StatementState.RETURNED:
        raise Conflict("Le relevé de ce mois est déjà approuvé.")
    settled = settling.settlement(work, account_id, month)
    reason = queries.why_not(work, settled, account_id)
    if reason:
        raise Refused(reason)
    statement = statement or MileageStatement(
        account_id=account_id, month=month, asked_at=work.now, asked_by=work.actor.name
    )
    statement.state, statement.asked_at, statement.returned_why = StatementState.ASKED, work.now, ""
    work.db.add(statement)
    work.db.flush()
    work.record("mileage.asked", statement, after={"month_on": month.isoformat(), "cents": settled.cents})
    return statement


def approve(work: Work, claim: Claim) -> MileageStatement:
    """By somebody else than the driver: the month is locked and its paper sealed.

    Raises Conflict when the amount moved since it was read, or when an earlier month waits.
    """
    statement = _in_hand(work, claim.statement_id)
    if statement.state is not StatementState.ASKED:
        raise Conflict("Ce relevé n’attend pas d’approbation.")
    _refuse_unapproved_before(work, statement)
    settled = settling.settlement(work, statement.account_id, statement.month)
    if settled.cents != claim.cents:
        raise Conflict("Ce relevé a changé depuis que vous l’avez ouvert : relisez-le, puis approuvez-le.")
    statement.state, statement.approved_at, statement.approved_by = StatementState.APPROVED, work.now, work.actor.name
    statement.tenths, statement.cents = settled.tenths, settled.cents
    statement.paper = paper.sealed(queries.drafted(work, statement))
    statement.data_hash = paper.digest(statement.paper)
    work.db.add(statement)
    work.db.add_all(_granted(statement, line) for line in settled.lines)
    work.record("mileage.approved", statement, after={"cents": settled.cents, "sha256": statement.data_hash})
    return statement


def send_back(work: Work, statement_id: int, why: str) -> MileageStatement:
    """Its driver reads why, corrects, and asks again."""
    reason = one_line(why)
    if not reason:
        raise Invalid({"why": "Dites ce qui ne va pas."})
    statement = _in_hand(work, statement_id)
    if statement.state is not StatementState.ASKED:
        raise Conflict("Ce relevé n’attend pas d’approbation.")
    statement.state, statement.returned_why = StatementState.RETURNED, reason
    work.db.add(statement)
    work.record("mileage.returned", statement, after={"reason": reason})
    return statement


def mark_paid(work: Work, statement_id: int) -> MileageStatement:
    """Marking twice is marking once."""
    statement = _in_hand(work, statement_id)
    if statement.state is StatementState.PAID:
        return statement
    if statement.state is not StatementState.APPROVED:
        raise Conflict("Un relevé se paie une fois approuvé.")
    statement.state, statement.paid_at, statement.paid_by = StatementState.PAID, work.now, work.actor.name
    work.db.add(statement)
    work.record("mileage.paid", statement, after={"cents": statement.cents})
    return statement


def _note(work: Work, one: Driven) -> None:
    tour = _tour(work, one.tour.account_id, one.tour.day)
    before = {"km": paper.km(tour.tenths)} if tour.route else None
    tour.tenths, tour.estimated, tour.stops = one.tenths, one.estimated, len(one.tour.stops)
    tour.unlocated, tour.taken_id, tour.route = one.tour.unlocated, one.tour.taken_id, one.tour.route
    tour.legs, tour.noted_at = canonical_legs(one), work.now
    work.db.add(tour)
    work.record("tour.noted", tour, before=before, after={"km": paper.km(tour.tenths), "estimated": tour.estimated})


def canonical_legs(one: Driven) -> str:
    return "[" + ",".join(canonical(asdict(leg)) for leg in one.legs) + "]"


def _tour(work: Work, account_id: int, day: date) -> TourDay:
    """The row of that day, written now when there is none."""
    mine = select(TourDay).where(col(TourDay.account_id) == account_id, col(TourDay.day) == day)
    found = work.db.exec(mine.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        found = TourDay(account_id=account_id, day=day, noted_at=work.now)
        work.db.add(found)
        work.db.flush()
    return found


def _granted(statement: MileageStatement, line: settling.Line) -> MileageLine:
    return MileageLine(
        statement_id=statement.id or 0,
        resource_id=line.resource_id,
        year=line.year,
        tenths_before=line.before.tenths,
        tenths_after=line.total,
        cents=line.cents,
    )


def _refuse_unapproved_before(work: Work, statement: MileageStatement) -> None:
    """Months are approved in order: each begins where the one before ended."""
    waiting = sa_select(col(MileageStatement.month)).where(
        col(MileageStatement.account_id) == statement.account_id,
        col(MileageStatement.month) < statement.month,
        col(MileageStatement.state).in_((StatementState.ASKED, StatementState.RETURNED)),
    )
    asked = work.db.scalars(waiting.order_by(col(MileageStatement.month))).first()
    first = asked or queries.first_open_month(work, statement.account_id, statement.month)
    if first is not None:
        raise Conflict("Le relevé de {month} passe d’abord.", month=month_words(first, work.language))


def _in_hand(work: Work, statement_id: int) -> MileageStatement:
    """For who may approve, and never one's own; read again once everybody before has written."""
    statement = queries.get(work, statement_id)
    if not work.actor.may(Permission.MILEAGE_APPROVE):
        raise NotAllowed
    if statement.account_id == work.actor.account_id:
        raise NotAllowed("Un relevé est approuvé par une autre personne.")
    _locked(work, statement.account_id)
    work.db.refresh(statement)
    return statement


def refuse_others(work: Work, account_id: int) -> None:
    """The driver, and who may approve. Raises NotFound, NotAllowed."""
    touring.driver(work, account_id)
    if account_id != work.actor.account_id and not work.actor.may(Permission.MILEAGE_APPROVE):
        raise NotAllowed


def _locked(work: Work, account_id: int) -> None:
    """One gesture at a time on a person's kilometres. Raises NotFound for somebody else's."""
    touring.driver(work, account_id)
    work.db.exec(select(Technician).where(col(Technician.account_id) == account_id).with_for_update()).one()
