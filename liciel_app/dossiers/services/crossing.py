"""Two people wrote at once: both versions are kept and shown, until somebody says which one holds."""

import json
from datetime import datetime

from sqlmodel import col, select

from liciel_app.core.errors import NotFound
from liciel_app.core.work import Work
from liciel_app.dossiers import queries
from liciel_app.dossiers.models import Dossier, Mission
from liciel_app.dossiers.models_field import Choice, CrossedVersion, Outcome, Sending
from liciel_app.dossiers.services import correcting, rights
from liciel_app.dossiers.services.changing import changed
from liciel_app.dossiers.services.finishing import LONGEST_CONCLUSION


def conclude(work: Work, mission_id: int, *, text: str, base: str, typed_at: datetime) -> Outcome:
    """A conclusion typed on a phone that showed `base`. KEPT when the office changed it meanwhile: nothing is lost."""
    rights.desk_or_field(work)
    mission = work.db.get(Mission, mission_id)
    if mission is None:
        raise NotFound("Cette mission est introuvable.")
    dossier = queries.locked(work, mission.dossier_id)
    work.db.refresh(mission)
    text, now = text.strip()[:LONGEST_CONCLUSION], mission.conclusion.strip()
    if text == now:
        return Outcome.DONE
    if now in (base.strip(), _mine(work, mission_id)):
        correcting.reword(work, mission_id, text)
        return Outcome.DONE
    crossed = CrossedVersion(
        dossier_id=mission.dossier_id,
        mission_id=mission_id,
        text=text,
        base=base.strip()[:LONGEST_CONCLUSION],
        other=now,
        author_id=work.actor.account_id,
        author=work.actor.name,
        typed_at=typed_at,
        received_at=work.now,
    )
    work.db.add(crossed)
    changed(work, dossier, "dossier.crossed", before={"conclusion": now}, after={"conclusion": text})
    return Outcome.KEPT


def choose(work: Work, version_id: int, choice: Choice) -> CrossedVersion:
    """The field's words, or the office's; the others stay readable in the journal. Choosing twice is choosing once."""
    rights.desk_or_field(work)
    crossed = work.db.get(CrossedVersion, version_id)
    if crossed is None:
        raise NotFound("Cette version est introuvable.")
    dossier: Dossier = queries.locked(work, crossed.dossier_id)
    work.db.refresh(crossed)
    if crossed.choice is not None:
        return crossed
    if choice is Choice.FIELD:
        correcting.reword(work, crossed.mission_id, crossed.text)
    crossed.choice, crossed.chosen_by, crossed.chosen_at = choice, work.actor.name, work.now
    work.db.add(crossed)
    changed(work, dossier, "dossier.uncrossed", after={"conclusion": _kept(work, crossed)})
    return crossed


def _kept(work: Work, crossed: CrossedVersion) -> str:
    return work.db.get_one(Mission, crossed.mission_id).conclusion


def _mine(work: Work, mission_id: int) -> str | None:
    """What this person's phone sent last for it: the screen it was typed on may not have shown it yet."""
    wanted = select(Sending.body).where(
        col(Sending.account_id) == work.actor.account_id,
        col(Sending.kind) == "conclusion",
        col(Sending.about) == mission_id,
        col(Sending.outcome) == Outcome.DONE,
    )
    last = work.db.exec(wanted.order_by(col(Sending.id).desc()).limit(1)).first()
    return str(json.loads(last).get("text", "")).strip() if last else None
