"""Reading the papers the office brought: those in force, and every version there was."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from liciel_app.core.errors import NotFound
from liciel_app.core.language import moment
from liciel_app.core.work import Work
from liciel_app.office.models_templates import LEGAL, OfficePaper, PaperKind


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One version of a paper as the settings show it; `current` is the one in force."""

    id: int
    kind: str
    version: int
    name: str
    mark: str
    deposited: str
    by: str
    current: bool


def current(work: Work, kind: PaperKind) -> OfficePaper | None:
    wanted = select(OfficePaper).where(col(OfficePaper.kind) == kind, col(OfficePaper.replaced_at).is_(None))
    return work.db.exec(wanted.order_by(col(OfficePaper.id).desc())).first()


def legal(work: Work) -> list[OfficePaper]:
    """The conditions in force, in the order they are read."""
    return [found for kind in LEGAL if (found := current(work, kind)) is not None]


def by_hash(work: Work, sha256: str) -> OfficePaper:
    """Any version, by its content. Raises NotFound."""
    found = work.db.exec(select(OfficePaper).where(col(OfficePaper.sha256) == sha256)).first()
    if found is None:
        raise NotFound("Ce document est introuvable.")
    return found


def by_id(work: Work, paper_id: int) -> OfficePaper:
    """For the office. Raises NotFound."""
    found = work.db.get(OfficePaper, paper_id) if work.actor.is_office else None
    if found is None:
        raise NotFound("Ce document est introuvable.")
    return found


def rows(work: Work) -> list[PaperRow]:
    """Every version for the office, latest first; nothing for anybody else."""
    if not work.actor.is_office:
        return []
    found: Sequence[OfficePaper] = work.db.exec(select(OfficePaper).order_by(col(OfficePaper.id).desc())).all()
    return [_row(paper) for paper in found]


def _row(paper: OfficePaper) -> PaperRow:
    return PaperRow(
        id=paper.id or 0,
        kind=str(paper.kind),
        version=paper.version,
        name=paper.name,
        mark=paper.sha256[:12],
        deposited=moment(paper.deposited_at),
        by=paper.deposited_by,
        current=paper.replaced_at is None,
    )
