# pyright: strict
"""What is known of a property and of the project, every fact open to « Je ne sais pas »."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Self

from liciel_app.core.errors import Invalid
from liciel_app.orders.obligations import reading
from liciel_app.orders.obligations.reading import Key
from liciel_app.orders.obligations.words import Clay, DpeClass, Installation, Kind, Transaction, Usage

Age = int | Decimal | Installation


@dataclass(frozen=True, slots=True)
class Report:
    """An existing report. `positive` tells lead or asbestos found (for a DTG: works foreseen); None = not known."""

    day: date
    positive: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """None means « Je ne sais pas ». Ages are in years on the day of the assessment, the surface in m².

    The exceptions nobody is asked about (`dpe_exempt`, `change_of_use`, `entering_coownership`, `overseas`)
    are presumed absent unless the caller says otherwise.
    """

    transaction: Transaction | None = None
    kind: Kind | None = None
    coowned: bool | None = None
    permit: date | None = None
    built: date | None = None
    gas: Age | None = None
    electricity: Age | None = None
    surface: int | Decimal | None = None
    dpe_class: DpeClass | None = None
    furnished: bool | None = None
    usage: Usage | None = None
    change_of_use: bool | None = False
    constructible: bool | None = None
    clay: Clay | None = None
    major_renovation: bool | None = None
    hazardous: bool | None = None
    building_age: int | Decimal | None = None
    lots: int | None = None
    entering_coownership: bool | None = False
    dpe_exempt: bool | None = False
    risk_zone: bool | None = None
    radon_zone: bool | None = None
    brush_zone: bool | None = None
    coast_zone: bool | None = None
    termite_zone: bool | None = None
    dry_rot_zone: bool | None = None
    noise_zone: bool | None = None
    off_sewer: bool | None = None
    sewer_list: bool | None = None
    pool: bool | None = None
    overseas: bool | None = False
    reports: Mapping[str, Report] = field(default_factory=dict[str, Report])

    @classmethod
    def from_case(cls, case: Mapping[str, Any]) -> Self:
        """The facts of a JSON object of the published shape, where an absent fact is false, none or unknown.

        Raises Invalid with one sentence per wrong key.
        """
        values, wrong = reading.read(case, CASE_KEYS)
        values |= reading.read_flags(case.get("flags"), CASE_FLAGS, wrong)
        values["reports"] = _reports(case.get("have"), wrong, untold=False)
        return cls(**_checked(values, wrong, case.keys() - CASE_KEYS.keys() - {"flags", "have", "on"}))

    @classmethod
    def from_answers(cls, answers: Mapping[str, Any]) -> Self:
        """The facts of a JSON object that `answers` wrote: keys are the names of the facts, null or absent is
        « Je ne sais pas ». Raises Invalid with one sentence per wrong key."""
        values, wrong = reading.read(answers, {name: _ANSWERS[name] for name in _ANSWERS.keys() & answers.keys()})
        values["reports"] = _reports(answers.get("reports"), wrong, untold=None)
        return cls(**_checked(values, wrong, answers.keys() - _ANSWERS.keys() - {"reports"}))

    def answers(self) -> dict[str, Any]:
        """Every fact as plain JSON, to be kept with an order and read again by `from_answers`."""
        told: dict[str, Any] = {name: _plain(getattr(self, name)) for name in NAMES if name != "reports"}
        reports = {code: {"d": report.day.isoformat(), "pos": report.positive} for code, report in self.reports.items()}
        return told | {"reports": reports}


NAMES: Final = tuple(item.name for item in fields(Facts))


def _checked(values: dict[str, Any], wrong: dict[str, str], unknown: set[str]) -> dict[str, Any]:
    wrong |= dict.fromkeys(sorted(unknown), "Ce fait n’existe pas.")
    if wrong:
        raise Invalid(wrong)
    return values


def _reports(told: object, wrong: dict[str, str], *, untold: bool | None) -> dict[str, Report]:
    entries = reading.read_reports(told, wrong, untold=untold)
    return {code: Report(day, positive) for code, (day, positive) in entries.items()}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | StrEnum) else value


CASE_KEYS: Final[Mapping[str, Key]] = {
    "tx": Key("transaction", reading.one_of(Transaction)),
    "kind": Key("kind", reading.one_of(Kind)),
    "copro": Key("coowned", reading.yes, absent=False),
    "permit": Key("permit", reading.day),
    "built": Key("built", reading.day),
    "gas": Key("gas", reading.age, absent=Installation.ABSENT),
    "elec": Key("electricity", reading.age, absent=Installation.ABSENT),
    "m2": Key("surface", reading.number(Decimal("0.01"), 1_000_000)),
    "classe": Key("dpe_class", reading.one_of(DpeClass)),
    "meuble": Key("furnished", reading.yes, absent=False),
    "usage": Key("usage", reading.one_of(Usage), absent=Usage.MAIN_HOME),
    "changement_usage": Key("change_of_use", reading.yes, absent=False),
    "constructible": Key("constructible", reading.yes, absent=False),
    "rga": Key("clay", reading.one_of(Clay)),
    "signif": Key("major_renovation", reading.yes, absent=False),
    "dangereux": Key("hazardous", reading.yes, absent=False),
    "bage": Key("building_age", reading.number(0, 3000)),
    "lots": Key("lots", reading.number(1, 100_000, whole=True)),
    "mise_en_copro": Key("entering_coownership", reading.yes, absent=False),
    "dpe_exempt": Key("dpe_exempt", reading.yes, absent=False),
    "piscine": Key("pool", reading.yes, absent=False),
    "outre_mer": Key("overseas", reading.yes, absent=False),
}

CASE_FLAGS: Final[Mapping[str, str]] = {
    "erp": "risk_zone",
    "radon": "radon_zone",
    "old": "brush_zone",
    "trait_cote": "coast_zone",
    "termites": "termite_zone",
    "merule": "dry_rot_zone",
    "peb": "noise_zone",
    "anc": "off_sewer",
    "jo": "sewer_list",
}

_ANSWERS: Final[Mapping[str, Key]] = {key.fact: Key(key.fact, key.reader) for key in CASE_KEYS.values()} | {
    zone: Key(zone, reading.yes) for zone in CASE_FLAGS.values()
}
