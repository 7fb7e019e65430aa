"""Questions as big cards; « Je ne sais pas » says at once what it leads to."""

from typing import Final

import reflex as rx

from liciel_app.directory.models import ClientKind
from liciel_app.directory.rules import KIND_WORDS
from liciel_app.orders.questionnaire import QUESTIONS, UNKNOWN, Option, Question
from liciel_app.ui.choice import Choice, choice_cards
from liciel_app.ui.field import FieldOptions, error_of
from liciel_app.ui.language import t
from liciel_app.website.screens.wizard_state import Wizard

_CLIENT_ICONS: Final = {
    ClientKind.PRIVATE: "user",
    ClientKind.PROFESSIONAL: "briefcase",
    ClientKind.AGENCY: "store",
    ClientKind.NOTARY: "scale",
}
_MANY: Final = 6


def project_step() -> rx.Component:
    """Who orders, for what, and what only this project asks."""
    return rx.fragment(
        *[question_block(question) for question in QUESTIONS if question.step == "project"], _client_kind()
    )


def question_block(question: Question) -> rx.Component:
    """Shown while its answer can change the list."""
    key = question.key
    shown: FieldOptions = {"default_value": Wizard.answers[key], "error": error_of(Wizard.errors, key)}
    if question.hint:
        shown["hint"] = t(question.hint)
    options = [_choice(question, option) for option in question.options]
    cards = choice_cards(key, t(question.words), options, columns=_columns(question), **shown)
    block = rx.el.div(cards, _consequence(question), class_name="lx-question", custom_attrs={"id": f"bloc-{key}"})
    return block if key in ("kind", "transaction") else rx.cond(Wizard.offer.asked.contains(key), block, rx.fragment())


def consequence(words: str, condition: rx.Var[bool]) -> rx.Component:
    told = rx.el.p(
        rx.icon("info", size=15, aria_hidden="true"), rx.el.span(t(words)), class_name="lx-consequence", role="status"
    )
    return rx.cond(condition, told, rx.fragment())


def _consequence(question: Question) -> rx.Component:
    if not question.consequence:
        return rx.fragment()
    return consequence(question.consequence, Wizard.answers[question.key] == UNKNOWN)


def _choice(question: Question, option: Option) -> Choice:
    return Choice(
        value=str(option.value),
        label=t(option.words),
        icon=option.icon or None,
        props={"on_change": Wizard.answer(question.key, str(option.value))},
    )


def _columns(question: Question) -> int:
    number = len(question.options)
    return 4 if number in (4, 8) else 3 if number in (3, 5, _MANY) else number


def _client_kind() -> rx.Component:
    choices = [
        Choice(
            value=str(kind),
            label=t(words),
            icon=_CLIENT_ICONS[kind],
            props={"on_change": Wizard.fill("client", str(kind))},
        )
        for kind, words in KIND_WORDS.items()
    ]
    cards = choice_cards("client", t("Vous êtes"), choices, columns=4, default_value=Wizard.typed["client"])
    return rx.el.div(cards, class_name="lx-question", custom_attrs={"id": "bloc-client"})
