# pyright: strict
"""What the client answered, read back to the office in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from liciel_app.core.language import Language, say
from liciel_app.orders.obligations import Clay, Facts, Installation, Kind, Transaction, Usage, assess

UNSAID: Final = "Ne sait pas"
_LIMIT: Final = 15  # years: what the law asks of gas and electricity


@dataclass(frozen=True, slots=True)
class _Reading:
    """`words` gives the answer, none when nothing was said of it; `facts` tell whether it was asked at all."""

    label: str
    words: Callable[[Facts], str | None]
    facts: frozenset[str]


def spoken(facts: Facts, on: date, lang: Language) -> list[tuple[str, str]]:
    """Label and answer, for what was said and for what was asked without an answer."""
    open_ = frozenset(assess(facts, on).questions)
    readings = [reading for reading in _READINGS if not reading.facts & _presumed(facts)]
    told = [(reading, reading.words(facts) or (UNSAID if reading.facts & open_ else "")) for reading in readings]
    return [(say(reading.label, lang), say(answer, lang)) for reading, answer in told if answer]


def _presumed(facts: Facts) -> frozenset[str]:
    """What the wizard takes for granted is no answer."""
    if facts.kind is not Kind.FLAT:
        return frozenset()
    return frozenset({"off_sewer", "coowned"} if facts.transaction is Transaction.LEASE else {"off_sewer"})


def _year(facts: Facts) -> str | None:
    return str(facts.built.year) if facts.built else None


def _lease(facts: Facts) -> str | None:
    if facts.usage is None:
        return None
    if facts.usage is Usage.TOURISM:
        return "Meublé de tourisme"
    return "Meublée, à l’année" if facts.furnished else "Vide, à l’année"


def _age(fact: str) -> Callable[[Facts], str | None]:
    def words(facts: Facts) -> str | None:
        age: Any = getattr(facts, fact)
        if age is Installation.ABSENT:
            return "Il n’y en a pas"
        if age is None or age is Installation.OF_UNKNOWN_AGE:
            return None
        return "Plus de 15 ans" if age > _LIMIT else "15 ans ou moins"

    return words


def _clay(facts: Facts) -> str | None:
    words = {Clay.LOW: "Faible", Clay.MEDIUM: "Moyenne", Clay.STRONG: "Forte"}
    return words[facts.clay] if facts.clay else None


def _yes(fact: str, *, yes: str = "Oui", no: str = "Non") -> Callable[[Facts], str | None]:
    def words(facts: Facts) -> str | None:
        said: bool | None = getattr(facts, fact)
        return None if said is None else yes if said else no

    return words


def _reading(label: str, words: Callable[[Facts], str | None], *facts: str) -> _Reading:
    return _Reading(label, words, frozenset(facts))


_READINGS: Final = (
    _reading("Année de construction", _year, "built", "permit", "building_age"),
    _reading("Copropriété", _yes("coowned"), "coowned"),
    _reading("Location", _lease, "usage", "furnished"),
    _reading("Installation de gaz", _age("gas"), "gas"),
    _reading("Installation électrique", _age("electricity"), "electricity"),
    _reading("Classe du DPE connu", lambda facts: facts.dpe_class, "dpe_class"),
    _reading("Tout-à-l’égout", _yes("off_sewer", yes="Non raccordé", no="Raccordé"), "off_sewer"),
    _reading("Piscine enterrée", _yes("pool"), "pool"),
    _reading("Terrain constructible", _yes("constructible"), "constructible"),
    _reading("Exposition à l’argile", _clay, "clay"),
    _reading("Rénovation lourde", _yes("major_renovation"), "major_renovation"),
    _reading("Substances dangereuses autrefois", _yes("hazardous"), "hazardous"),
)
