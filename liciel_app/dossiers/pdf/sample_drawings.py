"""Drawings of sample reports: the floor plan of the rooms, and the scale of energy classes."""

from collections.abc import Sequence

from reportlab.lib.colors import HexColor, black, white
from reportlab.platypus import Flowable

from liciel_app.dossiers.pdf.sample_texts import Room, decimal

CLASSES = (
    ("A", "#00a06d"), ("B", "#52b153"), ("C", "#a5cc74"), ("D", "#f4e70f"),
    ("E", "#f0b40f"), ("F", "#eb8235"), ("G", "#d7221f"),
)  # fmt: skip
Box = tuple[float, float, float, float]


class FloorPlan(Flowable):
    """The rooms side by side in one rectangle, each as large as its area."""

    def __init__(self, rooms: Sequence[Room], width: float, height: float) -> None:
        super().__init__()
        self.rooms, self.width, self.height = list(rooms), width, height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 (names of the library)
        return self.width, self.height + 20

    def draw(self) -> None:
        for room, box in _split(self.rooms, (0, 20, self.width, self.height)):
            self._draw_room(room, box)
        self.canv.setFont("Helvetica-Oblique", 8)
        self.canv.drawString(0, 4, "Croquis de repérage, sans échelle. Repère A : mur de la porte d’accès.")

    def _draw_room(self, room: Room, box: Box) -> None:
        x, y, width, height = box
        self.canv.setLineWidth(2)
        self.canv.rect(x, y, width, height)
        self.canv.setLineWidth(3)
        self.canv.setStrokeColor(white)
        self.canv.line(x + width * 0.3, y, x + width * 0.3 + min(24, width / 3), y)
        self.canv.setStrokeColor(black)
        self.canv.setFont("Helvetica", 8)
        self.canv.drawCentredString(x + width / 2, y + height / 2, room.name)
        self.canv.drawCentredString(x + width / 2, y + height / 2 - 10, f"{decimal(room.area)} m²")


class EnergyScale(Flowable):
    """The seven classes, the one of the dwelling pointed at."""

    def __init__(self, reached: str) -> None:
        super().__init__()
        self.reached = reached
        self.width, self.height = 300, 7 * 22

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 (names of the library)
        return self.width, self.height + 10

    def draw(self) -> None:
        for place, (letter, colour) in enumerate(CLASSES):
            y = self.height - 22 * (place + 1)
            self.canv.setFillColor(HexColor(colour))
            self.canv.rect(0, y, 90 + 26 * place, 18, stroke=0, fill=1)
            self.canv.setFillColor(black)
            self.canv.setFont("Helvetica-Bold", 12)
            self.canv.drawString(8, y + 5, letter)
            if letter == self.reached:
                self.canv.drawString(110 + 26 * place, y + 5, f"< classe {letter}")


def _split(rooms: Sequence[Room], box: Box) -> list[tuple[Room, Box]]:
    """Cuts the box in two along its longer side, in proportion to the areas, until each room has its own."""
    if len(rooms) == 1:
        return [(rooms[0], box)]
    x, y, width, height = box
    first, second = rooms[: len(rooms) // 2], rooms[len(rooms) // 2 :]
    share = sum(room.area for room in first) / sum(room.area for room in rooms)
    if width >= height:
        cut = width * share
        return _split(first, (x, y, cut, height)) + _split(second, (x + cut, y, width - cut, height))
    cut = height * share
    return _split(first, (x, y, width, cut)) + _split(second, (x, y + cut, width, height - cut))
