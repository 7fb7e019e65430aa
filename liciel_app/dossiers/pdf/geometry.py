"""What a reader sees of a page: visible box, rotation, unit; and the way from the page as shown to page space."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

Corners = tuple[float, ...]
Matrix = tuple[float, float, float, float, float, float]
LETTER = (0.0, 0.0, 612.0, 792.0)  # what viewers take where a file gives no MediaBox
_QUARTER, _HALF = 90, 180


@dataclass(frozen=True)
class Geometry:
    """The visible box in page space (points times `unit`), and the clockwise rotation it is shown with."""

    left: float
    bottom: float
    width: float
    height: float
    rotation: int = 0
    unit: float = 1.0

    @property
    def shown_width(self) -> float:
        return self.height if self.rotation % _HALF else self.width

    @property
    def shown_height(self) -> float:
        return self.width if self.rotation % _HALF else self.height

    @property
    def upright(self) -> Matrix:
        """PDF matrix from the page as shown (origin bottom left, y up) to page space."""
        right, top = self.left + self.width, self.bottom + self.height
        return {
            0: (1, 0, 0, 1, self.left, self.bottom),
            _QUARTER: (0, 1, -1, 0, right, self.bottom),
            _HALF: (-1, 0, 0, -1, right, top),
            _QUARTER + _HALF: (0, -1, 1, 0, self.left, top),
        }[self.rotation]

    def in_page_space(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.upright
        return a * x + c * y + e, b * x + d * y + f


@lru_cache(maxsize=256)
def seen(media: Corners | None, crop: Corners | None, rotation: float, unit: float) -> Geometry:
    """The geometry of a page from its (inherited) entries, read as tolerantly as viewers do."""
    left, bottom, right, top = _visible(_box(media) or LETTER, _box(crop))
    turned = int(rotation) // _QUARTER * _QUARTER % 360 if isfinite(rotation) else 0
    scale = unit if isfinite(unit) and unit > 0 else 1.0
    return Geometry(round(left, 3), round(bottom, 3), round(right - left, 3), round(top - bottom, 3), turned, scale)


def _visible(media: Sequence[float], crop: Sequence[float] | None) -> Sequence[float]:
    if crop is None:
        return media
    both = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return both if _has_area(both) else media


def _box(corners: Sequence[float] | None) -> tuple[float, float, float, float] | None:
    """Normalised corners, or None where the four numbers do not make a box."""
    if corners is None or len(corners) != 4 or not all(map(isfinite, corners)):  # noqa: PLR2004 (a box has four)
        return None
    x0, y0, x1, y1 = corners
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return box if _has_area(box) else None


def _has_area(box: Sequence[float]) -> bool:
    return box[2] - box[0] > 1 and box[3] - box[1] > 1
