"""How the screen of prices looks: the versions, the tables, the comparison before saving."""

from typing import Any, Final

import reflex as rx

from liciel_app.orders.price_tables import layout
from liciel_app.orders.pricing import Sheet
from liciel_app.orders.screens.prices_state import PriceDesk
from liciel_app.orders.screens.prices_table import price_table
from liciel_app.orders.screens.prices_terms import terms_card
from liciel_app.ui.badge import Status, status_badge
from liciel_app.ui.button import button
from liciel_app.ui.card import card, notice, split, stack
from liciel_app.ui.dialog import panel_dialog
from liciel_app.ui.dropzone import file_drop
from liciel_app.ui.empty import empty, skeleton
from liciel_app.ui.field import select_field, text_field
from liciel_app.ui.form import field_grid
from liciel_app.ui.language import t
from liciel_app.ui.links import doc_link
from liciel_app.ui.table import Column, above, data_table
from liciel_app.ui.theme import asset

_FIRST: Final = 4
_CODES: Final = tuple(layout.CODES.values())
_KINDS: Final = tuple(layout.KINDS.values())
_MEASURES: Final = tuple(layout.BY.values())
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,.xlsx"
STATES: Final = {
    "in_force": Status("En vigueur", "green", "circle-check"),
    "coming": Status("À venir", "blue", "calendar-clock"),
    "replaced": Status("Remplacée", "grey", "archive"),
}


def content() -> rx.Component:
    return rx.fragment(
        rx.el.link(rel="stylesheet", href=asset("/css/prices.css")),
        rx.cond(PriceDesk.loaded, stack(_state(), _versions(), *_editor(), terms_card()), skeleton(8)),
        _preview(),
    )


def actions() -> rx.Component:
    return button(t("Aperçu et enregistrement"), PriceDesk.try_out, icon="eye", kind="solid")


def _state() -> rx.Component:
    """What is wrong, else whether something waits to be saved."""
    wrong = rx.el.div(
        rx.icon("circle-alert", size=18, aria_hidden="true"),
        rx.el.div(
            rx.el.p(t("À corriger avant d’enregistrer :")),
            rx.el.ul(rx.foreach(PriceDesk.faults[:_FIRST], rx.el.li)),
            rx.cond(
                PriceDesk.faults.length() > _FIRST,
                rx.el.p(t("Les autres sont dites sous chaque tableau.")),
                rx.fragment(),
            ),
        ),
        class_name="lx-summary",
    )
    waiting = notice(
        t("Modifications non enregistrées : elles ne changent encore aucun prix."),
        tone="amber",
        icon="pencil",
        action=button(t("Abandonner"), PriceDesk.give_up, kind="outline"),
    )
    shown = rx.cond(PriceDesk.faults.length() > 0, wrong, rx.cond(PriceDesk.changed, waiting, rx.fragment()))
    return rx.el.div(shown, role="status")


def _versions() -> rx.Component:
    columns = [
        Column("family", t("Gamme"), lambda row: row.family),
        Column("name", t("Nom"), lambda row: row.name),
        Column("since", t("En vigueur le"), lambda row: row.since),
        Column("unit", t("Prix saisis"), lambda row: row.unit),
        Column("state", t("État"), lambda row: status_badge(row.state, STATES), phone="corner"),
        Column("file", t("Classeur"), _workbook, align="right"),
    ]
    table = data_table(
        columns,
        PriceDesk.lists,
        label=t("Grilles de prix"),
        empty=empty(t("Pas encore de grille : complétez celle-ci et enregistrez-la."), icon="tags"),
        on_row=lambda row: PriceDesk.open(row.id),
        selected=lambda row: row.id == PriceDesk.shown,
    )
    drop = file_drop(
        "/bureau/tarifs/classeur",
        label=t("Importer un classeur"),
        hint=t("Partez d’une exportation : rien n’est enregistré avant votre accord."),
        accept=XLSX,
        multiple=False,
        on_done=PriceDesk.take_workbook,
    )
    subtitle = t("Une grille remplacée garde les prix des devis et commandes déjà faits.")
    return split(card(t("Grilles"), table, subtitle=subtitle, flush=True), card(t("Classeur Excel"), drop))


def _workbook(row: Any) -> rx.Component:
    return above(doc_link(t("Exportation Excel"), href=f"/bureau/tarifs/{row.id}.xlsx", class_name="lx-price-export"))


def _editor() -> list[rx.Component]:
    return [card(t("Réglages"), _settings()), _bands(), _prices(), _bundles(), _reckoned(), _diagnostics()]


def _bands() -> rx.Component:
    return card(
        t("Tranches"),
        price_table(Sheet.BANDS, ((layout.SURFACE, layout.ROOMS), None, None), addable=False),
        _add_band(),
        subtitle=t("Chaque tranche commence où la précédente finit ; la dernière est sans fin."),
    )


