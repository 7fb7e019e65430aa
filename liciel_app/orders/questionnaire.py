# pyright: strict
"""The few questions a visitor is asked, each only when its answer can still change the list of diagnostics."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Literal

from liciel_app.orders.obligations import (
    ASKED,
    Clay,
    DpeClass,
    Facts,
    Installation,
    Kind,
    Transaction,
    Usage,
    assess,
)

UNKNOWN: Final = "unknown"  # « Je ne sais pas »
YES: Final = "yes"
NO: Final = "no"
_OLDEST: Final = 1000
_LARGEST_SURFACE: Final = 100_000
Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    words: str
    detail: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`consequence` is told to who does not know; empty: an answer is needed. Without options, a number is typed."""

    key: str
    words: str
    options: tuple[Option, ...] = ()
    consequence: str = ""
    hint: str = ""
    facts: frozenset[str] = frozenset()
    step: Literal["property", "project"] = "project"


_DONT_KNOW: Final = Option(UNKNOWN, "Je ne sais pas", icon="circle-help")
_YES_NO: Final = (Option(YES, "Oui", icon="check"), Option(NO, "Non", icon="x"), _DONT_KNOW)
_AGES: Final = (
    Option("old", "Plus de 15 ans", icon="history"),
    Option("recent", "15 ans ou moins", icon="sparkles"),
)

KIND: Final = Question(
    "kind",
    ASKED["kind"],
    (
        Option(Kind.FLAT, "Appartement", icon="building-2"),
        Option(Kind.HOUSE, "Maison", icon="house"),
        Option(Kind.BUILDING, "Immeuble entier", icon="building"),
        Option(Kind.BUSINESS, "Local professionnel", icon="store"),
        Option(Kind.LAND, "Terrain", icon="trees"),
        Option(Kind.ANNEX, "Cave, garage", icon="warehouse"),
    ),
    step="property",
)
SURFACE: Final = Question(
    "surface", "Quelle est la surface ?", hint="Habitable pour un logement ; une estimation suffit.", step="property"
)
YEAR: Final = Question(
    "year",
    "En quelle année le bien a-t-il été construit ?",
    hint="Une année approchée suffit.",
    consequence="Nous prévoyons par prudence les diagnostics liés à l’âge du bien : plomb et amiante.",
    step="property",
)
TRANSACTION: Final = Question(
    "transaction",
    ASKED["transaction"],
    (
        Option(Transaction.SALE, "Vendre", icon="tag"),
        Option(Transaction.LEASE, "Louer", icon="key-round"),
        Option(Transaction.WORKS, "Faire des travaux", icon="hammer"),
        Option(Transaction.DEMOLITION, "Démolir", icon="pickaxe"),
        Option(Transaction.COOWNERSHIP, "Gérer une copropriété", icon="users"),
    ),
)
_PERMIT_1997: Final = Question(
    "permit_1997",
    "Le permis de construire a-t-il été délivré avant le 1er juillet 1997 ?",
    _YES_NO,
    "Nous prévoyons le repérage de l’amiante par prudence.",
)
_PERMIT_2013: Final = Question(
    "permit_2013",
    "Le permis de construire a-t-il été délivré avant le 1er janvier 2013 ?",
    _YES_NO,
    "Le syndic vous dira si le DPE collectif est à remettre.",
)
_ENGINE: Final = (
    Question(
        "coowned",
        ASKED["coowned"],
        _YES_NO,
        "Nous prévoyons par prudence ce qui n’est dû qu’en copropriété, comme le mesurage Carrez.",
        facts=frozenset({"coowned"}),
    ),
    Question(
        "lease",
        "De quelle location s’agit-il ?",
        (
            Option("empty", "Vide, à l’année", icon="door-open"),
            Option("furnished", "Meublée, à l’année", icon="sofa"),
            Option("seasonal", "Meublé de tourisme", icon="luggage"),
            _DONT_KNOW,
        ),
        "Nous prévoyons par prudence les diagnostics d’une location vide à l’année.",
        facts=frozenset({"usage", "furnished"}),
    ),
    Question(
        "gas",
        "Y a-t-il une installation de gaz ?",
        (Option("none", "Pas de gaz", icon="flame-kindling"), *_AGES, _DONT_KNOW),
        "Nous prévoyons le diagnostic gaz par prudence : il n’est dû qu’au-delà de 15 ans.",
        facts=frozenset({"gas"}),
    ),
    Question(
        "electricity",
        ASKED["electricity"],
        (*_AGES, _DONT_KNOW),
        "Nous prévoyons le diagnostic électrique par prudence : il n’est dû qu’au-delà de 15 ans.",
        facts=frozenset({"electricity"}),
    ),
    Question(
        "dpe_class",
        "Le bien a-t-il déjà un DPE ? Quelle est sa classe ?",
        (*(Option(grade, grade) for grade in DpeClass), _DONT_KNOW),
        "L’audit énergétique vous sera proposé après le DPE, si sa classe le demande.",
        facts=frozenset({"dpe_class"}),
    ),
    Question(
        "off_sewer",
        "Le logement est-il raccordé au tout-à-l’égout ?",
        _YES_NO,
        "La mairie vous le dira : hors réseau, le contrôle du SPANC est à fournir.",
        facts=frozenset({"off_sewer"}),
    ),
    Question(
        "pool",
        ASKED["pool"],
        _YES_NO,
        "Une piscine enterrée se vend avec la note technique de son dispositif de sécurité.",
        facts=frozenset({"pool"}),
    ),
    Question(
        "constructible",
        ASKED["constructible"],
        _YES_NO,
        "Le certificat d’urbanisme vous le dira : une étude de sol peut être due.",
        facts=frozenset({"constructible"}),
    ),
    Question(
        "clay",
        ASKED["clay"],
        (
            Option(Clay.LOW, "Faible"),
            Option(Clay.MEDIUM, "Moyenne"),
            Option(Clay.STRONG, "Forte"),
            _DONT_KNOW,
        ),
        "La carte de Géorisques vous le dira : l’étude de sol est due si elle est moyenne ou forte.",
        facts=frozenset({"clay"}),
    ),
    Question(
        "major_renovation",
        "La rénovation est-elle lourde ?",
        _YES_NO,
        "Nous vous rappelons pour préciser les travaux : le diagnostic des déchets en dépend.",
        "Plus de la moitié d’au moins deux lots de second œuvre : cloisons, planchers, fenêtres, électricité…",
        facts=frozenset({"major_renovation"}),
    ),
    Question(
        "hazardous",
        ASKED["hazardous"],
        _YES_NO,
        "Nous vous rappelons pour préciser l’activité passée : le diagnostic des déchets en dépend.",
        facts=frozenset({"hazardous"}),
    ),
)
QUESTIONS: Final = (KIND, SURFACE, YEAR, TRANSACTION, _PERMIT_1997, _PERMIT_2013, *_ENGINE)
BY_KEY: Final[Mapping[str, Question]] = {question.key: question for question in QUESTIONS}

