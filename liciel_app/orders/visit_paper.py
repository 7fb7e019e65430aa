# pyright: strict
"""What is printed for a visit, as plain values: the operator's sworn statement and the sheet he takes on site."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime

from liciel_app.core import clock
from liciel_app.core.journal import canonical
from liciel_app.core.language import day_short
from liciel_app.office import certificates
from liciel_app.orders.certificates import skills_for
from liciel_app.orders.mission_paper import MissionPaper


@dataclass(frozen=True, slots=True)
class Certificate:
    """`code`: one of `office.certificates.DOMAINS`; `until`: its last day, none while nobody wrote it down."""

    code: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Operator:
    name: str
    phone: str = ""
    certificates: tuple[Certificate, ...] = ()
    insured_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPaper:
    """`mission` holds the parties, the property and what was said of it; `access` what to know before ringing.

    `property_kind` is the order's own word: a whole building asks for other certificates.
    """

    reference: str
    mission: MissionPaper
    property_kind: str
    operator: Operator | None = None
    starts_at: datetime | None = None
    minutes: int = 0
    contact: tuple[str, ...] = ()
    access: tuple[tuple[str, str], ...] = ()

    @property
    def day(self) -> date:
        """Of the visit; the day of printing while none is set."""
        return clock.local(self.starts_at).date() if self.starts_at else self.mission.issued_on


def sealed(paper: VisitPaper) -> str:
    told = asdict(paper)
    return canonical(told | {"starts_at": paper.starts_at.isoformat() if paper.starts_at else ""})


def unsworn(paper: VisitPaper) -> Iterator[str]:
    """Why the operator cannot swear it for that day, a sentence each (CCH, art. L271-6 and R271-1 to R271-3)."""
    operator = paper.operator
    if operator is None:
        yield "Nommez d’abord le diagnostiqueur de ce dossier."
        return
    held = {one.code: one for one in operator.certificates}
    for code in skills_for(paper.mission.codes, paper.property_kind):
        word, owned = certificates.word(code), held.get(code)
        if owned is None:
            yield f"{operator.name} n’a pas le certificat « {word} » que ces missions demandent."
        elif owned.until is not None and owned.until < paper.day:
            yield f"Le certificat « {word} » de {operator.name} finit le {day_short(owned.until)}, avant la visite."
    if not paper.mission.seller.insurance:
        yield "L’assurance de l’office n’est pas renseignée : l’attestation la nomme."
    if operator.insured_until is not None and operator.insured_until < paper.day:
        yield f"L’assurance de {operator.name} finit le {day_short(operator.insured_until)}, avant la visite."
