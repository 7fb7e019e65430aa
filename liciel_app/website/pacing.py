"""How often a stranger may ask for a new password (security.md 2: rate limits)."""

from datetime import timedelta
from typing import Final

from liciel_app.core.errors import Refused
from liciel_app.core.work import Work
from liciel_app.office import queries, services

PERIOD: Final = timedelta(hours=1)


class TooOften(Refused):
    """Nothing was done; the person may come back later."""


def note(work: Work, *askers: str, most: int) -> None:
    """Count one more ask for the address named and the origin it came from; refuses beyond `most` an hour."""
    known = [asker for asker in askers if asker]
    if any(queries.reset_asks(work, asker, since=work.now - PERIOD) >= most for asker in known):
        raise TooOften("Trop de demandes en peu de temps. Réessayez dans une heure.")
    services.note_reset_ask(work, *known)
