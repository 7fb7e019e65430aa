"""Step 3: each diagnostic with its duty, its reason and its price; the documents others hand over."""

from typing import Any, Final

import reflex as rx

from liciel_app.orders.screens.looks import why
from liciel_app.orders.screens.words import VERDICTS
from liciel_app.ui.badge import status_badge
from liciel_app.ui.card import notice
from liciel_app.ui.field import error_of
from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t
from liciel_app.website.screens.wizard_state import Wizard

_PRUDENCE: Final = (
    "Nous ne pouvons pas encore trancher. Ceux qui sont cochés le sont par prudence : nous vérifions avant la visite, "
    "et nous les retirons du prix s’ils ne sont pas dus."
)


def offer_step() -> rx.Component:
    offer = Wizard.offer
    return rx.fragment(
        rx.foreach(offer.alerts, lambda alert: notice(alert, tone="amber", icon="triangle-alert")),
        rx.cond(offer.due.length() > 0, _group(t("Obligatoires"), offer.due), _nothing_due()),
        rx.cond(offer.maybe.length() > 0, _group(t("À confirmer"), offer.maybe, hint=_PRUDENCE), rx.fragment()),
        rx.cond(offer.others.length() > 0, _others(), rx.fragment()),
        _wanted_error(),
        rx.cond(offer.documents.length() > 0, _documents(), rx.fragment()),
    )


def _group(title: Text, lines: Any, *, hint: str = "") -> rx.Component:
    told = rx.el.p(t(hint), class_name="lx-hint") if hint else rx.fragment()
    return rx.el.section(
        rx.el.h2(
            title, rx.el.span(lines.length().to_string(), class_name="lx-offer-count"), class_name="lx-offer-title"
        ),
        told,
        rx.el.ul(rx.foreach(lines, _line), class_name="lx-offer"),
        class_name="lx-offer-group",
    )


def _line(line: Any) -> rx.Component:
    """The whole line ticks its box; « Pourquoi ? » stands beside it."""
    box = rx.el.input(type="checkbox", checked=line.taken, on_change=Wizard.toggle(line.code))
    price = rx.el.span(line.price, class_name="lx-figure lx-offer-price")
    words = rx.el.span(
        rx.el.span(line.label, class_name="lx-first"),
        rx.el.span(line.why, class_name="lx-second"),
        class_name="lx-lines",
    )
    label = rx.el.label(box, words, price, class_name="lx-offer-label")
    below = rx.el.div(
        status_badge(line.verdict, VERDICTS),
        rx.cond(line.note != "", rx.el.span(line.note, class_name="lx-second"), rx.fragment()),
        why((t("Raison"), line.why), (t("Texte"), line.source), (t("Durée de validité"), line.validity)),
        class_name="lx-offer-below",
    )
    return rx.el.li(
        label,
        below,
        _warning(line),
        key=line.code,
        class_name="lx-offer-item",
        custom_attrs={"data-taken": rx.cond(line.taken, "yes", "no")},
    )


def _warning(line: Any) -> rx.Component:
    """What leaving out a duty means."""
    words = t("Sans lui, il vous faut un rapport encore valable : retirez-le seulement si vous l’avez.")
    left = rx.el.p(rx.icon("info", size=15, aria_hidden="true"), rx.el.span(words), class_name="lx-consequence")
    return rx.cond((line.verdict == "mandatory") & ~line.taken, left, rx.fragment())


def _others() -> rx.Component:
    """Not required: folded, and still one tick away."""
    return rx.el.details(
        rx.el.summary(t("Ajouter un diagnostic non requis")),
        rx.el.ul(rx.foreach(Wizard.offer.others, _line), class_name="lx-offer"),
        class_name="lx-fold",
    )


def _documents() -> rx.Component:
    listed = rx.el.ul(rx.foreach(Wizard.offer.documents, _document), class_name="lx-papers")
    return rx.el.section(
        rx.el.h2(t("Documents à demander à d’autres"), class_name="lx-legend"),
        rx.el.p(
            t("Ils ne sont pas dans notre prix : syndic, mairie ou vous-même les fournissez."), class_name="lx-hint"
        ),
        listed,
        class_name="lx-documents",
    )


def _document(row: Any) -> rx.Component:
    duty = rx.cond(row.sure, status_badge("mandatory", VERDICTS), status_badge("conditional", VERDICTS))
    return rx.el.li(
        rx.el.div(rx.el.span(row.label, class_name="lx-first"), duty, class_name="lx-paper"),
        why((t("Raison"), row.why), (t("Texte"), row.source)),
        key=row.code,
    )


def _nothing_due() -> rx.Component:
    return notice(
        t("Aucun diagnostic n’est obligatoire pour ce projet. Ajoutez ceux que vous souhaitez, ou appelez-nous."),
        tone="green",
        icon="circle-check",
    )


def _wanted_error() -> rx.Component:
    error = error_of(Wizard.errors, "wanted")
    said = rx.el.p(
        rx.icon("circle-alert", size=15, aria_hidden="true"), rx.el.span(error), class_name="lx-error", role="alert"
    )
    return rx.el.div(rx.cond(error != "", said, rx.fragment()), custom_attrs={"id": "bloc-wanted"})