# A permit may precede the end of works by a few years: only these years leave a doubt about its date.
_DOUBT_1997: Final = range(1997, 2001)
_DOUBT_2013: Final = range(2013, 2016)
_LIMIT_1997: Final = date(1997, 7, 1)
_LIMIT_2013: Final = date(2013, 1, 1)
_SEWER_DEPARTMENTS: Final = ("77", "78", "91", "92", "93", "94", "95")  # décret 2022-93, beside all of Paris


def asked(answers: Answers, postcode: str, on: date) -> tuple[str, ...]:
    """The keys of the questions to show, in order: each is there because its answer can change the list."""
    keys = ["kind", "surface", *(["year"] if answers.get("kind") != Kind.LAND else []), "transaction"]
    if not answers.get("kind") or not answers.get("transaction"):
        return tuple(keys)
    keys += [permit.key for permit in (_PERMIT_1997, _PERMIT_2013) if _in_doubt(permit, answers)]
    return (*keys, *(question.key for question in _ENGINE if _matters(question, answers, postcode, on)))


def facts_of(answers: Answers, postcode: str) -> Facts:
    """What the answers and the place say; an answer nobody offered counts as unknown."""
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
    return replace(Facts(**told, **_lease(answers), **_dates(answers), **_place(postcode)), **_presumed(answers))


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
    if permit is _PERMIT_1997:
        return year in _DOUBT_1997 and answers["kind"] != Kind.LAND
    collective = answers["kind"] in (Kind.FLAT, Kind.BUILDING)
    return year in _DOUBT_2013 and collective and answers["transaction"] in (Transaction.SALE, Transaction.COOWNERSHIP)


def _matters(question: Question, answers: Answers, postcode: str, on: date) -> bool:
    without = facts_of({key: value for key, value in answers.items() if key != question.key}, postcode)
    return bool(question.facts & set(assess(without, on).questions))


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
        before = _yes(answers, _PERMIT_1997.key)
        return None if before is None else _eve(_LIMIT_1997) if before else max(built, _LIMIT_1997)
    if built.year in _DOUBT_2013:
        return built if _yes(answers, _PERMIT_2013.key) is False else _eve(_LIMIT_2013)
    return built


def _eve(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _age(answer: str | None) -> int | Installation | None:
    """An age range is kept as the year that stands for it on the right side of the law's fifteen."""
    known: dict[str | None, int | Installation] = {"none": Installation.ABSENT, "old": 16, "recent": 15}
    return known.get(answer)


def _yes(answers: Answers, key: str) -> bool | None:
    return {YES: True, NO: False}.get(answers.get(key, ""))


def _one_of(words: Any, value: str | None) -> Any:
    return words(value) if value in list(words) else None
