"""From the field to the desk, and from the desk to the archive."""

from datetime import date

from liciel_app.agenda import services as agenda
from liciel_app.core.errors import Conflict, NotFound, Refused
from liciel_app.core.work import Work
from liciel_app.dossiers import queries, rules
from liciel_app.dossiers.models import Dossier, FileRole, Mission, Stage
from liciel_app.dossiers.services import rights
from liciel_app.dossiers.services.changing import changed

LONGEST_CONCLUSION = 2000


def hand_over(work: Work, dossier_id: int) -> Dossier:
    """« Administratif à terminer »: the visit is done and the reports are here. Once done it stays done.

    Refuses without any report, and whoever only goes along to the visit.
    """
    rights.desk_or_field(work)
    dossier = queries.locked(work, dossier_id)
    rights.responsible(work, dossier)
    if dossier.stage not in rules.BEFORE_PAPERWORK:
        return dossier
    if not queries.current(work, dossier_id, FileRole.REPORT):
        raise Refused("Déposez au moins un rapport avant de passer le dossier à l’administratif.")
    if dossier.appointment_id is not None:
        agenda.note_progress(work, dossier.appointment_id, "done")
    before, dossier.stage = dossier.stage, Stage.ADMIN_TO_FINISH
    changed(work, dossier, "dossier.handed_over", before={"stage": before}, after={"stage": dossier.stage})
    return dossier


def archive(work: Work, dossier_id: int) -> Dossier:
    """Refuses a dossier the client was not told about, and one that is not settled."""
    rights.desk(work)
    dossier = queries.locked(work, dossier_id)
    if dossier.stage is Stage.ARCHIVED:
        return dossier
    if dossier.stage is not Stage.FINISHED or dossier.paid_cents < dossier.invoiced_cents:
        raise Conflict("Seul un dossier terminé et réglé s’archive.")
    dossier.stage = Stage.ARCHIVED
    changed(work, dossier, "dossier.archived", before={"stage": Stage.FINISHED}, after={"stage": Stage.ARCHIVED})
    return dossier


def note_conclusion(work: Work, mission_id: int, text: str, valid_until: date | None = None) -> Mission:
    """What the report concludes, in a sentence or two, and until when it holds: the DDT's summary shows them."""
    rights.desk_or_field(work)
    mission = work.db.get(Mission, mission_id)
    if mission is None:
        raise NotFound("Cette mission est introuvable.")
    dossier = queries.locked(work, mission.dossier_id)
    text = text.strip()[:LONGEST_CONCLUSION]
    if (mission.conclusion, mission.valid_until) == (text, valid_until):
        return mission
    before = {"conclusion": mission.conclusion, "valid_until": mission.valid_until}
    mission.conclusion, mission.valid_until = text, valid_until
    work.db.add(mission)
    after = {"mission": mission.code, "conclusion": text, "valid_until": valid_until}
    changed(work, dossier, "dossier.concluded", before=before, after=after)
    return mission
