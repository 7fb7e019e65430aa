"""What the manager sets for quotes: the office's papers, its models' tags, and what each kind of client pays first."""

from dataclasses import dataclass, field

from liciel_app.core.language import say
from liciel_app.core.work import Work
from liciel_app.directory.models import ClientKind
from liciel_app.directory.rules import KIND_WORDS
from liciel_app.office import queries_papers
from liciel_app.office.models_templates import LEGAL, MODELS, PaperKind
from liciel_app.office.queries_papers import PaperRow
from liciel_app.orders import quoted
from liciel_app.orders.queries import quotes
from liciel_app.orders.queries.quotes_sheet import PAPER_WORDS


@dataclass(frozen=True, slots=True)
class Shelf:
    """One paper: the version in force (number 0: none) and those before it."""

    kind: str = ""
    label: str = ""
    model: bool = False
    current: PaperRow = field(default_factory=lambda: PaperRow(0, "", 0, "", "", "", "", False))
    former: list[PaperRow] = field(default_factory=list[PaperRow])


@dataclass(frozen=True, slots=True)
class DepositLine:
    """`percent` and `amount` as a form shows them; one of them is empty."""

    kind: str
    label: str
    percent: str
    amount: str


@dataclass(frozen=True, slots=True)
class QuoteSettings:
    shelves: list[Shelf] = field(default_factory=list[Shelf])
    deposits: list[DepositLine] = field(default_factory=list[DepositLine])


def quote_settings(work: Work) -> QuoteSettings:
    rows = queries_papers.rows(work)
    return QuoteSettings(
        shelves=[_shelf(work, kind, rows) for kind in (*LEGAL, *MODELS)],
        deposits=[_deposit(work, kind) for kind in ClientKind],
    )


def _shelf(work: Work, kind: PaperKind, rows: list[PaperRow]) -> Shelf:
    mine = [row for row in rows if row.kind == kind]
    current = [row for row in mine if row.current]
    told = {"kind": str(kind), "label": say(PAPER_WORDS[kind], work.language), "model": kind in MODELS}
    former = [row for row in mine if not row.current]
    return Shelf(**told, current=current[0], former=former) if current else Shelf(**told, former=former)


def _deposit(work: Work, kind: ClientKind) -> DepositLine:
    rule: quoted.Deposit = quotes.deposit_rule(work, kind)
    percent = "" if rule.percent is None else f"{rule.percent.normalize():f}".replace(".", ",")
    amount = "" if rule.cents is None else f"{rule.cents // 100},{rule.cents % 100:02d}"
    return DepositLine(str(kind), say(KIND_WORDS[kind], work.language), percent, amount)
