"""A dossier's stages, who may open which file, and what is delivered: pure functions on plain values."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal

from liciel_app.agenda.models import AppointmentState
from liciel_app.core.access import Kind
from liciel_app.dossiers.models import Delivery, FileRole, Stage


def sentence(text: str) -> str:
    """Marks a sentence of the catalogue that is said elsewhere."""
    return text


STAGE_WORDS: Final = {
    Stage.TO_PLAN: sentence("À planifier"),
    Stage.PLANNED: sentence("Planifié"),
    Stage.ON_SITE: sentence("Sur place"),
    Stage.ADMIN_TO_FINISH: sentence("Administratif à terminer"),
    Stage.FINISHED: sentence("Terminé"),
    Stage.ARCHIVED: sentence("Archivé"),
}
DELIVERY_WORDS: Final = {
    Delivery.NONE: sentence("Non téléchargé"),
    Delivery.PARTIAL: sentence("Partiellement téléchargé"),
    Delivery.ALL: sentence("Téléchargé"),
}
DELIVERED: Final = frozenset({FileRole.REPORT, FileRole.DDT})
AT_ONCE: Final = frozenset({FileRole.INVOICE})
BEFORE_PAPERWORK: Final = frozenset({Stage.TO_PLAN, Stage.PLANNED, Stage.ON_SITE})
RESUMED: Final = timedelta(hours=1)
DDT_LASTS: Final = timedelta(hours=2)


_STAGE_OF_VISIT: Final = {
    AppointmentState.PLANNED: Stage.PLANNED,
    AppointmentState.ON_THE_WAY: Stage.PLANNED,
    AppointmentState.ARRIVED: Stage.ON_SITE,
    AppointmentState.STARTED: Stage.ON_SITE,
    AppointmentState.DONE: Stage.ON_SITE,
    AppointmentState.CANCELLED: Stage.TO_PLAN,
}


def stage_of_visit(stage: Stage, visit: AppointmentState) -> Stage:
    """The visit moves a dossier until its paperwork begins, and never afterwards."""
    return _STAGE_OF_VISIT.get(visit, stage) if stage in BEFORE_PAPERWORK else stage


class Opening(StrEnum):
    """How a file leaves the office for one reader."""

    ORIGINAL = "original"
    COPY = "copy"
    BLOCKED = "blocked"


def opening(role: FileRole, *, reader: Kind, held: bool, exempt: bool, unpaid_files: str) -> Opening:
    """`held`: the dossier has an open hold. `exempt`: this client's files stay open. `unpaid_files`: mark or block.

    Only what is delivered is ever held; an invoice must be readable to be paid.
    """
    if reader != "client" or role not in DELIVERED or not held or exempt:
        return Opening.ORIGINAL
    return Opening.BLOCKED if unpaid_files == "block" else Opening.COPY


def delivery(wanted: AbstractSet[int], taken: AbstractSet[int]) -> Delivery:
    """`wanted`: the reports and DDT of the dossier as it stands. `taken`: files whose original the client has had."""
    had = wanted & taken
    if not had:
        return Delivery.NONE
    return Delivery.ALL if had == wanted else Delivery.PARTIAL


def counts_as_download(*, partial: bool, last: datetime | None, now: datetime) -> bool:
    """Whether this answer is a download of its own: a whole file always, a range when it continues none.

    Readers fetch a file in pieces, probe its first bytes, and resume where a line broke: within an hour of a download
    by the same person, ranges of the same file belong to it. Asking for the headers alone never comes here.
    """
    return not partial or last is None or now - last > RESUMED


StepName = Literal["order", "appointment", "visit", "reports", "invoice", "payment", "sending", "download"]
StepState = Literal["done", "current", "next"]
STEP_WORDS: Final[dict[StepName, str]] = {
    "order": sentence("Commande"),
    "appointment": sentence("Rendez-vous"),
    "visit": sentence("Visite"),
    "reports": sentence("Rapports"),
    "invoice": sentence("Facture"),
    "payment": sentence("Paiement"),
    "sending": sentence("Envoi"),
    "download": sentence("Téléchargement"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What happened to a dossier so far. An instant is None when the thing did not happen (or nobody knows when).

    `ddt_fresh`: there is a DDT, and no report came or went since. `ddt_waiting`: one is being assembled.
    """

    stage: Stage
    ordered_at: datetime
    visit_at: datetime | None = None
    visited: bool = False
    reports: int = 0
    reports_at: datetime | None = None
    ddt_fresh: bool = False
    ddt_waiting: bool = False
    invoiced: bool = False
    invoiced_at: datetime | None = None
    settled: bool = False
    paid_at: datetime | None = None
    notified_at: datetime | None = None
    delivery: Delivery = Delivery.NONE
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    name: StepName
    state: StepState
    at: datetime | None = None


