"""« Infos »: when, where, who, for what, and the papers the client sent."""

from typing import Any

import reflex as rx

from liciel_app.mobile.look import HOURS, LISTED, PAIRS, SPREAD, VISITS
from liciel_app.mobile.reaching import navigation_link, reach
from liciel_app.mobile.screens.kept_form import kept_form
from liciel_app.ui.badge import badge, status_badge
from liciel_app.ui.button import doc_button
from liciel_app.ui.card import card, facts, notice, stack
from liciel_app.ui.field import text_field
from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t
from liciel_app.ui.links import doc_link
from liciel_app.ui.stages import stage_bar


def infos_tab(page: Any) -> rx.Component:
    """`page`: the state, with its `sheet`."""
    sheet = page.sheet
    left_to_him = t("Le responsable de la visite note son avancement et remet le dossier au bureau.")
    return stack(
        going_along(sheet, left_to_him),
        _appointment(sheet),
        site_warnings(sheet),
        _site_form(sheet),
        rx.cond(sheet.notes != "", notice(sheet.notes, tone="amber", icon="triangle-alert"), rx.fragment()),
        rx.cond(sheet.comment != "", _comment(sheet), rx.fragment()),
        _missions(sheet),
        doc_button(t("Fiche de terrain"), f"/dossiers/{sheet.id}/visite/fiche-de-terrain.pdf", icon="printer"),
        rx.cond(sheet.attachments.length() > 0, _attachments(sheet), rx.fragment()),
        rx.cond(sheet.answers.length() > 0, _answers(sheet), rx.fragment()),
    )


def going_along(row: Any, left_to_him: Text) -> rx.Component:
    """A second technician: whose visit it is, and what its responsible technician alone does."""
    words = rx.el.div(rx.el.p(t("Vous accompagnez"), " ", rx.el.strong(row.lead)), rx.el.p(left_to_him))
    calls = doc_button(rx.el.span(t("Appeler"), " ", row.lead), row.lead_call, icon="phone", kind="outline")
    called = rx.cond(row.lead_call != "", calls, rx.fragment())
    return rx.cond(row.lead != "", stack(notice(words, tone="blue", icon="users"), called), rx.fragment())


def site_warnings(row: Any) -> rx.Component:
    """The dog, the code: what must be known before the door opens."""
    told = rx.el.span(rx.el.strong(t("À savoir sur place")), " · ", row.warnings)
    return rx.cond(row.warnings != "", notice(told, tone="red", icon="shield-alert"), rx.fragment())


def _site_form(sheet: Any) -> rx.Component:
    """It belongs to the place: whoever goes there next reads it."""
    typed = kept_form(
        "site",
        t("Alerte du lieu"),
        text_field(
            "text",
            t("À savoir sur place"),
            hint=t("Le chien, le code, l’étage. Montré à chaque visite de cette adresse."),
            default_value=sheet.site_warnings,
            id="alerte-du-lieu",
            props={"max_length": 500},
        ),
        stays=True,
    )
    words = rx.el.summary(t("Modifier l’alerte du lieu"))
    return card(None, rx.el.details(words, typed, class_name="lx-more"))


def _appointment(sheet: Any) -> rx.Component:
    visit = sheet.visit
    rank: Any = rx.match(visit.state, ("planned", 0), ("on_the_way", 1), ("arrived", 2), ("started", 3), ("done", 5), 0)
    stages = [t("Planifié"), t("En route"), t("Sur place"), t("En cours"), t("Terminé")]
    booked = stack(
        rx.el.div(
            rx.el.p(visit.start, " – ", visit.end, style=HOURS, class_name="lx-figure"),
            rx.el.span(visit.day, class_name="lx-figure"),
            style=SPREAD,
        ),
        stage_bar(stages, rank, label=t("Avancement de la visite")),
    )
    return card(
        t("Rendez-vous"),
        stack(
            rx.cond(visit.appointment_id != 0, booked, rx.el.p(t("Aucun rendez-vous n’est fixé."))),
            rx.el.p(sheet.address, class_name="lx-first"),
            reach(sheet),
            rx.el.div(navigation_link(sheet)),
            facts((t("Contact sur place"), _contact(sheet)), (t("Client"), sheet.client)),
        ),
        aside=rx.cond(visit.appointment_id != 0, status_badge(visit.state, VISITS), rx.fragment()),
    )


def _contact(sheet: Any) -> rx.Component:
    return rx.el.span(
        sheet.contact, rx.cond(sheet.phone != "", rx.el.span(" · ", sheet.phone, class_name="lx-figure"), rx.fragment())
    )


def _comment(sheet: Any) -> rx.Component:
    return card(t("Le client précise"), rx.el.p(sheet.comment, style={"white_space": "pre-line"}))


def _missions(sheet: Any) -> rx.Component:
    return card(t("Missions"), rx.el.ul(rx.foreach(sheet.missions, _mission)), flush=True)


def _mission(mission: Any) -> rx.Component:
    done = badge(t("Rapport déposé"), "green", "circle-check")
    return rx.el.li(
        rx.el.span(mission.label, style={"flex": "1", "min_width": "0"}),
        rx.cond(mission.reported, done, rx.fragment()),
        key=mission.id.to_string(),
        style=LISTED,
    )


def _attachments(sheet: Any) -> rx.Component:
    return card(t("Plans et documents du client"), rx.el.ul(rx.foreach(sheet.attachments, _attachment)), flush=True)


def _attachment(file: Any) -> rx.Component:
    return rx.el.li(
        doc_link(
            rx.icon("paperclip", size=18, aria_hidden="true"),
            rx.el.span(
                rx.el.span(file.name, class_name="lx-first"),
                rx.el.span(file.detail, class_name="lx-second"),
                class_name="lx-lines",
                style={"flex": "1"},
            ),
            rx.icon("download", size=16, aria_hidden="true"),
            href=file.link,
            style=LISTED,
        ),
        key=file.id.to_string(),
    )


def _answers(sheet: Any) -> rx.Component:
    def line(answer: Any) -> rx.Component:
        return rx.el.div(rx.el.dt(answer.question), rx.el.dd(answer.answer), class_name="lx-fact")

    return card(t("Le bien"), rx.el.dl(rx.foreach(sheet.answers, line), class_name="lx-facts", style=PAIRS))
