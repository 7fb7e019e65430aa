"""Who is to be told of a change, with the words ready to be sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from liciel_app.agenda.tours.explaining import Move, clock_hour
from liciel_app.agenda.tours.plan import Plan
from liciel_app.agenda.tours.problem import Problem
from liciel_app.core.language import Language, say


@dataclass(frozen=True, slots=True)
class Call:
    """The contact of a visit (`visit`), or a technician (`technician`): one of the two is None."""

    visit: int | None
    technician: int | None
    text: str


def calls(problem: Problem, before: Plan, after: Plan, moves: Sequence[Move], lang: Language) -> Iterator[Call]:
    """The contacts of the visits that move first, then the technicians whose day changes."""
    for move in moves:
        yield Call(move.visit, None, _to_contact(problem, move, lang))
    for was, now in zip(before.days, after.days, strict=True):
        if was.stops != now.stops:
            yield Call(None, now.technician, _to_technician(problem, after, now.technician, lang))


def _to_contact(problem: Problem, move: Move, lang: Language) -> str:
    if move.after is None:
        old = clock_hour(move.before[1]) if move.before else ""
        return say("Votre rendez-vous de {old} doit être reporté : nous vous proposons un autre jour.", lang, old=old)
    name, hour = problem.technicians[move.after[0]].name, clock_hour(move.after[1])
    if move.before is None:
        return say("Votre rendez-vous peut avoir lieu à {hour} avec {name}.", lang, hour=hour, name=name)
    old = clock_hour(move.before[1])
    if move.before[1] == move.after[1]:
        return say("Votre rendez-vous de {hour} aura lieu avec {name}.", lang, hour=hour, name=name)
    return say("Votre rendez-vous de {old} aura lieu à {hour} avec {name}.", lang, old=old, hour=hour, name=name)


def _to_technician(problem: Problem, after: Plan, technician: int, lang: Language) -> str:
    stops = after.days[technician].stops
    told = ", ".join(f"{clock_hour(stop.start)} {problem.visits[stop.visit].title}" for stop in stops)
    if not told:
        return say("Votre tournée change : plus aucune visite.", lang)
    return say("Votre tournée change : {visits}.", lang, visits=told)