def steps(progress: Progress) -> list[Step]:
    """The eight steps in their order. The first one not done is under way; an office may take later ones before it."""
    past_visit = progress.stage in (Stage.ADMIN_TO_FINISH, Stage.FINISHED, Stage.ARCHIVED)
    planned = progress.visit_at is not None or past_visit
    facts: list[tuple[StepName, bool, datetime | None]] = [
        ("order", True, progress.ordered_at),
        ("appointment", planned, progress.visit_at),
        ("visit", progress.visited or past_visit, progress.visit_at),
        ("reports", past_visit and progress.reports > 0, progress.reports_at),
        ("invoice", progress.invoiced, progress.invoiced_at),
        ("payment", progress.invoiced and progress.settled, progress.paid_at),
        ("sending", progress.notified_at is not None, progress.notified_at),
        ("download", progress.delivery is Delivery.ALL, progress.delivered_at),
    ]
    current = next((name for name, done, _ in facts if not done), None)
    return [
        Step(name, "done" if done else "current" if name == current else "next", at if done else None)
        for name, done, at in facts
    ]


ActionName = Literal[
    "plan", "reports", "hand_over", "ddt", "ddt_waiting", "invoice", "notify", "collect", "archive", ""
]
ACTION_WORDS: Final[dict[ActionName, str]] = {
    "plan": sentence("Planifier"),
    "reports": sentence("Reprendre les rapports"),
    "hand_over": sentence("Passer à l’administratif"),
    "ddt": sentence("Générer le DDT"),
    "ddt_waiting": sentence("DDT en préparation"),
    "invoice": sentence("Facturer"),
    "notify": sentence("Avertir le client"),
    "collect": sentence("Suivre le règlement"),
    "archive": sentence("Archiver"),
    "": "",
}


def next_action(progress: Progress) -> ActionName:
    """The one gesture the dossier waits for; empty when it waits for nobody at the office."""
    match progress.stage:
        case Stage.TO_PLAN:
            return "plan"
        case Stage.PLANNED | Stage.ON_SITE:
            return "hand_over" if progress.reports else "reports"
        case Stage.ADMIN_TO_FINISH:
            return _to_finish(progress)
        case Stage.FINISHED:
            return _afterwards(progress)
        case _:
            return ""


def _to_finish(progress: Progress) -> ActionName:
    if not progress.reports:
        return "reports"
    if not progress.ddt_fresh:
        return "ddt_waiting" if progress.ddt_waiting else "ddt"
    return "notify" if progress.invoiced else "invoice"


def _afterwards(progress: Progress) -> ActionName:
    if not progress.ddt_fresh and progress.reports:
        return "ddt_waiting" if progress.ddt_waiting else "ddt"
    if not progress.invoiced:
        return "invoice"
    if not progress.settled:
        return "collect"
    return "archive" if progress.delivery is Delivery.ALL else ""


def reference(year: int, number: int) -> str:
    """D-2026-0001"""
    return f"D-{year}-{number:04d}"


def surface(square_metres: Decimal) -> str:
    """95, 62,5"""
    return f"{Decimal(square_metres).normalize():f}".replace(".", ",")
