"""What a client's space shows of his dossiers and orders: his words, his files as he may have them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import exists, func
from sqlmodel import col, select

from liciel_app.agenda.models import Appointment
from liciel_app.core import clock
from liciel_app.core.language import day_short, day_words, hour, say
from liciel_app.core.money import euros
from liciel_app.core.work import Work
from liciel_app.dossiers import rules
from liciel_app.dossiers.models import Delivery, Dossier, FileRole, Hold, Stage
from liciel_app.dossiers.pdf.kinds import title
from liciel_app.dossiers.queries import scope
from liciel_app.dossiers.queries.filing import FileRow
from liciel_app.dossiers.queries.rows import DossierSheet
from liciel_app.dossiers.queries.sheet import address, dossier_sheet
from liciel_app.dossiers.queries.visit_paper import visit_paper
from liciel_app.dossiers.rules import StepName
from liciel_app.office.models import Account
from liciel_app.orders import queries as orders
from liciel_app.orders.models import Order, OrderState
from liciel_app.orders.visit_paper import unsworn

STEPS: Final[dict[StepName, str]] = {
    "order": "Commande",
    "appointment": "Rendez-vous",
    "visit": "Visite",
    "sending": "Documents",
    "payment": "Règlement",
    "download": "Téléchargement",
}


@dataclass(frozen=True, slots=True)
class ClientFile:
    """`opening`: original, copy (for consultation) or blocked. `taken`: its original was downloaded."""

    id: int
    title: str
    name: str
    detail: str
    opening: str
    signed: bool
    taken: bool
    link: str


@dataclass(frozen=True, slots=True)
class ClientVisit:
    """`day` in full words; all empty while no appointment is booked. `sworn`: the operator's attestation is ready."""

    day: str = ""
    start: str = ""
    end: str = ""
    technician: str = ""
    state: str = ""
    past: bool = False
    sworn: bool = False


@dataclass(frozen=True, slots=True)
class ClientMission:
    """`conclusion` is empty until the office has sent the documents, and while they are blocked."""

    id: int
    label: str
    conclusion: str
    valid_until: str


@dataclass(frozen=True, slots=True)
class ClientDossier:
    """`gate`: open, marked (consultation copies) or blocked. `published`: the office has sent the documents."""

    id: int = 0
    reference: str = ""
    title: str = ""
    address: str = ""
    stage: str = ""
    gate: str = "open"
    published: bool = False
    steps: list[str] = field(default_factory=list[str])
    current_step: int = 0
    visit: ClientVisit = field(default_factory=ClientVisit)
    missions: list[ClientMission] = field(default_factory=list[ClientMission])
    documents: list[ClientFile] = field(default_factory=list[ClientFile])
    attachments: list[ClientFile] = field(default_factory=list[ClientFile])


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """A dossier whose originals wait for their reader."""

    id: int
    address: str


@dataclass(frozen=True, slots=True)
class WaitingOrder:
    """An order the office has not turned into a dossier yet. `amount` is empty where it makes an offer."""

    id: int
    number: str
    address: str
    placed: str
    amount: str


def client_dossier(work: Work, dossier_id: int) -> ClientDossier:
    """Raises NotFound for an absent dossier and for somebody else's."""
    dossier, sheet = scope.get(work, dossier_id), dossier_sheet(work, dossier_id)
    published = dossier.notified_at is not None
    documents = [one for one in sheet.files if one.role in rules.DELIVERED] if published else []
    gate, (steps, current) = _gate(documents), _steps(work, sheet)
    return ClientDossier(
        id=dossier_id,
        reference=sheet.reference,
        title=sheet.title,
        address=sheet.site.address,
        stage=sheet.stage,
        gate=gate,
        published=published,
        steps=steps,
        current_step=current,
        visit=_visit(work, dossier),
        missions=_missions(work, sheet, told=published and gate != "blocked"),
        documents=[_file(work, one) for one in documents],
        attachments=[_file(work, one) for one in sheet.files if one.role == FileRole.ATTACHMENT],
    )


def appointment(work: Work, dossier_id: int) -> Appointment | None:
    """The visit booked for that dossier. Raises NotFound for an absent dossier and for somebody else's."""
    dossier = scope.get(work, dossier_id)
    return work.db.get(Appointment, dossier.appointment_id) if dossier.appointment_id else None


