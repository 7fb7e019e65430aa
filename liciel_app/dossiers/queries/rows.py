"""What the page of a dossier shows: plain values, already written as people read them."""

from dataclasses import dataclass, field
from typing import Final

from liciel_app.dossiers.queries.filing import FileRow

USUAL_MINUTES: Final = 90


@dataclass(frozen=True, slots=True)
class MissionRow:
    """`valid_until` as people read it, `valid_until_iso` as a date field holds it."""

    id: int
    code: str
    label: str
    icon: str
    price: str
    conclusion: str
    valid_until: str
    valid_until_iso: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """`word` in the reader's language; `state`: done, current or next; `on`: the day, empty when it is not known."""

    name: str
    word: str
    state: str
    on: str


@dataclass(frozen=True, slots=True)
class Visit:
    """The appointment in words, and as date and time fields hold it (`day_iso`, `start_iso`).

    `answer`: the technician's, waiting, accepted or refused; empty while nobody asked him. `client_moves`: how often
    the client moved it himself.
    """

    appointment_id: int = 0
    technician_id: int = 0
    technician: str = ""
    phone: str = ""
    state: str = ""
    day: str = ""
    start: str = ""
    end: str = ""
    day_iso: str = ""
    start_iso: str = ""
    minutes: int = USUAL_MINUTES
    answer: str = ""
    client_moves: int = 0


@dataclass(frozen=True, slots=True)
class Amounts:
    """`net` is after the discount, before tax. `due` is empty when nothing is owed."""

    net: str
    discount: str
    vat: str
    gross: str
    invoiced: bool
    paid: bool
    due: str
    rounding: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """The property; `transaction` and `kind` are codes of the obligations engine."""

    address: str
    transaction: str
    kind: str
    surface: str
    located: bool
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class People:
    """The client who pays, and the contact on site."""

    client_id: int
    client: str
    client_email: str
    client_phone: str
    contact: str
    contact_email: str
    contact_phone: str


@dataclass(frozen=True, slots=True)
class Ordered:
    """The order the dossier came from; empty for one opened without."""

    id: int = 0
    number: str = ""
    wished_on: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Ddt:
    """`file_id` is 0 while there is none; `refusal`: why the last one asked for could not be made."""

    file_id: int
    waiting: bool
    refusal: str


@dataclass(frozen=True, slots=True)
class DossierSheet:
    """`stage`, `delivery` and `action` are codes of `rules`; `current_step` is the rank of the step under way.

    `extras`: what is sold beside the diagnostics (travel, supplements), never a mission to do. `held`: originals wait
    for the payment. `usual_minutes`: how long the visit for these missions takes.
    """

    id: int
    reference: str
    title: str
    stage: str
    delivery: str
    site: Site
    people: People
    order: Ordered
    visit: Visit
    usual_minutes: int
    missions: list[MissionRow]
    files: list[FileRow]
    amounts: Amounts
    held: bool
    ddt: Ddt
    notified: str
    steps: list[StepRow]
    current_step: int
    action: str
    action_word: str
    created: str
    updated: str
    extras: list[MissionRow] = field(default_factory=list[MissionRow])
