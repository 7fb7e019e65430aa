"""What holds for every property and every day."""

import json
from calendar import isleap
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from liciel_app.orders.labels import LABELS
from liciel_app.orders.obligations import (
    ASKED,
    DEPENDS_ON,
    Clay,
    DpeClass,
    Facts,
    Installation,
    Kind,
    Report,
    Transaction,
    Usage,
    Verdict,
    assess,
    sentences,
)
from liciel_app.orders.obligations.facts import NAMES

YES_NO = st.booleans()
DAYS = st.dates(date(2004, 1, 1), date(2045, 1, 1))
PERMITS = st.one_of(
    st.dates(date(1850, 1, 1), date(2030, 1, 1)),
    st.sampled_from([date(1948, 12, 31), date(1949, 1, 1), date(1997, 6, 30), date(1997, 7, 1), date(2013, 1, 1)]),
)
AGES = st.one_of(st.integers(0, 60), st.decimals(14, 17, places=1), st.just(Installation.ABSENT))
REPORTS = st.dictionaries(
    st.sampled_from(sorted(LABELS)),
    st.builds(Report, st.dates(date(2005, 1, 1), date(2030, 1, 1)), st.one_of(st.none(), YES_NO)),
    max_size=4,
)
KNOWN: dict[str, st.SearchStrategy[Any]] = dict.fromkeys(NAMES, YES_NO) | {
    "transaction": st.sampled_from(Transaction),
    "kind": st.sampled_from(Kind),
    "permit": PERMITS,
    "gas": AGES,
    "electricity": AGES,
    "surface": st.integers(1, 3000),
    "dpe_class": st.sampled_from(DpeClass),
    "usage": st.sampled_from(Usage),
    "clay": st.sampled_from(Clay),
    "lots": st.integers(1, 400),
    "reports": REPORTS,
}
ZONES = ["risk_zone", "radon_zone", "coast_zone", "brush_zone", "termite_zone", "dry_rot_zone", "noise_zone"]
TIMES = {"permit", "built", "building_age"}


@st.composite
def complete(draw: st.DrawFn) -> tuple[Facts, date]:
    """Every fact known; built within ten years of the permit, and the age counted from there."""
    told = {name: draw(values) for name, values in KNOWN.items() if name not in TIMES}
    permit, on = draw(PERMITS), draw(DAYS)
    built = permit + timedelta(days=draw(st.integers(0, 3600)))
    return Facts(**told, permit=permit, built=built, building_age=_age(built, on)), on


def _birthday(built: date, year: int) -> date:
    leap_day = (built.month, built.day) == (2, 29) and not isleap(year)
    return date(year, 3, 1) if leap_day else built.replace(year=year)


def _age(built: date, on: date) -> Decimal:
    """Whole years on an anniversary, half a year more on the days after it: « plus de 15 ans » begins the day after."""
    birthdays = [_birthday(built, year) for year in range(built.year, on.year + 1)]
    passed = [day for day in birthdays if day <= on]
    if not passed:
        return Decimal(0)
    return Decimal(len(passed) - 1) + (Decimal(0) if passed[-1] == on else Decimal("0.5"))


@st.composite
def partial(draw: st.DrawFn) -> tuple[Facts, Facts, date]:
    """The same property with some facts forgotten, and complete."""
    whole, on = draw(complete())
    hidden = draw(st.sets(st.sampled_from([name for name in NAMES if name != "reports"])))
    return replace(whole, **dict.fromkeys(hidden)), whole, on


def due(facts: Facts, on: date) -> set[str]:
    found = assess(facts, on)
    return {*found.missions, *found.documents, *found.kept}


@given(complete(), st.sampled_from(["gas", "electricity"]), st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=200, deadline=None)
def test_raising_the_age_of_an_installation_never_removes_a_line(
    case: tuple[Facts, date], name: str, age: int, more: int
) -> None:
    facts, on = case
    younger: dict[str, Any] = {name: age}
    older: dict[str, Any] = {name: age + more}
    assert due(replace(facts, **younger), on) <= due(replace(facts, **older), on)


@given(partial())
@settings(max_examples=200, deadline=None)
def test_every_line_has_a_source_a_sentence_and_a_validity(case: tuple[Facts, Facts, date]) -> None:
    facts, _, on = case
    assessment = assess(facts, on)
    assert [line.code for line in assessment.lines] == list(LABELS)
    for line in assessment.lines:
        assert line.source
        assert line.valid_for.text.endswith(".")
        assert line.why.text.endswith(".")
        assert line.why.sentence in sentences()
        assert "" not in line.why.values.values()


