# pyright: strict
"""From the facts of a property to the list of its diagnostics, on any day, past or future."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from liciel_app.orders.labels import LABELS, certification
from liciel_app.orders.obligations import wording
from liciel_app.orders.obligations.facts import NAMES, Facts
from liciel_app.orders.obligations.law import RULES
from liciel_app.orders.obligations.law.notices import NOTICES
from liciel_app.orders.obligations.law.records import LARGE, Need, Rule
from liciel_app.orders.obligations.lines import Alert, Assessment, Existing, Line
from liciel_app.orders.obligations.questions import ASKED
from liciel_app.orders.obligations.terms import VALIDITY
from liciel_app.orders.obligations.validity import is_valid, last_day
from liciel_app.orders.obligations.words import Supply, Transaction, Verdict

_NONE: Final = frozenset[str]()


def assess(facts: Facts, on: date) -> Assessment:
    """Every code of `LABELS` has its line, in the order of `LABELS`."""
    weighed = {code: _weigh_code(code, facts, on) for code in LABELS}
    lines = tuple(_line(code, outcome, facts, on) for code, outcome in weighed.items())
    asked = _NONE.union(*(outcome.open for outcome in weighed.values()))
    return Assessment(
        on=on,
        lines=lines,
        missions=_due(lines, Supply.MISSION),
        documents=_due(lines, Supply.DOCUMENT),
        kept=tuple(line.code for line in lines if line.kept),
        questions=tuple(name for name in NAMES if name in asked),
        alerts=tuple(_alerts(facts, on)),
    )


def _due(lines: Iterable[Line], kind: Supply) -> tuple[str, ...]:
    return tuple(
        line.code for line in lines if line.kind is kind and line.verdict is Verdict.MANDATORY and not line.kept
    )


class _Outcome(NamedTuple):
    """`reached`: how many needs were met before the first that was not; `open`: facts that could change it."""

    verdict: Verdict
    rule: Rule
    sentence: str
    reached: int = 0
    open: frozenset[str] = _NONE


def _weigh_code(code: str, facts: Facts, on: date) -> _Outcome:
    concerned = _BY_USE[facts.transaction][code]
    if not concerned and facts.transaction is not None:
        return _Outcome(Verdict.NOT_REQUIRED, _BY_USE[None][code][0], wording.NOT_CONCERNED[facts.transaction])
    outcomes = [_weigh(rule, facts, on) for rule in _in_force(facts.transaction, code, on)]
    if not outcomes:
        return _out_of_force(concerned, on)
    settled = _strongest(outcomes)
    if facts.transaction is not None or settled.verdict is Verdict.NOT_REQUIRED:
        return settled
    open_ = frozenset({"transaction"}).union(*(outcome.open for outcome in outcomes))
    return _Outcome(Verdict.UNKNOWN, settled.rule, wording.NO_TRANSACTION, open=open_)


@lru_cache(maxsize=4096)
def _in_force(use: Transaction | None, code: str, on: date) -> tuple[Rule, ...]:
    return tuple(rule for rule in _BY_USE[use][code] if rule.in_force(on))


def _weigh(rule: Rule, facts: Facts, on: date) -> _Outcome:
    unsure: list[Need] = []
    for reached, need in enumerate(rule.parts):
        held = need.condition.holds(facts, on)
        if held is False:
            return _Outcome(Verdict.NOT_REQUIRED, rule, need.otherwise, reached)
        if held is None:
            unsure.append(need)
    open_ = _NONE.union(*(need.condition.unanswered(facts, on) for need in rule.parts))
    doubt = next((need for need in unsure if not need.presumed), None)
    if doubt:
        return _Outcome(Verdict.UNKNOWN, rule, doubt.unknown, open=open_)
    return _Outcome(rule.verdict, rule, unsure[0].unknown if unsure else rule.because, open=open_)


def _strongest(outcomes: list[_Outcome]) -> _Outcome:
    """A duty met wins; then one that may still be; then advice. A refusal is told by the rule that came nearest."""
    if len(outcomes) == 1:
        return outcomes[0]
    duties = [outcome for outcome in outcomes if outcome.rule.verdict is Verdict.MANDATORY]
    advice = [outcome for outcome in outcomes if outcome.rule.verdict is Verdict.CONDITIONAL]
    for group, met in ((duties, Verdict.MANDATORY), (advice, Verdict.CONDITIONAL)):
        for verdict in (met, Verdict.UNKNOWN):
            found = [outcome for outcome in group if outcome.verdict is verdict]
            if found:
                return _Outcome(verdict, found[0].rule, found[0].sentence, open=_open(found))
    return max(outcomes, key=lambda outcome: outcome.reached)


def _open(found: list[_Outcome]) -> frozenset[str]:
    """One duty met without a doubt leaves nothing to ask."""
    if found[0].verdict is not Verdict.UNKNOWN and any(not outcome.open for outcome in found):
        return _NONE
    return _NONE.union(*(outcome.open for outcome in found))


def _out_of_force(rules: tuple[Rule, ...], on: date) -> _Outcome:
    coming = [rule for rule in rules if rule.since > on]
    rule = min(coming, key=lambda rule: rule.since) if coming else rules[-1]
    return _Outcome(Verdict.NOT_REQUIRED, rule, wording.NOT_YET if coming else wording.NO_LONGER)


def _line(code: str, outcome: _Outcome, facts: Facts, on: date) -> Line:
    rule = outcome.rule
    return Line(
        code=code,
        on=on,
        verdict=outcome.verdict,
        why=wording.say(outcome.sentence, facts, since=rule.since, until=rule.until),
        source=rule.source,
        kind=rule.supply,
        certification=certification(code, whole_building=facts.kind in LARGE),
        uses=_USES[code],
        open=outcome.open,
        existing=_existing(code, facts, on) if facts.reports else None,
    )


def _existing(code: str, facts: Facts, on: date) -> Existing | None:
    report = facts.reports.get(code)
    if report is None:
        return None
    end = last_day(code, report, facts.transaction)
    kept = is_valid(code, report, facts.transaction, on)
    sentence = wording.KEPT_UNTIL if end else wording.KEPT
    if not kept:
        sentence = wording.LATER if report.day > on else wording.EXPIRED
    shown = end + timedelta(days=1) if end and sentence == wording.EXPIRED else end
    return Existing(report, kept, wording.say(sentence, facts, dated=report.day, end=shown))


def _alerts(facts: Facts, on: date) -> Iterable[Alert]:
    for notice in NOTICES:
        if notice.in_force(on) and notice.when.holds(facts, on):
            yield Alert(wording.say(notice.sentence, facts, banned=notice.banned), notice.source)


def _rules(code: str, use: Transaction | None) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if rule.code == code and (use is None or use in rule.uses))


# Those of every transaction under None.
_BY_USE: Final[Mapping[Transaction | None, Mapping[str, tuple[Rule, ...]]]] = {
    use: {code: _rules(code, use) for code in LABELS} for use in (None, *Transaction)
}

_USES: Final[Mapping[str, frozenset[Transaction]]] = {
    code: frozenset(use for rule in rules for use in rule.uses) for code, rules in _BY_USE[None].items()
}

# The facts each code's line may change with, whatever the day.
DEPENDS_ON: Final[Mapping[str, frozenset[str]]] = {
    code: _NONE.union(*(rule.depends_on for rule in rules)) for code, rules in _BY_USE[None].items()
}


def sentences() -> frozenset[str]:
    """Every French sentence the engine can say, its questions and verdicts with them, for the catalogue."""
    rules = {rule.because for rule in RULES}
    needs = {said for rule in RULES for need in rule.parts for said in (need.otherwise, need.unknown) if said}
    notices = {notice.sentence for notice in NOTICES}
    validities = {validity.text for validities in VALIDITY.values() for validity in validities}
    verdicts = {verdict.word for verdict in Verdict}
    return frozenset(rules | needs | notices | validities | verdicts | set(wording.SENTENCES) | set(ASKED.values()))
