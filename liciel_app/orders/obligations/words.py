# pyright: strict
"""The vocabulary of the obligations engine: what a fact can say and what a line can conclude."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Transaction(StrEnum):
    SALE = "vente"
    LEASE = "location"
    WORKS = "travaux"
    DEMOLITION = "demolition"
    COOWNERSHIP = "copro"


class Kind(StrEnum):
    FLAT = "appartement"
    HOUSE = "maison"
    BUILDING = "immeuble"
    BUSINESS = "commercial"
    LAND = "terrain"
    ANNEX = "annexe"


class DpeClass(StrEnum):
    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"
    G = "G"


class Clay(StrEnum):
    LOW = "faible"
    MEDIUM = "moyen"
    STRONG = "fort"


class Usage(StrEnum):
    MAIN_HOME = "principale"
    TOURISM = "tourisme"


class Installation(StrEnum):
    """What can be said of a gas or electrical installation besides its age in years."""

    ABSENT = "absente"
    OF_UNKNOWN_AGE = "age_inconnu"


class Verdict(StrEnum):
    MANDATORY = "mandatory"
    CONDITIONAL = "conditional"
    NOT_REQUIRED = "not_required"
    UNKNOWN = "unknown"

    @property
    def word(self) -> str:
        return _WORDS[self]


_WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.MANDATORY: "Obligatoire",
    Verdict.CONDITIONAL: "Conditionnel",
    Verdict.NOT_REQUIRED: "Non requis",
    Verdict.UNKNOWN: "Inconnu",
}


class Supply(StrEnum):
    """MISSION: the office sells it. DOCUMENT: somebody else must hand it over."""

    MISSION = "mission"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Said:
    """A French sentence (a catalogue key) and the values that fill it after its translation."""

    sentence: str
    values: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def text(self) -> str:
        return self.sentence.format(**self.values)
