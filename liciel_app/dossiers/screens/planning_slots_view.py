"""How « Meilleurs créneaux » is drawn: what is asked on the left, the proposals with their reasons on the right."""

from typing import Any, Final

import reflex as rx

from liciel_app.agenda.screens.slots_rows import AFTERNOON, MORNING
from liciel_app.agenda.screens.tours_words import SLOTS, estimated, look, ways
from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed
from liciel_app.orders.durations import USUAL_DURATIONS
from liciel_app.orders.labels import LABELS
from liciel_app.ui.badge import badge, technician
from liciel_app.ui.button import button, submit_button
from liciel_app.ui.card import card, facts, notice, stack
from liciel_app.ui.choice import checkbox_field
from liciel_app.ui.empty import empty, skeleton
from liciel_app.ui.field import error_of, field, number_field, phone_field, select_field, text_field
from liciel_app.ui.form import field_grid, field_group, form
from liciel_app.ui.language import t
from liciel_app.ui.ticker import ticker

FIELDS: Final = ("address", "minutes", "surface", "contact", "phone")
_OFFERED: Final = tuple(code for code, minutes in USUAL_DURATIONS.minutes.items() if minutes)


def content(screen: Any) -> rx.Component:
    return rx.fragment(
        look(),
        ticker(screen.tick, 3000),
        ways(SLOTS),
        rx.cond(
            screen.loaded,
            rx.el.div(stack(_tray(screen), _form(screen)), _answer(screen), class_name="lx-slots"),
            skeleton(8),
        ),
    )


def _tray(screen: Any) -> rx.Component:
    choices = rx.el.select(
        rx.el.option(t("Aucun : adresse tapée ci-dessous"), value=""),
        rx.foreach(screen.waiting, lambda one: rx.el.option(one.words, value=one.id.to(str))),
        value=screen.dossier,
        on_change=screen.choose,
        aria_label=t("Dossier à planifier"),
        class_name="lx-input",
    )
    arrow = rx.icon("chevron-down", size=16, class_name="lx-select-arrow", aria_hidden="true")
    return card(
        t("Dossier à planifier"),
        rx.el.span(choices, arrow, class_name="lx-select"),
        subtitle=rx.Var.create(f"{screen.waiting.length()} {t('en attente, le plus ancien d’abord')}").to(str),
    )


def _form(screen: Any) -> rx.Component:
    errors: Any = screen.errors
    missions = [checkbox_field(f"mission-{code}", t(LABELS[code].short)) for code in _OFFERED]
    fields = form(
        text_field(
            "address",
            t("Adresse"),
            hint=t("Numéro, rue, code postal et commune"),
            error=error_of(errors, "address"),
            required=True,
        ),
        field_group(t("Missions"), rx.el.div(*missions, class_name="lx-grid", style={"--columns": "2"})),
        field_grid(
            number_field("surface", t("Surface"), suffix="m²", error=error_of(errors, "surface"), optional=True),
            number_field("minutes", t("Durée"), suffix="min", error=error_of(errors, "minutes"), optional=True),
        ),
        field_grid(
            text_field("contact", t("Contact"), error=error_of(errors, "contact"), optional=True),
            phone_field("phone", t("Téléphone"), error=error_of(errors, "phone"), optional=True),
        ),
        rx.el.div(submit_button(t("Chercher les créneaux"), icon="sparkles"), class_name="lx-form-actions"),
        on_submit=screen.ask,
    )
    return card(t("Ou une adresse"), fields, subtitle=t("Sans durée, elle se déduit des missions et de la surface."))


def _answer(screen: Any) -> rx.Component:
    asked = rx.cond(screen.wish, _found(screen), _nothing_yet(screen))
    return rx.el.div(asked, class_name="lx-stack", aria_live="polite")


def _nothing_yet(screen: Any) -> rx.Component:
    done = notice(
        rx.fragment(rx.el.strong(t("Rendez-vous fixé :")), " ", screen.booked), tone="green", icon="circle-check"
    )
    hint = empty(t("Choisissez un dossier, ou tapez une adresse : les créneaux apparaissent ici."), icon="sparkles")
    return rx.fragment(rx.cond(screen.booked != "", done, rx.fragment()), card(None, hint))


def _found(screen: Any) -> rx.Component:
    return rx.fragment(_changed(screen), _wish(screen), _proposals(screen), _refusals(screen))


def _changed(screen: Any) -> rx.Component:
    action = button(t("Actualiser"), screen.again, icon="refresh-cw", kind="outline")
    told = notice(t("L’agenda a changé depuis ce calcul."), tone="amber", icon="refresh-cw", action=action)
    return rx.cond(screen.stale, told, rx.fragment())


