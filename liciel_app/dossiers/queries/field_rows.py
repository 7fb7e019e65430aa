"""What the technician's screens show: plain values, already written as people read them."""

from dataclasses import dataclass, field

from liciel_app.dossiers.queries.crossed import VersionRow
from liciel_app.dossiers.queries.people import NoteRow
from liciel_app.dossiers.queries.rows import Visit
from liciel_app.orders.queries import Answer


@dataclass(frozen=True, slots=True)
class Reach:
    """Links to the phone's own applications; `call` and `text` are empty without a number."""

    call: str = ""
    text: str = ""
    road: str = ""
    geo: str = ""


@dataclass(frozen=True, slots=True)
class DayVisit:
    """An appointment of the day. `number` is that of its pin, empty for what is no visit (a meeting, a day off).

    `dossier_id` is 0 for an appointment of another kind, or for a dossier this reader does not open. `lead`: the
    technician this reader goes along with, `lead_call` a link that calls him; empty when the visit is his own.
    """

    id: int = 0
    dossier_id: int = 0
    reference: str = ""
    number: str = ""
    start: str = ""
    end: str = ""
    title: str = ""
    address: str = ""
    city: str = ""
    located: bool = False
    lat: float = 0
    lon: float = 0
    state: str = ""
    contact: str = ""
    phone: str = ""
    reach: Reach = field(default_factory=Reach)
    notes: str = ""
    warnings: str = ""
    missions: list[str] = field(default_factory=list[str])
    technician: str = ""
    hue: str = ""
    lead: str = ""
    lead_call: str = ""


@dataclass(frozen=True, slots=True)
class FieldDay:
    """`coming` is the first visit not done, its `id` 0 when there is none left."""

    iso: str = ""
    words: str = ""
    today: bool = True
    done: int = 0
    total: int = 0
    coming: DayVisit = field(default_factory=DayVisit)
    visits: list[DayVisit] = field(default_factory=list[DayVisit])


@dataclass(frozen=True, slots=True)
class FieldMission:
    """`reported`: a report of its kind was handed in."""

    id: int
    label: str
    icon: str
    conclusion: str
    reported: bool


@dataclass(frozen=True, slots=True)
class FieldFile:
    """`mine`: this reader brought it and may still take it back."""

    id: int
    name: str
    role: str
    kind: str
    detail: str
    signed: bool
    mine: bool
    link: str


@dataclass(frozen=True, slots=True)
class FieldSheet:
    """One visit. `open` until the dossier is handed over; `missing` sentences say what the office will ask for.

    `attachments`: what the client and the office sent; `photos`: what its technicians and this reader added.
    """

    id: int = 0
    reference: str = ""
    title: str = ""
    stage: str = ""
    open: bool = False
    address: str = ""
    visit: Visit = field(default_factory=Visit)
    notes: str = ""
    warnings: str = ""
    site_warnings: str = ""
    """Of those, what belongs to the place."""
    client: str = ""
    contact: str = ""
    phone: str = ""
    reach: Reach = field(default_factory=Reach)
    comment: str = ""
    answers: list[Answer] = field(default_factory=list[Answer])
    missions: list[FieldMission] = field(default_factory=list[FieldMission])
    reports: list[FieldFile] = field(default_factory=list[FieldFile])
    attachments: list[FieldFile] = field(default_factory=list[FieldFile])
    photos: list[FieldFile] = field(default_factory=list[FieldFile])
    missing: list[str] = field(default_factory=list[str])
    crossed: list[VersionRow] = field(default_factory=list[VersionRow])
    """Conclusions that two people wrote at once."""
    written: list[NoteRow] = field(default_factory=list[NoteRow])
    """The notes of the visit, its technicians' and this reader's, the latest first."""
    lead: str = ""
    """Whom this reader goes along with, and in `lead_call` a link that calls him; empty when the visit is his own."""
    lead_call: str = ""
