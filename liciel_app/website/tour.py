"""The tour sheet as a page: for the office, for its technician, and for who holds a link that was not revoked."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from anyio import to_thread
from starlette.responses import HTMLResponse, RedirectResponse, Response

from liciel_app.agenda.sheets import reading, sharing
from liciel_app.agenda.sheets.sheet import ADDRESS, LinkRow, TourSheet
from liciel_app.core.access import SYSTEM, Permission
from liciel_app.core.config import settings
from liciel_app.core.errors import NotFound
from liciel_app.core.work import Work
from liciel_app.ui.door import PUBLIC, Visit, route
from liciel_app.website.pages import render

SHARED: Final = "/tournee"


@dataclass(frozen=True, slots=True)
class Shown:
    """A sheet with its own address; `links`: who else sees it, for who may share it."""

    sheet: TourSheet
    here: str
    links: list[LinkRow]
    may_share: bool = False


@route(ADDRESS + "/{account_id:int}/{day}", permission=Permission.SIGNED_IN)
async def sheet(visit: Visit) -> Response:
    return await _page(visit, await _own(visit))


@route(ADDRESS + "/{account_id:int}/{day}/carte", permission=Permission.SIGNED_IN)
async def drawn(visit: Visit) -> Response:
    return await _map(visit, await _own(visit))


@route(ADDRESS + "/{account_id:int}/{day}/feuille.pdf", permission=Permission.SIGNED_IN)
async def printed(visit: Visit) -> Response:
    return await _pdf(visit, await _own(visit))


@route(ADDRESS + "/{account_id:int}/{day}/partager", permission=Permission.SIGNED_IN, methods=("POST",))
async def share(visit: Visit) -> Response:
    """The page with the new address, shown this once."""
    token = await visit.do(sharing.share, *_asked(visit))
    return await _page(visit, await _own(visit), address=f"{settings().base_url}{SHARED}/{token}")


@route(ADDRESS + "/liens/{link_id:int}/revoquer", permission=Permission.SIGNED_IN, methods=("POST",))
async def revoke(visit: Visit) -> Response:
    link = await visit.do(sharing.revoke, visit.request.path_params["link_id"])
    return RedirectResponse(f"{ADDRESS}/{link.account_id}/{link.day}", 303)


@route(SHARED + "/{token}", permission=PUBLIC)
async def shared(visit: Visit) -> Response:
    return await _page(visit, await _by_link(visit))


@route(SHARED + "/{token}/carte", permission=PUBLIC)
async def shared_map(visit: Visit) -> Response:
    return await _map(visit, await _by_link(visit))


@route(SHARED + "/{token}/feuille.pdf", permission=PUBLIC)
async def shared_pdf(visit: Visit) -> Response:
    return await _pdf(visit, await _by_link(visit))


def _asked(visit: Visit) -> tuple[int, date]:
    """Raises NotFound for what is no day."""
    parts = visit.request.path_params
    try:
        return parts["account_id"], date.fromisoformat(parts["day"])
    except ValueError:
        raise NotFound("Cette tournée est introuvable.") from None


async def _own(visit: Visit) -> Shown:
    account_id, day = _asked(visit)
    found = await visit.read(reading.tour_sheet, account_id, day)
    links = await visit.read(reading.links, account_id, day)
    may_share = account_id == visit.actor.account_id or visit.actor.may(Permission.AGENDA_WRITE)
    return Shown(found, f"{ADDRESS}/{account_id}/{day}", links if may_share else [], may_share)


async def _by_link(visit: Visit) -> Shown:
    """Read for the office, under its own name: the link is the right. Drafts nobody was told are left out."""
    token = str(visit.request.path_params["token"])
    found = await replace(visit, actor=replace(SYSTEM, language=visit.lang)).read(_shared, sharing.hashed(token))
    return Shown(found, f"{SHARED}/{quote(token)}", [])


def _shared(work: Work, token_hash: str) -> TourSheet:
    link = reading.shared(work, token_hash)
    return reading.tour_sheet(work, link.account_id, link.day, drafts=False)


async def _page(visit: Visit, shown: Shown, address: str = "") -> Response:
    measured = await _measured(visit, shown)
    values: dict[str, Any] = {"sheet": measured, "shown": shown, "address": address}
    return await render(visit, "tour/sheet.html", private=True, **values)


async def _map(visit: Visit, shown: Shown) -> Response:
    from liciel_app.agenda.sheets import drawn

    chosen, nonce = settings(), secrets.token_urlsafe(16)
    tiles = drawn.Tiles(chosen.tiles_url, chosen.tiles_attribution)
    measured = await _measured(visit, shown)
    content = await to_thread.run_sync(drawn.map_page, measured, tiles, nonce, visit.lang)
    headers = {
        "content-security-policy": drawn.policy(tiles, nonce),
        "x-frame-options": "SAMEORIGIN",
        "cache-control": "private, no-store",
        "referrer-policy": "no-referrer",
    }
    return HTMLResponse(content, headers=headers)


async def _pdf(visit: Visit, shown: Shown) -> Response:
    from liciel_app.agenda.sheets.printed import tour_pdf

    measured = await _measured(visit, shown)
    content = await to_thread.run_sync(tour_pdf, measured, visit.lang)
    name = f"tournee-{measured.day}.pdf"
    headers = {"content-disposition": f'inline; filename="{name}"', "cache-control": "private, no-store"}
    return Response(content, media_type="application/pdf", headers=headers)


async def _measured(visit: Visit, shown: Shown) -> TourSheet:
    """Outside any transaction: it may ask the network."""
    measure: Callable[..., TourSheet] = reading.with_roads
    return await to_thread.run_sync(measure, shown.sheet, visit.lang)


ROUTES = (sheet, drawn, printed, share, revoke, shared, shared_map, shared_pdf)
