"""What the page of a dossier holds, and the gestures it offers."""

from datetime import date
from typing import Any, ClassVar, Final, Literal, TypeAlias

import reflex as rx

from liciel_app.billing import queries
from liciel_app.billing import services as billing
from liciel_app.billing.queries import InvoiceRow
from liciel_app.core.access import Permission
from liciel_app.core.config import settings
from liciel_app.core.errors import Invalid
from liciel_app.core.language import Language, say
from liciel_app.core.work import Work
from liciel_app.dossiers import queries as dossiers
from liciel_app.dossiers import services
from liciel_app.dossiers.queries import DossierSheet, DownloadRow, Site
from liciel_app.dossiers.queries.people import NoteRow, RecipientRow
from liciel_app.dossiers.screens.opened import OpenDossier
from liciel_app.dossiers.screens.people_state import PeopleOfDossier, people_of
from liciel_app.office import queries as office
from liciel_app.office.queries import JournalRow
from liciel_app.ui import bridge, toast
from liciel_app.ui.handler import State, handler
from liciel_app.ui.map import Marker

BLUE: Final = "#3e63dd"
GREY: Final = "#60646c"
SHOWN: Final = "oui"
HIDDEN: Final = "non"
Gesture = Literal["hand_over", "ddt", "notify", "archive", "cancel_visit"]


ACTS: Final[dict[Gesture, Any]] = {
    "hand_over": services.hand_over,
    "ddt": services.request_ddt,
    "notify": services.notify_client,
    "archive": services.archive,
    "cancel_visit": services.cancel_visit,
}

Seen: TypeAlias = tuple[
    DossierSheet, InvoiceRow | None, list[JournalRow], list[Marker], tuple[list[RecipientRow], list[NoteRow]]
]


class DossierPage(PeopleOfDossier, OpenDossier, State):
    READS: ClassVar = Permission.DOSSIERS_READ
    WRITES: ClassVar = Permission.DOSSIERS_WRITE
    KINDS: ClassVar = ("dossier", "appointment", "invoice", "payment", "hold", "dossierfile")

    sheet: rx.Field[DossierSheet | None] = rx.field(None)
    invoice: rx.Field[InvoiceRow | None] = rx.field(None)
    happened: rx.Field[list[JournalRow]] = rx.field(default_factory=list[JournalRow])
    places: rx.Field[list[Marker]] = rx.field(default_factory=list[Marker])
    """The property on the map, and the office one starts from."""
    most_mb: rx.Field[int] = rx.field(0)
    tab: rx.Field[str] = rx.field("")
    readers: rx.Field[list[DownloadRow]] = rx.field(default_factory=list[DownloadRow])
    readers_of: rx.Field[str] = rx.field("")
    reading: rx.Field[bool] = rx.field(default=False)
    cancelling: rx.Field[bool] = rx.field(default=False)
    details: str = rx.LocalStorage(SHOWN, name="details-du-dossier")
    """Whether the steps and the column beside are shown: remembered by the browser."""

    @staticmethod
    def _read(work: Work, number: int) -> Seen:
        return _look(work, number)

    def _hold(self, found: Any) -> None:
        self.sheet, self.invoice, self.happened, self.places, people = found or (None, None, [], [], ([], []))
        self.recipients, self.notes = people

    def _arrive(self) -> None:
        self.tab = self.router.url.query_parameters.get("onglet", "")
        self.errors, self.reading, self.cancelling = {}, False, False
        self.most_mb = settings().max_report_mb

    @handler(Permission.DOSSIERS_READ)
    async def show_details(self, shown: bool) -> None:
        self.details = SHOWN if shown else HIDDEN

    @handler(Permission.DOSSIERS_WRITE)
    async def act(self, gesture: Gesture) -> Any:
        """The gestures that need no form."""
        self.cancelling = False
        await self._gesture(ACTS[gesture], self._number())
        return toast.done(_done(gesture, await self._lang()))

    @handler(Permission.DOSSIERS_WRITE)
    async def ask_cancel(self, shown: bool) -> None:
        self.cancelling = shown

    @handler(Permission.BILLING_WRITE)
    async def issue(self) -> Any:
        invoice = await self._gesture(billing.issue, self._number())
        return toast.done(say("Facture {number} émise.", await self._lang(), number=invoice.number))

    @handler(Permission.DOSSIERS_WRITE)
    async def conclude(self, values: dict[str, str]) -> Any:
        """The conclusions of all the missions: `conclusion-<id>` and `until-<id>`."""
        self.errors = {}
        await self._gesture(_conclude, self._number(), values)
        return toast.done(say("Conclusions enregistrées.", await self._lang()))

    @handler(Permission.DOSSIERS_READ)
    async def show_readers(self, file_id: int, name: str) -> None:
        """Who took a file."""
        self.readers = await bridge.read(self, dossiers.downloads, file_id)
        self.readers_of, self.reading = name, True

    @handler(Permission.DOSSIERS_READ)
    async def close_readers(self, shown: bool) -> None:
        self.reading = shown


def _done(gesture: Gesture, lang: Language) -> str:
    said: dict[Gesture, str] = {
        "hand_over": say("Dossier passé à l’administratif.", lang),
        "ddt": say("Le DDT s’assemble : il arrive dans les fichiers.", lang),
        "notify": say("Client averti par mail.", lang),
        "archive": say("Dossier archivé.", lang),
        "cancel_visit": say("Rendez-vous annulé, le client est averti.", lang),
    }
    return said[gesture]


def _look(work: Work, dossier_id: int) -> Seen:
    sheet = dossiers.dossier_sheet(work, dossier_id)
    happened = office.timeline(work, "dossier", dossier_id)
    invoice = queries.row_of_dossier(work, dossier_id)
    return sheet, invoice, happened, _places(work, sheet.site), people_of(work, dossier_id)


def _places(work: Work, site: Site) -> list[Marker]:
    if not site.located:
        return []
    here = Marker(id="site", lat=site.lat, lon=site.lon, label=site.address, color=BLUE, number="•")
    base = office.office(work)
    if base.lat is None or base.lon is None:
        return [here]
    start = Marker(id="office", lat=base.lat, lon=base.lon, label=base.name, color=GREY, number="⌂")
    return [here, start]


def _conclude(work: Work, dossier_id: int, values: dict[str, str]) -> None:
    """Only the dossier's own missions are heard."""
    days, wrong = {}, {}
    missions = dossiers.dossier_sheet(work, dossier_id).missions
    for mission in missions:
        try:
            days[mission.id] = _day(values.get(f"until-{mission.id}", ""))
        except ValueError:
            wrong[f"until-{mission.id}"] = "Cette date n’existe pas."
    if wrong:
        raise Invalid(wrong)
    for mission in missions:
        text = values.get(f"conclusion-{mission.id}", mission.conclusion)
        services.note_conclusion(work, mission.id, text, days[mission.id])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
