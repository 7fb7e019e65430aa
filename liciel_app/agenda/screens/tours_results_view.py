"""How a proposal of tours is drawn: before and after, the groups with their moves, what found no place."""

from typing import Any

import reflex as rx

from liciel_app.agenda.screens.tours_state import WEEK, Tours
from liciel_app.agenda.screens.tours_words import estimated
from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed
from liciel_app.ui.badge import badge, technician
from liciel_app.ui.button import button
from liciel_app.ui.card import card, notice
from liciel_app.ui.empty import empty
from liciel_app.ui.language import t


def results() -> rx.Component:
    """Days as they come, the sum of a week first."""
    several = rx.cond(Tours.total, _sum(), rx.fragment())
    return rx.el.div(
        rx.cond(Tours.undoable > 0, _undo(), rx.fragment()),
        rx.cond(Tours.waiting > 1, _everything(), rx.fragment()),
        several,
        rx.foreach(Tours.days, _worth_showing),
        _tray_left_out(),
        aria_live="polite",
        class_name="lx-stack",
    )


def _tray_left_out() -> rx.Component:
    """What waits for a visit is put in only when somebody asks for it."""
    count: Any = Tours.header.tray
    words = rx.cond(
        count == 1,
        t("Un dossier à planifier n’est pas dans ce calcul."),
        rx.fragment(count.to(str), " ", t("dossiers à planifier ne sont pas dans ce calcul.")),
    )
    action = button(t("Les placer aussi"), Tours.place_tray, icon="calendar-plus", kind="outline")
    asked = (Tours.days.length() > 0) & ~Tours.busy & ~Tours.tray & (count > 0)
    shown = asked & allowed(Permission.AGENDA_WRITE)
    return rx.cond(shown, notice(words, tone="blue", icon="inbox", action=action), rx.fragment())


def _undo() -> rx.Component:
    words = rx.fragment(Tours.undoable.to(str), " ", t("rendez-vous déplacés. Les personnes concernées sont averties."))
    action = button(t("Annuler ces déplacements"), Tours.undo, icon="undo-2", kind="outline")
    return notice(words, tone="green", icon="circle-check", action=action)


def _everything() -> rx.Component:
    action = button(t("Tout accepter"), Tours.accept_all, icon="check-check", kind="solid")
    words = t("Tout accepter d’un coup, ou groupe par groupe ci-dessous.")
    told = notice(words, tone="blue", icon="list-checks", action=action)
    return rx.cond(~Tours.busy & allowed(Permission.AGENDA_WRITE), told, rx.fragment())


def _sum() -> rx.Component:
    return card(t("Toute la semaine"), _figures(Tours.total))


def _worth_showing(day: Any) -> rx.Component:
    """A week is shown without its empty days."""
    return rx.cond((day.visits > 0) | (Tours.view != WEEK), _day(day), rx.fragment())


def _day(day: Any) -> rx.Component:
    nothing = empty(
        rx.cond(day.visits > 0, t("Ces tournées sont déjà au plus court."), t("Aucun rendez-vous ce jour-là.")),
        icon="badge-check",
    )
    groups = rx.el.div(rx.foreach(day.groups, _group))
    return card(
        day.title,
        rx.el.div(_figures(day.road), class_name="lx-card-body"),
        rx.cond(day.groups.length() > 0, groups, nothing),
        _sentences(t("Sans place"), day.left, "circle-alert"),
        _sentences(t("Laissés de côté"), day.aside, "user-x"),
        aside=rx.cond(day.estimated, estimated(), rx.fragment()),
        flush=True,
    )


def _figures(road: Any) -> rx.Component:
    return rx.el.div(
        _figure(t("Distance"), road.km),
        _figure(t("Temps de route"), road.minutes),
        _figure(t("Coût de la route"), road.euros),
        class_name="lx-plan-figures",
    )


def _figure(label: Any, one: Any) -> rx.Component:
    gain = rx.el.span(one.gain, custom_attrs={"data-better": one.better})
    return rx.el.div(
        rx.el.span(label, class_name="lx-second"),
        rx.el.strong(one.after),
        rx.el.span(t("au lieu de"), " ", one.before, " ", gain, class_name="lx-second"),
        class_name="lx-plan-figure",
    )


def _group(group: Any) -> rx.Component:
    take = button(t("Accepter"), Tours.accept(group.key), icon="check", kind="outline", props={"disabled": Tours.busy})
    done = rx.el.span(rx.icon("check", size=16, aria_hidden="true"), t("Accepté"), class_name="lx-plan-done")
    together = rx.cond(
        group.people.length() > 1,
        rx.el.p(t("Ils échangent des visites : à accepter ensemble."), class_name="lx-second"),
        rx.fragment(),
    )
    head = rx.el.header(
        rx.foreach(group.people, lambda one: technician(one.name, one.hue, one.number)),
        rx.el.span(_gain(group.road), class_name="lx-figure lx-second"),
        rx.cond(group.accepted, done, rx.cond(allowed(Permission.AGENDA_WRITE), take, rx.fragment())),
    )
    return rx.el.section(
        head, together, rx.el.ul(rx.foreach(group.moves, _move), class_name="lx-plan-moves"), class_name="lx-plan-group"
    )


def _gain(road: Any) -> rx.Component:
    nothing = t("Même route")
    told = rx.fragment(road.km.gain, " · ", road.minutes.gain, " · ", road.euros.gain)
    return rx.cond(road.km.gain != "", told, nothing)


def _move(move: Any) -> rx.Component:
    words = rx.cond(
        move.href != "", rx.el.a(move.why, href=move.href, class_name="lx-visit-link"), rx.el.span(move.why)
    )
    told = rx.cond(move.told, badge(t("Client à prévenir"), "amber", "phone"), rx.fragment())
    return rx.el.li(
        rx.icon("arrow-right-left", size=16, aria_hidden="true"), rx.el.span(words, " ", told, class_name="lx-lines")
    )


def _sentences(title: Any, sentences: Any, icon: str) -> rx.Component:
    listed = rx.el.section(
        rx.el.h3(title, class_name="lx-label"),
        rx.el.ul(
            rx.foreach(sentences, lambda one: rx.el.li(rx.icon(icon, size=16, aria_hidden="true"), rx.el.span(one))),
            class_name="lx-refusals",
        ),
        class_name="lx-plan-group",
    )
    return rx.cond(sentences.length() > 0, listed, rx.fragment())
