"""« + »: an appointment of one's own, or a leave, asked from the road; written with or without network."""

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.mobile.frame import phone_page
from liciel_app.mobile.screens.kept_form import kept_form
from liciel_app.mobile.screens.phone import Phone
from liciel_app.ui.card import card, stack
from liciel_app.ui.field import date_field, phone_field, select_field, text_field, time_field
from liciel_app.ui.form import field_grid
from liciel_app.ui.handler import State, handler
from liciel_app.ui.kinds import Node, Text
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.shell_phone import ThumbAction

LENGTHS = (("30", "30 min"), ("45", "45 min"), ("60", "1 h"), ("90", "1 h 30"), ("120", "2 h"), ("180", "3 h"))


class Add(State):
    """Nothing to read: what is typed stays on the phone until it is sent."""

    @handler(Permission.FIELD_WORK)
    async def load(self) -> None:
        """The page is a technician's."""


@page("/terrain/ajouter", title="Ajouter", load=[Phone.load, Add.load])
def add_page() -> rx.Component:
    return phone_page(
        t("Ajouter"),
        offline=[stack(_appointment(), _leave())],
        back=(t("Ma journée"), "/terrain"),
        actions=[
            ThumbAction(t("Ma journée"), "calendar-days", href="/terrain"),
            ThumbAction(t("Moi"), "circle-user", href="/terrain/moi"),
        ],
    )


def _appointment() -> rx.Component:
    lengths: list[tuple[str, Text]] = [(minutes, words) for minutes, words in LENGTHS]
    return _kept(
        "appointment",
        t("Nouveau rendez-vous"),
        text_field("title", t("De quoi s’agit-il ?"), props={"max_length": 120}),
        field_grid(
            date_field("day", t("Jour")),
            time_field("hour", t("Heure")),
            select_field("minutes", t("Durée"), lengths, default_value="60"),
        ),
        text_field("street", t("Rue"), props={"auto_complete": "off"}),
        field_grid(
            text_field("postcode", t("Code postal"), props={"input_mode": "numeric", "max_length": 5}),
            text_field("city", t("Ville")),
            text_field("contact", t("Contact")),
            phone_field("phone", t("Téléphone")),
        ),
        text_field("warnings", t("À savoir sur place"), hint=t("Le chien, le code, l’étage."), optional=True),
    )


def _leave() -> rx.Component:
    return _kept(
        "leave",
        t("Demande de congé"),
        field_grid(
            date_field("first_on", t("Premier jour"), id="conge-premier"),
            date_field("last_on", t("Dernier jour"), id="conge-dernier"),
        ),
        text_field("reason", t("Motif"), optional=True, id="conge-motif"),
    )


def _kept(kind: str, title: Text, *fields: Node) -> rx.Component:
    return card(title, kept_form(kind, title, *fields))
