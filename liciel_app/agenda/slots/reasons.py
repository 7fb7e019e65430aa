"""Why a slot is good, and why a technician has none: one sentence each."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from liciel_app.agenda.slots.facts import Gap, Question, Stop, Technician
from liciel_app.agenda.slots.gaps import days_worked, valid_until
from liciel_app.agenda.slots.horizon import Calendar
from liciel_app.agenda.travel import kilometres
from liciel_app.core.language import Language, day_short, hour, say


def unfit(technician: Technician, question: Question, lang: Language) -> str:
    """What keeps a technician out whatever his agenda holds; empty when nothing does."""
    if technician.home is None:
        return say("{name} n’a pas d’adresse de départ : indiquez-la dans sa fiche.", lang, name=technician.name)
    if flaw := _flaw(technician, lang):
        return flaw
    if not any(technician.week):
        return say("{name} n’a pas d’horaires de travail.", lang, name=technician.name)
    return lacking(technician, question, lang) or _past(technician, question, lang)


def full(technician: Technician, question: Question, calendar: Calendar, lang: Language) -> str:
    """Why somebody fit for the visit has no slot in the horizon."""
    worked = days_worked(technician, question.closed, calendar)
    last = valid_until(technician, question.visit)
    end = day_short(calendar.dates[-1])
    if not worked:
        return say(
            "{name} ne travaille pas d’ici le {day} : congé ou jours fermés.", lang, name=technician.name, day=end
        )
    if last is not None and last < calendar.dates[-1]:
        return _ending(technician, question, last, lang)
    return say(
        "{name} n’a pas de place assez longue d’ici le {day}, trajets compris.", lang, name=technician.name, day=end
    )


def past(technician: Technician, question: Question, on: date, lang: Language) -> str:
    """What he has but that is no longer good on that day; empty when all of it is."""
    if technician.insured_until is not None and technician.insured_until < on:
        day = day_short(technician.insured_until)
        return say("L’assurance de {technician} est échue depuis le {day}.", lang, technician=technician.name, day=day)
    for code in sorted(question.visit.skills):
        until = technician.skills.get(code)
        if until is not None and until < on:
            told = {"skill": _words(question, [code]), "technician": technician.name, "day": day_short(until)}
            return say("La certification {skill} de {technician} a pris fin le {day}.", lang, **told)
    things = {_words(question, [code]): technician.instruments.get(code) for code in question.visit.instruments}
    for thing, until in (things | dict(technician.kit)).items():
        if until is not None and until < on:
            return say("{thing} n’est plus utilisable après le {day}.", lang, thing=thing, day=day_short(until))
    return ""


def why(technician: Technician, gap: Gap, km: float, minutes: float, question: Question, lang: Language) -> str:
    """« Karim Benali est déjà à Pessac jusqu’à 16 h 00 : 1,2 km et 2 min de route en plus. »"""
    added = say("{km} km et {minutes} min de route en plus", lang, km=decimal(km, lang), minutes=round(minutes))
    beside = min(
        (stop for stop in (gap.before, gap.after) if stop.busy),
        key=lambda stop: kilometres(stop.at, question.visit.at),
        default=None,
    )
    if beside is None or beside.busy is None:
        return say("{name} part de chez lui et y revient : {added}.", lang, name=technician.name, added=added)
    place = _place(beside, question, lang)
    if beside is gap.before:
        until = hour(beside.busy.end)
        return say(
            "{name} est déjà {place} jusqu’à {hour} : {added}.",
            lang,
            name=technician.name,
            place=place,
            hour=until,
            added=added,
        )
    starts = hour(beside.busy.start)
    return say(
        "{name} est ensuite {place} à {hour} : {added}.",
        lang,
        name=technician.name,
        place=place,
        hour=starts,
        added=added,
    )


def _place(stop: Stop, question: Question, lang: Language) -> str:
    if stop.busy and stop.busy.label:
        return say("à {town}", lang, town=stop.busy.label)
    return say("à {km} km de là", lang, km=decimal(kilometres(stop.at, question.visit.at), lang))


def decimal(value: float, lang: Language) -> str:
    text = f"{value + 0.0:.1f}"
    return text if lang == "en" else text.replace(".", ",")


def _flaw(technician: Technician, lang: Language) -> str:
    if any(end <= start for hours in technician.week for start, end in hours):
        return say("Les horaires de {name} finissent avant de commencer : corrigez-les.", lang, name=technician.name)
    if any(later[0] < earlier[1] for hours in technician.week for earlier, later in pairwise(sorted(hours))):
        return say("Les horaires de {name} se chevauchent : corrigez-les.", lang, name=technician.name)
    return ""


def lacking(technician: Technician, question: Question, lang: Language) -> str:
    """The certifications or instruments he does not have at all; empty when none is missing."""
    if missing := _words(question, question.visit.skills - technician.skills.keys()):
        return say("{name} n’a pas la certification {codes}.", lang, name=technician.name, codes=missing)
    if missing := _words(question, question.visit.instruments - technician.instruments.keys()):
        return say("{name} n’a pas l’instrument {codes}.", lang, name=technician.name, codes=missing)
    return ""


def _words(question: Question, codes: Iterable[str]) -> str:
    return ", ".join(sorted(question.words.get(code, code) for code in codes))


def _past(technician: Technician, question: Question, lang: Language) -> str:
    """What ends before the first day a visit may be proposed."""
    last = valid_until(technician, question.visit)
    opens = (question.now + question.notice).astimezone(question.zone).date()
    return _ending(technician, question, last, lang) if last is not None and last < opens else ""


def _ending(technician: Technician, question: Question, last: date, lang: Language) -> str:
    values = {"name": technician.name, "day": day_short(last)}
    past = last < question.now.astimezone(question.zone).date()
    if technician.insured_until == last:
        if past:
            return say("L’assurance de {name} est échue depuis le {day}.", lang, **values)
        return say("L’assurance de {name} est échue le {day} et il n’a pas de place avant.", lang, **values)
    if code := _words(question, (one for one in question.visit.skills if technician.skills[one] == last)):
        if past:
            return say("La certification {code} de {name} a expiré le {day}.", lang, code=code, **values)
        return say(
            "La certification {code} de {name} expire le {day} et il n’a pas de place avant.", lang, code=code, **values
        )
    return _worn(technician, question, last, lang)


def _worn(technician: Technician, question: Question, last: date, lang: Language) -> str:
    """The vehicle or the instrument that is no longer good after that day."""
    if name := next((name for name, until in technician.kit.items() if until == last), ""):
        return say("{thing} n’est plus utilisable après le {day}.", lang, thing=name, day=day_short(last))
    code = _words(question, (one for one in question.visit.instruments if technician.instruments[one] == last))
    return say("L’instrument {code} n’est plus utilisable après le {day}.", lang, code=code, day=day_short(last))
