# pyright: strict
"""What a stranger may send in an hour; people who logged in answer for themselves."""

from datetime import timedelta
from typing import Final

from liciel_app.core.errors import Refused
from liciel_app.core.work import Work

HOUR: Final = timedelta(hours=1)


def refuse_flood(work: Work, lately: int, most: int) -> None:
    if work.actor.kind == "visitor" and lately >= most:
        raise Refused("Trop d’envois depuis cette adresse. Réessayez dans une heure, ou appelez-nous.")
