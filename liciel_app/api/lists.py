"""« Exportation Excel »: a list as its address shows it, or the lines chosen in it, as a workbook."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.datastructures import QueryParams
from starlette.responses import FileResponse, Response

from liciel_app.api.workbook import write
from liciel_app.core.access import Permission
from liciel_app.core.errors import NotAllowed, Refused
from liciel_app.core.language import say
from liciel_app.core.paging import LARGEST, Asked
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.office.services_views import note_export
from liciel_app.ui.door import Visit, route
from liciel_app.ui.lists import SEARCH, SORT, LiveList, known

LINES: Final = "lignes"
TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_CHOSEN: Final = 5_000


@route("/bureau/listes/{name}.xlsx", permission=Permission.LISTS_EXPORT)
async def workbook(visit: Visit) -> Response:
    """The address of the page after `?`; `lignes=3,5` narrows to the lines chosen."""
    listing, asked = known(str(visit.request.path_params["name"])), visit.request.query_params
    if not listing.SHEET or listing.READS is None or not visit.actor.may(listing.READS):
        raise NotAllowed
    path = await visit.do(_export, listing, asked)
    title = f"{say(listing.TITLE or listing.NAME.capitalize(), visit.lang)}.xlsx"
    disposition = f"attachment; filename*=UTF-8''{quote(title)}"
    headers = {"content-disposition": disposition, "cache-control": "private, no-store"}
    return FileResponse(path, media_type=TYPE, headers=headers, background=BackgroundTask(path.unlink))


def _export(work: Work, listing: type[LiveList], asked: QueryParams) -> Path:
    with NamedTemporaryFile(prefix="liciel-", suffix=".xlsx", delete=False) as kept:
        path = Path(kept.name)
    try:
        titles = [say(cell.title, work.language) for cell in listing.SHEET]
        lines = write(path, listing.TITLE or listing.NAME.capitalize(), titles, _values(work, listing, asked))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    note_export(work, listing.NAME, lines)
    return path


def _values(work: Work, listing: type[LiveList], asked: QueryParams) -> Iterator[list[Any]]:
    for row in _rows(work, listing, asked):
        yield [_value(work, cell.words, getattr(row, cell.field)) for cell in listing.SHEET]


def _rows(work: Work, listing: type[LiveList], asked: QueryParams) -> Iterator[Any]:
    """The list's own pages, by key: a long list costs no more memory than a short one."""
    filters = {one.name: asked.get(one.name, "") for one in listing.FILTERS}
    filters = {one.name: filters[one.name] if filters[one.name] in one.choices else "" for one in listing.FILTERS}
    sort = asked.get(SORT, "") or listing.ORDER
    falling = not sort or sort.startswith("-")
    question = Asked(one_line(asked.get(SEARCH, "")), sort.removeprefix("-"), falling, size=LARGEST)
    chosen = _chosen(asked.get(LINES, ""))
    while True:
        page = listing._page(work, question, filters)  # noqa: SLF001 the list's own query and rights
        yield from (row for row in page.rows if not chosen or row.id in chosen)
        if not page.has_next:
            return
        question = replace(question, move="next", start=page.start, end=page.end)


def _chosen(text: str) -> frozenset[int]:
    numbers = [part for part in text.split(",") if part.isascii() and part.isdecimal()]
    if len(numbers) > MOST_CHOSEN:
        raise Refused("Choisissez moins de lignes, ou exportez toute la liste.")
    return frozenset(map(int, numbers))


def _value(work: Work, words: Mapping[str, str], value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return say(words[value], work.language) if value in words else value


ROUTES = (workbook,)
