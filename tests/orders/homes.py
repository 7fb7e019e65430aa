"""Properties the law is tried on, where everything is known until a test forgets it."""

from dataclasses import replace
from datetime import date
from typing import Any

from liciel_app.orders.obligations import Assessment, DpeClass, Facts, Kind, Line, Transaction, Usage, Verdict, assess

TODAY = date(2026, 11, 21)
DUE, MAYBE, NO, OPEN = Verdict.MANDATORY, Verdict.CONDITIONAL, Verdict.NOT_REQUIRED, Verdict.UNKNOWN

# A house of 1978 sold in Bordeaux, where everything is known.
HOUSE = Facts(
    transaction=Transaction.SALE,
    kind=Kind.HOUSE,
    coowned=False,
    permit=date(1978, 3, 1),
    gas=40,
    electricity=40,
    surface=95,
    dpe_class=DpeClass.D,
    furnished=False,
    usage=Usage.MAIN_HOME,
    risk_zone=True,
    radon_zone=False,
    brush_zone=False,
    coast_zone=False,
    termite_zone=True,
    dry_rot_zone=False,
    noise_zone=False,
    off_sewer=False,
    sewer_list=False,
    pool=False,
)
FLAT = replace(HOUSE, kind=Kind.FLAT, coowned=True)
LET = replace(FLAT, transaction=Transaction.LEASE)
WORKS = replace(HOUSE, transaction=Transaction.WORKS, kind=Kind.BUILDING, major_renovation=True, hazardous=False)


def seen(facts: Facts, on: date = TODAY, **changes: Any) -> Assessment:
    return assess(replace(facts, **changes), on)


def line(code: str, facts: Facts, on: date = TODAY, **changes: Any) -> Line:
    return seen(facts, on, **changes).line(code)


def verdict(code: str, facts: Facts, on: date = TODAY, **changes: Any) -> Verdict:
    return line(code, facts, on, **changes).verdict
