"""Nobody is disturbed for nothing: a visit goes back to the tour it was in, where the road is as short with it."""

from liciel_app.agenda.tours import timing
from liciel_app.agenda.tours.plan import Plan, planned
from liciel_app.agenda.tours.polishing import Routes, added, insertions
from liciel_app.agenda.tours.problem import Problem, Tours


def settled(problem: Problem, before: Plan, after: Plan) -> Plan:
    """The plan with as many visits in their former tour as cost no road."""
    routes: Routes = {day.technician: day.route for day in after.days}
    was, now = before.where(), after.where()
    for visit in sorted(now.keys() & was.keys()):
        if (old := was[visit][0]) != now[visit][0]:
            routes |= _back(problem, routes, visit, (now[visit][0], old))
    tours = Tours(tuple(routes[technician] for technician in range(len(problem.technicians))))
    return planned(problem, tours) if tours.routes != tuple(day.route for day in after.days) else after


def _back(problem: Problem, routes: Routes, visit: int, tours: tuple[int, int]) -> Routes:
    """What changes when it returns; nothing when it costs road or does not fit."""
    here, old = tours
    left = {here: tuple(one for one in routes[here] if one != visit)}
    ways = list(insertions(problem, {old: routes[old]}, visit))
    change = min(ways, key=lambda way: added(problem, routes, way), default=None)
    if change is None or added(problem, routes, left | change) > 0 or not timing.feasible(problem, here, left[here]):
        return {}
    return left | change
