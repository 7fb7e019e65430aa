"""What else the agenda offers, as links of the board's bar: the best slots, the tours."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Tool:
    """`label` is the French sentence of the catalogue, `icon` a lucide name."""

    label: str
    icon: str
    href: str


TOOLS: Final[tuple[Tool, ...]] = (
    Tool("Meilleurs créneaux", "sparkles", "/bureau/agenda/creneaux"),
    Tool("Optimiser la journée", "route", "/bureau/agenda/tournees"),
)
MAP: Final = "/bureau/agenda/carte"
