"""One dossier for its client: how far it is, the appointment, the documents, what is due."""

from typing import Any, ClassVar

import reflex as rx

from liciel_app.billing import queries as billing
from liciel_app.billing.queries import InvoiceRow
from liciel_app.core.access import Permission
from liciel_app.core.work import Work
from liciel_app.dossiers.queries import portal
from liciel_app.dossiers.queries.portal import ClientDossier
from liciel_app.portal.frame import space_page
from liciel_app.portal.look import STAGES
from liciel_app.portal.screens.bill import bill_card
from liciel_app.portal.screens.documents import attachments, conclusions, documents
from liciel_app.portal.screens.meeting import meeting
from liciel_app.ui.badge import status_badge
from liciel_app.ui.button import link_button
from liciel_app.ui.card import card, stack
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.record import LiveRecord
from liciel_app.ui.stages import stage_bar
from liciel_app.ui.ticker import ticker

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


class SpaceDossier(LiveRecord, State):
    """A payment, a file, an appointment: the page changes by itself."""

    READS: ClassVar = Permission.PORTAL_USE
    PARAM: ClassVar = "dossier_id"
    KINDS: ClassVar = ("dossier", "invoice", "hold", "payment", "dossierfile", "appointment")

    dossier: rx.Field[ClientDossier] = rx.field(default_factory=ClientDossier)
    bill: rx.Field[InvoiceRow] = rx.field(default_factory=lambda: NO_BILL)
    """Its `id` is 0 while there is no invoice."""

    @staticmethod
    def _read(work: Work, number: int) -> tuple[ClientDossier, InvoiceRow]:
        dossier = portal.client_dossier(work, number)
        return dossier, billing.row_of_dossier(work, dossier.id) or NO_BILL

    def _hold(self, found: Any) -> None:
        self.dossier, self.bill = found or (ClientDossier(), NO_BILL)


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
