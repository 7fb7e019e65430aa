"""What happened to a dossier so far, gathered from its rows: the stage bar and the next action read it."""

from datetime import datetime

from sqlmodel import col, select

from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.core.work import Work
from liciel_app.dossiers import rules
from liciel_app.dossiers.models import DdtRequest, Dossier, DossierFile, FileRole
from liciel_app.dossiers.queries import filing
from liciel_app.orders.models import Order


def progress(work: Work, dossier: Dossier) -> rules.Progress:
    """For a dossier this person was allowed to read."""
    number = dossier.id or 0
    reports = filing.current(work, number, FileRole.REPORT)
    asked = last_request(work, number)
    taken = filing.taken_by_clients(work, number).values()
    return rules.Progress(
        stage=dossier.stage,
        ordered_at=_ordered_at(work, dossier),
        visit_at=dossier.visit_at,
        visited=_visited(work, dossier),
        reports=len(reports),
        reports_at=max((report.uploaded_at for report in reports), default=None),
        ddt_fresh=_fresh(work, number, asked),
        ddt_waiting=asked is not None and waiting(work, asked),
        invoiced=dossier.invoiced_at is not None or dossier.invoiced_cents > 0,
        invoiced_at=dossier.invoiced_at,
        settled=dossier.paid_cents >= dossier.invoiced_cents,
        paid_at=dossier.paid_at,
        notified_at=dossier.notified_at,
        delivery=dossier.delivery,
        delivered_at=max((one.last for one in taken if one.last and one.originals), default=None),
    )


def last_request(work: Work, dossier_id: int) -> DdtRequest | None:
    """The last time somebody asked for the DDT."""
    asked = select(DdtRequest).where(col(DdtRequest.dossier_id) == dossier_id)
    return work.db.exec(asked.order_by(col(DdtRequest.id).desc()).limit(1)).first()


def waiting(work: Work, asked: DdtRequest) -> bool:
    """A request nobody answered for hours is lost: it may be made again."""
    return asked.done_at is None and work.now - asked.asked_at < rules.DDT_LASTS


def _fresh(work: Work, dossier_id: int, asked: DdtRequest | None) -> bool:
    """No report came, went or was replaced after the DDT was asked for."""
    bound = filing.current(work, dossier_id, FileRole.DDT)
    if not bound:
        return False
    made_for = asked.asked_at if asked and asked.file_id == bound[-1].id else bound[-1].uploaded_at
    changed = _last_change(work, dossier_id)
    return changed is None or changed <= made_for


def _last_change(work: Work, dossier_id: int) -> datetime | None:
    reports = select(DossierFile.uploaded_at, DossierFile.replaced_at, DossierFile.removed_at).where(
        col(DossierFile.dossier_id) == dossier_id, col(DossierFile.role) == FileRole.REPORT
    )
    return max((at for moments in work.db.exec(reports).all() for at in moments if at is not None), default=None)


def _ordered_at(work: Work, dossier: Dossier) -> datetime:
    order = work.db.get(Order, dossier.order_id) if dossier.order_id else None
    return order.placed_at if order else dossier.created_at


def _visited(work: Work, dossier: Dossier) -> bool:
    visit = work.db.get(Appointment, dossier.appointment_id) if dossier.appointment_id else None
    return visit is not None and visit.state is AppointmentState.DONE
