"""The whole journal: who did what, when, to which record; and the proof that nobody altered it."""

from collections.abc import AsyncGenerator
from typing import Any, ClassVar, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.paging import Asked, Page
from liciel_app.core.work import Work
from liciel_app.office import queries
from liciel_app.office.queries import JournalRow
from liciel_app.office.screens.frame import office_page
from liciel_app.office.screens.list_page import office_list
from liciel_app.office.screens.timeline import change_list
from liciel_app.ui import bridge, cells
from liciel_app.ui.button import button
from liciel_app.ui.card import notice
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.list_parts import Cell, Filters
from liciel_app.ui.lists import LiveList
from liciel_app.ui.page import page
from liciel_app.ui.table import Column, two_lines

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
    ("recipient", "Destinataire"),
    ("savedview", "Vue enregistrée"),
    ("dossiernote", "Note"),
)
PAGES: Final = (("dossier", "/bureau/dossiers"), ("order", "/bureau/commandes"))


class Journal(LiveList, State):
    READS: ClassVar = Permission.JOURNAL_READ
    NAME: ClassVar = "journal"
    ADDRESS: ClassVar = "/bureau/journal"
    SHEET: ClassVar = (
        Cell("N°", "seq"),
        Cell("Action", "word"),
        Cell("Qui", "who"),
        Cell("Depuis", "origin"),
        Cell("Quand", "at"),
        Cell("Sujet", "kind", dict(KINDS)),
        Cell("Numéro du sujet", "subject_id"),
    )

    rows: rx.Field[list[JournalRow]] = rx.field(default_factory=list[JournalRow])
    chain: rx.Field[str] = rx.field("")
    """Empty until asked; then checking, intact, altered or missing."""
    flaw: rx.Field[int] = rx.field(0)

    @staticmethod
    def _page(work: Work, asked: Asked, filters: Filters) -> Page[JournalRow]:  # noqa: ARG004 no filter here
        return queries.journal_page(work, asked)

    @handler(Permission.JOURNAL_READ)
    async def verify(self) -> AsyncGenerator[None, None]:
        """Every entry is read again and its digest computed: seconds on a long journal."""
        self.chain = "checking"
        yield
        flaw = await bridge.read(self, queries.chain)
        self.flaw = flaw.seq if flaw else 0
        self.chain = "intact" if flaw is None else "missing" if flaw.why == "absente" else "altered"


@page(Journal.ADDRESS, title="Journal", load=[Journal.load])
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
    return office_list(
        Journal,
        _columns(),
        label=t("Journal"),
        nouns=(t("écriture"), t("écritures")),
        empty=empty(t("Aucune action ne porte ces mots."), icon="scroll-text"),
        hint=t("Une action : facture, mail…"),
        row_key=lambda row: row.seq,
        choosable=False,
    )


def _columns() -> list[Column]:
    return [
        Column("what", t("Action"), lambda row: two_lines(row.word, row.action)),
        Column("who", t("Qui"), _who),
        Column("when", t("Quand"), lambda row: cells.date(row.at)),
        Column("about", t("Sujet"), _subject),
        Column("changes", t("Avant → après"), lambda row: change_list(row.changes), phone="plain"),
        Column("seq", t("N°"), lambda row: cells.reference(row.seq.to_string()), align="right", hide_on_phone=True),
    ]


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
