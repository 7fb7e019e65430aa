"""How « Moi » and « Ma carte » look: figures with their limits, leave with its answers, the QR code in big."""

from typing import Any, Final

import reflex as rx

from liciel_app.mobile.look import LISTED, WIDE_BUTTON
from liciel_app.ui.badge import Status, badge, status_badge
from liciel_app.ui.button import button, link_button
from liciel_app.ui.card import card, facts, notice, stack, tile, tiles
from liciel_app.ui.field import error_of, text_field
from liciel_app.ui.form import form, form_actions
from liciel_app.ui.language import t
from liciel_app.ui.offline import SUN

LEAVES: Final = {
    "asked": Status("Demandé", "amber", "hourglass"),
    "approved": Status("Accordé", "green", "circle-check"),
    "refused": Status("Refusé", "red", "circle-x"),
    "withdrawn": Status("Retiré", "grey", "undo-2"),
}


def figures_view(figures: Any) -> rx.Component:
    """« LivePilot »."""
    counted = tiles(
        tile(t("Visites ce mois"), figures.visits_month, icon="calendar-check"),
        tile(t("Visites en 12 mois"), figures.visits_year, icon="calendar-range"),
        tile(t("Km ce mois (estimé)"), figures.km_month, icon="route"),
        tile(t("DPE prévus sous 30 jours"), figures.dpe_ahead, icon="calendar-clock"),
    )
    return stack(
        rx.foreach(figures.warnings, lambda sentence: notice(sentence, tone="red", icon="triangle-alert")),
        counted,
        _dpe(figures),
        _far(figures),
    )


def _dpe(figures: Any) -> rx.Component:
    count = rx.el.span(figures.dpe_year, " / ", figures.dpe_most, class_name="lx-figure", style={"font_weight": "700"})
    meter = rx.el.progress(value=figures.part, max=100, aria_label=t("DPE en 12 mois"), class_name="lx-meter")
    hint = t("Logements seulement, sur 12 mois glissants ; au-delà, la certification est suspendue.")
    return card(t("DPE en 12 mois"), meter, rx.el.p(hint, class_name="lx-second"), aside=count)


def _far(figures: Any) -> rx.Component:
    def line(pair: Any) -> rx.Component:
        ahead = rx.cond(pair.ahead, badge(t("À venir"), "amber", "clock"), rx.fragment())
        words = rx.el.span(pair.day, " · ", pair.towns, style={"flex": "1", "min_width": "0"})
        return rx.el.li(words, rx.el.span(pair.km, " km", class_name="lx-figure"), ahead, style=LISTED)

    none = rx.el.p(t("Aucun : vos DPE d’un même jour sont à moins de 40 km l’un de l’autre."), style=LISTED)
    listed = rx.el.ul(rx.foreach(figures.far, line))
    return card(t("DPE éloignés de plus de 40 km"), rx.cond(figures.far.length() > 0, listed, none), flush=True)


def leaves_view(leaves: Any, withdraw: Any) -> rx.Component:
    def line(leave: Any) -> rx.Component:
        words = rx.el.span(
            rx.el.span(leave.first, " – ", leave.last, class_name="lx-first"),
            rx.el.span(leave.reason, class_name="lx-second"),
            rx.el.span(leave.answer, class_name="lx-second"),
            class_name="lx-lines",
            style={"flex": "1", "min_width": "0"},
        )
        open_ = (leave.state == "asked") | (leave.state == "approved")
        take_back = button(t("Retirer"), withdraw(leave.id), kind="outline")
        taken = rx.cond(open_, take_back, rx.fragment())
        return rx.el.li(words, status_badge(leave.state, LEAVES), taken, key=leave.id.to_string(), style=_WRAPPED)

    ask = link_button(t("Demander un congé"), "/terrain/ajouter", kind="soft", icon="tree-palm")
    none = rx.el.p(t("Aucune demande à venir."), style=LISTED)
    return card(
        t("Mes congés"),
        rx.cond(leaves.length() > 0, rx.el.ul(rx.foreach(leaves, line)), none),
        footer=ask,
        flush=True,
    )


def card_view(page: Any) -> rx.Component:
    """`page`: the state, with `card`, `code`, `errors` and `keep`."""
    return stack(
        rx.cond(page.code != "", _shown(page), rx.fragment()),
        card(t("Mes certifications"), rx.el.ul(rx.foreach(page.card.certificates, _certificate)), flush=True),
        _entered(page),
    )


def _shown(page: Any) -> rx.Component:
    picture = rx.el.div(rx.el.img(src=page.code, alt=t("QR code de ma certification")), class_name="lx-qr")
    return card(
        page.card.name,
        picture,
        facts((t("Numéro"), page.card.number), (t("Assurance"), page.card.insured)),
    )


def _certificate(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(row.label, style={"flex": "1", "min_width": "0"}, class_name="lx-first"),
        rx.el.span(row.until, class_name="lx-second"),
        rx.cond(row.good, badge(t("Valable"), "green", "circle-check"), badge(t("Expirée"), "red", "circle-x")),
        style=_WRAPPED,
    )


def _entered(page: Any) -> rx.Component:
    """Asked once; folded away afterwards."""
    asked = form(
        text_field(
            "content",
            t("Contenu du QR code"),
            hint=t("L’adresse qui s’ouvre quand on scanne votre carte de certification."),
            default_value=page.card.content,
            error=error_of(page.errors, "content"),
        ),
        text_field("number", t("Numéro de certification"), default_value=page.card.number, optional=True),
        form_actions(t("Garder")),
        on_submit=page.keep,
    )
    words = rx.el.summary(t("Mon QR code personnel"))
    return card(None, rx.el.details(words, asked, open=page.code == "", class_name="lx-more"))


def sun_button() -> rx.Component:
    """High contrast for full sun; a choice of this phone, made without the server."""
    return button(
        t("Plein soleil"),
        kind="outline",
        icon="sun",
        props={"style": WIDE_BUTTON, "custom_attrs": {"onClick": SUN}},
    )


_WRAPPED: Final = {**LISTED, "flex_wrap": "wrap"}
