"""One dossier for its client: how far it is, the appointment, the documents, what is due."""

import reflex as rx
import structlog

from liciel_app.billing import queries as billing
from liciel_app.billing.queries import InvoiceRow
from liciel_app.core import journal
from liciel_app.core.access import Permission
from liciel_app.core.errors import NotFound
from liciel_app.core.work import Work
from liciel_app.dossiers.queries import asked, portal
from liciel_app.dossiers.queries.portal import ClientDossier
from liciel_app.portal.frame import space_page
from liciel_app.portal.look import STAGES
from liciel_app.portal.screens.bill import bill_card
from liciel_app.portal.screens.documents import attachments, conclusions, documents
from liciel_app.portal.screens.meeting import meeting
from liciel_app.ui import bridge
from liciel_app.ui.badge import status_badge
from liciel_app.ui.button import link_button
from liciel_app.ui.card import card, stack
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.stages import stage_bar
from liciel_app.ui.ticker import ticker

log = structlog.get_logger()
NO_BILL = InvoiceRow(
    id=0,
    number="",
    issued_on="",
    buyer="",
    subject="",
    dossier_id=0,
    dossier="",
    due_on="",
    status="",
    gross="",
    due="",
    late=False,
    settled=False,
    file_id=0,
)


class SpaceDossier(State):
    dossier: rx.Field[ClientDossier] = rx.field(default_factory=ClientDossier)
    bill: rx.Field[InvoiceRow] = rx.field(NO_BILL)
    """Its `id` is 0 while there is no invoice."""
    missing: rx.Field[bool] = rx.field(default=False)
    ready: rx.Field[bool] = rx.field(default=False)
    _seen: str = ""

    @handler(Permission.PORTAL_USE)
    async def load(self) -> None:
        self.ready, self.missing = False, False
        await self._show()
        self.ready = True

    @handler(Permission.PORTAL_USE)
    async def tick(self) -> None:
        """A payment, a file, an appointment: the page changes by itself."""
        if not self.missing and await bridge.read(self, _version) != self._seen:
            await self._show()

    async def _show(self) -> None:
        wanted = str(self.rx_router_page.params.get("dossier_id", ""))
        self._seen = await bridge.read(self, _version)
        try:
            self.dossier, self.bill = await bridge.read(self, _look, wanted)
        except NotFound:
            self.dossier, self.bill, self.missing = ClientDossier(), NO_BILL, True
            log.warning("space.not_found", asked=wanted, actor=(await bridge.person(self)).account_id)


@page("/espace/dossier/[dossier_id]", title="Mon dossier", load=[SpaceDossier.load])
def dossier_page() -> rx.Component:
    dossier = SpaceDossier.dossier
    return space_page(
        rx.cond(SpaceDossier.missing, t("Introuvable"), dossier.address),
        "",
        ticker(SpaceDossier.tick),
        rx.cond(SpaceDossier.missing, _not_found(), _content()),
        subtitle=rx.cond(dossier.reference != "", f"{dossier.title} · {dossier.reference}", ""),
        back=(t("Mon espace"), "/espace"),
        ready=SpaceDossier.ready,
    )


def _content() -> rx.Component:
    dossier, bill = SpaceDossier.dossier, SpaceDossier.bill
    return stack(
        card(
            t("Avancement"),
            stage_bar(dossier.steps, dossier.current_step, label=t("Avancement")),
            aside=status_badge(dossier.stage, STAGES),
        ),
        meeting(dossier),
        documents(dossier, bill),
        conclusions(dossier),
        bill_card(bill),
        attachments(dossier),
    )


def _not_found() -> rx.Component:
    return empty(
        t("Ce dossier est introuvable, ou il n’est pas dans votre espace."),
        link_button(t("Revenir à mon espace"), "/espace", kind="solid"),
        icon="folder-x",
    )


def _look(work: Work, wanted: str) -> tuple[ClientDossier, InvoiceRow]:
    dossier = portal.client_dossier(work, asked.number(wanted))
    return dossier, billing.row_of_dossier(work, dossier.id) or NO_BILL


def _version(work: Work) -> str:
    kinds = ("dossier", "invoice", "hold", "payment", "dossierfile", "appointment")
    return f"{journal.latest(work.db, kinds)} {work.language}"
