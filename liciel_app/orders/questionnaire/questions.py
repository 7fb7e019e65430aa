# pyright: strict
"""The questions in the words of the wizard, with their answers and what « Je ne sais pas » leads to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from liciel_app.orders.obligations import ASKED, Clay, DpeClass, Kind, Transaction

UNKNOWN: Final = "unknown"  # « Je ne sais pas »
YES: Final = "yes"
NO: Final = "no"


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
PERMIT_1997: Final = Question(
    "permit_1997",
    "Le permis de construire a-t-il été délivré avant le 1er juillet 1997 ?",
    _YES_NO,
    "Nous prévoyons le repérage de l’amiante par prudence.",
)
PERMIT_2013: Final = Question(
    "permit_2013",
    "Le permis de construire a-t-il été délivré avant le 1er janvier 2013 ?",
    _YES_NO,
    "Le syndic vous dira si le DPE collectif est à remettre.",
)
BY_THE_LAW: Final = (
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
QUESTIONS: Final = (KIND, SURFACE, YEAR, TRANSACTION, PERMIT_1997, PERMIT_2013, *BY_THE_LAW)
BY_KEY: Final[Mapping[str, Question]] = {question.key: question for question in QUESTIONS}
