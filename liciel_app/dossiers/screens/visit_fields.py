"""The fields that plan a visit without dragging it: technician, day, hour, length, and what is booked that day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import reflex as rx

from liciel_app.agenda.rules import length
from liciel_app.agenda.screens.tours_words import SLOTS
from liciel_app.core import clock
from liciel_app.core.errors import Invalid
from liciel_app.dossiers.queries.planning import LENGTHS, Proposal, chosen_things
from liciel_app.ui.button import link_button
from liciel_app.ui.choice import checkbox_field
from liciel_app.ui.field import date_field, error_of, select_field, time_field
from liciel_app.ui.form import field_grid
from liciel_app.ui.kinds import Event
from liciel_app.ui.language import t


@dataclass(frozen=True, slots=True)
class Planned:
    """The fields as they were sent; `resources` None: nobody chose what is taken."""

    technician_id: int
    starts_at: datetime
    minutes: int
    resources: tuple[int, ...] | None = None


def visit_fields(proposal: Any, errors: Any, on_technician: Event, on_day: Event) -> rx.Component:
    """`proposal`: a Var of `queries.planning.Proposal`. Both events are told what was chosen."""
    return rx.fragment(
        select_field(
            "technician_id",
            t("Technicien"),
            proposal.technicians,
            default_value=proposal.technician,
            error=error_of(errors, "technician_id"),
            props={"on_change": on_technician},
        ),
        field_grid(_day(proposal, errors, on_day), _hour(proposal, errors), _length(proposal, errors), columns=3),
        rx.cond(proposal.dossier.to(int) > 0, _best_slots(proposal), rx.fragment()),
        _booked(proposal),
        rx.cond(proposal.things.length() > 0, _things(proposal), rx.fragment()),
    )


def planned(values: Mapping[str, str], proposed: Proposal) -> Planned:
    """Raises Invalid beside the field that is missing."""
    return Planned(
        _number(values, "technician_id", "Choisissez un technicien."),
        _instant(values),
        _number(values, "minutes", "Choisissez une durée."),
        chosen_things(values, proposed.things),
    )


def _day(proposal: Any, errors: Any, on_day: Event) -> rx.Component:
    return date_field(
        "day",
        t("Jour"),
        default_value=proposal.day,
        error=error_of(errors, "starts_at"),
        props={"on_change": on_day},
    )


def _hour(proposal: Any, errors: Any) -> rx.Component:
    return time_field("start", t("Heure"), default_value=proposal.start, error=error_of(errors, "start"))


def _length(proposal: Any, errors: Any) -> rx.Component:
    return select_field(
        "minutes",
        t("Durée"),
        [(str(minutes), length(minutes)) for minutes in LENGTHS],
        default_value=proposal.minutes,
        error=error_of(errors, "minutes"),
    )


def _best_slots(proposal: Any) -> rx.Component:
    href = rx.Var.create(f"{SLOTS}?dossier={proposal.dossier}").to(str)
    return rx.el.p(link_button(t("Voir les meilleurs créneaux"), href, icon="sparkles", kind="outline"))


def _things(proposal: Any) -> rx.Component:
    """Closed until somebody wants to choose: the agenda knows what serves the missions."""

    def box(one: Any) -> rx.Component:
        return checkbox_field(one.name, one.label, detail=one.detail, checked=one.taken)

    return rx.el.details(
        rx.el.summary(t("Choisir le matériel et le véhicule")),
        rx.el.p(t("Sans choix : le véhicule du technicien et ce qui sert ces missions."), class_name="lx-hint"),
        rx.el.div(rx.foreach(proposal.things, box), class_name="lx-grid", style={"--columns": "2"}),
        class_name="lx-field lx-things lx-more",
    )


def _booked(proposal: Any) -> rx.Component:
    """What the technician already has that day, the wish of the client, the usual length."""
    listed = rx.el.ul(rx.foreach(proposal.taken, _visit), class_name="lx-taken")
    free = rx.el.p(t("Rien d’autre ce jour-là pour ce technicien."), class_name="lx-hint")
    return rx.el.div(
        _when_said(proposal.wished, lambda: _hint(t("Souhait du client :"), proposal.wished)),
        _when_said(proposal.usual, lambda: _hint(t("Durée habituelle pour ces missions :"), proposal.usual)),
        rx.el.div(
            rx.el.p(t("Déjà réservé ce jour-là"), class_name="lx-label"),
            rx.cond(proposal.taken.length() > 0, listed, free),
            class_name="lx-taken-box",
        ),
        class_name="lx-field",
    )


def _hint(words: Any, value: Any) -> rx.Component:
    return rx.el.p(words, " ", rx.el.strong(value), class_name="lx-hint")


def _when_said(value: Any, said: Callable[[], rx.Component]) -> rx.Component:
    return rx.cond(value != "", said(), rx.fragment())


def _visit(visit: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(visit.start, " – ", visit.end, class_name="lx-figure"),
        rx.el.span(visit.title, class_name="lx-cut"),
        style={"--hue": visit.hue},
    )


def _number(values: Mapping[str, str], name: str, sentence: str) -> int:
    try:
        return int(values.get(name, ""))
    except ValueError:
        raise Invalid({name: sentence}) from None


def _instant(values: Mapping[str, str]) -> datetime:
    try:
        day, start = date.fromisoformat(values.get("day", "")), time.fromisoformat(values.get("start", ""))
    except ValueError:
        raise Invalid({"starts_at": "Choisissez un jour et une heure."}) from None
    return clock.at_office(day, start.hour, start.minute)
