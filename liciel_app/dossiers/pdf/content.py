"""A page's content: does it end in the state it began with, and how to add to it without being changed by it.

What is added after a page's content must not inherit what that content left behind: a clip, a matrix, an open text or
an open hidden layer. Content with loose ends is therefore moved into a form, whose end restores everything.
"""

import copy
import re
from collections import Counter
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from liciel_app.dossiers.pdf.pages import Leaf

# strings and comments are consumed first, so that their letters are not taken for operators
_OPERATORS = re.compile(
    rb"\((?:[^()\\]|\\.)*\)|%[^\r\n]*|(?<![^\s\])>])(q|Q|BT|ET|BMC|BDC|EMC|BI)(?![^\s\[(</])", re.DOTALL
)
_OPENS = {b"q": (b"Q", 1), b"BT": (b"ET", 1), b"BMC": (b"EMC", 1), b"BDC": (b"EMC", 1), b"BI": (b"EI", 1)}
_CLOSES = {b"Q": (b"Q", -1), b"ET": (b"ET", -1), b"EMC": (b"EMC", -1)}
_STEPS = {**_OPENS, **_CLOSES}
_KINDS = {closing: 0 for closing, _ in _STEPS.values()}


def has_loose_ends(leaf: Leaf) -> bool:
    """Whether the content opens or closes more than it should. Where in doubt (inline images, damage): yes."""
    try:
        return _is_loose(read(leaf))
    except pikepdf.PdfError:
        return True


def read(leaf: Leaf) -> bytes:
    return b"\n".join(stream.read_bytes() for stream in leaf.contents)


def _is_loose(content: bytes) -> bool:
    lowest, ends = _depths(content)
    return min(lowest.values()) < 0 or any(ends.values())


def _depths(content: bytes) -> tuple[Counter[bytes], Counter[bytes]]:
    """The lowest and the last nesting of graphics states, texts and marked contents; an inline image counts as open."""
    lowest, depth = Counter(_KINDS), Counter(_KINDS)
    for found in _OPERATORS.finditer(content):
        if found[1]:
            kind, step = _STEPS[found[1]]
            depth[kind] += step
            lowest[kind] = min(lowest[kind], depth[kind])
    return lowest, depth


def resources_with(leaf: Leaf, kind: str, name: str, value: Any) -> pikepdf.Object:
    """The page's resources, as a copy of its own that also holds `value`: the original may serve other pages."""
    inherited = leaf.attributes.get("/Resources")
    resources = copy.copy(inherited) if isinstance(inherited, Dictionary) else Dictionary()
    listed = resources.get(kind)
    entries = copy.copy(listed) if isinstance(listed, Dictionary) else Dictionary()
    entries[name] = value
    resources[kind] = entries
    return resources


def surround(leaf: Leaf, before: pikepdf.Object, after: pikepdf.Object) -> None:
    leaf.page.Contents = Array([before, *leaf.contents, after])


def as_form(pdf: pikepdf.Pdf, leaf: Leaf) -> pikepdf.Object:
    """The whole content as one form; nothing it opens or closes reaches what is drawn next."""
    content = read(leaf)
    form = pdf.make_stream(content + b"\n" + _closing(content))
    form.update(_form_entries(leaf))
    return form


def _closing(content: bytes) -> bytes:
    """Ends the text and the marked contents left open: a form's end does not, for every viewer."""
    _, depth = _depths(content)
    return b"" if depth[b"EI"] else b"ET " * (depth[b"ET"] > 0) + b"EMC " * max(depth[b"EMC"], 0)


def _form_entries(leaf: Leaf) -> dict[str, Any]:
    shown = leaf.geometry
    resources = leaf.attributes.get("/Resources")
    return {
        "/Type": Name.XObject,
        "/Subtype": Name.Form,
        "/BBox": Array([shown.left, shown.bottom, shown.left + shown.width, shown.bottom + shown.height]),
        "/Resources": resources if isinstance(resources, Dictionary) else Dictionary(),
    }
