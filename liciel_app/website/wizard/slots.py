"""The real slots of the agenda as the wizard proposes them: when, and why this one."""

from dataclasses import dataclass
from typing import Final

from liciel_app.agenda.services.taking_slot import slots_for_client, visit_at
from liciel_app.agenda.slots.facts import Answer, Question, Slot
from liciel_app.core import clock
from liciel_app.core.language import Language, day_as, hour, say
from liciel_app.core.work import Work
from liciel_app.orders.certificates import skills_for
from liciel_app.orders.pacing import pass_door
from liciel_app.website.wizard import filling, placing
from liciel_app.website.wizard.keeping import Writing
from liciel_app.website.wizard.offer import Offer, current

SEARCHES_PER_HOUR: Final = 120
_NEAR: Final = 15  # minutes of road


@dataclass(frozen=True, slots=True)
class SlotRow:
    """`key` is what is kept when it is chosen; `who` is told to the office only."""

    key: str
    day: str
    hours: str
    why: str
    who: str = ""


def question(work: Work, writing: Writing, lang: Language) -> Question | None:
    """One visit for all the lots; None where there is nothing to visit, or no place to go to. Raises TooFast."""
    lots = [placing.filled_of(work, writing, rank) for rank in range(len(writing.lots))]
    offers = [current(work, one, placing.choice_of(lot), lang) for one, lot in zip(lots, writing.lots, strict=True)]
    minutes, site = sum(one.minutes for one in offers), lots[0].place.site
    if not minutes or site.lat is None:
        return None
    kind = str(lots[0].facts.kind)
    pass_door(work, "slots", times=1, most=SEARCHES_PER_HOUR)
    return slots_for_client(work, visit_at(site.lat, site.lon, minutes, frozenset(_skills(offers, kind))))


def rows(answer: Answer, lang: Language, *, office: bool) -> list[SlotRow]:
    """Best first. A client is told how near we already are, never where, with whom or by whom."""
    return [_row(slot, lang, office=office) for slot in answer.slots]


def _skills(offers: list[Offer], kind: str) -> tuple[str, ...]:
    return skills_for([code for one in offers for code in one.taken], kind)


def _row(slot: Slot, lang: Language, *, office: bool) -> SlotRow:
    return SlotRow(
        key=filling.slot_text(int(slot.technician), slot.start),
        day=day_as(clock.local(slot.start).date(), "EEEE d MMMM", lang),
        hours=f"{hour(slot.start)} – {hour(slot.end)}",
        why=slot.why if office else _told(slot, lang),
        who=slot.name if office else "",
    )


def _told(slot: Slot, lang: Language) -> str:
    if slot.added_minutes <= _NEAR:
        return say("Nous passons déjà près de chez vous : presque pas de route en plus.", lang)
    return say("Le diagnostiqueur qu’il vous faut est libre, route comprise.", lang)
