"""One invoice over the list: what it says, what was received for it, and the desk's gestures."""

from datetime import date
from typing import Any, Final

import reflex as rx

from liciel_app.billing import queries, rules, services
from liciel_app.billing.models import InvoiceState
from liciel_app.billing.queries import PaymentRow
from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid
from liciel_app.core.language import day_short, language_of, say
from liciel_app.core.money import euros
from liciel_app.core.work import Work
from liciel_app.office.screens.frame import allowed
from liciel_app.ui import bridge, toast
from liciel_app.ui.button import button, doc_button, icon_button, link_button
from liciel_app.ui.card import facts
from liciel_app.ui.dialog import confirm_dialog, form_dialog, panel_dialog
from liciel_app.ui.field import date_field, error_of, select_field
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.session import Session
from liciel_app.ui.table import two_lines

APART: Final = {"justify-content": "space-between", "flex-wrap": "wrap"}


class InvoicePanel(State):
    shown: rx.Field[bool] = rx.field(default=False)
    receiving: rx.Field[bool] = rx.field(default=False)
    reversing: rx.Field[bool] = rx.field(default=False)
    invoice_id: rx.Field[int] = rx.field(0)
    number: rx.Field[str] = rx.field("")
    buyer: rx.Field[str] = rx.field("")
    subject: rx.Field[str] = rx.field("")
    dossier_id: rx.Field[int] = rx.field(0)
    file_id: rx.Field[int] = rx.field(0)
    issued_on: rx.Field[str] = rx.field("")
    due_on: rx.Field[str] = rx.field("")
    net: rx.Field[str] = rx.field("")
    vat: rx.Field[str] = rx.field("")
    gross: rx.Field[str] = rx.field("")
    due: rx.Field[str] = rx.field("")
    settled: rx.Field[bool] = rx.field(default=False)
    payments: rx.Field[list[PaymentRow]] = rx.field(default_factory=list[PaymentRow])
    today: rx.Field[str] = rx.field("")
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    _payment_id: int = 0

    @handler(Permission.BILLING_READ)
    async def open(self, invoice_id: int) -> None:
        self.invoice_id = invoice_id
        await self._read()
        self.shown = True

    @handler(Permission.BILLING_READ)
    async def show(self, shown: bool) -> None:
        self.shown = shown

    @handler(Permission.BILLING_WRITE)
    async def receive(self, receiving: bool) -> None:
        self.errors, self.receiving = {}, receiving

    @handler(Permission.BILLING_WRITE)
    async def mark_paid(self, values: dict[str, str]) -> Any:
        """« Encaisser »: the desk has the money."""
        self.errors = {}
        method, received_on = values.get("method", ""), _day(values.get("received_on", ""))
        await bridge.do(self, services.mark_paid, self.invoice_id, method, received_on)
        self.receiving = False
        await self._read()
        return toast.done(await self._say("Règlement enregistré. Les documents du dossier sont libres."))

    @handler(Permission.BILLING_WRITE)
    async def ask_reversal(self, payment_id: int) -> None:
        self._payment_id, self.reversing = payment_id, True

    @handler(Permission.BILLING_WRITE)
    async def show_reversal(self, reversing: bool) -> None:
        self.reversing = reversing

    @handler(Permission.BILLING_WRITE)
    async def reverse(self) -> Any:
        self.reversing = False
        await bridge.do(self, services.reverse_payment, self._payment_id)
        await self._read()
        return toast.done(await self._say("Règlement annulé. La facture est de nouveau due."))

    async def _read(self) -> None:
        read = await bridge.read(self, _sheet, self.invoice_id)
        self.payments = read.pop("payments")
        for name, value in read.items():
            setattr(self, name, value)

    async def _say(self, sentence: str) -> str:
        return say(sentence, language_of((await self.get_state(Session)).lang))


