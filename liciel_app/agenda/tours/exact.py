"""The best tours of a small day, all orders and all shares tried."""

from itertools import permutations
from typing import Final

from liciel_app.agenda.tours import timing
from liciel_app.agenda.tours.problem import Problem, Route, Tours

VISITS: Final = 6
TECHNICIANS: Final = 6

_Shares = dict[frozenset[int], tuple[int, tuple[Route, ...]]]
"""For each set of visits done so far, the shortest road and who drives it."""
_Routes = dict[frozenset[int], tuple[int, Route]]


def small(problem: Problem, visits: list[int]) -> bool:
    """Few enough for a fraction of a second."""
    return len(visits) <= VISITS and len(problem.technicians) <= TECHNICIANS


def best(problem: Problem, visits: list[int]) -> Tours:
    """As many of these visits as can be, the pinned ones first, on the shortest road."""
    shares: _Shares = {frozenset(): (0, ())}
    for technician in range(len(problem.technicians)):
        shares = _joined(shares, _routes(problem, technician, visits))
    pinned = frozenset(visit for visit in visits if problem.visits[visit].fixed)
    done = max(shares, key=lambda share: (len(share & pinned), len(share), -shares[share][0]))
    return Tours(shares[done][1])


def _routes(problem: Problem, technician: int, visits: list[int]) -> _Routes:
    """For each set of visits he can do, his shortest order."""
    able = [visit for visit in visits if problem.may(technician, visit)]
    found: _Routes = {}
    for count in range(len(able) + 1):
        for order in permutations(able, count):
            road, share = problem.seconds(technician, order), frozenset(order)
            known = found.get(share)
            if (known is None or road < known[0]) and timing.feasible(problem, technician, order):
                found[share] = road, order
    return found


def _joined(shares: _Shares, routes: _Routes) -> _Shares:
    joined: _Shares = {}
    for done, (road, before) in shares.items():
        for share, (more, route) in routes.items():
            both = done | share
            if not done & share and (both not in joined or road + more < joined[both][0]):
                joined[both] = road + more, (*before, route)
    return joined