def ready(work: Work, most: int = 3) -> list[ReadyRow]:
    """Finished dossiers whose originals are free and were not all taken, oldest first."""
    held = exists().where(col(Hold.dossier_id) == col(Dossier.id), col(Hold.lifted_at).is_(None))
    wanted = scope.visible_to(work.actor).where(
        col(Dossier.stage) == Stage.FINISHED, col(Dossier.delivery) != Delivery.ALL, ~held
    )
    found: Sequence[Dossier] = work.db.scalars(wanted.order_by(col(Dossier.updated_at)).limit(most)).all()
    return [ReadyRow(one.id or 0, address(one)) for one in found]


def waiting_orders(work: Work, most: int = 20) -> list[WaitingOrder]:
    """Orders that stand and did not become a dossier yet, newest first."""
    found: Sequence[Order] = work.db.scalars(_waiting(work).order_by(col(Order.id).desc()).limit(most)).all()
    return [_order(one) for one in found]


def waiting_count(work: Work) -> int:
    counted: Any = _waiting(work).with_only_columns(func.count())
    return int(work.db.connection().execute(counted).scalar_one())


def _waiting(work: Work) -> Any:
    opened = select(Dossier.id).where(col(Dossier.order_id) == col(Order.id)).exists()
    stands = col(Order.cancelled_at).is_(None), col(Order.proposed).is_(False)
    return orders.visible_to(work.actor).where(col(Order.state) != OrderState.PROCESSED, *stands, ~opened)


def _order(one: Order) -> WaitingOrder:
    town = f"{one.postcode} {one.city}".strip()
    return WaitingOrder(
        id=one.id or 0,
        number=one.number,
        address=", ".join(part for part in (one.street, town) if part),
        placed=day_short(clock.local(one.placed_at).date()),
        amount=euros(one.gross_cents) if one.gross_cents else "",
    )


def _gate(documents: Sequence[FileRow]) -> str:
    """What the strictest of the documents allows."""
    openings = {one.opening for one in documents}
    return "blocked" if "blocked" in openings else "marked" if "copy" in openings else "open"


def _steps(work: Work, sheet: DossierSheet) -> tuple[list[str], int]:
    """The office's steps a client knows, in his words, and the rank of the first one not done."""
    done = {step.name for step in sheet.steps if step.state == "done"}
    current = next((rank for rank, name in enumerate(STEPS) if name not in done), len(STEPS))
    return [say(words, work.language) for words in STEPS.values()], current


def _visit(work: Work, dossier: Dossier) -> ClientVisit:
    booked = work.db.get(Appointment, dossier.appointment_id) if dossier.appointment_id else None
    if booked is None:
        return ClientVisit()
    return ClientVisit(
        day=day_words(clock.local(booked.starts_at).date(), work.language),
        start=hour(booked.starts_at),
        end=hour(booked.ends_at),
        technician=work.db.get_one(Account, booked.technician_id).name,
        state=str(booked.state),
        past=booked.ends_at <= work.now or booked.state == "done",
        sworn=not any(unsworn(visit_paper(work, dossier.id or 0))),
    )


def _missions(work: Work, sheet: DossierSheet, *, told: bool) -> list[ClientMission]:
    return [
        ClientMission(
            id=one.id,
            label=say(one.label, work.language),
            conclusion=one.conclusion if told else "",
            valid_until=one.valid_until if told else "",
        )
        for one in sheet.missions
    ]


def _file(work: Work, one: FileRow) -> ClientFile:
    pages = say("{number} pages", work.language, number=one.pages) if one.pages > 1 else ""
    known = {FileRole.DDT: "Dossier de diagnostic technique (DDT)", FileRole.ATTACHMENT: one.name}
    words = known.get(FileRole(one.role)) or title(one.kind)
    return ClientFile(
        id=one.id,
        title=say(words, work.language),
        name=one.name,
        detail=" · ".join(part for part in (pages, one.size) if part),
        opening=one.opening,
        signed=one.signed,
        taken=one.delivery == Delivery.ALL,
        link=one.link,
    )
