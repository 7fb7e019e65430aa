"""PDF files of every kind an office receives, made here: `FILES` maps a name to a function that gives the bytes."""

import io
from collections.abc import Callable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

A4 = (595.276, 841.89)
Change = Callable[[pikepdf.Pdf], object]


def report(pages: int = 3, size: tuple[float, float] = A4) -> bytes:
    """A few pages with text on most lines, as reportlab writes them."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for number in range(1, pages + 1):
        for line in range(int(size[1] // 40)):
            canvas.drawString(20, size[1] - 30 - 40 * line, f"Page {number}, ligne {line} : rien à signaler")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed(data: bytes, change: Change, **saving: object) -> bytes:
    """The file after `change(pdf)`, written again."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, static_id=True, **saving)  # pyright: ignore[reportArgumentType]
    return out.getvalue()


def unchanged(_: pikepdf.Pdf) -> None:
    """For files that are only written another way."""


def each_page(**entries: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for key, value in entries.items():
                page.obj["/" + key] = value

    return change


def content(data: bytes) -> Change:
    """Replaces the content of every page."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj.Contents = pdf.make_stream(data)

    return change


def rotated(angle: int, **entries: object) -> Callable[[], bytes]:
    return lambda: changed(report(), each_page(Rotate=angle, **entries))


def boxed(**boxes: list[float]) -> Callable[[], bytes]:
    return lambda: changed(report(), each_page(**{key: Array(box) for key, box in boxes.items()}))


def written(data: bytes) -> Callable[[], bytes]:
    return lambda: changed(report(), content(data))


def raw(objects: Mapping[int, bytes], eol: bytes = b"\n", generation: Mapping[int, int] | None = None) -> bytes:
    """A file written by hand: object 1 is the catalogue; `generation` of the objects that are not 0."""
    out, offsets, born = bytearray(b"%PDF-1.7" + eol), {}, generation or {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d %d obj" % (number, born.get(number, 0)) + eol + body + eol + b"endobj" + eol
    start, size = len(out), max(objects) + 1
    out += b"xref" + eol + b"0 %d" % size + eol + b"0000000000 65535 f" + eol.rjust(2)
    for number in range(1, size):
        out += b"%010d %05d n" % (offsets[number], born.get(number, 0)) + eol.rjust(2)
    return bytes(
        out + b"trailer << /Size %d /Root 1 0 R >>" % size + eol + b"startxref" + eol + b"%d" % start + eol
    ) + (b"%%EOF" + eol)


TEXT = b"BT /F1 12 Tf 50 500 Td (Constat) Tj ET"
FONT = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n" % (len(data), entries) + data + b"\nendstream"


def two_levels(eol: bytes = b"\n", **more: object) -> bytes:
    """Everything is inherited, over two levels of the page tree; the content is one array, cut in mid-text."""
    return raw(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 2 /MediaBox [0 0 700 500] /Resources %b >>" % FONT,
            3: b"<< /Type /Pages /Parent 2 0 R /Kids [4 0 R 5 0 R] /Count 2 /Rotate 90 /CropBox [50 50 650 450] >>",
            4: b"<< /Type /Page /Parent 3 0 R /Contents 6 0 R >>",
            5: b"<< /Type /Page /Parent 3 0 R /Contents [7 0 R 8 0 R] >>",
            6: b"[7 0 R 8 0 R]",
            7: stream(b"BT /F1 12 Tf 50 300 Td"),
            8: stream(b"(Constat) Tj ET"),
        },
        eol,
        **more,  # pyright: ignore[reportArgumentType]
    )


def one_page(page: bytes, *, pages: bytes = b"", more: Mapping[int, bytes] | None = None) -> bytes:
    return raw({
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 %b >>" % pages,
        3: b"<< /Type /Page /Parent 2 0 R %b >>" % page,
        4: stream(TEXT),
        **(more or {}),
    })  # fmt: skip


def with_annotations(*, shared: bool = False, indirect: bool = True) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([100, 100, 200, 200]), C=Array([1, 0, 0]))
        common = pdf.make_indirect(Array([pdf.make_indirect(note)]))
        for page in pdf.pages:
            own = Array([Dictionary(dict(note.items()))])
            page.obj.Annots = common if shared else pdf.make_indirect(own) if indirect else own

    return changed(report(), change)


def with_form() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.drawString(50, 700, "Nom du propriétaire")
    canvas.acroForm.textfield(name="proprietaire", x=200, y=690, value="Mme Laborde", borderWidth=1)
    canvas.acroForm.checkbox(name="accord", x=200, y=640, checked=True)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def with_attachment() -> bytes:
    def attach(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["clair.txt"] = b"rapport en clair"

    return changed(report(), attach)


def listed_twice() -> bytes:
    return raw({
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 /MediaBox [0 0 595 842] /Resources %b >>" % FONT,
        3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
        4: stream(TEXT),
    })  # fmt: skip


def updated(data: bytes, **saving: object) -> bytes:
    """An earlier revision was appended: a new information dictionary."""
    from pypdf import PdfWriter

    writer = PdfWriter(io.BytesIO(data), incremental=True)
    writer.add_metadata({"/Title": "Rapport"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


_PACKED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
_BODY = b"/Contents 4 0 R /Resources " + FONT

FILES: dict[str, Callable[[], bytes]] = {
    "plain": report,
    "landscape A3": lambda: report(size=(1190.55, 841.89)),
    "A0": lambda: report(pages=1, size=(2383.9, 3370.4)),
    "tiny": lambda: report(size=(150, 100)),
    **{f"rotated {angle}": rotated(angle) for angle in (90, 180, 270, -90, 450)},
    "rotated and cropped": rotated(90, CropBox=Array([100, 150, 500, 700])),
    "shifted": boxed(MediaBox=[100, 200, 695, 1042]),
    "negative": boxed(MediaBox=[-300, -400, 295, 442]),
    "far away": boxed(MediaBox=[5000, 9000, 5595, 9842]),
    "fractional": boxed(MediaBox=[0.123, 0.456, 595.789, 841.012]),
    "reversed corners": boxed(MediaBox=[595, 842, 0, 0]),
    "cropped": boxed(CropBox=[80, 90, 480, 700]),
    "larger crop": boxed(CropBox=[-50, -50, 700, 900]),
    "crop outside": boxed(CropBox=[2000, 2000, 2500, 2500]),
    "user unit": lambda: changed(report(), each_page(UserUnit=2)),
    "no media box": lambda: one_page(_BODY),
    "indirect box": lambda: one_page(_BODY, pages=b"/MediaBox 5 0 R", more={5: b"[0 0 6 0 R 842]", 6: b"595"}),
    "inherited": two_levels,
    "CR": lambda: two_levels(b"\r"),
    "CRLF": lambda: two_levels(b"\r\n"),
    "generation 3": lambda: raw(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 3 R] /Count 1 /MediaBox [0 0 595 842] >>",
            3: b"<< /Type /Page /Parent 2 0 R %b >>" % _BODY,
            4: stream(TEXT),
        },
        generation={3: 3},
    ),
    "listed twice": listed_twice,
    "no content": lambda: one_page(b"/MediaBox [0 0 595 842]"),
    "empty content": written(b""),
    "no resources": lambda: one_page(b"/MediaBox [0 0 595 842] /Contents 4 0 R", more={4: stream(b"0 0 9 9 re f")}),
    "open q": written(b"q 0.1 0 0 0.1 0 0 cm q 1 0 0 RG"),
    "extra Q": written(b"Q Q Q 0.1 0 0 0.1 0 0 cm 0 0 50 50 re f"),
    "leftover clip": written(b"0 0 20 20 re W n 0.2 0 0 0.2 300 300 cm"),
    "open text": written(b"BT 1 0 0 1 900 900 Tm 3 Tr"),
    "comment at the end": written(b"0 0 20 20 re f % end"),
    "own notes": lambda: with_annotations(indirect=False),
    "indirect notes": with_annotations,
    "shared notes": lambda: with_annotations(shared=True),
    "form": with_form,
    "attachment": with_attachment,
    "object streams": lambda: changed(report(), unchanged, **_PACKED),
    "linearized": lambda: changed(report(), unchanged, linearize=True),
    "linearized packed": lambda: changed(report(), unchanged, linearize=True, **_PACKED),
    "updated": lambda: updated(report()),
    "updated packed": lambda: updated(changed(report(), unchanged, **_PACKED)),
    "no final line end": lambda: report().rstrip(),
    "junk before": lambda: b"\r\n--boundary\r\n" + report(),
    "zeros after": lambda: report() + bytes(700),
    "page after": lambda: report() + b"\n<html>merci</html>\n",
}

DAMAGED: dict[str, Callable[[], bytes]] = {
    "wrong startxref": lambda: report().replace(b"startxref\n", b"startxref\n9"),
    "wrong startxref packed": lambda: changed(report(), unchanged, **_PACKED).replace(b"startxref\n", b"startxref\n9"),
    "shifted offsets": lambda: report().replace(b"%PDF-1.3\n", b"%PDF-1.3\n%shift\n", 1),
}
