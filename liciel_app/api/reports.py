"""What is done to reports on their way: looked into when they come in, marked when they leave as consultation copies.

Apart from the routes, and imported by them when the first file passes: the PDF library is no part of a start.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from anyio import to_thread

from liciel_app.api import media
from liciel_app.api.sending import Content
from liciel_app.core import clock
from liciel_app.dossiers import jobs, services
from liciel_app.dossiers.models import FileRole
from liciel_app.dossiers.pdf.consultation import MarkPlan, StalePlan, consultation_copy, copy_from, plan_safely
from liciel_app.dossiers.pdf.inspection import inspect_safely
from liciel_app.dossiers.services import FileAccess, Inspected
from liciel_app.office import queries as office_queries
from liciel_app.ui.door import Visit


def examined(path: Path, role: FileRole, *, always_append: bool) -> tuple[str, Inspected]:
    with path.open("rb") as file:
        kind = media.media_type(file.read(media.HEAD))
    if kind != media.PDF:
        return kind, Inspected()
    found = inspect_safely(path)
    plan = plan_safely(path, always_append=always_append).to_json() if role is FileRole.REPORT else ""
    return kind, Inspected(pages=found.pages, signed=found.signed, mark_plan=plan, report=found.to_json())


async def copy(visit: Visit, access: FileAccess) -> Content:
    plan = await to_thread.run_sync(_known_plan, access.file.mark_plan)
    if plan is None:
        plan = await _planned_again(visit, access)
    on = clock.today()
    reader = hashlib.sha256(f"{access.reader} {on}".encode()).hexdigest()[:16]

    def stretch(start: int, end: int) -> Iterator[bytes]:
        return _cut(_marked(access, plan, on), start, end)

    name = f"{access.file.name.removesuffix('.pdf')} (consultation).pdf"
    return Content(name, media.PDF, plan.length, f"{access.file.sha256}-{reader}", stretch)


def _marked(access: FileAccess, plan: MarkPlan, on: date) -> Iterator[bytes]:
    """Read from the folder where there is one, in ranges from a bucket otherwise."""
    kept, sha256 = jobs.storage(), access.file.sha256
    path = kept.path(sha256)
    if path is not None:
        return consultation_copy(path, plan, reader=access.reader, on=on).chunks
    return copy_from(lambda at, length: kept.open(sha256, at, at + length), plan, reader=access.reader, on=on).chunks


def _known_plan(kept: str) -> MarkPlan | None:
    try:
        return MarkPlan.from_json(kept) if kept else None
    except StalePlan:
        return None


async def _planned_again(visit: Visit, access: FileAccess) -> MarkPlan:
    """For files that came in before this version's drawing, or without a plan."""
    always_append = (await visit.read(office_queries.office)).mark_always_append

    def plan() -> MarkPlan:
        with TemporaryDirectory() as folder:
            return plan_safely(jobs.storage().local(access.file.sha256, Path(folder)), always_append=always_append)

    made = await to_thread.run_sync(plan)
    await visit.do(services.remember_plan, access.file.id, made.to_json())
    return made


def _cut(chunks: Iterator[bytes], start: int, end: int) -> Iterator[bytes]:
    """The bytes from `start` to before `end` of what the chunks make together."""
    at = 0
    for chunk in chunks:
        wanted = chunk[max(start - at, 0) : max(end - at, 0)]
        at += len(chunk)
        if wanted:
            yield wanted
        if at >= end:
            return
