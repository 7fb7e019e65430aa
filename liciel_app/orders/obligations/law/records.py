# pyright: strict
"""The shape of a rule of law, and the needs several rules share."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from liciel_app.orders.obligations.conditions import BuiltBefore, Condition, Is, MoreThan, PermitBefore, no, yes
from liciel_app.orders.obligations.words import Kind, Supply, Transaction, Usage, Verdict


@dataclass(frozen=True, slots=True)
class Need:
    """One part of a trigger: the sentence said when it is not met, and the one said when nobody knows.

    With `presumed`, not knowing counts as met: the diagnostic is asked for, and `unknown` says why.
    """

    condition: Condition
    otherwise: str
    unknown: str = ""
    presumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """In force from `since` to `until`, both included, for the transactions of `uses`.

    `needs` make the trigger, `exemptions` what it spares: all must hold. How long a report lives stands in `terms`,
    and the certificate of whoever makes it in `labels`, by the same code.
    """

    code: str
    uses: tuple[Transaction, ...]
    since: date
    until: date | None = None
    needs: tuple[Need, ...]
    exemptions: tuple[Need, ...] = ()
    because: str
    source: str
    verdict: Verdict = Verdict.MANDATORY
    supply: Supply = Supply.MISSION
    parts: tuple[Need, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", self.needs + self.exemptions)

    @property
    def depends_on(self) -> frozenset[str]:
        """The facts this rule reads; the transaction chooses the rule, an existing report may satisfy it."""
        always = frozenset({"transaction", "reports"})
        return always.union(*(need.condition.reads for need in self.parts))

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


SALE: Final = (Transaction.SALE,)
LEASE: Final = (Transaction.LEASE,)
SALE_OR_LEASE: Final = (Transaction.SALE, Transaction.LEASE)
COOWNERSHIP: Final = (Transaction.COOWNERSHIP,)

# Where the DPE takes the certificate « avec mention ».
LARGE: Final = (Kind.BUILDING, Kind.BUSINESS)
DWELLINGS: Final = (Kind.FLAT, Kind.HOUSE, Kind.BUILDING)
COLLECTIVE: Final = (Kind.FLAT, Kind.BUILDING)

DWELLING: Final = Need(
    Is("kind", *DWELLINGS),
    "Seuls les logements sont concernés.",
    "Type de bien inconnu : seuls les logements sont concernés.",
)
STANDING: Final = Need(
    Is("kind", *(kind for kind in Kind if kind is not Kind.LAND)),
    "Un terrain nu n’est pas concerné.",
    "Type de bien inconnu : tout bien bâti est concerné.",
)
ASBESTOS_YEARS: Final = Need(
    PermitBefore(date(1997, 7, 1)),
    "Le permis de construire, du {permit}, n’est pas antérieur au 01/07/1997.",
    "Date du permis de construire inconnue : à faire si elle est antérieure au 01/07/1997.",
)
LEAD_YEARS: Final = Need(
    BuiltBefore(date(1949, 1, 1)),
    "La construction, du {built}, n’est pas antérieure au 01/01/1949.",
    "Date de construction inconnue : à faire si elle est antérieure au 01/01/1949.",
)
MAIN_HOME: Final = Need(
    Is("usage", Usage.MAIN_HOME),
    "Une location de tourisme n’y est pas soumise.",
    "Usage inconnu : dû pour une résidence principale, pas pour une location de tourisme.",
)
TOURISM: Final = Need(
    Is("usage", Usage.TOURISM),
    "Une résidence principale suit une autre règle.",
    "Usage inconnu : une location de tourisme et une résidence principale suivent des règles différentes.",
)
CHANGE_OF_USE: Final = Need(
    yes("change_of_use"),
    "Sans changement d’usage, une location de tourisme n’y est pas soumise.",
    "On ne sait pas si un changement d’usage est demandé : la réponse en dépend.",
)
COOWNED: Final = Need(
    yes("coowned"),
    "Le bien n’est pas en copropriété.",
    "On ne sait pas si le bien est en copropriété : la réponse en dépend.",
)
NOT_COOWNED: Final = Need(
    no("coowned"),
    "Le bien est en copropriété : le syndic en a la charge.",
    "On ne sait pas si le bien est en copropriété : la réponse en dépend.",
)


def by_number_of_lots(rule: Rule, *phases: tuple[date, int]) -> tuple[Rule, ...]:
    """The rule as it came into force by size: from each date on, for buildings above so many lots (0: for all)."""
    ends: list[date | None] = [_day_before(start) for start, _ in phases[1:]]
    return tuple(
        replace(rule, since=start, until=end, needs=(*rule.needs, _above(lots)) if lots else rule.needs)
        for (start, lots), end in zip(phases, [*ends, None], strict=True)
    )


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _above(lots: int) -> Need:
    return Need(
        MoreThan("lots", lots),
        "À la date étudiée, l’obligation ne visait pas encore un immeuble de {lots} lots.",
        "Nombre de lots inconnu : à la date étudiée, l’obligation en dépend.",
    )
