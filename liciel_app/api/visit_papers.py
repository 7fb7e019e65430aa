"""The papers of a visit: the operator's attestation, and the sheet he takes on site."""

import hashlib
from collections.abc import Iterator
from functools import partial
from typing import Final

from anyio import to_thread
from starlette.responses import Response

from liciel_app.api.sending import Content, answer, response
from liciel_app.core.access import Permission
from liciel_app.core.errors import NotFound, Refused
from liciel_app.core.work import Work
from liciel_app.dossiers.queries import visit_paper
from liciel_app.office import queries_papers
from liciel_app.office.models_templates import PaperKind
from liciel_app.orders import quote_jobs
from liciel_app.orders.visit_paper import VisitPaper, unsworn
from liciel_app.ui.door import Visit, route

_PAPERS: Final = {
    "attestation.pdf": (PaperKind.ATTESTATION_MODEL, "Attestation"),
    "fiche-de-terrain.pdf": (PaperKind.FIELD_MODEL, "Fiche de terrain"),
}


@route("/dossiers/{dossier_id:int}/visite/{name}", permission=Permission.FILES_READ, methods=("GET", "HEAD"))
async def paper_of_visit(visit: Visit) -> Response:
    """The attestation to whoever sees the dossier; the field sheet to who works on it."""
    asked = visit.request.path_params
    kind, word = _PAPERS.get(asked["name"], (None, ""))
    if kind is None:
        raise NotFound("Ce document est introuvable.")
    paper, model = await visit.read(_found, asked["dossier_id"], kind)
    content = await to_thread.run_sync(quote_jobs.printed_visit, kind, paper, model)
    tag = hashlib.sha256(content).hexdigest()[:32]
    made = Content(f"{word} {paper.reference}.pdf", "application/pdf", len(content), tag, partial(_stretch, content))
    return response(visit.request, made, answer(visit.request, made))


def _found(work: Work, dossier_id: int, kind: PaperKind) -> tuple[VisitPaper, str]:
    """Raises Refused with the first reason why nobody may swear it; a client is only told to wait."""
    if kind is PaperKind.FIELD_MODEL and work.actor.kind == "client":
        raise NotFound("Ce document est introuvable.")
    paper = visit_paper.visit_paper(work, dossier_id)
    reason = next(unsworn(paper), "") if kind is PaperKind.ATTESTATION_MODEL else ""
    if reason:
        raise Refused(reason if work.actor.kind != "client" else "L’attestation n’est pas encore prête : appelez-nous.")
    model = queries_papers.current(work, kind)
    return paper, model.sha256 if model else ""


def _stretch(content: bytes, start: int, end: int) -> Iterator[bytes]:
    yield content[start:end]


ROUTES: Final = (paper_of_visit,)
