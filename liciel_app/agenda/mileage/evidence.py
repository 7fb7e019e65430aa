"""What proves a day's kilometres: a photo of the counter, a map printed, a receipt."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlmodel import col, select

from liciel_app.agenda.mileage import rules, services, settling, touring
from liciel_app.agenda.models_mileage import TourDay, TourEvidence
from liciel_app.core import files
from liciel_app.core.errors import Conflict, NotFound, Refused
from liciel_app.core.text import file_name
from liciel_app.core.work import Work

MOST: Final = 10
"""Files a day may have."""


def may_attach(work: Work, account_id: int, day: date) -> None:
    """Raises the refusal `attach` would, so that nothing is received for nothing."""
    services.refuse_others(work, account_id)
    if rules.first_of(day) in settling.locked_months(work, account_id):
        raise Conflict("Ce mois est approuvé : ses justificatifs ne changent plus.")
    if len(of_tour(work, [_tour(work, account_id, day).id or 0])) >= MOST:
        raise Refused("Dix justificatifs suffisent pour une journée.")


def attach(work: Work, account_id: int, day: date, *, name: str, sha256: str, size: int, kind: str) -> TourEvidence:  # noqa: PLR0913 the facts that make a file
    """A file already in the storage, of media type `kind`; the same content again is the same one."""
    may_attach(work, account_id, day)
    tour = _tour(work, account_id, day)
    known = next((one for one in of_tour(work, [tour.id or 0]) if one.sha256 == sha256), None)
    if known is not None:
        return known
    files.keep(work, sha256=sha256, size=size, media_type=kind)
    made = TourEvidence(
        tour_id=tour.id or 0, sha256=sha256, name=file_name(name), size=size, media_type=kind, by=work.actor.name,
        at=work.now,
    )  # fmt: skip
    work.db.add(made)
    work.db.flush()
    work.record("tour.evidenced", tour, after={"name": made.name, "sha256": sha256, "day_on": day.isoformat()})
    return made


def of_tour(work: Work, tour_ids: Sequence[int]) -> Sequence[TourEvidence]:
    wanted = select(TourEvidence).where(col(TourEvidence.tour_id).in_(tour_ids)).order_by(col(TourEvidence.id))
    return work.db.exec(wanted).all()


def get(work: Work, evidence_id: int) -> TourEvidence:
    """Raises NotFound for somebody else's."""
    found = work.db.get(TourEvidence, evidence_id)
    if found is None:
        raise NotFound("Ce justificatif est introuvable.")
    touring.driver(work, work.db.get_one(TourDay, found.tour_id).account_id)
    return found


def _tour(work: Work, account_id: int, day: date) -> TourDay:
    wanted = select(TourDay).where(col(TourDay.account_id) == account_id, col(TourDay.day) == day)
    found = work.db.exec(wanted).first()
    if found is None:
        raise NotFound("Cette journée n’a pas encore de kilomètres.")
    return found
