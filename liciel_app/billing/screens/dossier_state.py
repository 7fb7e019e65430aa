"""What the page of a dossier holds, and the gestures it offers."""

from datetime import date
from typing import Any, Final, Literal

import reflex as rx

from liciel_app.billing import queries
from liciel_app.billing import services as billing
from liciel_app.billing.queries import InvoiceRow
from liciel_app.core.access import Permission
from liciel_app.core.config import settings
from liciel_app.core.errors import Invalid, NotFound
from liciel_app.core.language import Language, language_of, say
from liciel_app.core.work import Work
from liciel_app.dossiers import queries as dossiers
from liciel_app.dossiers import services
from liciel_app.dossiers.queries import DossierSheet, DownloadRow, Site, asked
from liciel_app.dossiers.services import correcting
from liciel_app.office import queries as office
from liciel_app.office.queries import JournalRow
from liciel_app.office.screens.listing import version
from liciel_app.ui import bridge, toast
from liciel_app.ui.handler import State, handler
from liciel_app.ui.map import Marker
from liciel_app.ui.session import Session

KINDS: Final = ("dossier", "appointment", "invoice", "payment", "hold", "dossierfile")
BLUE: Final = "#3e63dd"
GREY: Final = "#60646c"
Gesture = Literal["hand_over", "ddt", "notify", "archive", "cancel_visit"]


ACTS: Final[dict[Gesture, Any]] = {
    "hand_over": services.hand_over,
    "ddt": services.request_ddt,
    "notify": services.notify_client,
    "archive": services.archive,
    "cancel_visit": services.cancel_visit,
}


class DossierPage(State):
    sheet: rx.Field[DossierSheet | None] = rx.field(None)
    invoice: rx.Field[InvoiceRow | None] = rx.field(None)
    happened: rx.Field[list[JournalRow]] = rx.field(default_factory=list[JournalRow])
    places: rx.Field[list[Marker]] = rx.field(default_factory=list[Marker])
    """The property on the map, and the office one starts from."""
    most_mb: rx.Field[int] = rx.field(0)
    tab: rx.Field[str] = rx.field("")
    missing: rx.Field[bool] = rx.field(default=False)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    readers: rx.Field[list[DownloadRow]] = rx.field(default_factory=list[DownloadRow])
    readers_of: rx.Field[str] = rx.field("")
    reading: rx.Field[bool] = rx.field(default=False)
    cancelling: rx.Field[bool] = rx.field(default=False)
    _seen: str = ""

    @handler(Permission.DOSSIERS_READ)
    async def load(self) -> None:
        self.tab = self.router.url.query_parameters.get("onglet", "")
        self.errors, self.reading, self.cancelling = {}, False, False
        self.most_mb = settings().max_report_mb
        self._seen = await bridge.read(self, version, KINDS)
        await self._show()

    @handler(Permission.DOSSIERS_READ)
    async def tick(self) -> None:
        seen = await bridge.read(self, version, KINDS)
        if seen != self._seen and not self.missing:
            self._seen = seen
            await self._show()

    @handler(Permission.DOSSIERS_WRITE)
    async def act(self, gesture: Gesture) -> Any:
        """The gestures that need no form."""
        self.cancelling = False
        await bridge.do(self, ACTS[gesture], self._number())
        await self._show()
        return toast.done(_done(gesture, await self._lang()))

    @handler(Permission.DOSSIERS_WRITE)
    async def ask_cancel(self, shown: bool) -> None:
        self.cancelling = shown

    @handler(Permission.BILLING_WRITE)
    async def issue(self) -> Any:
        invoice = await bridge.do(self, billing.issue, self._number())
        await self._show()
        return toast.done(say("Facture {number} émise.", await self._lang(), number=invoice.number))

    @handler(Permission.DOSSIERS_WRITE)
    async def conclude(self, values: dict[str, str]) -> Any:
        """The conclusions of all the missions: `conclusion-<id>` and `until-<id>`."""
        self.errors = {}
        await bridge.do(self, _conclude, self._number(), values)
        await self._show()
        return toast.done(say("Conclusions enregistrées.", await self._lang()))

    @handler(Permission.DOSSIERS_WRITE)
    async def uploaded(self, ids: list[str]) -> Any:
        await self._show()
        lang = await self._lang()
        if len(ids) == 1:
            return toast.done(say("Fichier reçu.", lang))
        return toast.done(say("{count} fichiers reçus.", lang, count=len(ids)))

    @handler(Permission.DOSSIERS_WRITE)
    async def correct_kind(self, file_id: int, kind: str) -> None:
        await bridge.do(self, correcting.correct_kind, file_id, kind)
        await self._show()

    @handler(Permission.DOSSIERS_WRITE)
    async def take_back(self, file_id: int) -> Any:
        await bridge.do(self, correcting.take_back, file_id)
        await self._show()
        lang = await self._lang()
        return toast.undoable(say("Fichier retiré.", lang), DossierPage.put_back(file_id), word=say("Annuler", lang))

    @handler(Permission.DOSSIERS_WRITE)
    async def put_back(self, file_id: int) -> None:
        await bridge.do(self, correcting.put_back, file_id)
        await self._show()

    @handler(Permission.DOSSIERS_READ)
    async def show_readers(self, file_id: int, name: str) -> None:
        """Who took a file."""
        self.readers = await bridge.read(self, dossiers.downloads, file_id)
        self.readers_of, self.reading = name, True

    @handler(Permission.DOSSIERS_READ)
    async def close_readers(self, shown: bool) -> None:
        self.reading = shown

    def _number(self) -> int:
        """The dossier of the page's address: a question, not a fact."""
        return asked.number(str(self.rx_router_page.params.get("dossier_id", "")))

    async def _show(self) -> None:
        try:
            seen = await bridge.read(self, _look, self._number())
            self.sheet, self.invoice, self.happened, self.places = seen
            self.missing = False
        except NotFound:
            self.sheet, self.invoice, self.happened, self.places, self.missing = None, None, [], [], True

    async def _lang(self) -> Language:
        return language_of((await self.get_state(Session)).lang)


def _done(gesture: Gesture, lang: Language) -> str:
    said: dict[Gesture, str] = {
        "hand_over": say("Dossier passé à l’administratif.", lang),
        "ddt": say("Le DDT s’assemble : il arrive dans les fichiers.", lang),
        "notify": say("Client averti par mail.", lang),
        "archive": say("Dossier archivé.", lang),
        "cancel_visit": say("Rendez-vous annulé, le client est averti.", lang),
    }
    return said[gesture]


def _look(work: Work, dossier_id: int) -> tuple[DossierSheet, InvoiceRow | None, list[JournalRow], list[Marker]]:
    sheet = dossiers.dossier_sheet(work, dossier_id)
    happened = office.timeline(work, "dossier", dossier_id)
    return sheet, queries.row_of_dossier(work, dossier_id), happened, _places(work, sheet.site)


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