def _wish(screen: Any) -> rx.Component:
    wish = screen.wish
    title = rx.cond(
        wish.href != "",
        rx.el.a(wish.reference, " · ", wish.title, href=wish.href, class_name="lx-link"),
        rx.el.span(wish.title),
    )
    near = rx.cond(wish.approximate, badge(t("Position approchée"), "amber", "map-pin"), rx.fragment())
    moving = rx.cond(wish.moving, badge(t("Déjà fixé : il sera déplacé"), "blue", "calendar-sync"), rx.fragment())
    return card(
        t("La visite"),
        facts(
            (t("Visite"), title),
            (t("Adresse"), rx.el.span(wish.address, " ", near)),
            (t("Missions"), rx.el.span(rx.foreach(wish.missions, _tag), class_name="lx-slot-when")),
            (t("Durée"), rx.el.span(wish.lasts, " ", moving)),
            (t("Contact"), rx.cond(wish.contact != "", wish.contact, "–")),
        ),
    )


def _tag(word: Any) -> rx.Component:
    return rx.el.span(word, class_name="lx-tag")


def _proposals(screen: Any) -> rx.Component:
    listed = rx.el.ol(rx.foreach(screen.rows, lambda slot: _slot(screen, slot)), class_name="lx-slots-list")
    clear = button(t("Effacer les filtres"), screen.widen, kind="outline")
    nothing = empty(t("Aucun créneau pour ces filtres."), clear, icon="calendar-x")
    left = screen.count.to(int) - screen.rows.length()
    more = button(rx.fragment(t("Voir tous les créneaux"), " (", screen.count.to(str), ")"), screen.show_all)
    return card(
        t("Créneaux possibles"),
        _filters(screen),
        rx.cond(screen.rows.length() > 0, listed, nothing),
        rx.cond(left > 0, rx.el.div(more, class_name="lx-card-foot"), rx.fragment()),
        subtitle=t("Du moins de route ajoutée au plus : trajets, horaires, certifications et matériel vérifiés."),
        aside=rx.cond(screen.estimated, estimated(), rx.fragment()),
        flush=True,
    )


def _filters(screen: Any) -> rx.Component:
    halves = [("", t("Toute la journée")), (MORNING, t("Matin")), (AFTERNOON, t("Après-midi"))]
    return rx.el.div(
        _pick("technician", t("Technicien"), t("Tous"), screen.people, screen),
        _pick("day", t("Jour"), t("Tous"), screen.days, screen),
        select_field("half", t("Moment"), halves, props={"on_change": lambda value: screen.narrow("half", value)}),
        number_field(
            "km",
            t("Au plus"),
            suffix=t("km ajoutés"),
            props={"on_change": lambda value: screen.narrow("km", value)},
        ),
        key=screen.turn.to(str),
        class_name="lx-slots-filters",
    )


def _pick(name: str, label: Any, every: Any, choices: Any, screen: Any) -> rx.Component:
    def control(props: dict[str, Any]) -> rx.Component:
        arrow = rx.icon("chevron-down", size=16, class_name="lx-select-arrow", aria_hidden="true")
        listed = rx.el.select(
            rx.el.option(every, value=""),
            rx.foreach(choices, lambda one: rx.el.option(one[1], value=one[0])),
            on_change=lambda value: screen.narrow(name, value),
            class_name="lx-input",
            **props,
        )
        return rx.el.span(listed, arrow, class_name="lx-select")

    return field(name, label, control)


def _slot(screen: Any, slot: Any) -> rx.Component:
    words = rx.el.span(
        rx.el.span(
            rx.el.strong(slot.when, ", ", slot.hours),
            technician(slot.technician, slot.hue, slot.number),
            class_name="lx-slot-when",
        ),
        rx.el.span(slot.why, class_name="lx-second"),
        class_name="lx-lines",
    )
    cost = rx.el.span(
        rx.el.strong(slot.km),
        rx.el.span(slot.minutes, " · ", slot.euros, class_name="lx-second"),
        class_name="lx-slot-cost",
    )
    take = button(
        rx.cond(screen.wish.moving, t("Déplacer ici"), t("Réserver")),
        screen.book(slot.key),
        icon="calendar-check",
        kind="outline",
    )
    return rx.el.li(
        rx.el.span(slot.rank.to(str), class_name="lx-slot-rank", aria_hidden="true"),
        words,
        cost,
        rx.cond(allowed(Permission.DOSSIERS_WRITE), take, rx.fragment()),
        custom_attrs={"data-best": slot.rank == 1},
        class_name="lx-slot",
    )


def _refusals(screen: Any) -> rx.Component:
    def line(why: Any) -> rx.Component:
        return rx.el.li(rx.icon("circle-slash", size=16, aria_hidden="true"), rx.el.span(why))

    listed = card(t("Pourquoi pas les autres"), rx.el.ul(rx.foreach(screen.refused, line), class_name="lx-refusals"))
    return rx.cond(screen.refused.length() > 0, listed, rx.fragment())
