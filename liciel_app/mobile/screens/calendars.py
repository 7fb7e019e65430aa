"""The technician's own calendars: his private address, and the calendar of his phone kept equal."""

import reflex as rx

from liciel_app.agenda.screens import calendars_parts as parts
from liciel_app.agenda.screens.calendars_state import Calendars
from liciel_app.mobile.frame import phone_page
from liciel_app.mobile.screens.phone import Phone
from liciel_app.ui.card import stack
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.ticker import ticker


@page("/terrain/agendas", title="Mes agendas", load=[Phone.load, Calendars.load])
def my_calendars() -> rx.Component:
    return phone_page(
        t("Mes agendas"),
        parts.look(),
        ticker(Calendars.tick, 3000),
        stack(parts.outcome(), parts.links_card(), parts.feeds_card()),
        back=(t("Journée"), "/terrain"),
        ready=Calendars.loaded,
    )