@given(complete(), complete(), st.sampled_from(NAMES))
@settings(max_examples=200, deadline=None)
def test_changing_one_fact_changes_only_the_lines_that_depend_on_it(
    case: tuple[Facts, date], other: tuple[Facts, date], name: str
) -> None:
    facts, on = case
    change: dict[str, Any] = {name: getattr(other[0], name)}
    before, after = assess(facts, on), assess(replace(facts, **change), on)
    changed = {one.code for one, two in zip(before.lines, after.lines, strict=True) if one != two}
    assert changed <= {code for code, names in DEPENDS_ON.items() if name in names}


@given(partial(), st.sampled_from(NAMES))
@settings(max_examples=200, deadline=None)
def test_a_forgotten_fact_that_is_not_asked_would_not_change_a_verdict(
    case: tuple[Facts, Facts, date], name: str
) -> None:
    facts, whole, on = case
    assessment = assess(facts, on)
    if getattr(facts, name) is None and name not in assessment.questions:
        told: dict[str, Any] = {name: getattr(whole, name)}
        after = assess(replace(facts, **told), on)
        assert [line.verdict for line in after.lines] == [line.verdict for line in assessment.lines]


@given(partial())
@settings(max_examples=200, deadline=None)
def test_only_a_forgotten_fact_leaves_a_line_unknown(case: tuple[Facts, Facts, date]) -> None:
    facts, whole, on = case
    assert Verdict.UNKNOWN not in {line.verdict for line in assess(whole, on).lines}
    assert assess(whole, on).questions == ()
    assert all(getattr(facts, name) is None for name in assess(facts, on).questions)


@given(partial())
@settings(max_examples=200, deadline=None)
def test_the_lists_are_the_mandatory_lines_each_once(case: tuple[Facts, Facts, date]) -> None:
    facts, _, on = case
    found = assess(facts, on)
    listed = [*found.missions, *found.documents, *found.kept]
    assert sorted(listed) == sorted(line.code for line in found.lines if line.verdict is Verdict.MANDATORY)
    assert all(facts.reports[code].day <= on for code in found.kept)


@given(partial())
@settings(max_examples=200, deadline=None)
def test_answers_kept_with_an_order_are_read_again_unchanged(case: tuple[Facts, Facts, date]) -> None:
    facts, _, _ = case
    assert Facts.from_answers(json.loads(json.dumps(facts.answers()))) == facts


@given(partial())
@settings(max_examples=200, deadline=None)
def test_a_line_nothing_can_change_says_the_same_once_everything_is_known(case: tuple[Facts, Facts, date]) -> None:
    facts, whole, on = case
    for before, after in zip(assess(facts, on).lines, assess(whole, on).lines, strict=True):
        if not before.open:
            assert before.verdict is after.verdict


@given(complete(), st.sampled_from(ZONES))
@settings(max_examples=200, deadline=None)
def test_a_place_nobody_knows_is_never_taken_for_a_place_outside(case: tuple[Facts, date], zone: str) -> None:
    facts, on = case
    inside, unknown, outside = (
        assess(replace(facts, **{zone: told}), on)  # pyright: ignore[reportArgumentType]
        for told in (True, None, False)
    )
    for yes, nobody, no in zip(inside.lines, unknown.lines, outside.lines, strict=True):
        if yes.verdict is not no.verdict:
            assert nobody.verdict is Verdict.UNKNOWN
            assert zone in unknown.questions


@given(partial())
@settings(max_examples=200, deadline=None)
def test_every_question_names_the_lines_it_could_change(case: tuple[Facts, Facts, date]) -> None:
    facts, _, on = case
    found = assess(facts, on)
    for fact in found.questions:
        waiting = found.waiting_for(fact)
        assert waiting
        assert all(fact in DEPENDS_ON[line.code] for line in waiting)


def test_every_fact_has_its_question() -> None:
    assert set(ASKED) == set(NAMES) - {"reports"}


def test_lines_depend_on_the_facts_the_law_names() -> None:
    assert DEPENDS_ON["GAZ"] >= {"transaction", "kind", "gas", "usage", "permit", "reports"}
    assert DEPENDS_ON["TERMITES"] == {"transaction", "kind", "termite_zone", "reports"}
    assert DEPENDS_ON["RAAT"] == {"transaction", "kind", "permit", "built", "reports"}
