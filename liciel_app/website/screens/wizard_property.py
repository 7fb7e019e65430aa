"""Step 1: where the property is, what it is, how large, how old."""

from typing import Any, Final

import reflex as rx

from liciel_app.orders.questionnaire import KIND, SURFACE, UNKNOWN, YEAR
from liciel_app.ui.button import button
from liciel_app.ui.choice import checkbox_field
from liciel_app.ui.field import error_of, number_field, text_field
from liciel_app.ui.form import field_grid
from liciel_app.ui.language import t
from liciel_app.ui.map import live_map
from liciel_app.ui.session import Session
from liciel_app.website.screens.wizard_fields import heard
from liciel_app.website.screens.wizard_questions import consequence, question_block
from liciel_app.website.screens.wizard_state import Wizard

_COUNTS: Final = {
    "rooms": ("Combien de pièces principales ?", "rooms"),
    "outbuildings": ("Combien de dépendances (cave, garage, grenier) ?", "outbuilding"),
}


def address_block() -> rx.Component:
    """Outside of the step's form: Enter takes the first place of the list instead of going on."""
    return rx.el.div(
        rx.cond(Wizard.place.city != "", _chosen(), _search()),
        class_name="lx-question lx-where",
        custom_attrs={"id": "bloc-address"},
    )


def property_step() -> rx.Component:
    return rx.fragment(question_block(KIND), field_grid(_surface(), _year()), field_grid(*map(_count, _COUNTS)))


def _search() -> rx.Component:
    field = text_field(
        "address",
        t("Quelle est l’adresse du bien ?"),
        hint=t("Numéro, rue et commune : choisissez ensuite dans la liste."),
        default_value=Wizard.typed["address"],
        error=error_of(Wizard.errors, "address"),
        props={
            "placeholder": "17 avenue Roul, Talence",
            "auto_complete": "off",
            "on_change": Wizard.find_place.debounce(250),  # type: ignore[attr-defined]
            "max_length": 200,
        },
    )
    return rx.el.form(field, _places(), on_submit=Wizard.take_first_place, key=Wizard.edition, role="search")


def _places() -> rx.Component:
    listed = rx.el.ul(rx.foreach(Wizard.places, _place), class_name="lx-places", aria_label=t("Adresses proposées"))
    nothing = rx.el.p(
        t("Aucune commune ne correspond : vérifiez son nom ou tapez son code postal."), class_name="lx-consequence"
    )
    return rx.el.div(
        rx.cond(Wizard.places.length() > 0, listed, rx.cond(Wizard.nowhere, nothing, rx.fragment())),
        aria_live="polite",
    )


def _place(place: Any, rank: Any) -> rx.Component:
    street = rx.cond(place.street != "", place.street, t("Commune"))
    words = rx.el.span(
        rx.el.span(street, class_name="lx-first"),
        rx.el.span(place.postcode, " ", place.city, class_name="lx-second"),
        class_name="lx-lines",
    )
    way = rx.el.button(
        rx.icon("map-pin", size=17, aria_hidden="true"), words, type="button", on_click=Wizard.take_place(rank)
    )
    return rx.el.li(way)


def _chosen() -> rx.Component:
    place = Wizard.place
    words = rx.el.span(
        rx.cond(place.street != "", rx.el.span(place.street, class_name="lx-first"), rx.fragment()),
        rx.el.span(place.postcode, " ", place.city, class_name="lx-second"),
        class_name="lx-lines",
    )
    change = button(t("Changer"), Wizard.change_place, kind="outline", icon="pencil")
    error = error_of(Wizard.errors, "address")
    return rx.fragment(
        rx.el.p(t("Adresse du bien"), class_name="lx-label"),
        rx.el.div(
            rx.icon("map-pin-check-inside", size=22, aria_hidden="true"), words, change, class_name="lx-chosen-place"
        ),
        rx.cond(error != "", rx.el.p(error, class_name="lx-error", role="alert"), rx.fragment()),
        rx.cond(Session.me.tiles_url != "", _map(), rx.fragment()),
    )


def _map() -> rx.Component:
    place = Wizard.place
    pin = {
        "id": "bien",
        "lat": place.lat,
        "lon": place.lon,
        "label": place.label,
        "color": "#3e63dd",
        "number": "",
    }
    shown = live_map(
        rx.Var.create([pin]),
        label=t("Emplacement du bien"),
        tiles_url=Session.me.tiles_url,
        attribution=Session.me.tiles_attribution,
        height="180px",
    )
    rough = rx.el.p(t("Position approximative : nous la précisons avec vous."), class_name="lx-hint")
    return rx.fragment(shown, rx.cond(place.approximate, rough, rx.fragment()))


def _surface() -> rx.Component:
    field = number_field(
        "surface",
        t(SURFACE.words),
        hint=t(SURFACE.hint),
        suffix="m²",
        default_value=Wizard.answers["surface"],
        error=error_of(Wizard.errors, "surface"),
        props=heard("surface"),
    )
    return rx.el.div(field, class_name="lx-question", custom_attrs={"id": "bloc-surface"})


def _count(name: str) -> rx.Component:
    """Asked only where the price list of this client counts it."""
    words, price = _COUNTS[name]
    field = number_field(
        name,
        t(words),
        optional=True,
        default_value=Wizard.answers[name],
        error=error_of(Wizard.errors, name),
        props=heard(name, input_mode="numeric"),
    )
    block = rx.el.div(field, class_name="lx-question", custom_attrs={"id": f"bloc-{name}"})
    return rx.cond(Wizard.offer.counts.contains(price), block, rx.fragment())


def _year() -> rx.Component:
    """A year, or « Je ne sais pas » and what it leads to."""
    unknown = Wizard.answers["year"] == UNKNOWN
    field = number_field(
        "year",
        t(YEAR.words),
        hint=t(YEAR.hint),
        default_value=rx.cond(unknown, "", Wizard.answers["year"]).to(str),
        error=error_of(Wizard.errors, "year"),
        disabled=unknown,
        props=heard("year", max_length=4, input_mode="numeric", placeholder="1972"),
    )
    box = checkbox_field("", t("Je ne sais pas"), checked=unknown, on_change=Wizard.not_know_year)
    block = rx.el.div(
        field, box, consequence(YEAR.consequence, unknown), class_name="lx-question", custom_attrs={"id": "bloc-year"}
    )
    return rx.cond(Wizard.offer.asked.contains("year") | (Wizard.offer.asked.length() == 0), block, rx.fragment())
