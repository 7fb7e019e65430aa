# pyright: strict
"""How long a report may be used, by code and use (dated data), and the last day of a given report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from liciel_app.orders.obligations.facts import Report
from liciel_app.orders.obligations.words import Transaction

_YEAR: Final = 12
Months = int | None  # None: no fixed end


@dataclass(frozen=True, slots=True)
class Term:
    """Months a report lives, by its result."""

    negative: Months = None
    positive: Months = None


@dataclass(frozen=True, slots=True)
class Series:
    """Reports dated before `issued_before` died on `last_day` at the latest."""

    issued_before: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Validity:
    text: str
    sale: Term
    lease: Term
    series: tuple[Series, ...] = ()


def last_day(code: str, report: Report, use: Transaction | None) -> date | None:
    """The last day this report may be used; None where it has no fixed end.

    « Établi depuis moins de 3 ans » is strict: a report of 21/11/2023 serves until 20/11/2026.
    A report whose result is not known lives as long as the shorter of the two.
    """
    validity = VALIDITY[code]
    term = validity.lease if use is Transaction.LEASE else validity.sale
    months = term.negative if report.positive is False else _shorter(term)
    ends = [series.last_day for series in validity.series if report.day < series.issued_before]
    if months is not None:
        ends.append(_months_later(report.day, months) - timedelta(days=1))
    return min(ends, default=None)


def _shorter(term: Term) -> Months:
    return min((months for months in (term.negative, term.positive) if months is not None), default=None)


def _months_later(day: date, months: int) -> date:
    """The same day so many months later, or the first of the next month where that day does not exist."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        return date(year + (month + 1) // _YEAR, (month + 1) % _YEAR + 1, 1)


def is_valid(code: str, report: Report, use: Transaction | None, on: date) -> bool:
    end = last_day(code, report, use)
    return report.day <= on and (end is None or on <= end)


def _both(text: str, months: Months = None, series: tuple[Series, ...] = ()) -> Validity:
    return Validity(text, Term(months, months), Term(months, months), series)


# CCH D126-19: the older methods ended before their ten years.
_OLD_DPE: Final = (
    Series(date(2018, 1, 1), date(2022, 12, 31)),
    Series(date(2021, 7, 1), date(2024, 12, 31)),
)
# Décret 2011-629: reports older than the arrêtés of 12/12/2012 are redone.
_OLD_ASBESTOS: Final = (Series(date(2013, 4, 1), date(2013, 3, 31)),)
_ASBESTOS: Final = Validity(
    "Sans limite en l’absence d’amiante si le rapport date du 01/04/2013 ou après, 3 ans en cas de présence.",
    Term(None, 3 * _YEAR),
    Term(None, 3 * _YEAR),
    _OLD_ASBESTOS,
)
_ENERGY: Final = Validity(
    "3 ans pour une vente, 6 ans pour une location.",
    Term(3 * _YEAR, 3 * _YEAR),
    Term(6 * _YEAR, 6 * _YEAR),
)
_LEAD: Final = Validity(
    "Sans limite en l’absence de plomb, sinon 1 an pour une vente et 6 ans pour une location.",
    Term(None, _YEAR),
    Term(None, 6 * _YEAR),
)
_MEASURED: Final = _both("Sans limite tant qu’aucun travail ne change les surfaces.")

VALIDITY: Final[Mapping[str, Validity]] = {
    "DPE": _both("10 ans ; les DPE d’avant le 01/07/2021 ne valent plus.", 10 * _YEAR, _OLD_DPE),
    "AUDIT": _both("5 ans.", 5 * _YEAR),
    "CREP": _LEAD,
    "AMIANTE": _ASBESTOS,
    "DAPP": _ASBESTOS,
    "DTA": _both("Permanent, tenu à jour."),
    "GAZ": _ENERGY,
    "ELEC": _ENERGY,
    "TERMITES": _both("6 mois.", 6),
    "ERP": _both("6 mois.", 6),
    "BRUIT": _both("Tant que le plan d’exposition au bruit ne change pas."),
    "CARREZ": _MEASURED,
    "BOUTIN": _MEASURED,
    "RAAT": _both("Pour les travaux décrits."),
    "RAAD": _both("Pour la démolition décrite."),
    "PEMD": _both("Pour l’opération décrite."),
    "DPE_COLL": _both(
        "10 ans, sans renouvellement après un DPE de classe A, B ou C fait depuis le 01/07/2021.", 10 * _YEAR, _OLD_DPE
    ),
    "PPPT": _both("10 ans.", 10 * _YEAR),
    "DTG": _both("10 ans.", 10 * _YEAR),
    "ANC": _both("3 ans à la signature.", 3 * _YEAR),
    "ASSCOL": _both("10 ans.", 10 * _YEAR),
    "DTA_FICHE": _both("Tenue à jour avec le DTA."),
    "CREP_PC": _LEAD,
    "MERULE": _both("Pour la vente en cours."),
    "GEO": _both("30 ans si le sol n’a pas été remanié.", 30 * _YEAR),
    "PISCINE": _both("Sans limite pour le dispositif décrit."),
}
