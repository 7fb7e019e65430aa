"""The pages of an open PDF, found by our own walk of the page tree: no repair, inherited attributes resolved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf

from liciel_app.core.errors import Refused
from liciel_app.dossiers.pdf.geometry import Geometry, seen

INHERITABLE = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
DIRECT = (0, 0)


@dataclass(frozen=True)
class Leaf:
    """A page and the attributes in force on it, its own or inherited."""

    page: pikepdf.Object
    attributes: Mapping[str, Any]

    @property
    def geometry(self) -> Geometry:
        box = self.attributes.get
        unit = _number(self.page.get("/UserUnit", 1), 1.0)
        return seen(_numbers(box("/MediaBox")), _numbers(box("/CropBox")), _number(box("/Rotate"), 0.0), unit)

    @property
    def contents(self) -> list[pikepdf.Object]:
        """The content streams, in order."""
        contents = self.page.get("/Contents")
        listed = items(contents) if isinstance(contents, pikepdf.Array) else [contents]
        return [stream for stream in listed if isinstance(stream, pikepdf.Stream)]

    @property
    def annotations(self) -> list[Any]:
        listed = self.page.get("/Annots")
        return items(listed) if isinstance(listed, pikepdf.Array) else []


def leaves(pdf: pikepdf.Pdf) -> list[Leaf]:
    """Every page in reading order; a page listed twice comes once. Refuses a page that is not an object of its own."""
    return list(_walk(pdf.Root.get("/Pages")))


def _walk(root: Any) -> Iterator[Leaf]:
    visited: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, Mapping[str, Any]]] = [(root, {})]
    while waiting:
        node, inherited = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or node.objgen in visited:
            continue
        if node.objgen != DIRECT:
            visited.add(node.objgen)
        attributes = {**inherited, **{key: node[key] for key in INHERITABLE if key in node}}
        kids = node.get("/Kids")
        if isinstance(kids, pikepdf.Array) and node.get("/Type") != pikepdf.Name.Page:
            waiting.extend((kid, attributes) for kid in reversed(items(kids)))
        elif node.objgen == DIRECT:
            raise Refused("La structure de ce PDF ne permet pas d’y ajouter une mention : demandez un nouvel export.")
        else:
            yield Leaf(node, attributes)


def items(array: Any) -> list[Any]:
    """The elements of an array, references kept as references."""
    return [array[index] for index in range(len(array))]


def _numbers(array: Any) -> tuple[float, ...] | None:
    if not isinstance(array, pikepdf.Array):
        return None
    try:
        return tuple(float(value) for value in items(array))
    except (TypeError, ValueError):
        return None


def _number(value: Any, default: float) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return default
