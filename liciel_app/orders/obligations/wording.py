# pyright: strict
"""Filling the sentences of the law with the facts they name."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from string import Formatter
from typing import Final

from liciel_app.orders.obligations.facts import Facts
from liciel_app.orders.obligations.words import Said, Transaction


def day(value: date | None) -> str:
    return "" if value is None else f"{value:%d/%m/%Y}"


_VALUES: Final[Mapping[str, Callable[[Facts], str]]] = {
    "permit": lambda facts: day(facts.permit or facts.built),
    "built": lambda facts: day(facts.built or facts.permit),
    "gas": lambda facts: _number(facts.gas),
    "electricity": lambda facts: _number(facts.electricity),
    "lots": lambda facts: _number(facts.lots),
    "dpe_class": lambda facts: str(facts.dpe_class or ""),
}


def say(sentence: str, facts: Facts, **days: date | None) -> Said:
    """The sentence with the values its `{names}` ask for."""
    names = _names(sentence)
    if not names:
        return _plain(sentence)
    return Said(sentence, {name: day(days[name]) if name in days else _VALUES[name](facts) for name in names})


@lru_cache(maxsize=1024)
def _plain(sentence: str) -> Said:
    return Said(sentence)


@lru_cache(maxsize=1024)
def _names(sentence: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in Formatter().parse(sentence) if name)


def _number(value: object) -> str:
    return str(value).replace(".", ",")


NO_TRANSACTION: Final = "Projet inconnu : la réponse dépend d’une vente, d’une location ou de travaux."
NOT_YET: Final = "L’obligation n’est entrée en vigueur que le {since}."
NO_LONGER: Final = "L’obligation a pris fin le {until}."

# Said of a code no rule attaches to the project.
NOT_CONCERNED: Final[Mapping[Transaction, str]] = {
    Transaction.SALE: "Une vente ne le demande pas.",
    Transaction.LEASE: "Une location ne le demande pas.",
    Transaction.WORKS: "Des travaux ne le demandent pas.",
    Transaction.DEMOLITION: "Une démolition ne le demande pas.",
    Transaction.COOWNERSHIP: "Il ne fait pas partie des obligations d’une copropriété.",
}

KEPT_UNTIL: Final = "Le rapport du {dated} reste valable jusqu’au {end}."
KEPT: Final = "Le rapport du {dated} reste valable, sans date de fin."
EXPIRED: Final = "Le rapport du {dated} n’est plus valable depuis le {end}."
LATER: Final = "Le rapport du {dated} est postérieur au jour étudié."

SENTENCES: Final = (
    NO_TRANSACTION,
    NOT_YET,
    NO_LONGER,
    *NOT_CONCERNED.values(),
    KEPT_UNTIL,
    KEPT,
    EXPIRED,
    LATER,
)
