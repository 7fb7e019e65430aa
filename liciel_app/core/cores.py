"""Which cores of the machine a process computes on."""

import os
from typing import Final

_BEFORE: Final = "LICIEL_CORES"
"""In the environment of a server that stays on one core: the numbers of those it was given."""


def stay_on_one(number: int | None = None) -> None:
    """The threads of one Python process compute one at a time; on one core they hand over at once.

    Over several, each hand-over wakes another core up (measured: 119 events/s, 162 on one core). `number`: which of
    several servers this one is, each on a core of its own.
    """
    if hasattr(os, "sched_setaffinity"):
        given = sorted(os.sched_getaffinity(0))
        os.environ[_BEFORE] = ",".join(map(str, given))
        os.sched_setaffinity(0, {given[(os.getpid() if number is None else number) % len(given)]})


def told() -> dict[str, str]:
    """What a child needs to know, when it does not inherit the environment."""
    return {_BEFORE: os.environ[_BEFORE]} if _BEFORE in os.environ else {}


def spread() -> None:
    """A child that computes for itself goes wherever its server could before it stayed on one core."""
    if _BEFORE in os.environ:
        os.sched_setaffinity(0, {int(number) for number in os.environ[_BEFORE].split(",")})
