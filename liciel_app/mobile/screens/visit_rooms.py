"""« Pièces »: each room of the property, visited or not and why; the reports must name those that were not."""

from typing import Any, Final

import reflex as rx

from liciel_app.mobile.look import LISTED
from liciel_app.mobile.screens.kept_form import kept_form
from liciel_app.ui.badge import badge
from liciel_app.ui.button import icon_button
from liciel_app.ui.card import card, stack
from liciel_app.ui.choice import Choice, choice_cards
from liciel_app.ui.field import text_field
from liciel_app.ui.form import field_grid
from liciel_app.ui.kinds import Flag
from liciel_app.ui.language import t

LEVELS: Final = ("Sous-sol", "Rez-de-chaussée", "1er étage", "2e étage", "Combles", "Extérieur")
NAMES: Final = (
    "Entrée", "Séjour", "Cuisine", "Chambre 1", "Chambre 2", "Chambre 3", "Bureau", "Salle de bains", "Salle d’eau",
    "WC", "Dégagement", "Escalier", "Placard", "Cellier", "Buanderie", "Garage", "Cave", "Grenier", "Balcon",
    "Terrasse",
)  # fmt: skip
REASONS: Final = (
    "Fermée à clé", "Encombrée", "Accès dangereux", "Refus de l’occupant", "Trappe inaccessible", "Absence d’éclairage",
)  # fmt: skip


def rooms_tab(page: Any, ready: Flag) -> rx.Component:
    """`page`: the state, with `on_site` and `remove_room`."""
    rooms = page.on_site.rooms
    none = rx.el.p(t("Aucune pièce n’est notée."), style=LISTED)
    listed = rx.el.ul(rx.foreach(rooms, lambda room: _room(room, page)))
    known = card(
        t("Pièces"),
        rx.cond(rooms.length() > 0, listed, none),
        aside=rx.el.span(rooms.length(), class_name="lx-figure"),
        flush=True,
    )
    return stack(_added(), rx.cond(ready, known, rx.fragment()))


def _added() -> rx.Component:
    answers = (Choice("oui", t("Visitée"), icon="eye"), Choice("non", t("Non visitée"), icon="eye-off"))
    return card(
        t("Noter une pièce"),
        kept_form(
            "room",
            t("Pièce"),
            field_grid(
                text_field("level", t("Niveau"), props={"list": "niveaux", "max_length": 60}),
                text_field("name", t("Pièce"), props={"list": "noms-de-pieces", "max_length": 60}),
            ),
            choice_cards("visited", t("Visite"), answers, columns=2, default_value="oui"),
            text_field(
                "why",
                t("Pourquoi elle n’a pas été visitée"),
                hint=t("Nécessaire pour une pièce non visitée : les rapports le disent."),
                optional=True,
                props={"list": "motifs"},
            ),
            text_field("note", t("Remarque"), optional=True, props={"max_length": 500}),
            send=t("Noter la pièce"),
        ),
        _known_words("niveaux", LEVELS),
        _known_words("noms-de-pieces", NAMES),
        _known_words("motifs", REASONS),
        subtitle=t("Le même niveau et le même nom corrigent la pièce."),
    )


def _known_words(identity: str, words: tuple[str, ...]) -> rx.Component:
    """Proposed while one types; anything else may be written."""
    return rx.el.datalist(*[rx.el.option(value=t(one)) for one in words], custom_attrs={"id": identity})


def _room(room: Any, page: Any) -> rx.Component:
    words = rx.el.span(
        rx.el.span(room.name, rx.cond(room.level != "", f" · {room.level}", ""), class_name="lx-first"),
        rx.cond(room.why != "", rx.el.span(room.why, class_name="lx-second"), rx.fragment()),
        rx.cond(room.note != "", rx.el.span(room.note, class_name="lx-second"), rx.fragment()),
        class_name="lx-lines",
        style={"flex": "1", "min_width": "0"},
    )
    state = rx.cond(room.visited, badge(t("Visitée"), "green", "eye"), badge(t("Non visitée"), "orange", "eye-off"))
    remove = icon_button("trash-2", t("Retirer cette pièce"), page.remove_room(room.id))
    return rx.el.li(words, state, remove, key=room.id.to_string(), style=LISTED)
