# pyright: strict
"""Depositing a paper of the office: the version before it stays, for who agreed to it."""

from sqlmodel import col, func, select

from liciel_app.core import files
from liciel_app.core.access import Permission
from liciel_app.core.errors import Conflict, NotAllowed
from liciel_app.core.text import file_name
from liciel_app.core.work import Work
from liciel_app.office import queries_papers
from liciel_app.office.models_templates import MODELS, OfficePaper, PaperKind


def deposit(work: Work, kind: PaperKind, *, sha256: str, size: int, name: str, media_type: str) -> OfficePaper:
    """Put a paper in force; the same content again is the same version. Raises NotAllowed; a key brings models only."""
    if kind not in MODELS or not work.actor.may(Permission.MODELS_PUSH):
        _only_managers(work)
    before = queries_papers.current(work, kind)
    if before is not None and before.sha256 == sha256:
        return before
    files.keep(work, sha256=sha256, size=size, media_type=media_type)
    _retire(work, before)
    paper = OfficePaper(
        kind=kind,
        version=_versions(work, kind) + 1,
        sha256=sha256,
        name=file_name(name),
        size=size,
        deposited_at=work.now,
        deposited_by=work.actor.name,
    )
    work.db.add(paper)
    work.db.flush()
    work.record("paper.deposited", paper, after={"kind": kind, "version": paper.version, "sha256": sha256})
    return paper


def withdraw(work: Work, kind: PaperKind) -> None:
    """Take a paper out of force. Raises NotAllowed, Conflict when there is none."""
    _only_managers(work)
    paper = queries_papers.current(work, kind)
    if paper is None:
        raise Conflict("Ce document n’est pas en vigueur.")
    _retire(work, paper)
    work.record("paper.withdrawn", paper, after={"kind": kind, "version": paper.version})


def _retire(work: Work, paper: OfficePaper | None) -> None:
    if paper is not None:
        paper.replaced_at = work.now
        work.db.add(paper)


def _versions(work: Work, kind: PaperKind) -> int:
    counted = select(func.count()).select_from(OfficePaper).where(col(OfficePaper.kind) == kind)
    return int(work.db.exec(counted).one())


def _only_managers(work: Work) -> None:
    if not work.actor.may(Permission.OFFICE_WRITE):
        raise NotAllowed
