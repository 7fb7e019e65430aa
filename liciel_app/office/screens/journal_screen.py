"""The whole journal: who did what, when, to which record; and the proof that nobody altered it."""

from collections.abc import AsyncGenerator
from typing import Any, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.paging import Move
from liciel_app.office import queries
from liciel_app.office.queries import JournalRow
from liciel_app.office.screens.frame import office_page
from liciel_app.office.screens.listing import Listing, counted
from liciel_app.office.screens.timeline import change_list
from liciel_app.ui import bridge, cells
from liciel_app.ui.button import button
from liciel_app.ui.card import notice
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.table import Column, data_table, two_lines

KINDS: Final = (
    ("account", "Compte"),
    ("appointment", "Rendez-vous"),
    ("client", "Client"),
    ("dossier", "Dossier"),
    ("dossierfile", "Fichier"),
    ("hold", "Blocage"),
    ("invoice", "Facture"),
    ("message", "Message"),
    ("order", "Commande"),
    ("orderfile", "Pièce jointe"),
    ("payment", "Règlement"),
    ("paymentattempt", "Demande de paiement"),
    ("pricelist", "Grille de prix"),
    ("providernotice", "Notification de paiement"),
)
PAGES: Final = (("dossier", "/bureau/dossiers"), ("order", "/bureau/commandes"))


class Journal(Listing, State):
    rows: rx.Field[list[JournalRow]] = rx.field(default_factory=list[JournalRow])
    chain: rx.Field[str] = rx.field("")
    """Empty until asked; then checking, intact, altered or missing."""
    flaw: rx.Field[int] = rx.field(0)

    @handler(Permission.JOURNAL_READ)
    async def load(self) -> None:
        self.chain = ""
        await self._show("first")

    @handler(Permission.JOURNAL_READ)
    async def search(self, words: str) -> None:
        self._ask(words)
        await self._show("first")

    @handler(Permission.JOURNAL_READ)
    async def turn(self, move: Move) -> None:
        await self._show(move)

    @handler(Permission.JOURNAL_READ)
    async def verify(self) -> AsyncGenerator[None, None]:
        """Every entry is read again and its digest computed: seconds on a long journal."""
        self.chain = "checking"
        yield
        flaw = await bridge.read(self, queries.chain)
        self.flaw = flaw.seq if flaw else 0
        self.chain = "intact" if flaw is None else "missing" if flaw.why == "absente" else "altered"

    async def _show(self, move: Move) -> None:
        self.rows = list(self._turned_to(await bridge.read(self, queries.journal_page, self._asked(move))))


@page("/bureau/journal", title="Journal", load=[Journal.load])
def journal_screen() -> rx.Component:
    check = button(
        t("Vérifier la chaîne"),
        Journal.verify,
        icon="shield-check",
        kind="outline",
        props={"disabled": Journal.chain == "checking"},
    )
    return office_page(
        t("Journal"),
        "journal",
        rx.el.div(_verdict(), _table(), class_name="lx-stack"),
        actions=check,
        subtitle=t("Tout ce qui a été fait, par qui et quand. Rien ne s’y efface."),
    )


def _verdict() -> rx.Component:
    number = Journal.flaw.to_string()
    return rx.fragment(
        rx.match(
            Journal.chain,
            ("checking", notice(t("Vérification en cours : chaque écriture est relue…"), icon="loader")),
            (
                "intact",
                notice(
                    t("La chaîne est intacte : aucune écriture n’a été changée ni retirée."),
                    tone="green",
                    icon="shield-check",
                ),
            ),
            ("altered", _alarm(t("Première écriture altérée :"), number)),
            ("missing", _alarm(t("Première écriture absente :"), number)),
            rx.fragment(),
        )
    )


def _alarm(words: Any, number: Any) -> rx.Component:
    return notice(rx.el.span(words, " n° ", number), tone="red", icon="shield-alert")


def _table() -> rx.Component:
    return data_table(
        [
            Column("what", t("Action"), lambda row: two_lines(row.word, row.action)),
            Column("who", t("Qui"), _who),
            Column("when", t("Quand"), lambda row: cells.date(row.at)),
            Column("about", t("Sujet"), _subject),
            Column("changes", t("Avant → après"), lambda row: change_list(row.changes), phone="plain"),
            Column("seq", t("N°"), lambda row: cells.reference(row.seq.to_string()), align="right", hide_on_phone=True),
        ],
        Journal.rows,
        label=t("Journal"),
        empty=empty(t("Aucune action ne porte ces mots."), icon="scroll-text"),
        loading=Journal.loading,
        q=Journal.q,
        on_search=Journal.search,
        search_hint=t("Une action : facture, mail…"),
        row_key=lambda row: row.seq,
        total_text=counted(Journal, t("écriture"), t("écritures")),
        has_previous=Journal.has_previous,
        has_next=Journal.has_next,
        on_first=Journal.turn("first"),
        on_previous=Journal.turn("previous"),
        on_next=Journal.turn("next"),
        on_last=Journal.turn("last"),
    )


def _who(row: Any) -> rx.Component:
    return rx.el.span(two_lines(row.who, cells.or_dash(row.origin)), class_name="lx-short")


def _subject(row: Any) -> rx.Component:
    number = rx.el.span(_kind(row.kind), " ", row.subject_id.to_string())
    linked = [
        (kind, rx.el.a(number, href=f"{address}/{row.subject_id}", class_name="lx-link")) for kind, address in PAGES
    ]
    return rx.fragment(rx.match(row.kind, *linked, number))


def _kind(kind: Any) -> Any:
    return rx.match(kind, *[(name, t(word)) for name, word in KINDS], kind)
