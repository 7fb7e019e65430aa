"""The law as data: every record is whole, declares its facts, and each of its days changes something."""

import itertools
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from liciel_app.orders.labels import LABELS
from liciel_app.orders.obligations import DEPENDS_ON, Facts, Transaction, Usage, assess
from liciel_app.orders.obligations.facts import NAMES
from liciel_app.orders.obligations.law import RULES
from liciel_app.orders.obligations.law.notices import NOTICES
from liciel_app.orders.obligations.terms import VALIDITY

TABLE = Path(__file__).with_name("obligation_table.jsonl").read_text("utf-8").splitlines()
PLACES = {"risk_zone": True, "termite_zone": True, "dry_rot_zone": True, "noise_zone": True, "sewer_list": True}
SEPARATE = ("radon_zone", "coast_zone", "brush_zone")
TOLD = [Facts.from_case(json.loads(line)["in"]) for line in TABLE]


def _pool() -> list[Facts]:
    """The table's properties, in and out of every zone, overseas, let to tourists, under each class, of every size."""
    zones = [replace(facts, **PLACES) for facts in TOLD]
    alone = [replace(facts, **{zone: True}) for facts in TOLD[:12] for zone in SEPARATE]
    far = [replace(facts, overseas=True, dpe_class=grade) for facts in zones for grade in ("E", "F", "G")]
    lets = [facts for facts in zones if facts.transaction is Transaction.LEASE]
    graded = [replace(facts, dpe_class=grade, usage=use) for facts in lets for grade in "DEFG" for use in Usage]
    tourists = [replace(facts, usage=Usage.TOURISM, change_of_use=True, pool=True, dpe_class="G") for facts in lets]
    syndics = [replace(facts, lots=size) for facts in zones if facts.coowned or facts.lots for size in (10, 60, 250)]
    pools = [replace(facts, pool=True, off_sewer=True, surface=3000) for facts in zones]
    mixed = [replace(facts, entering_coownership=True, furnished=not facts.furnished) for facts in zones]
    return [*TOLD, *zones, *alone, *far, *graded, *tourists, *syndics, *pools, *mixed]


POOL = _pool()
RECORDS = (*RULES, *NOTICES)
DAYS = sorted({record.since for record in RECORDS} | {r.until + timedelta(1) for r in RECORDS if r.until})


def _seen(facts: Facts, on: date) -> tuple[object, ...]:
    found = assess(facts, on)
    return (*((line.verdict, line.source) for line in found.lines), *(alert.why for alert in found.alerts))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_each_day_of_the_law_changes_the_answer_of_some_property(day: date) -> None:
    eve = day - timedelta(1)
    assert any(_seen(facts, eve) != _seen(facts, day) for facts in POOL)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code} {rule.since}")
def test_a_rule_is_whole(rule) -> None:
    assert rule.code in LABELS
    assert rule.code in VALIDITY
    assert rule.uses
    assert rule.source
    assert rule.because.endswith(".")
    assert rule.until is None or rule.since < rule.until
    assert {"transaction", "reports"} <= rule.depends_on <= set(NAMES)
    for need in rule.parts:
        assert need.otherwise.endswith(".")
        assert need.unknown.endswith(".") or need.condition.reads <= {"reports", "transaction"}


def test_every_code_has_a_rule_and_every_fact_is_read_by_one() -> None:
    assert {rule.code for rule in RULES} == set(LABELS)
    read = frozenset[str]().union(*DEPENDS_ON.values())
    assert set(NAMES) - read == set()


def test_the_days_of_a_validity_follow_each_other() -> None:
    for validities in VALIDITY.values():
        assert validities[0].since == date.min
        assert validities[-1].until == date.max
        for before, after in itertools.pairwise(validities):
            assert after.since == before.until + timedelta(1)
