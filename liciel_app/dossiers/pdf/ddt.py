"""The DDT (dossier de diagnostic technique): one PDF with a cover, a summary of the conclusions and every report.

Same facts and files, same bytes. Signed reports are flattened: their seal stays as a picture, no broken signature is
shown, and the cover says where the signed originals are and what proves them.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf

from liciel_app.core.errors import Refused
from liciel_app.dossiers.pdf.binding import Binding
from liciel_app.dossiers.pdf.ddt_front import FRONT_PAGES, front_pages
from liciel_app.dossiers.pdf.ddt_parts import DdtCover, DdtEntry, DdtReport, DdtResult
from liciel_app.dossiers.pdf.identity import save, sign_off
from liciel_app.dossiers.pdf.kinds import guess_kind, place, title
from liciel_app.dossiers.pdf.structure import forbids_marking, opened, structure

__all__ = ["DdtCover", "DdtEntry", "DdtReport", "DdtResult", "assemble", "guess_kind"]


def assemble(cover: DdtCover, reports: Sequence[DdtReport], out: Path) -> DdtResult:
    """Writes the DDT to `out`, the reports in their usual order. Refuses an empty list, and a report it cannot bind."""
    if not reports:
        raise Refused("Ajoutez au moins un rapport avant d’assembler le DDT.")
    with ExitStack() as stack:
        ordered = [_hashed(report) for report in sorted(reports, key=lambda report: place(report.kind))]
        sources = [stack.enter_context(_source(report)) for report in ordered]
        entries = list(_entries(ordered, sources))
        total = FRONT_PAGES + sum(entry.pages for entry in entries)
        bound = stack.enter_context(pikepdf.open(BytesIO(front_pages(cover, entries))))
        _bind(Binding(bound, label=f"Dossier {cover.reference}", total=total), entries, sources)
        _describe(bound, cover)
        save(bound, out, compress_streams=False)
    sign_off(out, _identifier(cover, ordered))
    return DdtResult(total, out.stat().st_size, tuple(entries))


def _hashed(report: DdtReport) -> DdtReport:
    return report if report.sha256 else replace(report, sha256=sha256(report.path.read_bytes()).hexdigest())


def _source(report: DdtReport) -> pikepdf.Pdf:
    pdf = opened(report.path, inherit=True)
    if forbids_marking(pdf):
        raise Refused(
            "« {name} » interdit toute modification : demandez-en une version sans cette restriction.",
            name=report.filename,
        )
    return pdf


def _entries(reports: Sequence[DdtReport], sources: Sequence[pikepdf.Pdf]) -> Iterator[DdtEntry]:
    first = FRONT_PAGES + 1
    for report, source in zip(reports, sources, strict=True):
        heading, pages = report.heading or title(report.kind), len(source.pages)
        yield DdtEntry(report, heading, first, pages, signed=structure(source).signed)
        first += pages


def _bind(binding: Binding, entries: Sequence[DdtEntry], sources: Sequence[pikepdf.Pdf]) -> None:
    binding.front("Page de garde", "Synthèse des conclusions")
    for entry, source in zip(entries, sources, strict=True):
        binding.bind(source, entry.title, loose=entry.report.loose_pages)
    binding.finish()


def _describe(bound: pikepdf.Pdf, cover: DdtCover) -> None:
    bound.Root.Lang = pikepdf.String("fr-FR")
    bound.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    bound.trailer.Info = bound.make_indirect(
        pikepdf.Dictionary(
            Title=pikepdf.String(f"Dossier de diagnostic technique n° {cover.reference}"),
            Author=pikepdf.String(cover.office),
            Subject=pikepdf.String(", ".join(cover.property_lines)),
            CreationDate=pikepdf.String(f"D:{cover.made_on:%Y%m%d}"),
        )
    )


def _identifier(cover: DdtCover, reports: Sequence[DdtReport]) -> bytes:
    """Derived from everything the DDT is made of; where files are stored is no part of it."""
    facts = [replace(report, path=Path()) for report in reports]
    return sha256(repr((cover, facts)).encode()).digest()
