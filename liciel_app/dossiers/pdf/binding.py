"""Binds documents into one: pages copied with their links, numbered over the whole, one bookmark per document."""

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Page, Stream

from liciel_app.dossiers.pdf.content import as_form, has_loose_ends, resources_with, surround
from liciel_app.dossiers.pdf.geometry import Geometry
from liciel_app.dossiers.pdf.lettering import FONT, literal, number, numbers, width
from liciel_app.dossiers.pdf.pages import INHERITABLE, Leaf, items

_FONT_NAME, _PAGE_NAME = "/LicNo", "/LicPg"
_SIZE, _FROM_RIGHT, _FROM_BOTTOM = 7.0, 12.0, 7.0


class Binding:
    """The document being bound. The documents added must stay open until it is saved."""

    def __init__(self, bound: pikepdf.Pdf, *, label: str, total: int) -> None:
        self._bound, self._label, self._total = bound, label, total
        self._bookmarks: list[OutlineItem] = []
        self._layers: list[pikepdf.Object] = []
        self._hidden: list[pikepdf.Object] = []
        self._bands: dict[Geometry, bytes] = {}
        self._before = Stream(bound, b"q\n")
        self._font = bound.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + FONT), Encoding=Name.WinAnsiEncoding)
        )

    def front(self, *titles: str) -> None:
        """Bookmarks and numbers the pages that are already there, one title each."""
        for place, (page, title) in enumerate(zip(self._bound.pages, titles, strict=True)):
            self._bookmarks.append(OutlineItem(title, place))
            self._number(_own(page.obj), place + 1, loose=False)

    def bind(self, source: pikepdf.Pdf, title: str, *, loose: Sequence[int] | None) -> None:
        """Adds every page of a document. `loose`: its pages with unbalanced content, from 0; None where not known."""
        first = len(self._bound.pages)
        self._bookmarks.append(OutlineItem(title, first))
        _flatten(source)
        self._keep_layers(source)
        for place, page in enumerate(_copied(source, self._bound)):
            self._bound.pages.append(Page(page))
            leaf = _own(page)
            self._number(leaf, first + place + 1, loose=has_loose_ends(leaf) if loose is None else place in loose)

    def finish(self) -> None:
        """Writes the bookmarks and the state of the layers."""
        with self._bound.open_outline() as outline:
            outline.root.extend(self._bookmarks)
        self._bound.Root.PageMode = Name.UseOutlines
        if self._layers:
            self._bound.Root.OCProperties = Dictionary(
                OCGs=Array(self._layers), D=Dictionary(OFF=Array(self._hidden), Order=Array(self._layers))
            )

    def _number(self, leaf: Leaf, place: int, *, loose: bool) -> None:
        """« label – page n / total » at the bottom right of the page as shown."""
        drawing = self._drawing(leaf.geometry, place)
        if loose:
            form = as_form(self._bound, leaf)
            leaf.page.Resources = Dictionary({
                "/XObject": Dictionary({_PAGE_NAME: form}),
                "/Font": Dictionary({_FONT_NAME: self._font}),
            })  # fmt: skip
            leaf.page.Contents = Stream(self._bound, _PAGE_NAME.encode() + b" Do\nq " + drawing)
        else:
            leaf.page.Resources = resources_with(leaf, "/Font", _FONT_NAME, self._font)
            surround(leaf, self._before, Stream(self._bound, b"\nQ q " + drawing))

    def _drawing(self, shown: Geometry, place: int) -> bytes:
        if shown not in self._bands:
            self._bands[shown] = _band(shown, width(self._text(self._total)))
        return self._bands[shown] + literal(self._text(place)) + b" Tj ET Q\n"

    def _text(self, place: int) -> str:
        return f"{self._label} – page {place} / {self._total}"

    def _keep_layers(self, source: pikepdf.Pdf) -> None:
        """A plan's layers stay shown or hidden as its author left them."""
        layers = source.Root.get("/OCProperties")
        if not isinstance(layers, Dictionary):
            return
        listed, state = _list(layers.get("/OCGs")), layers.get("/D", Dictionary())
        shown = [layer.objgen for layer in _list(state.get("/ON"))]
        hidden = [layer.objgen for layer in _list(state.get("/OFF"))]
        if state.get("/BaseState") == Name.OFF:
            hidden = [layer.objgen for layer in listed if layer.objgen not in shown]
        copies = [(layer.objgen, self._bound.copy_foreign(layer)) for layer in listed]
        self._layers += [copy for _, copy in copies]
        self._hidden += [copy for origin, copy in copies if origin in hidden]


def _band(shown: Geometry, longest: float) -> bytes:
    """The white band, and the place of the text, for the longest text (in sizes of its letters)."""
    size = _SIZE / shown.unit
    long = longest * size
    x, y = shown.shown_width - long - _FROM_RIGHT / shown.unit, _FROM_BOTTOM / shown.unit
    return b"".join((
        numbers(*shown.upright), b" cm 1 g ", numbers(x - size / 3, y - size / 4, long + size / 1.5, size * 1.2),
        b" re f 0.25 g BT ", _FONT_NAME.encode(), b" ", number(size), b" Tf ", numbers(x, y), b" Td ",
    ))  # fmt: skip


def _own(page: pikepdf.Object) -> Leaf:
    return Leaf(page, {key: page[key] for key in INHERITABLE if key in page})


def _copied(source: pikepdf.Pdf, bound: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The pages, copied from the last to the first: a link to a page further on finds it already there."""
    return [bound.copy_foreign(page.obj) for page in reversed(source.pages)][::-1]


def _flatten(source: pikepdf.Pdf) -> None:
    """Form fields and seals become drawings: a signature does not survive binding, and must not seem to."""
    form = source.Root.get("/AcroForm")
    if not isinstance(form, Dictionary) or not _list(form.get("/Fields")):
        return
    if form.get("/NeedAppearances"):
        source.generate_appearance_streams()
    source.flatten_annotations("all")
    for page in source.pages:
        notes = _list(page.obj.get("/Annots"))
        page.obj.Annots = Array([note for note in notes if note.get("/Subtype") != Name.Widget])


def _list(value: Any) -> list[Any]:
    return items(value) if isinstance(value, Array) else []
