"""What orders are about, in words: what is done of the property, and what it is."""

from collections.abc import Mapping
from typing import Final

PROJECTS: Final[Mapping[str, str]] = {
    "vente": "Vente",
    "location": "Location",
    "travaux": "Travaux",
    "demolition": "Démolition",
    "copro": "Copropriété",
}
PROPERTIES: Final[Mapping[str, str]] = {
    "appartement": "Appartement",
    "maison": "Maison",
    "immeuble": "Immeuble",
    "commercial": "Local professionnel",
    "terrain": "Terrain",
    "annexe": "Cave ou garage",
}
