"""Calendars outside the office: private addresses, connected calendars, and how every exchange stands."""

import reflex as rx

from liciel_app.agenda.screens import calendars_parts as parts
from liciel_app.agenda.screens.calendars_state import Calendars
from liciel_app.office.screens.frame import office_page
from liciel_app.ui.button import link_button
from liciel_app.ui.card import split, stack
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.ticker import ticker

ADDRESS = "/bureau/agendas-externes"


@page(ADDRESS, title="Agendas externes", load=[Calendars.load])
def calendars() -> rx.Component:
    return office_page(
        t("Agendas externes"),
        "agenda",
        parts.look(),
        ticker(Calendars.tick, 2000),
        parts.outcome(),
        split(
            stack(parts.links_card(), parts.others_card()),
            stack(parts.feeds_card(parts.everyone_button()), parts.resources_card()),
        ),
        actions=link_button(t("Agenda"), "/bureau/agenda", kind="outline", icon="calendar-days"),
    )
