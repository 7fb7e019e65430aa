"""Heavy PDFs like those of the trade: text and photographs on every page, drawn from a fixed seed."""

import random
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from liciel_app.dossiers.pdf import consultation, ddt
from liciel_app.dossiers.pdf.ddt_parts import DdtCover, DdtReport

ON = date(2026, 11, 23)
KINDS = ("DPE", "AMIANTE", "CREP", "ELEC", "GAZ", "TERMITES", "ERP", "CARREZ")


def two_hundred_pages(folder: Path) -> Path:
    return _report(folder / "report-200.pdf", pages=200, seed=1, every=1, side=330)


def marking(report: Path, out: Path) -> Callable[[], object]:
    """From the plan stored at upload, as each download does."""
    plan = consultation.plan(report)

    def mark() -> None:
        copy = consultation.consultation_copy(report, plan, reader="Hélène Lefèvre", on=ON)
        with out.open("wb") as file:
            file.writelines(copy.chunks)

    return mark


def eight_reports(folder: Path) -> tuple[Callable[[], object], int, Callable[[], object]]:
    """The assembly, the weight of its reports, and the plain copy of them."""
    sizes = (30, 22, 22, 20, 16, 14, 14, 12)
    paths = [
        _report(folder / f"{kind.lower()}.pdf", pages=pages, seed=pages, every=1, side=420)
        for kind, pages in zip(KINDS, sizes, strict=True)
    ]
    reports = [
        DdtReport(path, kind, path.name, conclusion="Conforme", issued_on=ON, sha256=_hash(path), loose_pages=())
        for kind, path in zip(KINDS, paths, strict=True)
    ]
    content = b"".join(path.read_bytes() for path in paths)
    cover = _cover()
    return (
        lambda: ddt.assemble(cover, reports, folder / "ddt.pdf"),
        len(content),
        lambda: (folder / "copied.pdf").write_bytes(b"".join(path.read_bytes() for path in paths)),
    )


def _report(path: Path, *, pages: int, seed: int, every: int, side: int) -> Path:
    drawn = random.Random(seed)  # noqa: S311 the same paper each time
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    for number in range(pages):
        if number % every == 0:
            canvas.drawImage(ImageReader(_photograph(drawn, side)), 60, 420, 300, 225)
        for line in range(28):
            canvas.drawString(60, 400 - line * 13, " ".join(drawn.choices(("mur", "sol", "plomb", "0,3 mg/cm²"), k=12)))
        canvas.showPage()
    canvas.save()
    return path


def _photograph(drawn: random.Random, side: int) -> BytesIO:
    kept = BytesIO()
    Image.frombytes("RGB", (side, side), drawn.randbytes(side * side * 3)).resize((side * 2, side * 2)).save(
        kept, "JPEG", quality=60
    )
    kept.seek(0)
    return kept


def _cover() -> DdtCover:
    return DdtCover(
        reference="D-2026-0001",
        office="Atlantique Diagnostics",
        office_lines=("84 cours de Verdun", "33000 Bordeaux"),
        property_lines=("Appartement T3", "17 avenue Roul", "33400 Talence"),
        owner_lines=("M. et Mme Dupuy",),
        client_lines=("M. et Mme Dupuy",),
        technician_lines=("Karim Benali",),
        visited_on=ON,
        made_on=ON,
    )


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def padded(path: Path, size: int) -> Path:
    """A real report of that many bytes, to a page: one photograph a page, which does not compress."""
    side = 1000
    drawn = random.Random(3).randbytes(side * side * 3)  # noqa: S311 the same each time
    with pikepdf.new() as pdf:
        weight = 0
        while weight < size:
            content = _noise(drawn, len(pdf.pages), side)
            weight += len(content)
            _add_photograph(pdf, content, side)
        pdf.save(path, compress_streams=False)
    return path


def _noise(drawn: bytes, number: int, side: int) -> bytes:
    """Every page its own: the same photograph twice would be stored once."""
    kept = BytesIO()
    own = number.to_bytes(4, "big") + drawn[4:]
    Image.frombytes("RGB", (side, side), own).save(kept, "JPEG", quality=98, subsampling=0)
    return kept.getvalue()


def _add_photograph(pdf: pikepdf.Pdf, content: bytes, side: int) -> None:
    image = pikepdf.Stream(
        pdf,
        content,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=side,
        Height=side,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=image))
    page.Contents = pdf.make_stream(b"q 500 0 0 500 47 171 cm /Photo Do Q")
