# pyright: strict
"""Until which day a given report may be used."""

from datetime import date, timedelta

from liciel_app.orders.obligations.facts import Report
from liciel_app.orders.obligations.terms import VALIDITY, Months, Term, Validity
from liciel_app.orders.obligations.words import Transaction

_YEAR = 12


def last_day(code: str, report: Report, use: Transaction | None) -> date | None:
    """The last day this report may be used; None where it has no fixed end.

    « Établi depuis moins de 3 ans » is strict: a report of 21/11/2023 serves until 20/11/2026.
    A report whose result is not known lives as long as the shorter of the two.
    """
    validity = validity_of(code, report.day)
    term = validity.lease if use is Transaction.LEASE else validity.sale
    months = term.negative if report.positive is False else _shorter(term)
    ends = [series.last_day for series in validity.series if report.day < series.issued_before]
    if months is not None:
        ends.append(_months_later(report.day, months) - timedelta(days=1))
    return min(ends, default=None)


def is_valid(code: str, report: Report, use: Transaction | None, on: date) -> bool:
    end = last_day(code, report, use)
    return report.day <= on and (end is None or on <= end)


def validity_of(code: str, day: date) -> Validity:
    """How long reports of this code made that day may be used."""
    return next(validity for validity in VALIDITY[code] if validity.since <= day <= validity.until)


def _shorter(term: Term) -> Months:
    return min((months for months in (term.negative, term.positive) if months is not None), default=None)


def _months_later(day: date, months: int) -> date:
    """The same day so many months later, or the first of the next month where that day does not exist."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        return date(year + (month + 1) // _YEAR, (month + 1) % _YEAR + 1, 1)
