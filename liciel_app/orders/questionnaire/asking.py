# pyright: strict
"""Which questions to ask next, and the facts that answers make."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, Final

from liciel_app.orders.obligations import Clay, DpeClass, Facts, Installation, Kind, Transaction, Usage, assess
from liciel_app.orders.questionnaire.questions import (
    BY_KEY,
    BY_THE_LAW,
    NO,
    PERMIT_1997,
    PERMIT_2013,
    UNKNOWN,
    YES,
    Question,
)

Answers = Mapping[str, str]
Known = Mapping[str, Any]
"""What is known of the place: `zones.facts_of`."""
NOTHING_KNOWN: Final[Known] = MappingProxyType({})
_OLDEST: Final = 1000
_LARGEST_SURFACE: Final = 100_000

# A permit may precede the end of works by a few years: only these years leave a doubt about its date.
_DOUBT_1997: Final = range(1997, 2001)
_DOUBT_2013: Final = range(2013, 2016)
_LIMIT_1997: Final = date(1997, 7, 1)
_LIMIT_2013: Final = date(2013, 1, 1)
_SEWER_DEPARTMENTS: Final = ("77", "78", "91", "92", "93", "94", "95")  # décret 2022-93, beside all of Paris


def asked(answers: Answers, postcode: str, on: date, known: Known = NOTHING_KNOWN) -> tuple[str, ...]:
    """The keys of the questions to show, in order: each is there because its answer can change the list.

    What is known of the place is not asked.
    """
    keys = ["kind", "surface", *(["year"] if answers.get("kind") != Kind.LAND else []), "transaction"]
    if not answers.get("kind") or not answers.get("transaction"):
        return tuple(keys)
    keys += [permit.key for permit in (PERMIT_1997, PERMIT_2013) if _in_doubt(permit, answers)]
    open_ = _open(facts_of(answers, postcode, known), on)
    for question in BY_THE_LAW:
        told = question.key in answers
        heard = {key: value for key, value in answers.items() if key != question.key}
        if question.facts & (_open(facts_of(heard, postcode, known), on) if told else open_):
            keys.append(question.key)
    return tuple(keys)


def facts_of(answers: Answers, postcode: str, known: Known = NOTHING_KNOWN) -> Facts:
    """What the answers and the place say; an answer nobody offered counts as unknown, and what is known of the place
    fills what nobody answered."""
    told: dict[str, Any] = {
        "transaction": _one_of(Transaction, answers.get("transaction")),
        "kind": _one_of(Kind, answers.get("kind")),
        "surface": surface_of(answers.get("surface", "")),
        "coowned": _yes(answers, "coowned"),
        "gas": _age(answers.get("gas")),
        "electricity": _age(answers.get("electricity")),
        "dpe_class": _one_of(DpeClass, answers.get("dpe_class")),
        "clay": _one_of(Clay, answers.get("clay")),
        "pool": _yes(answers, "pool"),
        "constructible": _yes(answers, "constructible"),
        "major_renovation": _yes(answers, "major_renovation"),
        "hazardous": _yes(answers, "hazardous"),
    }
    connected = _yes(answers, "off_sewer")
    told["off_sewer"] = None if connected is None else not connected
    facts = replace(Facts(**told, **_lease(answers), **_dates(answers), **_place(postcode)), **_presumed(answers))
    place = {name: value for name, value in known.items() if name == "overseas" or getattr(facts, name) is None}
    return replace(facts, **place)


def answers_of(facts: Facts) -> dict[str, str]:
    """The answers that make these facts again, to order for the next flat: what is not known is not answered."""
    told = {
        "transaction": facts.transaction,
        "kind": facts.kind,
        "surface": None if facts.surface is None else f"{Decimal(facts.surface).normalize():f}".replace(".", ","),
        "year": str(facts.built.year) if facts.built else None,
        "lease": _lease_of(facts),
        "gas": _range_of(facts.gas),
        "electricity": _range_of(facts.electricity),
        "dpe_class": facts.dpe_class,
        "clay": facts.clay,
        "off_sewer": None if facts.off_sewer is None else YES if not facts.off_sewer else NO,
    }
    plain = ("coowned", "pool", "constructible", "major_renovation", "hazardous")
    told |= {name: None if getattr(facts, name) is None else YES if getattr(facts, name) else NO for name in plain}
    told |= _permits_of(facts)
    return {key: str(value) for key, value in told.items() if value is not None}


def surface_of(text: str) -> Decimal | None:
    """« 62,5 » → 62.5 m²; None for what is no surface."""
    try:
        found = Decimal(text.replace(",", ".").replace("\u202f", "").replace(" ", "").removesuffix("m²"))
    except InvalidOperation:
        return None
    return round(found, 2) if found.is_finite() and 1 <= found <= _LARGEST_SURFACE else None


def year_of(text: str, on: date) -> int | None:
    """« 1972 » → 1972, at most two years ahead; None for what is no year of construction."""
    digits = text.strip()
    return int(digits) if digits.isdecimal() and _OLDEST <= int(digits[:5]) <= on.year + 2 else None


def is_offered(key: str, value: str) -> bool:
    """Whether the value is one of the question's options, « Je ne sais pas » included where it is accepted."""
    question = BY_KEY.get(key)
    if question is None:
        return False
    return value in {option.value for option in question.options} or (value == UNKNOWN and question.consequence != "")


