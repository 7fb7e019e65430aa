"""What a visitor typed and chose, what is still missing at each step, and the order it makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from liciel_app.core.errors import Invalid
from liciel_app.core.language import Language
from liciel_app.directory import rules as directory
from liciel_app.directory.models import ClientKind
from liciel_app.orders import questionnaire as asking
from liciel_app.orders import rules
from liciel_app.website.wizard.places import PlaceRow

STEPS: Final = ("property", "project", "offer", "visit", "contact")
PROPERTY, PROJECT, OFFER, VISIT, CONTACT = range(5)
# What may be typed in each field, in signs; whatever is not named here is not kept.
FIELDS: Final[Mapping[str, int]] = {
    "address": 200,
    "surface": 12,
    "year": 10,
    "client": 20,
    "wished_on": 10,
    "comment": 2000,
    "name": 120,
    "email": 254,
    "phone": 40,
}


@dataclass(frozen=True, slots=True)
class Filled:
    """`answers` by question, `typed` by field, `taken` the codes chosen."""

    answers: Mapping[str, str]
    typed: Mapping[str, str]
    place: PlaceRow
    taken: Sequence[str] = ()

    @property
    def professional(self) -> bool:
        """Professionals read prices before tax."""
        return self.typed.get("client", ClientKind.PRIVATE) != ClientKind.PRIVATE


def answer_check(filled: Filled, step: int, today: date) -> None:
    """Raises Invalid with a sentence per field of that step that is missing or wrong."""
    faults = (_property, _project, _offer, _visit, _contact)[step](filled, today)
    if faults:
        raise Invalid(faults)


def draft_of(filled: Filled, submit_id: str, language: Language) -> rules.Draft:
    """Raises Invalid for a day that is none; `rules.check` says the rest when it is placed."""
    typed = filled.typed
    kind = typed.get("client", "")
    return rules.Draft(
        submit_id=submit_id,
        facts=asking.facts_of(filled.answers, filled.place.postcode),
        site=filled.place.site,
        contact=rules.Contact(
            kind=ClientKind(kind) if kind in list(ClientKind) else ClientKind.PRIVATE,
            name=typed.get("name", ""),
            email=typed.get("email", ""),
            phone=typed.get("phone", ""),
        ),
        wanted=tuple(filled.taken),
        wished_on=day_of(typed.get("wished_on", "")),
        comment=typed.get("comment", ""),
        language=language,
    )


def step_of(field: str) -> int:
    """Where a field stands, so that a refusal leads back to it."""
    question = asking.BY_KEY.get(field)
    if question is not None:
        return PROPERTY if question.step == "property" else PROJECT
    if field in ("address", "submit_id"):
        return PROPERTY
    return {"wanted": OFFER, "wished_on": VISIT, "comment": VISIT}.get(field, CONTACT)


def day_of(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid({"wished_on": "Cette date n’existe pas."}) from error


def _property(filled: Filled, today: date) -> dict[str, str]:
    answers = filled.answers
    facts = asking.facts_of(answers, filled.place.postcode)
    wrong = rules.property_faults(facts, filled.place.site)
    wrong.pop("transaction", None)
    year = answers.get("year", "")
    if "year" in asking.asked(answers, filled.place.postcode, today) and year != asking.UNKNOWN:
        if not year:
            wrong["year"] = "Indiquez une année, ou « Je ne sais pas »."
        elif asking.year_of(year, today) is None:
            wrong["year"] = "Indiquez une année en quatre chiffres, par exemple 1972."
    return wrong


def _project(filled: Filled, today: date) -> dict[str, str]:
    asked = asking.asked(filled.answers, filled.place.postcode, today)
    missing = [key for key in asked if not filled.answers.get(key) and asking.BY_KEY[key].step == "project"]
    return dict.fromkeys(missing, "Choisissez une réponse.")


def _offer(filled: Filled, _today: date) -> dict[str, str]:
    return {} if filled.taken else {"wanted": "Choisissez au moins un diagnostic."}


def _visit(filled: Filled, today: date) -> dict[str, str]:
    wished = day_of(filled.typed.get("wished_on", ""))
    if rules.is_bookable(wished, today):
        return {}
    return {"wished_on": "Choisissez un jour à venir, dans les douze mois."}


def _contact(filled: Filled, _today: date) -> dict[str, str]:
    typed = filled.typed
    return directory.contact_faults(
        name=typed.get("name", ""), email=typed.get("email", ""), phone=typed.get("phone", "")
    )
