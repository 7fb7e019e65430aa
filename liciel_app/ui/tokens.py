"""Colours that carry a meaning. Everything else (spacing, radius, type) is a CSS variable of assets/liciel.css."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Tone: TypeAlias = Literal["grey", "blue", "amber", "violet", "green", "orange", "red", "black"]
"""The eight tones of a status, always shown with an icon and a word (screens.md 5.0)."""


@dataclass(frozen=True)
class Hue:
    background: str
    ink: str


# Okabe and Ito, "Color Universal Design" (2008): eight hues that stay apart for colour-blind readers.
TECHNICIAN_HUES: tuple[Hue, ...] = (
    Hue("#0072b2", "#ffffff"),
    Hue("#e69f00", "#1c2024"),
    Hue("#009e73", "#1c2024"),
    Hue("#cc79a7", "#1c2024"),
    Hue("#56b4e9", "#1c2024"),
    Hue("#d55e00", "#1c2024"),
    Hue("#f0e442", "#1c2024"),
    Hue("#1c2024", "#ffffff"),
)


def technician_hue(rank: int) -> Hue:
    """The hue of the technician of that rank (0 first) in the office's list."""
    return TECHNICIAN_HUES[rank % len(TECHNICIAN_HUES)]