def _prices() -> rx.Component:
    return card(
        t("Prix"),
        price_table(Sheet.PRICES, (_CODES, _KINDS, _MEASURES)),
        subtitle=t("Un prix par tranche, ou « Sur devis ». Une ligne pour un type de bien l’emporte sur « Tous »."),
    )


def _bundles() -> rx.Component:
    return card(
        t("Forfaits"),
        price_table(Sheet.BUNDLES, (None, None, _KINDS, _MEASURES)),
        subtitle=t("Plusieurs diagnostics à un seul prix : « DPE + Électricité + Gaz »."),
    )


def _reckoned() -> rx.Component:
    """What is taken off and what is added."""
    travel = card(
        t("Déplacement"),
        price_table(Sheet.TRAVEL, (None, None, None)),
        subtitle=t("Par la route, aller. Au-delà, à convenir avec le client."),
    )
    return rx.el.div(
        card(t("Remises"), price_table(Sheet.PACKS, (None, None))),
        card(t("Suppléments"), price_table(Sheet.EXTRAS, (tuple(layout.EXTRAS.values()), None, None))),
        travel,
        class_name="lx-price-trio",
    )


def _diagnostics() -> rx.Component:
    return card(
        t("Diagnostics"),
        price_table(Sheet.CODES, (_CODES, None, (layout.YES, layout.NO), ("", *_CODES))),
        subtitle=t("Durée sur place, remises, et ce qui est compris dans un autre diagnostic."),
    )


def _add_band() -> rx.Component:
    def add(words: Any, measure: str) -> rx.Component:
        return button(words, PriceDesk.add(Sheet.BANDS.value, measure), icon="plus", kind="ghost")

    return rx.el.div(
        add(t("Ajouter une tranche de surface"), layout.SURFACE),
        add(t("Ajouter une tranche de pièces"), layout.ROOMS),
        class_name="lx-price-add",
    )


def _settings() -> rx.Component:
    fields = [
        _setting(0, t("Nom")),
        _setting(1, t("Gamme"), hint=t("Vide pour le tarif public ; « Agences » pour celui des agences.")),
        _setting(2, t("En vigueur le")),
        select_field(
            "setting-3",
            t("Prix saisis"),
            [(layout.NET, t("HT")), (layout.GROSS, t("TTC"))],
            default_value=_value(3),
            props={"on_change": PriceDesk.put(Sheet.SETTINGS.value, 3, 1)},
        ),
        _setting(4, t("TVA"), suffix="%"),
        _setting(5, t("Acompte"), suffix="%"),
        _setting(6, t("Prix plancher"), suffix="€", hint=t("Aucune remise ne descend en dessous, hors déplacement.")),
    ]
    return rx.el.div(field_grid(*fields, columns=4), key=PriceDesk.revision.to(str))


def _setting(rank: int, label: Any, **options: Any) -> rx.Component:
    leave = PriceDesk.put(Sheet.SETTINGS.value, rank, 1)
    error = PriceDesk.wrong[f"{Sheet.SETTINGS.value}.{rank}.1"].to(str)
    shown = rx.cond(error, error, "")
    return text_field(
        f"setting-{rank}", label, default_value=_value(rank), error=shown, props={"on_blur": leave}, **options
    )


def _value(rank: int) -> Any:
    return PriceDesk.tables[Sheet.SETTINGS.value][rank][1].to(str)


def _preview() -> rx.Component:
    save = button(t("Enregistrer cette grille"), PriceDesk.save, icon="check", kind="solid")
    return panel_dialog(
        t("Avant d’enregistrer"),
        rx.el.div(rx.foreach(PriceDesk.comparisons, _comparison), class_name="lx-price-compared"),
        open=PriceDesk.trying,
        on_open_change=PriceDesk.close,
        description=t("Trois commandes types, TTC, par la grille en vigueur ce jour-là puis par celle-ci."),
        footer=save,
        width="900px",
    )


def _comparison(row: Any) -> rx.Component:
    figures = rx.el.dl(
        _figure(t("Avant"), row.before),
        _figure(t("Après"), row.after),
        _figure(t("Écart"), row.change),
        class_name="lx-price-figures",
    )
    lines = rx.el.table(
        rx.el.tbody(
            rx.foreach(
                row.lines,
                lambda line: rx.el.tr(
                    rx.el.th(line.label, scope="row"),
                    rx.el.td(line.reason),
                    rx.el.td(line.amount, custom_attrs={"data-align": "right"}),
                ),
            )
        ),
        class_name="lx-price-lines",
    )
    notes = rx.foreach(row.notes, lambda note: rx.el.p(note, class_name="lx-hint"))
    return rx.el.section(rx.el.h3(row.name), figures, lines, notes, class_name="lx-price-case")


def _figure(label: Any, value: Any) -> rx.Component:
    return rx.el.div(rx.el.dt(label), rx.el.dd(value))