def _sheet(work: Work, invoice_id: int) -> dict[str, Any]:
    invoice = queries.get(work, invoice_id)
    due = 0 if invoice.state is InvoiceState.CREDITED else invoice.gross_cents - invoice.paid_cents
    return {
        "number": invoice.number,
        "buyer": invoice.buyer_name,
        "subject": invoice.subject,
        "dossier_id": invoice.dossier_id or 0,
        "file_id": invoice.file_id or 0,
        "issued_on": day_short(invoice.issued_on),
        "due_on": day_short(invoice.due_on),
        "net": euros(invoice.net_cents),
        "vat": euros(invoice.vat_cents),
        "gross": euros(invoice.gross_cents),
        "due": euros(due),
        "settled": due <= 0,
        "payments": queries.payments(work, invoice_id),
        "today": work.today.isoformat(),
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid({"received_on": "Indiquez la date du règlement."}) from None


def invoice_panel() -> rx.Component:
    """The three dialogs of the page; closed, they weigh nothing."""
    return rx.fragment(_panel(), _receipt(), _reversal())


def _panel() -> rx.Component:
    return panel_dialog(
        f"{t('Facture')} {InvoicePanel.number}",
        facts(
            (t("Client"), InvoicePanel.buyer),
            (t("Bien"), InvoicePanel.subject),
            (t("Émise le"), InvoicePanel.issued_on),
            (t("Échéance"), InvoicePanel.due_on),
            (t("Total HT"), InvoicePanel.net),
            (t("TVA"), InvoicePanel.vat),
            (t("Total TTC"), InvoicePanel.gross),
            (t("Reste dû"), rx.el.strong(InvoicePanel.due)),
        ),
        rx.cond(InvoicePanel.payments.length() > 0, _received(), rx.fragment()),
        open=InvoicePanel.shown,
        on_open_change=InvoicePanel.show,
        description=t("Une facture émise ne change plus : une erreur se corrige par un avoir."),
        footer=_gestures(),
        width="620px",
    )


def _received() -> rx.Component:
    heading = rx.el.h3(t("Règlements"), class_name="lx-legend")
    return rx.el.div(heading, rx.foreach(InvoicePanel.payments, _payment), style={"margin-top": "18px"})


def _payment(payment: PaymentRow) -> rx.Component:
    undone = rx.fragment(t("Annulé le"), " ", payment.reversed_on)
    undo = icon_button("undo-2", t("Annuler ce règlement"), InvoicePanel.ask_reversal(payment.id))
    gesture = rx.cond(allowed(Permission.BILLING_WRITE) & (payment.reversed_on == ""), undo, rx.fragment())
    words = two_lines(
        rx.fragment(payment.amount, " · ", payment.method),
        rx.cond(payment.reversed_on == "", payment.received_on, undone),
    )
    return rx.el.div(words, gesture, class_name="lx-task", style=APART)


def _gestures() -> rx.Component:
    receive = button(t("Encaisser"), InvoicePanel.receive(True), icon="hand-coins", kind="solid")
    due = allowed(Permission.BILLING_WRITE) & ~InvoicePanel.settled
    dossier = link_button(t("Ouvrir le dossier"), f"/bureau/dossiers/{InvoicePanel.dossier_id}", icon="folder-open")
    paper = doc_button(
        t("Ouvrir le PDF"),
        f"/fichiers/{InvoicePanel.file_id}",
        icon="file-down",
        props={"target": "_blank", "rel": "noopener"},
    )
    return rx.fragment(
        rx.cond(InvoicePanel.dossier_id > 0, dossier, rx.fragment()),
        rx.cond(InvoicePanel.file_id > 0, paper, rx.fragment()),
        rx.cond(due, receive, rx.fragment()),
    )


def _receipt() -> rx.Component:
    methods = [(code, t(words)) for code, words in rules.METHODS.items()]
    return form_dialog(
        f"{t('Encaisser')} {InvoicePanel.due}",
        select_field("method", t("Moyen de paiement"), methods, error=error_of(InvoicePanel.errors, "method")),
        date_field(
            "received_on",
            t("Reçu le"),
            default_value=InvoicePanel.today,
            error=error_of(InvoicePanel.errors, "received_on"),
        ),
        open=InvoicePanel.receiving,
        on_open_change=InvoicePanel.receive,
        on_submit=InvoicePanel.mark_paid,
        submit=t("Enregistrer le règlement"),
        description=t("La facture sera soldée et les documents du dossier libérés."),
        width="460px",
    )


def _reversal() -> rx.Component:
    return confirm_dialog(
        t("Annuler ce règlement ?"),
        t("La facture redevient due et les originaux du dossier se referment pour le client."),
        open=InvoicePanel.reversing,
        on_open_change=InvoicePanel.show_reversal,
        on_confirm=InvoicePanel.reverse,
        confirm=t("Annuler le règlement"),
        danger=True,
    )
