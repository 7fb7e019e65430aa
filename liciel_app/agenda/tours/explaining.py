"""Why each visit moved and why some are left out: one French sentence each."""

from dataclasses import dataclass
from typing import Final

from liciel_app.agenda.slots.reasons import decimal
from liciel_app.agenda.tours import timing
from liciel_app.agenda.tours.plan import Day, Plan, road_of
from liciel_app.agenda.tours.problem import MINUTE, Problem, Tours, Visit
from liciel_app.core.language import Language, say

_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Move:
    """One visit before and after; technicians are indices, starts seconds, None where it is not planned."""

    visit: int
    before: tuple[int, int] | None
    after: tuple[int, int] | None
    why: str


def moves(problem: Problem, before: Plan, after: Plan, lang: Language = "fr") -> list[Move]:
    """What changes from one plan to the other, in the order of the new hours."""
    was, now = before.where(), after.where()
    changed = [visit for visit in was.keys() | now.keys() if was.get(visit) != now.get(visit)]
    return [
        Move(visit, was.get(visit), now.get(visit), _why(problem, before, after, visit, lang))
        for visit in sorted(changed, key=lambda visit: (now.get(visit) or was[visit], visit))
    ]


def left_out(problem: Problem, tours: Tours, lang: Language = "fr") -> dict[int, str]:
    """Visit → why no tour holds it."""
    return {visit: _why_left_out(problem, visit, lang) for visit in tours.unplanned(problem)}


def _why(problem: Problem, before: Plan, after: Plan, visit: int, lang: Language) -> str:
    was, now = before.where().get(visit), after.where().get(visit)
    title = problem.visits[visit].title
    if now is None:
        left = after.refused.get(visit) or _why_left_out(problem, visit, lang)
        return say("{visit} n’est plus planifiée : {why}", lang, visit=title, why=left)
    name, hour = problem.technicians[now[0]].name, clock_hour(now[1])
    km = decimal(detour_of(problem, after.days[now[0]], visit), lang)
    if was is None:
        return say(
            "{visit} entre chez {name} à {hour} : {km} km de détour.", lang, visit=title, name=name, hour=hour, km=km
        )
    was_km = decimal(detour_of(problem, before.days[was[0]], visit), lang)
    told = {"visit": title, "name": name, "hour": hour, "old": clock_hour(was[1]), "km": km, "was": was_km}
    if was[0] != now[0]:
        giver = problem.technicians[was[0]].name
        return say(
            "{visit} passe de {giver} à {name}, à {hour} : {km} km de détour au lieu de {was}.",
            lang,
            giver=giver,
            **told,
        )
    if km == was_km:
        return say("{visit} suit les changements de {name} : {old} devient {hour}.", lang, **told)
    return say("{visit} passe de {old} à {hour} : {km} km de détour au lieu de {was}.", lang, **told)


def detour_of(problem: Problem, day: Day, visit: int) -> float:
    """Kilometres this visit adds to that day."""
    without = tuple(other for other in day.route if other != visit)
    return day.km - road_of(problem, day.technician, without)[0]


def clock_hour(seconds: int) -> str:
    """9 h 05"""
    return f"{seconds // 3600}\u00a0h\u00a0{seconds % 3600 // MINUTE:02d}"


def _why_left_out(problem: Problem, index: int, lang: Language) -> str:
    visit = problem.visits[index]
    if not visit.located:
        return say("Son adresse n’est pas localisée : placez-la sur la carte.", lang)
    if visit.fixed:
        return _why_not_pinned(problem, index, lang)
    able = [one for one in range(len(problem.technicians)) if problem.needs_of(index) <= problem.means_of(one)]
    return _why_not_able(problem, visit, lang) if not able else _why_no_room(problem, index, able, lang)


def _why_not_able(problem: Problem, visit: Visit, lang: Language) -> str:
    if not problem.technicians:
        return say("Aucun technicien ne travaille ce jour-là.", lang)
    return say("Aucun technicien n’a {codes}.", lang, codes=_codes(problem, visit))


def _why_no_room(problem: Problem, index: int, able: list[int], lang: Language) -> str:
    fit = [one for one in able if timing.feasible(problem, one, (index,))]
    return _why_full(problem, problem.visits[index], fit, lang) if fit else _why_too_far(problem.visits[index], lang)


def _why_too_far(visit: Visit, lang: Language) -> str:
    if not visit.windows:
        return say("Aucun technicien ne peut y aller et en revenir dans sa journée.", lang)
    return say("Aucun technicien ne peut y être à l’heure : plages {windows}.", lang, windows=_windows(visit))


def _why_full(problem: Problem, visit: Visit, fit: list[int], lang: Language) -> str:
    names = ", ".join(problem.technicians[one].name for one in fit[:_NAMED])
    if len(fit) > _NAMED:
        return say("Les journées de {names} et des autres sont pleines.", lang, names=names)
    if not visit.windows:
        return say("La journée est pleine pour {names}.", lang, names=names)
    windows = _windows(visit)
    return say("La journée est pleine pour {names} sur les plages {windows}.", lang, names=names, windows=windows)


def _why_not_pinned(problem: Problem, index: int, lang: Language) -> str:
    visit = problem.visits[index]
    technician, start = visit.fixed or (0, 0)
    name, hour = problem.technicians[technician].name, clock_hour(start)
    if not problem.needs_of(index) <= problem.means_of(technician):
        return say("Elle est fixée chez {name}, qui n’a pas {codes}.", lang, name=name, codes=_codes(problem, visit))
    if not timing.feasible(problem, technician, (index,)):
        return say(
            "{name} ne peut pas y être à {hour} : trajet, pause ou horaires ne le permettent pas.",
            lang,
            name=name,
            hour=hour,
        )
    return say("À {hour}, {name} a déjà une autre visite fixée.", lang, hour=hour, name=name)


def _codes(problem: Problem, visit: Visit) -> str:
    return ", ".join(problem.words.get(code, code) for code in sorted(visit.skills | visit.instruments))


def _windows(visit: Visit) -> str:
    return ", ".join(f"{clock_hour(opens)}–{clock_hour(closes)}" for opens, closes in visit.starts)