def _in_doubt(permit: Question, answers: Answers) -> bool:
    year = int(answers["year"]) if answers.get("year", "").isdecimal() else 0
    if permit is PERMIT_1997:
        return year in _DOUBT_1997 and answers["kind"] != Kind.LAND
    collective = answers["kind"] in (Kind.FLAT, Kind.BUILDING)
    return year in _DOUBT_2013 and collective and answers["transaction"] in (Transaction.SALE, Transaction.COOWNERSHIP)


def _open(facts: Facts, on: date) -> frozenset[str]:
    """The unanswered facts that could still change the list."""
    return frozenset(assess(facts, on).questions)


def _presumed(answers: Answers) -> dict[str, Any]:
    """Flats are on the sewer; a let one is taken for a lot of a co-ownership: neither is worth a question."""
    if answers.get("kind") != Kind.FLAT:
        return {}
    let = answers.get("transaction") == Transaction.LEASE
    return {"off_sewer": False, **({"coowned": True} if let else {})}


def _place(postcode: str) -> dict[str, Any]:
    department = postcode[:2]
    if not department:
        return {}
    in_list = True if department == "75" else None if department in _SEWER_DEPARTMENTS else False
    return {"overseas": department in ("97", "98"), "sewer_list": in_list}


def _lease(answers: Answers) -> dict[str, Any]:
    lease = answers.get("lease")
    if lease not in ("empty", "furnished", "seasonal"):
        return {}
    return {"furnished": lease != "empty", "usage": Usage.TOURISM if lease == "seasonal" else Usage.MAIN_HOME}


def _dates(answers: Answers) -> dict[str, Any]:
    """A year stands for its first day; a permit of a year beyond doubt is of that year."""
    text = answers.get("year", "")
    if not text.isdecimal() or int(text[:5]) not in range(_OLDEST, 2200):
        return {}
    built = date(int(text[:4]), 1, 1)
    return {"built": built, "permit": _permit(built, answers)}


def _permit(built: date, answers: Answers) -> date | None:
    if built.year in _DOUBT_1997:
        before = _yes(answers, PERMIT_1997.key)
        return None if before is None else _eve(_LIMIT_1997) if before else max(built, _LIMIT_1997)
    if built.year in _DOUBT_2013:
        return built if _yes(answers, PERMIT_2013.key) is False else _eve(_LIMIT_2013)
    return built


def _eve(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _lease_of(facts: Facts) -> str | None:
    if facts.furnished is None:
        return None
    return "seasonal" if facts.usage is Usage.TOURISM else "furnished" if facts.furnished else "empty"


def _range_of(age: Any) -> str | None:
    if age is None:
        return None
    return "none" if age is Installation.ABSENT else "old" if age > 15 else "recent"  # noqa: PLR2004 the law's fifteen


def _permits_of(facts: Facts) -> dict[str, str | None]:
    """Only the years in doubt were asked about."""
    if facts.permit is None or facts.built is None:
        return {}
    before = {PERMIT_1997: facts.permit < _LIMIT_1997, PERMIT_2013: facts.permit < _LIMIT_2013}
    doubts = {PERMIT_1997: _DOUBT_1997, PERMIT_2013: _DOUBT_2013}
    return {one.key: YES if before[one] else NO for one, years in doubts.items() if facts.built.year in years}


def _age(answer: str | None) -> int | Installation | None:
    """An age range is kept as the year that stands for it on the right side of the law's fifteen."""
    known: dict[str | None, int | Installation] = {"none": Installation.ABSENT, "old": 16, "recent": 15}
    return known.get(answer)


def _yes(answers: Answers, key: str) -> bool | None:
    return {YES: True, NO: False}.get(answers.get(key, ""))


def _one_of(words: Any, value: str | None) -> Any:
    return words(value) if value in list(words) else None
