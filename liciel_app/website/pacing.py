"""How often a stranger may repeat a gesture that costs us something (security.md 2: rate limits).

Counted in the rows that slow wrong passwords: each gesture leaves one under a name no mail address can have.
"""

from datetime import timedelta
from typing import Final

from liciel_app.core.errors import Refused
from liciel_app.core.work import Work
from liciel_app.office import queries, services

PERIOD: Final = timedelta(hours=1)


class TooOften(Refused):
    """Nothing was done; the person may come back later."""


def note(work: Work, gesture: str, *who: str, most: int) -> None:
    """Count one more for each of `who` (an address, a network origin); refuses beyond `most` an hour."""
    names = [f"{gesture}#{one}" for one in who if one]
    since = work.now - PERIOD
    for name in names:
        earlier, _ = queries.recent_failures(work, email=name, origin=work.actor.origin, since=since)
        if len(earlier) >= most:
            raise TooOften("Trop de demandes en peu de temps. Réessayez dans une heure.")
    for name in names:
        services.note_failure(work, email=name)
