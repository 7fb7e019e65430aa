"""The obligations door in types: what a case may say, and what is answered. The engine itself reads and judges."""

from datetime import date
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from liciel_app.api.contract import operation
from liciel_app.api.obligations import ask
from liciel_app.orders.obligations import Clay, DpeClass, Kind, Transaction, Usage

Flag = Literal["erp", "radon", "old", "trait_cote", "termites", "merule", "peb", "anc", "jo"]
Age = float | Literal["absente", "age_inconnu"] | None
Verdict = Literal["mandatory", "conditional", "not_required", "unknown"]


class ExistingReport(BaseModel):
    """A report that exists already: its date, and whether it found lead or asbestos (DTG: works to foresee)."""

    model_config = ConfigDict(extra="forbid")
    d: date
    pos: bool | None = None


class Facts(BaseModel):
    """The property and the project. A fact that is absent is false, none or unknown."""

    model_config = ConfigDict(extra="forbid")
    tx: Transaction | None = None
    kind: Kind | None = None
    copro: bool = Field(False, description="in co-ownership")
    permit: date | None = Field(None, description="day the building permit was delivered")
    built: date | None = Field(None, description="day of construction; the permit's where it is absent")
    gas: Age = Field(None, description="age of the gas installation in years; null where there is none")
    elec: Age = Field(None, description="age of the electrical installation in years; null where there is none")
    m2: float | None = Field(None, gt=0, le=1_000_000, description="area of the lot")
    classe: DpeClass | None = None
    meuble: bool = Field(False, description="let furnished")
    usage: Usage | None = None
    changement_usage: bool = Field(False, description="a change of use is applied for")
    constructible: bool = False
    rga: Clay | None = Field(None, description="exposure of the land to clay")
    signif: bool = Field(False, description="significant renovation")
    dangereux: bool = Field(False, description="the building used hazardous substances")
    bage: float | None = Field(None, ge=0, le=3000, description="age of the building in years")
    lots: int | None = Field(None, ge=1, le=100_000)
    mise_en_copro: bool = False
    dpe_exempt: bool = False
    piscine: bool = Field(False, description="buried pool")
    outre_mer: bool = False
    flags: list[Flag] = []
    have: dict[str, ExistingReport] = Field({}, description="existing reports by code of diagnostic")
    on: date | None = None


class Place(BaseModel):
    """A commune: its INSEE code, or its postcode and name."""

    model_config = ConfigDict(extra="forbid")
    insee: str = ""
    postcode: str = ""
    city: str = ""


class Case(BaseModel):
    """One case. With `place`, location flags that are not listed are looked up, and unknown where nobody knows."""

    id: str | int | None = None
    facts: Facts = Field(alias="in")
    on: date | None = Field(None, description="day of the promise or lease; the day the law was last read by default")
    place: Place | None = None
    detail: bool = Field(False, description="answer every line, question and warning")


class ValidUntil(BaseModel):
    """`asked`: whether that use ever asks for it; `until`: last day of a report made on the day that finds nothing."""

    asked: bool
    until: date | None


class Validity(BaseModel):
    text: str
    sale: ValidUntil
    lease: ValidUntil


class ExistingAnswer(BaseModel):
    date: date
    kept: bool
    why: str


class LineAnswer(BaseModel):
    """One diagnostic or document: the verdict, why, by which text, how long, who may make it."""

    code: str
    label: str
    kind: Literal["mission", "document"]
    verdict: Verdict
    word: str
    why: str
    source: str
    certification: str | None
    validity: Validity
    existing: ExistingAnswer | None
    open: list[str] = Field(description="unanswered facts that could change this line")


class Question(BaseModel):
    """An unanswered fact that could still change the list, and what not knowing leads to."""

    fact: str
    question: str
    lines: list[str]
    if_unknown: list[str]


class Alert(BaseModel):
    sentence: str
    source: str


class WrongCase(BaseModel):
    """A case of a list that could not be read: one French sentence naming the case and the field."""

    id: str | int | None
    error: str


class Answer(BaseModel):
    """Codes to sell, codes others must supply, codes an existing report satisfies; the rest with `detail` only."""

    id: str | int | None
    missions: list[str]
    documents: list[str]
    kept: list[str]
    on: date | None = None
    lines: list[LineAnswer] | None = None
    questions: list[Question] | None = None
    alerts: list[Alert] | None = None


OPERATIONS: Final = (
    operation(
        ask,
        summary="what the law asks of a property",
        asks=Case | list[Case],
        answers=Answer | list[Answer | WrongCase],
        refusals={422: "wrong fields, one French sentence each", 429: "too many cases from this address"},
    ),
)
