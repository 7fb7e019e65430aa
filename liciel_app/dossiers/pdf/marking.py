"""Adds the mark's objects to an open document: one form per page geometry, shared by its pages, still without drawing.

A page carries the form either at the end of its content (what every text extractor sees) or as a /Watermark annotation
(what the policy of a signature may tolerate: the page itself stays as it was signed).
"""

from collections import Counter
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from liciel_app.dossiers.pdf.content import as_form, resources_with, surround
from liciel_app.dossiers.pdf.drawing import MARK_SIZE, STATES, TEXT
from liciel_app.dossiers.pdf.geometry import Geometry
from liciel_app.dossiers.pdf.lettering import FONT
from liciel_app.dossiers.pdf.pages import Leaf
from liciel_app.dossiers.pdf.stored import stored

MARK_NAME = "/LicMk"  # also the entry by which a copy is recognised
PAGE_NAME = "/LicPg"
_PRINT_READONLY_LOCKED = 4 | 64 | 128 | 512


class Marking:
    """The mark in one document; remembers which objects are new and which changed."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.new: list[pikepdf.Object] = []
        self.changed: dict[tuple[int, int], pikepdf.Object] = {}
        self.forms: dict[Geometry, pikepdf.Object] = {}
        self._shared: dict[str, pikepdf.Object] = {}

    def in_content(self, leaf: Leaf) -> None:
        """Drawn after the page's own content, which must have no loose ends."""
        leaf.page.Resources = resources_with(leaf, "/XObject", MARK_NAME, self._form(leaf.geometry))
        surround(leaf, self._stream("before", b"q\n"), self._stream("after", b"\nQ q %b Do Q\n" % MARK_NAME.encode()))
        self._change(leaf.page)

    def around(self, leaf: Leaf) -> None:
        """Drawn after a form that holds the page's own content: nothing in it can change the mark."""
        names = Dictionary({PAGE_NAME: as_form(self.pdf, leaf), MARK_NAME: self._form(leaf.geometry)})
        leaf.page.Resources = Dictionary(XObject=names)
        leaf.page.Contents = self._stream("both", b"%b Do %b Do\n" % (PAGE_NAME.encode(), MARK_NAME.encode()))
        self._change(leaf.page)

    def as_annotation(self, leaf: Leaf, shared_lists: Counter[tuple[int, int]]) -> None:
        """As an annotation. A list of annotations of the page's own grows in place: the page object stays untouched."""
        annotation = self._add(self._annotation(leaf))
        listed = leaf.page.get("/Annots")
        if isinstance(listed, Array) and listed.is_indirect and shared_lists[listed.objgen] == 1:
            listed.append(annotation)
            self._change(listed)
        else:
            leaf.page.Annots = Array([*leaf.annotations, annotation])
            self._change(leaf.page)

    def _annotation(self, leaf: Leaf) -> Dictionary:
        shown = leaf.geometry
        return Dictionary(
            Type=Name.Annot,
            Subtype=Name.Watermark,
            Rect=Array([shown.left, shown.bottom, shown.left + shown.width, shown.bottom + shown.height]),
            F=_PRINT_READONLY_LOCKED,
            P=leaf.page,
            AP=Dictionary(N=self._form(shown)),
            Contents=pikepdf.String(TEXT),
        )

    def _form(self, geometry: Geometry) -> pikepdf.Object:
        if geometry not in self.forms:
            form = pikepdf.Stream(self.pdf, placeholder(len(self.forms)), self._form_entries(geometry))
            self.forms[geometry] = form
        return self.forms[geometry]

    def _form_entries(self, geometry: Geometry) -> dict[str, Any]:
        return {
            "/Type": Name.XObject,
            "/Subtype": Name.Form,
            "/BBox": Array([0, 0, geometry.shown_width, geometry.shown_height]),
            "/Matrix": Array(list(geometry.upright)),
            "/Resources": self._resources(),
            "/Group": Dictionary(S=Name.Transparency),
            "/Filter": Name.FlateDecode,
            MARK_NAME: True,
        }

    def _resources(self) -> pikepdf.Object:
        if "resources" not in self._shared:
            font = Dictionary(
                Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + FONT), Encoding=Name.WinAnsiEncoding
            )
            states = {f"/{name}": Dictionary(ca=fill, CA=outline) for name, (fill, outline) in STATES.items()}
            both = Dictionary(Font=Dictionary(F1=font), ExtGState=Dictionary(states))
            self._shared["resources"] = self._add(both)
        return self._shared["resources"]

    def _stream(self, role: str, data: bytes) -> pikepdf.Object:
        if role not in self._shared:
            self._shared[role] = self._add(pikepdf.Stream(self.pdf, data))
        return self._shared[role]

    def _add(self, value: Any) -> pikepdf.Object:
        added = self.pdf.make_indirect(value)
        self.new.append(added)
        return added

    def _change(self, value: pikepdf.Object) -> None:
        self.changed[value.objgen] = value


def placeholder(index: int) -> bytes:
    """Stands in the form of a geometry until its drawing is known; as long as every drawing."""
    return stored((b"%%liciel-mark-5b1c07e2 %06d" % index).ljust(MARK_SIZE))


def annotation_lists(leaves: list[Leaf]) -> Counter[tuple[int, int]]:
    """How many pages use each list of annotations that is an object of its own."""
    lists = [leaf.page.get("/Annots") for leaf in leaves]
    return Counter(listed.objgen for listed in lists if isinstance(listed, Array) and listed.is_indirect)
