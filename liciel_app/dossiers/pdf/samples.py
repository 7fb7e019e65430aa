"""Diagnostic reports for the demo: several pages each, believable, the same bytes for the same facts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape
from io import BytesIO
from typing import Any, Literal

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from liciel_app.dossiers.pdf.kinds import title
from liciel_app.dossiers.pdf.sample_drawings import EnergyScale, FloorPlan
from liciel_app.dossiers.pdf.sample_seal import sealed_report
from liciel_app.dossiers.pdf.sample_texts import Findings, Room, findings

Variant = Literal["portrait", "landscape", "signed", "form"]

_BLUE = colors.HexColor("#173d69")
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=14)
_HEAD = ParagraphStyle("head", fontName="Helvetica-Bold", fontSize=12, leading=18, spaceBefore=10, textColor=_BLUE)
_TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=18, leading=24, textColor=_BLUE)
_CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=8, leading=10)
_MARGIN = 50
_GRID = [
    ("GRID", (0, 0), (-1, -1), 0.4, colors.HexColor("#b8c2cc")),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]
_HEADED = [*_GRID, ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e4ebf2"))]


@dataclass(frozen=True)
class SampleFacts:
    """`seed` draws the rooms, the measures and the conclusion."""

    reference: str
    office: str
    property_lines: tuple[str, ...]
    owner: str
    operator: str
    visited_on: date
    seed: int = 0


def sample_report(kind: str, facts: SampleFacts, variant: Variant = "portrait") -> bytes:
    """A report as PDF. `landscape`: tables and plan across; `signed`: by the demo key; `form`: with fields."""
    out = BytesIO()
    pages = _Pages(out, kind, facts, form=variant == "form")
    pages.build(_story(kind, facts, wide=variant == "landscape"))
    return sealed_report(out.getvalue(), facts.operator, facts.visited_on) if variant == "signed" else out.getvalue()


def sample_conclusion(kind: str, seed: int = 0) -> str:
    """The conclusion the report of that kind and seed states."""
    return findings(kind, seed).conclusion


class _Pages(BaseDocTemplate):
    """A4 upright and across, with a heading, a foot and, for forms, fields on the first page."""

    def __init__(self, out: BytesIO, kind: str, facts: SampleFacts, *, form: bool) -> None:
        heading = f"{title(kind)} – {facts.reference}"
        super().__init__(out, pagesize=A4, invariant=1, title=heading, author=facts.office, lang="fr-FR")
        self.heading, self.office, self.form = heading, facts.office, form
        for name, size in (("upright", A4), ("across", landscape(A4))):
            frame = Frame(_MARGIN, 60, size[0] - 2 * _MARGIN, size[1] - 130, id=name)
            draw = partial(self._draw_frame, size)
            self.addPageTemplates(PageTemplate(id=name, frames=[frame], pagesize=size, onPage=draw))

    def _draw_frame(self, size: tuple[float, float], canvas: Canvas, _: Any) -> None:
        width, height = size
        canvas.setFont("Helvetica", 8)
        canvas.drawString(_MARGIN, height - 40, self.heading)
        canvas.drawRightString(width - _MARGIN, height - 40, self.office)
        canvas.line(_MARGIN, height - 46, width - _MARGIN, height - 46)
        canvas.drawString(_MARGIN, 36, f"Page {canvas.getPageNumber()}")
        if self.form and canvas.getPageNumber() == 1:
            self._draw_form(canvas)

    def _draw_form(self, canvas: Canvas) -> None:
        canvas.drawString(_MARGIN, 132, "Observations du propriétaire")
        canvas.acroForm.textfield(name="observations", x=_MARGIN, y=92, width=300, height=34, borderWidth=1)
        canvas.acroForm.checkbox(name="exemplaire", x=_MARGIN, y=66, size=14, checked=True)
        canvas.drawString(_MARGIN + 20, 70, "Un exemplaire a été remis sur place")


def _story(kind: str, facts: SampleFacts, *, wide: bool) -> list[Flowable]:
    found = findings(kind, facts.seed)
    width, height = landscape(A4) if wide else A4
    return [
        *_opening(kind, facts, found),
        NextPageTemplate("across" if wide else "upright"),
        PageBreak(),
        *_table(found, width - 2 * _MARGIN - 12),
        PageBreak(),
        *_ending(facts, found.rooms, (width - 2 * _MARGIN - 12, height - 420)),
    ]


def _opening(kind: str, facts: SampleFacts, found: Findings) -> list[Flowable]:
    energy = re.search(r"Classe énergie (\w)", found.conclusion)
    return [
        Paragraph(title(kind), _TITLE),
        Paragraph(found.about.law, _BODY),
        Spacer(0, 14),
        _identity(facts),
        Paragraph("Conclusion", _HEAD),
        Paragraph(f"<b>{found.conclusion}</b>", _BODY),
        Spacer(0, 10),
        *([EnergyScale(energy[1])] if energy else []),
        Paragraph("Méthode", _HEAD),
        Paragraph(found.about.method, _BODY),
        Paragraph("Les parties inaccessibles le jour de la visite sont citées et n’engagent pas l’opérateur.", _BODY),
    ]


def _identity(facts: SampleFacts) -> Table:
    said = {
        "Dossier": facts.reference,
        "Bien": "<br/>".join(map(escape, facts.property_lines)),
        "Propriétaire": escape(facts.owner),
        "Opérateur": escape(facts.operator),
        "Visite": f"{facts.visited_on:%d/%m/%Y}",
    }
    cells = [[Paragraph(f"<b>{name}</b>", _BODY), Paragraph(value, _BODY)] for name, value in said.items()]
    return Table(cells, (110, 370), style=_GRID)


def _table(found: Findings, width: float) -> list[Flowable]:
    heads = found.about.heads
    cells = [[Paragraph(f"<b>{escape(head)}</b>", _CELL) for head in heads]]
    cells += [[Paragraph(escape(cell), _CELL) for cell in row] for row in found.rows]
    return [
        Paragraph("Constatations", _HEAD),
        Paragraph(f"{len(found.rooms)} locaux visités, {len(found.rows)} points relevés.", _BODY),
        Spacer(0, 6),
        Table(cells, [width / len(heads)] * len(heads), style=_HEADED, repeatRows=1),
    ]


def _ending(facts: SampleFacts, seen: Sequence[Room], size: tuple[float, float]) -> list[Flowable]:
    return [
        Paragraph("Croquis", _HEAD),
        FloorPlan(seen, size[0], max(size[1], 180)),
        Paragraph("Attestation", _HEAD),
        Paragraph(
            f"Je soussigné, {escape(facts.operator)}, atteste sur l’honneur être en situation régulière au regard de "
            "l’article L271-6 du Code de la construction et de l’habitation, et disposer des moyens et de l’assurance "
            "requis.",
            _BODY,
        ),
        Spacer(0, 8),
        Paragraph(f"Fait le {facts.visited_on:%d/%m/%Y}, {escape(facts.office)}", _BODY),
    ]
