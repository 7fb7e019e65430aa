# pyright: strict
"""What the law answers about a property: one line a diagnostic, and what goes with the list."""

from dataclasses import dataclass
from datetime import date

from liciel_app.orders.labels import LABELS, Certification
from liciel_app.orders.obligations.facts import Report
from liciel_app.orders.obligations.validity import last_day, validity_of
from liciel_app.orders.obligations.words import Said, Supply, Transaction, Verdict


@dataclass(frozen=True, slots=True)
class Existing:
    """A report the seller already has: `note` says why it is kept or not."""

    report: Report
    kept: bool
    note: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One diagnostic or document, as it stands on the day `on`.

    `uses`: the projects the law asks it for at some time; `open`: the unanswered facts that could change this line.
    """

    code: str
    on: date
    verdict: Verdict
    why: Said
    source: str
    kind: Supply
    certification: Certification | None
    uses: frozenset[Transaction] = frozenset()
    open: frozenset[str] = frozenset()
    existing: Existing | None = None

    @property
    def label(self) -> str:
        return LABELS[self.code].long

    @property
    def valid_for(self) -> Said:
        return Said(validity_of(self.code, self.on).text)

    @property
    def until_sale(self) -> date | None:
        """Last day, for a sale, of a report made on the day that finds nothing.

        None where there is no fixed end, and for what no sale asks (`uses`).
        """
        return self._until(Transaction.SALE)

    @property
    def until_lease(self) -> date | None:
        """The same for a lease."""
        return self._until(Transaction.LEASE)

    @property
    def kept(self) -> bool:
        return self.verdict is Verdict.MANDATORY and self.existing is not None and self.existing.kept

    def _until(self, use: Transaction) -> date | None:
        return last_day(self.code, Report(self.on, positive=False), use) if use in self.uses else None


@dataclass(frozen=True, slots=True)
class Alert:
    """What the owner must know beside the list: letting bans, frozen rents."""

    why: Said
    source: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """`missions` to sell, `documents` others must supply, `kept` the mandatory ones an existing report satisfies,
    `questions` the unanswered facts that could still change a line."""

    on: date
    lines: tuple[Line, ...]
    missions: tuple[str, ...]
    documents: tuple[str, ...]
    kept: tuple[str, ...]
    questions: tuple[str, ...]
    alerts: tuple[Alert, ...]

    def line(self, code: str) -> Line:
        return next(line for line in self.lines if line.code == code)

    def waiting_for(self, fact: str) -> tuple[Line, ...]:
        """The lines an answer could change; each says in `why` what not knowing leads to."""
        return tuple(line for line in self.lines if fact in line.open)
