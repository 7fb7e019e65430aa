"""What somebody typed and chose, what is still missing at each step, and the order it makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from liciel_app.core import clock
from liciel_app.core.errors import Invalid
from liciel_app.core.language import Language, day_words, hour, say
from liciel_app.directory import rules as directory
from liciel_app.directory.models import ClientKind
from liciel_app.orders import needs, rules
from liciel_app.orders import questionnaire as asking
from liciel_app.orders.models_drafts import PersonRole
from liciel_app.orders.obligations import Facts
from liciel_app.website.wizard import people
from liciel_app.website.wizard.places import PlaceRow

STEPS: Final = ("property", "project", "offer", "visit", "contact")
PROPERTY, PROJECT, OFFER, VISIT, CONTACT = range(5)
LOT: Final = "lot"
URGENT: Final = "urgent"
SLOT: Final = "slot"
REQUEST: Final = "request"
"""The request of the site that the desk makes an order of: its number."""
MOST_ROOMS: Final = 200
MOST_OUTBUILDINGS: Final = 50
COUNTS: Final = {"rooms": (1, MOST_ROOMS), "outbuildings": (0, MOST_OUTBUILDINGS)}
_LONG: Final = 10
# What may be typed in each field, in signs; whatever is not named here is not kept.
FIELDS: Final[Mapping[str, int]] = {
    "address": 200,
    "surface": 12,
    "year": 10,
    "rooms": 3,
    "outbuildings": 2,
    URGENT: 3,
    SLOT: 60,
    REQUEST: 9,
    LOT: 80,
    "client": 20,
    "wished_on": 10,
    "comment": 2000,
    "name": 120,
    "email": 254,
    "phone": 40,
    "link_email": 254,
    **dict.fromkeys(needs.NEEDS, needs.LONGEST),
    **people.FIELDS,
}


@dataclass(frozen=True, slots=True)
class Filled:
    """`answers` by question, `typed` by field, `taken` the codes chosen, `known` what the place tells by itself.

    `asked`: the questions shown, as they were last computed. `picked`: the clients the desk chose, by role ("" for who
    orders).
    """

    answers: Mapping[str, str]
    typed: Mapping[str, str]
    place: PlaceRow
    taken: Sequence[str] = ()
    asked: Sequence[str] = ()
    known: Mapping[str, Any] = field(default_factory=dict[str, Any])
    picked: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def professional(self) -> bool:
        """Professionals read prices before tax."""
        return self.typed.get("client", ClientKind.PRIVATE) != ClientKind.PRIVATE

    @property
    def people(self) -> tuple[rules.Person, ...]:
        return people.named(self.typed, self.contact, self.picked)

    @property
    def referrer(self) -> int | None:
        """The client who brought this one."""
        return next((one.client_id for one in self.people if one.role is PersonRole.REFERRER), None)

    @property
    def facts(self) -> Facts:
        return asking.facts_of(self.answers, self.place.postcode, self.known)

    @property
    def extent(self) -> rules.Extent:
        """What the price depends on besides; what is no number counts as not said."""
        return rules.Extent(
            rooms=number_of(self.answers.get("rooms", ""), 1, MOST_ROOMS),
            outbuildings=number_of(self.answers.get("outbuildings", ""), 0, MOST_OUTBUILDINGS) or 0,
            urgent=self.typed.get(URGENT) == asking.YES,
        )

    @property
    def contact(self) -> rules.Contact:
        kind = self.typed.get("client", "")
        return rules.Contact(
            kind=ClientKind(kind) if kind in list(ClientKind) else ClientKind.PRIVATE,
            name=self.typed.get("name", ""),
            email=self.typed.get("email", ""),
            phone=self.typed.get("phone", ""),
        )


def fault(filled: Filled, step: int) -> Invalid | None:
    """A sentence per field of that step that is missing or wrong; none when all is well."""
    try:
        faults = (_property, _project, _offer, _visit, _contact)[step](filled, clock.today())
    except Invalid as refusal:
        return refusal
    return Invalid(faults) if faults else None


def draft_of(filled: Filled, submit_id: str, language: Language) -> rules.Draft:
    """Raises Invalid for a day that is none; `rules.check` says the rest when it is placed."""
    typed = filled.typed
    return rules.Draft(
        submit_id=submit_id,
        facts=filled.facts,
        site=filled.place.site,
        contact=filled.contact,
        wanted=tuple(filled.taken),
        extent=filled.extent,
        wished_on=day_of(typed.get("wished_on", "")),
        slot=slot_of(typed.get(SLOT, "")),
        comment=typed.get("comment", ""),
        language=language,
        client_id=filled.picked.get(""),
        lot=typed.get(LOT, ""),
        people=filled.people,
        told={code: typed[code] for code in needs.NEEDS if typed.get(code)},
    )


def step_of(name: str) -> int:
    """Where a field stands, so that a refusal leads back to it."""
    question = asking.BY_KEY.get(name)
    if question is not None:
        return PROPERTY if question.step == "property" else PROJECT
    if name in ("address", "submit_id", LOT, *COUNTS):
        return PROPERTY
    if name in needs.NEEDS:
        return VISIT
    return {"wanted": OFFER, "wished_on": VISIT, SLOT: VISIT, "comment": VISIT}.get(name, CONTACT)


def day_of(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid({"wished_on": "Cette date n’existe pas."}) from error


def day_asked(typed: Mapping[str, str]) -> date | None:
    """Of the slot chosen, else the day wished for; none for what is no day yet."""
    slot = slot_of(typed.get(SLOT, ""))
    if slot is not None:
        return clock.local(slot.starts_at).date()
    try:
        return day_of(typed.get("wished_on", ""))
    except Invalid:
        return None


def slot_text(technician_id: int, starts_at: datetime) -> str:
    """How a proposal is kept among what is typed."""
    return f"{technician_id}@{starts_at.isoformat()}"


def slot_of(text: str) -> rules.Slot | None:
    """What `slot_text` wrote; whoever writes another gets it checked again when it is taken."""
    who, _, when = text.partition("@")
    try:
        starts_at = datetime.fromisoformat(when)
    except ValueError:
        return None
    return rules.Slot(int(who), starts_at) if who.isdecimal() and len(who) < _LONG and starts_at.tzinfo else None


def chosen_words(text: str, lang: Language) -> str:
    """« mardi 24 novembre 2026 à 9 h 30 »; empty when no slot is chosen."""
    slot = slot_of(text)
    if slot is None:
        return ""
    day = day_words(clock.local(slot.starts_at).date(), lang)
    return say("{day} à {hour}", lang, day=day, hour=hour(slot.starts_at))


def number_of(text: str, least: int, most: int) -> int | None:
    digits = text.strip()
    return int(digits) if digits.isdecimal() and least <= int(digits) <= most else None


def _property(filled: Filled, today: date) -> dict[str, str]:
    answers = filled.answers
    wrong = rules.property_faults(filled.facts, filled.place.site)
    wrong.pop("transaction", None)
    year = answers.get("year", "")
    if "year" in filled.asked and year != asking.UNKNOWN:
        if not year:
            wrong["year"] = "Indiquez une année, ou « Je ne sais pas »."
        elif asking.year_of(year, today) is None:
            wrong["year"] = "Indiquez une année en quatre chiffres, par exemple 1972."
    for name, (least, most) in COUNTS.items():
        if answers.get(name) and number_of(answers[name], least, most) is None:
            wrong[name] = "Indiquez un nombre entier."
    return wrong


def _project(filled: Filled, _today: date) -> dict[str, str]:
    missing = [key for key in filled.asked if not filled.answers.get(key) and asking.BY_KEY[key].step == "project"]
    return dict.fromkeys(missing, "Choisissez une réponse.")


def _offer(filled: Filled, _today: date) -> dict[str, str]:
    return {} if filled.taken else {"wanted": "Choisissez au moins un diagnostic."}


def _visit(filled: Filled, today: date) -> dict[str, str]:
    wished = day_of(filled.typed.get("wished_on", ""))
    if rules.is_bookable(wished, today):
        return {}
    return {"wished_on": "Choisissez un jour à venir, dans les douze mois."}


def _contact(filled: Filled, _today: date) -> dict[str, str]:
    contact = filled.contact
    wrong = directory.contact_faults(name=contact.name, email=contact.email, phone=contact.phone)
    return wrong | rules.people_faults(filled.people)
