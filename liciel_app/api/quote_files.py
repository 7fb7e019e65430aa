"""The papers of quotes: to who holds a personal link, and to the office, drafts included."""

import hashlib
from collections.abc import Iterator
from functools import partial
from typing import Final

from anyio import to_thread
from starlette.responses import Response

from liciel_app.api.sending import Content, answer, response
from liciel_app.billing import queries_deposits
from liciel_app.core.access import Permission
from liciel_app.core.errors import NotFound
from liciel_app.core.files import StoredFile
from liciel_app.core.text import file_name
from liciel_app.core.work import Work
from liciel_app.gateways.stores import office_files
from liciel_app.office import queries_papers
from liciel_app.office.models_templates import LEGAL, PaperKind
from liciel_app.orders import quote_jobs, quoted
from liciel_app.orders.mission_paper import rank_of
from liciel_app.orders.models_quotes import LinkPurpose, Quote
from liciel_app.orders.queries import quotes, quotes_paper
from liciel_app.ui.door import PUBLIC, Visit, route

PDF: Final = "application/pdf"
_ABSENT: Final = "Ce document est introuvable."
_OPEN_UNSIGNED: Final = frozenset({"devis.pdf", "retractation.pdf"})


@route("/devis/{token}/documents/{sha256}", permission=PUBLIC, methods=("GET", "HEAD"))
async def condition(visit: Visit) -> Response:
    """One of the office's conditions, in any version: who signed one may read it again."""
    asked = visit.request.path_params
    kept, size = await visit.read(_condition, asked["token"], asked["sha256"])
    return _stored(visit, asked["sha256"], kept, PDF, size)


@route("/devis/{token}/{name}", permission=PUBLIC, methods=("GET", "HEAD"))
async def paper_of_link(visit: Visit) -> Response:
    """What the link opens: quote, mission order, withdrawal form; once signed, the deposit and the proof."""
    asked = visit.request.path_params
    found = await visit.read(_of_link, asked["token"], asked["name"])
    return await _answered(visit, found)


@route("/bureau/devis/{quote_id:int}/{name}", permission=Permission.ORDERS_READ, methods=("GET", "HEAD"))
async def paper_of_quote(visit: Visit) -> Response:
    """For the office: what was sent, or a draft as it would leave now."""
    asked = visit.request.path_params
    found = await visit.read(_of_quote, asked["quote_id"], asked["name"])
    return await _answered(visit, found)


def _condition(work: Work, token: str, sha256: str) -> tuple[str, int]:
    quotes.open_link(work, token)
    paper = queries_papers.by_hash(work, sha256)
    if paper.kind not in LEGAL:
        raise NotFound(_ABSENT)
    return paper.name, paper.size


Found = tuple[str, str, int, str] | tuple[str, quoted.QuotePaper] | tuple[str, quote_jobs.Printing]
"""Stored: name, hash, size, kind; or what is to be printed now: name and paper."""


def _of_link(work: Work, token: str, name: str) -> Found:
    link = quotes.open_link(work, token)
    if name not in _OPEN_UNSIGNED and rank_of(name) is None and link.purpose is not LinkPurpose.FOLLOW:
        raise NotFound(_ABSENT)
    return _found(work, work.db.get_one(Quote, link.quote_id), name)


def _of_quote(work: Work, quote_id: int, name: str) -> Found:
    quote = quotes.get(work, quote_id)
    rank = rank_of(name)
    known = name == "devis.pdf" or (rank is not None and rank < len(quotes.orders(work, quote)))
    if quote.pdf_sha256 is None and known:
        return name, quote_jobs.printing(work, quote)
    return _found(work, quote, name)


def _mission(work: Work, quote: Quote, rank: int) -> str | None:
    known = [lot.mission_sha256 for lot in quotes.lots(work, quote.id or 0)] or [quote.mission_sha256]
    return known[rank] if rank < len(known) else None


def _found(work: Work, quote: Quote, name: str) -> Found:
    title = quoted.titled(quote.number, quote.version)
    own = queries_papers.current(work, PaperKind.WITHDRAWAL)
    if name == "retractation.pdf" and own is None:
        return f"Rétractation {title}.pdf", quotes_paper.quote_paper(work, quote)
    accepted, deposit = quotes.acceptance(work, quote.id or 0), queries_deposits.of_quote(work, quote.id or 0)
    stored = {
        "devis.pdf": (f"Devis {title}.pdf", quote.pdf_sha256),
        "retractation.pdf": (f"Rétractation {title}.pdf", own.sha256 if own else None),
        "acompte.pdf": (f"Facture d’acompte {title}.pdf", deposit.sha256 if deposit else None),
        "preuve.zip": (f"Preuve {title}.zip", accepted.evidence_sha256 if accepted else None),
    }
    shown, sha256 = stored.get(name, ("", None))
    rank = rank_of(name)
    if rank is not None:
        shown, sha256 = f"Ordre de mission {title}.pdf", _mission(work, quote, rank)
    if sha256 is None:
        raise NotFound(_ABSENT)
    kept = work.db.get_one(StoredFile, sha256)
    return shown, sha256, kept.size, kept.media_type


async def _answered(visit: Visit, found: Found) -> Response:
    if len(found) == 4:  # noqa: PLR2004 stored
        name, sha256, size, kind = found
        return _stored(visit, sha256, name, kind, size)
    content = await to_thread.run_sync(_printed, found[0], found[1])
    tag = hashlib.sha256(content).hexdigest()[:32]
    made = Content(file_name(found[0]), PDF, len(content), tag, partial(_stretch, content))
    return response(visit.request, made, answer(visit.request, made))


def _printed(name: str, paper: quoted.QuotePaper | quote_jobs.Printing) -> bytes:
    from liciel_app.orders.documents import withdrawal_pdf

    if isinstance(paper, quoted.QuotePaper):
        return withdrawal_pdf(paper)
    if name == "devis.pdf":
        return quote_jobs.printed_quote(paper.quote, paper.quote_model)
    return quote_jobs.printed_mission(paper.missions[rank_of(name) or 0], paper.mission_model)


def _stored(visit: Visit, sha256: str, name: str, kind: str, size: int) -> Response:
    tag = hashlib.sha256(f"{sha256} {name}".encode()).hexdigest()[:32]
    content = Content(name, kind, size, tag, partial(office_files().open, sha256))
    return response(visit.request, content, answer(visit.request, content))


def _stretch(content: bytes, start: int, end: int) -> Iterator[bytes]:
    yield content[start:end]


ROUTES: Final = (condition, paper_of_link, paper_of_quote)
