"""The technicians as the office keeps them: hours, home, certificates, insurance, and what ends soon."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from sqlmodel import col, select

from liciel_app.agenda.queries import people
from liciel_app.agenda.rules_hours import written
from liciel_app.agenda.rules_time import Week
from liciel_app.agenda.sheets.sheet import address_of
from liciel_app.core.language import Language, day_as, day_short, say
from liciel_app.core.work import Work
from liciel_app.office import certificates
from liciel_app.office.models import Account, Certification, Technician

_MONDAY: Final = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """`tone`: green in date, amber for the last two months, red past, grey when the end is not known."""

    code: str
    word: str
    until: str
    iso: str
    tone: str


@dataclass(frozen=True, slots=True)
class CrewRow:
    """`days`: Monday to Sunday as they are typed; `hours`: the same in a few lines; `own`: not the office's hours.

    `sheet`: where the sheet of his tour of today is.
    """

    id: int
    name: str
    hue: str
    position: int
    days: list[str]
    hours: list[str]
    own: bool
    home: str
    end: str
    located: bool
    certificates: list[CertificateRow] = field(default_factory=list[CertificateRow])
    insured: str = ""
    insured_iso: str = ""
    insured_tone: str = "grey"
    sheet: str = ""


def crew(work: Work) -> list[CrewRow]:
    """The open technicians in the office's order; nobody for who is not of the office."""
    if not work.actor.is_office:
        return []
    found = work.db.exec(
        select(Account, Technician)
        .join(Technician, col(Technician.account_id) == col(Account.id))
        .where(col(Account.closed_at).is_(None))
        .order_by(col(Technician.position), col(Account.id))
    ).all()
    hours, held = people.hours_of(work), _certificates(work)
    return [
        CrewRow(
            id=account.id or 0,
            name=account.name,
            hue=one.hue,
            position=one.position,
            days=[written(intervals) for intervals in hours[account.id or 0].week],
            hours=in_words(hours[account.id or 0].week, work.language),
            own=hours[account.id or 0].own,
            home=one.home_city,
            end=one.end_city,
            located=one.home_lat is not None,
            certificates=held.get(account.id or 0, []),
            insured=day_short(one.insured_until),
            insured_iso=one.insured_until.isoformat() if one.insured_until else "",
            insured_tone=tone(one.insured_until, work.today),
            sheet=address_of(account.id or 0, work.today),
        )
        for account, one in found
    ]


def in_words(week: Week, lang: Language = "fr") -> list[str]:
    """Days that have the same hours together: « lun. – ven. : 08:30-12:30, 13:30-18:00 »."""
    lines: list[str] = []
    for hours, days in groupby(range(7), key=lambda weekday: week[weekday]):
        if hours:
            span = list(days)
            lines.append(f"{_span(span[0], span[-1], lang)} : {written(hours)}")
    return lines or [say("Aucun jour travaillé.", lang)]


def tone(until: date | None, today: date) -> str:
    if until is None:
        return "grey"
    return "red" if until < today else "amber" if until <= today + people.SOON else "green"


def _span(first: int, last: int, lang: Language) -> str:
    names = [day_as(_MONDAY + timedelta(days=one), "EEE", lang) for one in dict.fromkeys((first, last))]
    return " – ".join(names)


def _certificates(work: Work) -> dict[int, list[CertificateRow]]:
    order = list(certificates.DOMAINS)
    rows = work.db.exec(select(Certification)).all()
    found: dict[int, list[CertificateRow]] = {}
    for row in sorted(rows, key=lambda one: order.index(one.code) if one.code in order else len(order)):
        known = found.setdefault(row.account_id, [])
        until = row.until.isoformat() if row.until else ""
        word = certificates.word(row.code, work.language)
        known.append(CertificateRow(row.code, word, day_short(row.until), until, tone(row.until, work.today)))
    return found
